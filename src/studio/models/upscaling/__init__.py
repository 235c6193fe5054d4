"""Makers of larger pictures: what each of them is asked and answers, and who there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from studio.models.roster import Roster

if TYPE_CHECKING:
    from numpy import ndarray


class Upscaler(Protocol):
    """Somebody who makes pictures larger."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def version(self) -> str:
        """What makes its pictures other pictures when it changes."""

    def enlarge(self, frame: ndarray, size: tuple[int, int]) -> ndarray:
        """A frame at a larger size.

        Args:
            frame: yuv420p as it lies in memory, luma over both chromas.
            size: Pixels across and down, both even.
        """


PROVIDERS: Mapping[str, str] = {"builtin": "studio.models.upscaling.builtin:provider"}
"""Those that come along: a function that returns the upscaler."""

ROSTER = Roster("upscaler", PROVIDERS, "animation_ai_studio.upscaling")

names = ROSTER.names
refuse_unknown = ROSTER.refuse_unknown


def upscaler(name: str) -> Upscaler:
    """An upscaler by its name; only then is its module imported.

    Raises:
        NotFound: Nobody is called so.
        Unavailable: The package it comes from cannot be used.
    """
    create: Callable[[], Upscaler] = ROSTER.maker(name)
    return create()
