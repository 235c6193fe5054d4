"""Makers of moving pictures: what each of them is asked and answers, and who there is."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from studio.core.errors import NotFound

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard
    from studio.models.video.request import Request, Result


class VideoProvider(Protocol):
    """Somebody who makes moving pictures."""

    @property
    def card(self) -> CapabilityCard:
        """What it can do."""

    def make(self, request: Request) -> Result:
        """Make what is asked, and write it to the request's file.

        Raises:
            BadInput: It is asked for what its card does not offer.
            ToolFailed: It did not get done, or not in time.
        """


PROVIDERS: Mapping[str, str] = {"builtin": "studio.models.video.builtin:Builtin"}


def provider(name: str) -> VideoProvider:
    """A provider by its name; only then is its module imported."""
    from studio.core.written.findings import nearest

    if name not in PROVIDERS:
        raise NotFound(f"there is no provider of video called {name}", hint=nearest(name, PROVIDERS))
    module, _, called = PROVIDERS[name].partition(":")
    return cast("VideoProvider", getattr(import_module(module), called)())
