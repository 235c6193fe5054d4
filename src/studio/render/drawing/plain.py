"""A drawing that has become plain SVG: its pieces, what of them moves and shines, its named places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Move(NamedTuple):
    """How a piece moves by itself: its kind, how far in degrees or units, in which time, about where."""

    kind: str
    amount: float
    period: float
    x: float
    y: float


@dataclass(frozen=True)
class Piece:
    """A part of a drawing that is rasterised as one.

    Attributes:
        markup: Its SVG, without the root.
        move: How it moves by itself, if it does.
        lights: What in it shines: markup, strength, and how far the glow reaches in units.
    """

    markup: str
    move: Move | None = None
    lights: tuple[tuple[str, float, float], ...] = ()


class Anchor(NamedTuple):
    """A named place: a box (a point where width and height are zero), in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Plain:
    """A drawing that has become plain SVG.

    Attributes:
        box: Left, top, width, height in world units.
        defs: Gradients, clips and masks all pieces may use.
        pieces: What is drawn, from the back to the front.
        anchors: The named places.
    """

    box: tuple[float, float, float, float]
    defs: str
    pieces: tuple[Piece, ...]
    anchors: Mapping[str, Anchor]

    def svg(self, markup: str, *, box: str = "", size: tuple[float, float] = (0, 0)) -> str:
        """A whole document of the markup of one piece.

        Args:
            markup: The piece.
            box: The part of it that is wanted, as a viewBox; all of it if empty.
            size: How many pixels wide and high it becomes; one to a unit if not given.
        """
        x, y, *own = self.box
        width, height = size if box else own
        box = box or f"{x} {y} {width} {height}"
        defs = f"<defs>{self.defs}</defs>" if "url(#" in markup or "<use" in markup else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="{box}" width="{width}" height="{height}">{defs}{markup}</svg>'
        )
