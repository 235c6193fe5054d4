"""A product as it turns: what never changes is drawn once, what goes round is looked up for each frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from studio.render.graphics.look import look
from studio.render.graphics.products import floor, labels, solids
from studio.render.graphics.products.floor import Floor
from studio.render.graphics.products.shading import coloured, encoded, studio

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.products.grammar import Product
    from studio.render.graphics.products.labels import Said
    from studio.render.painting import Painter

_SIDE, _SHADE, _ABOVE = 1.12, 2.9, 0.04
_CRISP = 1.25


class Round(NamedTuple):
    """What goes round, and where it is seen; colours and opacity, four channels throughout.

    Attributes:
        box: Left, top, right, bottom of where it is seen, in pixels.
        texture: Twice the way round, colours multiplied by how opaque they are.
        across: Where on the texture each pixel looks, at the beginning of the turn.
        down: The same, down.
        gain: How much of the texture is seen.
        gleam: What the light adds where it is opaque; None if that is so throughout, and below has it.
        below: What is seen where there is none of it.
        cover: How much of each pixel it covers, 0 to 255, where what it lies on is seen through.
    """

    box: tuple[int, int, int, int]
    texture: ndarray
    across: ndarray
    down: ndarray
    gain: ndarray
    gleam: ndarray | None
    below: ndarray
    cover: ndarray | None


@dataclass(frozen=True)
class Turntable:
    """A product ready to turn.

    Attributes:
        still: All that does not change, straight RGBA.
        round: What goes round; None if nothing does.
        floor: What it stands on.
        origin: Where it stands, in pixels from the left and top edges.
        scale: Pixels per unit.
    """

    still: ndarray
    round: Round | None
    floor: Floor
    origin: tuple[float, float]
    scale: float

    def at(self, turns: float) -> ndarray:
        """The product after so many turns; after a whole one it is as at first."""
        whole = self.still.copy()
        if self.round is not None:
            left, top, right, bottom = self.round.box
            _turned(self.round, turns % 1.0, whole[top:bottom, left:right])
            self.floor.mirror(whole)
        return whole


def turntable(product: Product, painter: Painter, said: Said, scale: float) -> Turntable:
    """Make a solid of revolution ready to turn.

    Args:
        product: Its profile and what it is made of.
        painter: The style and the light it is seen in.
        said: What its label says.
        scale: Pixels per unit.
    """
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    radius, tall = product.radius, product.height
    foot = max(knot.radius for part in product.parts for knot in part.profile if knot.height <= 0.03 * tall)
    left = math.ceil(max(_SIDE * radius, 1.5 * foot) * scale)
    wide = left + math.ceil(max(_SIDE * radius, _SHADE * foot) * scale)
    above = math.ceil((tall * (1 + _ABOVE) + radius * solids.PITCH) * scale)
    stage = _Stage(
        product,
        painter,
        said,
        scale,
        (float(left), float(above)),
        (wide, above + math.ceil(foot * solids.PITCH * scale) + 2),
    )
    light, cover, rounded = _lit(stage)
    whole = np.zeros((above + math.ceil(tall * floor.MIRRORED * scale) + 2, wide, 4), np.uint8)
    whole[: len(light), :, :3] = encoded(light / np.maximum(cover, 1e-3)[..., None])
    whole[: len(light), :, 3] = np.clip(cover * 255 + 0.5, 0, 255)
    shadow = painter.colour("shadow")
    box = rounded.box if rounded else (0, 0, 0, 0)
    stood, below = floor.stood(whole, stage.origin, foot * scale, tall * scale, shadow, box)
    return Turntable(stood, rounded, below, stage.origin, scale)


class _Stage(NamedTuple):
    """What is to be drawn, and where."""

    product: Product
    painter: Painter
    said: Said
    scale: float
    origin: tuple[float, float]
    size: tuple[int, int]


def _lit(stage: _Stage) -> tuple[ndarray, ndarray, Round | None]:
    """All parts in their light: linear, multiplied by how much they cover; and what goes round."""
    import numpy as np

    product, size = stage.product, stage.size
    light = np.zeros((size[1], size[0], 3), np.float32)
    cover = np.zeros(size[::-1], np.float32)
    rounded: Round | None = None
    nearest = np.full((size[1] * solids.FINER, size[0] * solids.FINER), -1e9, np.float32)
    for number, part in enumerate(product.parts):
        surface = solids.surface(part, size, stage.origin, stage.scale)
        there = surface.there & (surface.depth >= nearest - 1e-3)
        if part.finish not in ("liquid", "glass"):
            nearest = np.where(there, surface.depth, nearest)
        colour = stage.painter.colour(f"{part.material}.shown")
        body, shine, hides = coloured(surface.normal, colour, part.finish, studio(stage.painter))
        _grounded(body, surface, product.height)
        opaque = _small(hides * there)
        light = _small((body * hides[..., None] + shine) * there[..., None]) + light * (1 - opaque[..., None])
        cover = opaque + cover * (1 - opaque)
        if product.wrap and product.wrap.part == number:
            below = light / np.maximum(cover, 1e-3)[..., None]
            rounded = _round(stage, surface, there, (below, cover))
    return light, cover, rounded


def _grounded(body: ndarray, surface: solids.Surface, tall: float) -> None:
    """Less light reaches what is close to the floor."""
    import numpy as np

    body *= (0.7 + 0.3 * np.clip(surface.height / (0.1 * tall), 0, 1))[..., None]


def _small(fine: ndarray) -> ndarray:
    """Fine pixels as pixels."""
    import cv2

    size = fine.shape[1] // solids.FINER, fine.shape[0] // solids.FINER
    return cv2.resize(fine.astype("float32"), size, interpolation=cv2.INTER_AREA)


def _round(
    stage: _Stage, surface: solids.Surface, there: ndarray, behind: tuple[ndarray, ndarray]
) -> Round | None:
    """Where what goes round is seen, and what it looks like."""
    import cv2
    import numpy as np

    wrap, painter = stage.product.wrap, stage.painter
    below, alpha = behind
    assert wrap is not None
    part = stage.product.parts[wrap.part]
    on = there & (surface.height >= wrap.low) & (surface.height <= wrap.high) & (surface.angle <= 0.5)
    on &= surface.normal[..., 2] > 0.02
    share = _small(on)
    left, top, wide, high = cv2.boundingRect((share > 0.003).astype(np.uint8))
    if not wide:
        return None
    line = solids.outline(part.profile)
    radius = float(line[(line[:, 1] >= wrap.low) & (line[:, 1] <= wrap.high), 0].max())
    size = (math.tau * radius, wrap.high - wrap.low)
    # A whole number of pixels goes round, so that there is no seam.
    fine = math.ceil(size[0] * stage.scale * _CRISP) / size[0]
    ground = painter.colour(f"{part.material}.shown")
    drawn = labels.texture(wrap.kind, stage.said, look(painter), size, fine, ground, wrap.span)
    box = (slice(top, top + high), slice(left, left + wide))
    safe = np.maximum(share[box], 1e-3)
    angle, height = (_small(plane * on)[box] / safe for plane in (surface.angle, surface.height))
    finish = "matt" if wrap.kind in ("label", "sleeve") else part.finish
    body, shine, _ = coloured(surface.normal, "#ffffff", finish, studio(painter))
    _grounded(body, surface, stage.product.height)
    body, shine = (_small(plane * on[..., None])[box] / safe[..., None] for plane in (body, shine))
    texture = _twice(drawn)
    opaque = texture[..., 3].min() == 255
    # Light multiplies what is linear; for what is encoded that is nearly its root, and gloss lies over it.
    gain, gleam, below = body ** (1 / 2.2), encoded(shine) / np.float32(255), encoded(below[box])
    cover = share[box][..., None]
    added = cover * (gleam * 255 - below)
    still = alpha[box][..., None]
    return Round(
        (left, top, left + wide, top + high),
        texture,
        (angle * drawn.shape[1]).astype(np.float32),
        ((wrap.high - height) / size[1] * drawn.shape[0] - 0.5).astype(np.float32),
        _four(gain * (1 - gleam) * cover, 0 * still),
        None if opaque else _four(added, 0 * still),
        _four(below + added if opaque else below, still * 255),
        (cover[..., 0] * 255 + 0.5).astype(np.uint8) if part.finish == "glass" else None,
    )


def _four(colours: ndarray, opacity: ndarray) -> ndarray:
    import numpy as np

    return np.ascontiguousarray(np.concatenate([colours, opacity], axis=2), np.float32)


def _twice(drawn: ndarray) -> ndarray:
    """A texture that may begin anywhere, its colours multiplied by how opaque they are."""
    import numpy as np

    twice = np.concatenate([drawn, drawn, drawn[:, :2]], axis=1)
    twice[..., :3] = twice[..., :3] * (twice[..., 3:] / np.float32(255)) + 0.5
    return twice


def _turned(turning: Round, share: float, part: ndarray) -> None:
    """Put what goes round, at a share of its turn, into its part of the picture."""
    import cv2
    import numpy as np

    length = (turning.texture.shape[1] - 2) // 2
    # What is in front goes to the right.
    across = turning.across + np.float32((1 - share) % 1.0 * length - 0.5)
    found = cv2.remap(
        turning.texture, across, turning.down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    seen = cv2.multiply(found, turning.gain, dtype=cv2.CV_32F)
    cv2.add(seen, turning.below, seen)
    if turning.gleam is None:
        part[:] = cv2.convertScaleAbs(seen)
        return
    veil = cv2.extractChannel(found, 3)
    spread = cv2.merge([veil, veil, veil, veil])
    cv2.add(seen, cv2.multiply(spread, turning.gleam, scale=1 / 255, dtype=cv2.CV_32F), seen)
    shown = cv2.convertScaleAbs(seen)
    if turning.cover is not None:
        opacity = cv2.max(cv2.multiply(veil, turning.cover, scale=1 / 255), cv2.extractChannel(shown, 3))
        cv2.insertChannel(opacity, shown, 3)
    part[:] = shown
