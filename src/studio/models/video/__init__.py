"""Makers of moving pictures: what each of them is asked and answers, and who there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from studio.core.errors import NotFound, Unavailable

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard
    from studio.models.video.request import Request, Result


class VideoProvider(Protocol):
    """Somebody who makes moving pictures."""

    @property
    def card(self) -> CapabilityCard:
        """What it can do."""

    def reads(self, request: Request) -> list[Path]:
        """The files it would read for a request, besides those that the request names."""

    def make(self, request: Request) -> Result:
        """Make what is asked, and write it to the request's file.

        Raises:
            BadInput: It is asked for what its card does not offer.
            ToolFailed: It did not get done, or not in time.
        """


@dataclass(frozen=True)
class Workplace:
    """Where a provider works.

    Attributes:
        folder: The folder of the film; the current one if there is none.
        vocabulary: The user's own drawings, places and styles.
    """

    folder: Path = Path()
    vocabulary: Path | None = None


PROVIDERS: Mapping[str, str] = {
    "builtin": "studio.models.video.builtin:provider",
    "given": "studio.models.video.given:provider",
}
"""Those that come along: a function that is told the workplace and returns the provider."""

ENTRY_POINTS = "animation_ai_studio.video"
"""Where other packages say the same of theirs."""


def names() -> list[str]:
    """Everybody who can be asked: those that come along, then those of other packages."""
    return [*PROVIDERS, *(name for name in _others() if name not in PROVIDERS)]


def provider(name: str, workplace: Workplace | None = None) -> VideoProvider:
    """A provider by its name; only then is its module imported.

    Args:
        name: What it is called.
        workplace: Where it works.

    Raises:
        NotFound: Nobody is called so.
        Unavailable: The package it comes from cannot be used.
    """
    from studio.core.written.findings import nearest

    where = PROVIDERS.get(name) or _others().get(name)
    if where is None:
        raise NotFound(f"there is no provider of video called {name}", hint=nearest(name, names()))
    module, _, called = where.partition(":")
    try:
        create = cast("Callable[[Workplace], VideoProvider]", getattr(import_module(module), called))
    except (ImportError, AttributeError) as broken:
        raise Unavailable(
            f"the provider {name} cannot be used: {broken}", hint=f"install the package of {module} again"
        ) from broken
    return create(workplace or Workplace())


def _others() -> Mapping[str, str]:
    from importlib.metadata import entry_points

    return {entry.name: entry.value for entry in entry_points(group=ENTRY_POINTS)}
