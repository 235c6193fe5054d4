"""Makers of moving pictures: what each of them is asked and answers, and who there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from studio.models.roster import Roster

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
        called: What the provider was asked for as, a model of its own after a colon: wan:mine.
    """

    folder: Path = Path()
    vocabulary: Path | None = None
    called: str = ""

    @property
    def model(self) -> str:
        """Which of a provider's models is asked for; none in particular if empty."""
        return self.called.partition(":")[2]


PROVIDERS: Mapping[str, str] = {
    "builtin": "studio.models.video.builtin:provider",
    "given": "studio.models.video.given:provider",
    "http": "studio.models.video.remote.prediction:provider",
    "ltx": "studio.models.video.ltx:provider",
    "wan": "studio.models.video.wan:provider",
}
"""Those that come along: a function that is told the workplace and returns the provider."""

ROSTER = Roster("provider of video", PROVIDERS, "animation_ai_studio.video")

names = ROSTER.names
known = ROSTER.known
refuse_unknown = ROSTER.refuse_unknown


def stand_in(fallback: str) -> str:
    """Who makes a shot that its provider does not get done; nobody where it is none or nothing.

    Raises:
        NotFound: Nobody is called so.
    """
    if fallback in ("", "none"):
        return ""
    refuse_unknown(fallback)
    return fallback


def provider(name: str, workplace: Workplace | None = None) -> VideoProvider:
    """A provider by its name; only then is its module imported.

    Args:
        name: What it is called; which of its models is meant may stand behind a colon.
        workplace: Where it works.

    Raises:
        NotFound: Nobody is called so.
        Unavailable: The package it comes from cannot be used.
    """
    create: Callable[[Workplace], VideoProvider] = ROSTER.maker(name)
    return create(replace(workplace or Workplace(), called=name))
