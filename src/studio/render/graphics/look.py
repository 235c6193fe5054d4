"""The colours and the type a graphic is drawn in, and what reads on what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.colour import adjusted, contrast, mixed, parsed, written
from studio.render.lettering import pairings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from studio.render.lettering.pairings import Faces
    from studio.render.painting import Painter

_STEPS = 12


@dataclass(frozen=True)
class Look:
    """What a graphic is drawn in.

    Attributes:
        paint: The colour of a token.
        faces: The typefaces.
        ground: What it is drawn on, as SVG has it.
        ink: What is written with on it.
    """

    paint: Callable[[str], str]
    faces: Faces
    ground: str
    ink: str

    def shown(self, material: str) -> str:
        """A material's own colour, whatever the light."""
        return self.paint(f"{material}.shown")

    def accent(self, *, least: float = 1.7) -> str:
        """The colour that stands out, as far from the ground as is asked for."""
        return standing(self.shown("accent"), self.ground, least)

    def quiet(self, share: float) -> str:
        """The ink, so much of it gone into the ground."""
        return mix(self.ink, self.ground, share)

    def on(self, ground: str) -> Look:
        """The same look on another ground."""
        return replace(self, ground=ground, ink=readable(ground, self.paint("ink"), self.paint("sheet")))


def look(painter: Painter, *, ground: str = "", files: tuple[Path, ...] = (pairings.OURS,)) -> Look:
    """The look of a style.

    Args:
        painter: The style.
        ground: What is drawn on, as SVG has it; the style's own sheet if empty.
        files: Where its typefaces are looked for, first come first served.
    """
    ground = ground or painter.colour("sheet")
    ink = readable(ground, painter.colour("ink"), painter.colour("sheet"))
    return Look(painter.colour, pairings.faces(painter.pack.type, files=files), ground, ink)


def readable(ground: str, *inks: str) -> str:
    """The ink that reads best on a ground."""
    below = parsed(ground)
    return max(inks, key=lambda one: contrast(parsed(one), below))


def reads(one: str, other: str) -> float:
    """How well one colour reads on another, 1 to 21."""
    return contrast(parsed(one), parsed(other))


@lru_cache(maxsize=512)
def mix(one: str, other: str, share: float) -> str:
    """Two colours mixed; share is how much of the second."""
    return written(mixed(parsed(one), parsed(other), share))


@lru_cache(maxsize=512)
def shade(colour: str, lightness: float, chroma: float = 1.0) -> str:
    """A colour made lighter or darker."""
    return written(adjusted(parsed(colour), lightness=lightness, chroma=chroma))


@lru_cache(maxsize=256)
def standing(colour: str, ground: str, least: float) -> str:
    """A colour moved away from its ground until it stands out as far as is asked for; its hue stays."""
    darker = contrast(parsed("#000000"), parsed(ground)) > contrast(parsed("#ffffff"), parsed(ground))
    step = 0.93 if darker else 1.07
    for number in range(_STEPS):
        moved = shade(colour, step**number)
        if reads(moved, ground) >= least:
            return moved
    return shade(colour, step**_STEPS)


def bytes_of(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour as SVG has it, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def hex_of(colour: tuple[int, int, int]) -> str:
    """A colour of red, green and blue, 0 to 255, as SVG has it."""
    return "#" + "".join(f"{part:02x}" for part in colour)
