"""A process that is there for one call: it holds itself back, keeps away from GPUs, and is vouched for."""

from __future__ import annotations

import os

from studio.core.catalogue import AnyTool
from studio.core.needs import asked_for
from studio.core.settings import tell_libraries
from studio.engine.neighbour.terms import Terms
from studio.engine.once.planning import Plan
from studio.engine.workers.vouching import Voucher
from studio.host import holding
from studio.host.isolation import environment, layers
from studio.media import encode


def keep(plan: Plan, terms: Terms) -> Voucher | None:
    """Have this process keep to its terms, before it has threads; None where others do the work.

    It stays so until it ends: this is for a process that ends when the call does.

    Args:
        plan: What it is there for.
        terms: How much of the machine it may use.
    """
    if len(plan.tasks) != 1 or plan.tool.production:
        return None
    hold = holding.Hold(**terms.held(threads=terms.cores))
    tell_libraries(holding.environment(hold.threads))
    holding.hold(hold)
    encode.hold(hold.threads if hold.gives_way else 0)
    if asked_for(plan.tool.resources, plan.tasks[0].given).on_gpu:
        return None
    return _away_from_cards(plan.tool)


def _away_from_cards(tool: AnyTool) -> Voucher:
    tell_libraries(environment.HIDDEN)
    # In a world of one's own files cannot be given to the groups of others, as moving them may ask for.
    level = (layers.guarded() if tool.effect else layers.enter()).level
    me = os.getpid()
    voucher = Voucher(lambda: {me: ""})
    voucher.serves("", me, level)
    voucher.begin()
    return voucher
