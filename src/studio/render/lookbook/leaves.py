"""What a look book is made of: pictures on sheets, sheets in sections, drawn one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.shelf import Shelf

What = Literal["places", "props", "people", "type", "cameras", "transitions", "graphics"]
"""The sections of the book, in their order."""


class Picture(NamedTuple):
    """One picture.

    Attributes:
        name: What it shows.
        detail: How.
        pixels: Red, green and blue.
        faults: What of it fails a check.
    """

    name: str
    detail: str
    pixels: ndarray
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Pictures that are looked at together.

    Attributes:
        name: What its file is called.
        title: What is on it.
        note: What to look for.
        columns: How many stand side by side.
        count: How many there are.
        shape: Width over height of the room each has.
        drawn: Draws them, one after another.
    """

    name: str
    title: str
    note: str
    columns: int
    count: int
    shape: float
    drawn: Callable[[], Iterator[Picture]]


@dataclass(frozen=True)
class Section:
    """Sheets of one kind.

    Attributes:
        title: The heading.
        note: What they have in common.
        sheets: The sheets.
    """

    title: str
    note: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Wish:
    """What a look book is to show.

    Attributes:
        shelf: The vocabulary.
        styles: The style packs.
        width: Width of a wide picture, in pixels.
        only: The names of what to show; everything if empty.
    """

    shelf: Shelf
    styles: tuple[str, ...]
    width: int
    only: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        """Height of a wide picture."""
        return round(self.width * 9 / 16)

    def of(self, names: Iterable[str]) -> list[str]:
        """Those of some names that are to be shown."""
        return [name for name in names if not self.only or name in self.only]

    def place(self, *wanted: str) -> str:
        """The first of these places that there is, or any."""
        there = self.shelf.names("places")
        return next((name for name in wanted if name in there), there[0])
