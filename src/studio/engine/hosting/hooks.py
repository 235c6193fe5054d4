"""What is done when a run has ended: a command is started, a page is told. The run stays what it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from studio.core.errors import StudioError
from studio.engine.bench import Bench
from studio.engine.plans import Hook
from studio.engine.workers.worker import unforeseen


def carry_out(bench: Bench, run: str, folder: Path, name: str, state: str, wanted: Sequence[Hook]) -> None:
    """Do all of them in their order; one that fails is written down and does not stop the next.

    Args:
        bench: What there is to work with.
        run: The run that has ended.
        folder: Where commands are started.
        name: What people call the run.
        state: How it ended.
        wanted: What is to be done.
    """
    story = json.dumps({"run": run, "name": name, "state": state})
    for hook in wanted:
        told = " ".join(hook.command) or hook.webhook
        try:
            if hook.command:
                code = bench.carrying(hook.command, folder, story)
                if code:
                    bench.journal.event(run, "hook.failed", hook=told, error=f"it ended with code {code}")
                    continue
            else:
                bench.reaching(hook.webhook, story)
        except StudioError as error:
            bench.journal.event(run, "hook.failed", hook=told, error=error.message)
        except Exception as strange:  # noqa: BLE001
            # Whatever it was, the run has come to its end, and the others go on.
            bench.journal.event(run, "hook.failed", hook=told, error=unforeseen(strange).message)
        else:
            bench.journal.event(run, "hook.done", hook=told)
