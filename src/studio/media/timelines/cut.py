"""A film as it is cut: tracks of clips, in frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Kind = Literal["Video", "Audio"]
Colour = Literal["RED", "ORANGE", "YELLOW", "GREEN", "CYAN", "BLUE", "PURPLE", "MAGENTA", "PINK", "WHITE"]


@dataclass(frozen=True)
class Clip:
    """A part of a file, at its place in a track.

    Attributes:
        name: What it is called.
        file: Where the file is, as seen from the timeline's own folder.
        start: The first frame of the file that is used, were there no transitions.
        frames: How many are used.
        available: How many the file has.
        told: What else is known of it.
    """

    name: str
    file: str
    start: int
    frames: int
    available: int
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Transition:
    """How one clip gives way to the next; it takes no time of its own.

    Attributes:
        kind: A dissolve, or another of ours by its name.
        before: How many frames before the cut the next clip begins to be seen.
        after: How many frames after it the clip in front of it is still seen.
    """

    kind: str
    before: int
    after: int

    @property
    def frames(self) -> int:
        """How long it lasts."""
        return self.before + self.after


@dataclass(frozen=True)
class Gap:
    """Frames on which there is nothing."""

    frames: int


Item = Clip | Transition | Gap


@dataclass(frozen=True)
class Track:
    """One layer of pictures, or of sound.

    Attributes:
        name: What it is called.
        kind: Pictures or sound.
        items: What is on it, in order.
        heard: Whether it is switched on.
    """

    name: str
    kind: Kind
    items: tuple[Item, ...]
    heard: bool = True

    def placed(self) -> Iterator[tuple[int, Clip, Transition | None, Transition | None]]:
        """Each clip with the frame it begins at, and the transitions before and after it."""
        at = 0
        for number, item in enumerate(self.items):
            if isinstance(item, Clip):
                around = [
                    self.items[beside] if 0 <= beside < len(self.items) else None
                    for beside in (number - 1, number + 1)
                ]
                before, after = (one if isinstance(one, Transition) else None for one in around)
                yield at, item, before, after
            at += 0 if isinstance(item, Transition) else item.frames


@dataclass(frozen=True)
class Marker:
    """A stretch of the film that has a name."""

    name: str
    start: int
    frames: int
    note: str = ""
    colour: Colour = "GREEN"


@dataclass(frozen=True)
class Timeline:
    """A film as it is cut.

    Attributes:
        name: What it is called.
        rate: Frames a second.
        tracks: From the bottom.
        markers: Its parts.
        told: What else is known of it.
    """

    name: str
    rate: Fraction
    tracks: tuple[Track, ...]
    markers: tuple[Marker, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
