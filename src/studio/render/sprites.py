"""Drawings made ready to move: rasterised once, finished in their style, each mover a sprite of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from studio.core.errors import BadInput
from studio.media.images.libvips import engine
from studio.render.finishes import finished, reach
from studio.render.lights import Light
from studio.render.plates import Plate

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.drawing.plain import Move, Piece, Plain
    from studio.render.painting import Painter

_COARSE = 160
# Light is soft: half the size says all.
_ROUGH = 2


class Area(NamedTuple):
    """A part of the world, in units."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Area:
        """The area with a margin."""
        return Area(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def within(self, other: Area) -> Area:
        """What both have in common."""
        return Area(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        )  # fmt: skip

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return self.right <= self.left or self.bottom <= self.top


@dataclass(frozen=True)
class Sprite:
    """A piece of a drawing as pixels.

    Attributes:
        plate: What is seen; its origin is the point it turns about.
        move: How it moves by itself.
        lights: What of it shines, and how strongly.
        at: The point it turns about, in units of its drawing.
    """

    plate: Plate
    move: Move | None
    lights: tuple[tuple[Light, float], ...]
    at: tuple[float, float]


def sprites(
    plain: Plain,
    painter: Painter,
    scale: float,
    area: Area,
    *,
    soft: float = 0.0,
    smooth: bool = False,
    size: float = 1.0,
) -> tuple[Sprite, ...]:
    """Rasterise a drawing.

    Args:
        plain: The drawing.
        painter: Its style and light.
        scale: Pixels per unit.
        area: The part of it that can ever be seen.
        soft: How far out of focus it is, in units.
        smooth: Whether to take the steps out of its gradients.
        size: How many times its natural size it is shown; what its style does to it is as large as elsewhere.
    """
    found = (
        _sprite(plain, piece, painter, scale, area, soft, smooth=smooth, size=size) for piece in plain.pieces
    )
    return tuple(sprite for sprite in found if sprite)


def _sprite(
    plain: Plain,
    piece: Piece,
    painter: Painter,
    scale: float,
    area: Area,
    soft: float,
    *,
    smooth: bool,
    size: float,
) -> Sprite | None:
    inked = _inked(plain, piece.markup, area)
    if inked.is_empty:
        return None
    at = (piece.move.x, piece.move.y) if piece.move else (0.0, 0.0)
    spread = reach(painter.pack) / size + 2.5 * soft
    rgba, corner = rastered(plain, piece.markup, inked.grown(spread + 1.5 / scale), scale)
    rgba = finished(
        rgba, painter.pack, scale / size, corner,
        depth=painter.depth, shadow=painter.moment.shadow, paper=painter.paper,
    )  # fmt: skip
    origin = (at[0] * scale - corner[0], at[1] * scale - corner[1])
    plate = Plate.of(rgba, origin, scale, smooth=smooth and not piece.move)
    if soft * scale > 0.6:
        plate = plate.softened(soft * scale)
    glow = painter.moment.glow * (0.55 if painter.pack.finish.kind != "flat" else 1.0)
    lights = tuple(
        (_light(plain, markup, halo, scale, area, at), strength * glow)
        for (strength, halo), markup in _alike(piece).items()
        if strength * glow > 0.02
    )
    return Sprite(plate, piece.move, lights, at)


def _alike(piece: Piece) -> dict[tuple[float, float], str]:
    """What shines alike shines as one: a street has a hundred windows, and they cost as much as one."""
    found: dict[tuple[float, float], str] = {}
    for markup, strength, halo in piece.lights:
        key = (round(strength, 1), float(f"{halo:.1g}"))
        found[key] = found.get(key, "") + markup
    return found


def rastered(plain: Plain, markup: str, area: Area, scale: float) -> tuple[ndarray, tuple[int, int]]:
    """A part of a drawing as straight RGBA, and where its corner lies in pixels from the world's origin."""
    import numpy as np

    left, top = floor(area.left * scale), floor(area.top * scale)
    width = max(1, ceil(area.right * scale) - left)
    height = max(1, ceil(area.bottom * scale) - top)
    box = f"{left / scale} {top / scale} {width / scale} {height / scale}"
    svg = plain.svg(markup, box=box, size=(width, height)).encode()
    pixels = engine()
    try:
        picture = pixels.Image.svgload_buffer(svg, unlimited=False)
        memory = picture.write_to_memory()
    except pixels.Error as refused:
        reason = str(refused).strip().splitlines()[-1].removeprefix("glib: ")
        raise BadInput(f"a drawing cannot be drawn: {reason}", hint="draw it more simply") from None
    rgba = np.ndarray(buffer=memory, dtype=np.uint8, shape=(picture.height, picture.width, 4))
    return rgba[:height, :width].copy(), (left, top)


def _inked(plain: Plain, markup: str, area: Area) -> Area:
    """The part of an area in which a piece draws anything, found on a small picture of it."""
    import cv2

    x, y, width, height = plain.box
    whole = Area(x, y, x + width, y + height).within(area)
    if whole.is_empty:
        return whole
    coarse = _COARSE / max(whole.right - whole.left, whole.bottom - whole.top)
    rgba, corner = rastered(plain, markup, whole, coarse)
    left, top, wide, high = cv2.boundingRect(cv2.extractChannel(rgba, 3))
    if not wide:
        return Area(0, 0, 0, 0)
    return Area(
        (corner[0] + left - 1) / coarse, (corner[1] + top - 1) / coarse,
        (corner[0] + left + wide + 1) / coarse, (corner[1] + top + high + 1) / coarse,
    ).within(whole)  # fmt: skip


def _light(
    plain: Plain, markup: str, halo: float, scale: float, area: Area, at: tuple[float, float]
) -> Light:
    """What shines, blurred as far as its glow reaches."""
    import numpy as np

    inked = _inked(plain, markup, area)
    rough = scale / _ROUGH
    rgba, corner = rastered(plain, markup, inked.grown(1 / rough), rough)
    shining = rgba[..., :3] * (rgba[..., 3:].astype(np.float32) / 255)
    return Light.of(shining, (at[0] * rough - corner[0], at[1] * rough - corner[1]), rough, halo=halo * rough)
