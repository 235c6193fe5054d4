"""The client's logo: free of its white ground, in its own colours, on a plate where it would not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.render.graphics.look import mix, reads
from studio.render.graphics.pictures.pixels import cropped, pixels, scaled

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.render.graphics.look import Look

LONGEST = 1600
_READ = 2.6
_UNREAD = 0.12
_LIKE = 18
_PLATE, _ROUND = 0.16, 0.18


@dataclass(frozen=True)
class Logo:
    """A logo.

    Attributes:
        rgba: Its pixels, straight RGBA, cropped to what is seen.
        inks: Its colours, and how much of it is drawn in each.
        ground: The colour of the ground it came on, if that could not be taken away without harm.
    """

    rgba: ndarray
    inks: tuple[tuple[str, float], ...]
    ground: str = ""

    def reads_on(self, colour: str) -> bool:
        """Whether it is read on a colour: all of it but for small parts."""
        return self.unread(colour) <= _UNREAD

    def unread(self, colour: str) -> float:
        """How much of it is not read on a colour."""
        return sum(share for ink, share in self.inks if reads(ink, colour) < _READ)


def logo(path: Path) -> Logo:
    """Read a logo.

    Args:
        path: A picture of any kind, or an SVG.
    """
    rgba = pixels(path, longest=LONGEST)
    return of_pixels(rgba)


def of_pixels(rgba: ndarray) -> Logo:
    """A logo of its pixels."""
    import numpy as np

    if (rgba[..., 3] < 128).mean() > 0.01:
        seen = cropped(rgba)
        return Logo(seen, _inks(seen))
    border = np.concatenate([rgba[0], rgba[-1], rgba[:, 0], rgba[:, -1]])[:, :3].astype(int)
    ground = np.median(border, axis=0)
    plain = (np.abs(border - ground).max(axis=1) <= _LIKE).mean() > 0.97
    if not plain:
        return Logo(rgba, _inks(rgba))
    freed, left = _freed(rgba, ground)
    seen = cropped(freed)
    return Logo(seen, _inks(seen), "#" + "".join(f"{round(part):02x}" for part in ground) if left else "")


def placed(given: Logo, look: Look, size: tuple[int, int]) -> ndarray:
    """A logo as large as it fits, on a plate if it would not be read without.

    Args:
        given: The logo.
        look: The style, and what it is laid on.
        size: The room in pixels.
    """
    import numpy as np

    from studio.render.graphics.shapes import rect
    from studio.render.graphics.sheet import over, rastered

    # A plate on which no more of it is read, as where white letters stand on a badge, helps nobody.
    plate = plate_colour(given, look)
    needed = not given.reads_on(look.ground) and given.unread(plate) < given.unread(look.ground)
    margin = _PLATE if needed else 0.0
    high, wide = given.rgba.shape[:2]
    edge = round(margin * min(size))
    spare = 2 * edge
    factor = max(1e-3, min((size[0] - spare) / wide, (size[1] - spare) / high))
    inner = max(1, int(wide * factor + 1e-6)), max(1, int(high * factor + 1e-6))
    small = scaled(given.rgba, inner)
    outer = inner[0] + 2 * edge, inner[1] + 2 * edge
    if needed:
        drawn = rastered(rect((0, 0, *outer), plate, round=_ROUND * min(outer)), "", outer, 1.0)
        over(drawn, small, edge, edge)
        small = drawn
    whole = np.zeros((size[1], size[0], 4), np.uint8)
    left, top = (size[0] - small.shape[1]) // 2, (size[1] - small.shape[0]) // 2
    whole[top : top + small.shape[0], left : left + small.shape[1]] = small
    return whole


def plate_colour(given: Logo, look: Look) -> str:
    """The plate on which the weakest of its colours reads best; its own ground where it has one."""
    if given.ground:
        return given.ground
    choices = (look.paint("sheet"), "#ffffff", look.paint("ink"), mix(look.paint("ink"), "#000000", 0.5))
    return max(choices, key=lambda one: sum(share * min(reads(ink, one), 4.5) for ink, share in given.inks))


def _freed(rgba: ndarray, ground: ndarray) -> tuple[ndarray, bool]:
    """A logo without its ground, and whether some of the ground had to stay in it."""
    import cv2
    import numpy as np

    off = rgba[..., :3].astype(np.float32) - ground
    like = (np.abs(off).max(axis=-1) <= _LIKE).astype(np.uint8)
    padded = np.pad(like, 1, constant_values=1)
    labels: Any = cv2.connectedComponents(padded, connectivity=4)[1]
    outside = (labels == labels[0, 0])[1:-1, 1:-1]
    enclosed = (like > 0) & ~outside
    kept = enclosed & _within_badges(~outside, enclosed)
    clear = (outside | (enclosed & ~kept)).astype(np.uint8)
    # At the edge of what is clear a pixel is part ink, part ground: its share is read from its colour.
    near = cv2.dilate(clear, np.ones((5, 5), np.uint8)) > 0
    ink = _nearest_ink(rgba[..., :3], cv2.dilate(clear, np.ones((5, 5), np.uint8)) == 0)
    way = ink - ground
    share = (off * way).sum(axis=-1) / np.maximum((way * way).sum(axis=-1), 1)
    alpha = np.where(
        clear > 0, np.where(near, np.clip(share, 0, 1), 0), np.where(near, np.clip(share, 0, 1), 1)
    )
    alpha[alpha < 0.03] = 0
    made = rgba.copy()
    mixed = (rgba[..., :3] - ground * (1 - alpha[..., None])) / np.maximum(alpha[..., None], 0.05)
    made[..., :3] = np.clip(
        np.where(near[..., None], np.where(alpha[..., None] > 0.4, mixed, ink), rgba[..., :3]), 0, 255
    )
    made[..., 3] = alpha * 255 + 0.5
    return made, bool(kept.sum() > 0.002 * max(1, (~outside).sum()))


def _within_badges(shape: ndarray, enclosed: ndarray) -> ndarray:
    """Which enclosed grounds are drawing and not the inside of letters: many of them in one large shape."""
    import cv2
    import numpy as np

    count, labels, stats, _ = cv2.connectedComponentsWithStats(shape.astype(np.uint8), connectivity=8)
    holes: Any = cv2.connectedComponents(enclosed.astype(np.uint8), connectivity=4)[1]
    high, wide = shape.shape
    badges = np.zeros(shape.shape, bool)
    for number in range(1, count):
        inside = labels == number
        large = (
            stats[number, cv2.CC_STAT_WIDTH] > 0.55 * wide and stats[number, cv2.CC_STAT_HEIGHT] > 0.45 * high
        )
        many = len(np.unique(holes[inside & enclosed])) > 2
        if many or (large and (enclosed & inside).any()):
            badges |= inside
    return badges


def _nearest_ink(rgb: ndarray, sure: ndarray) -> ndarray:
    """The colour of the nearest pixel that is ink throughout."""
    import cv2
    import numpy as np

    if not sure.any():
        return rgb.astype(np.float32)
    _, labels = cv2.distanceTransformWithLabels(
        (~sure).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    colours = np.zeros((int(labels.max()) + 1, 3), np.float32)
    colours[labels[sure]] = rgb[sure]
    found: ndarray = colours[labels]
    return found


def _inks(rgba: ndarray) -> tuple[tuple[str, float], ...]:
    """The colours a logo is drawn in, the most used first."""
    import numpy as np

    seen = rgba[rgba[..., 3] > 160][:, :3]
    if not len(seen):
        return ()
    seen = seen[:: max(1, len(seen) // 60_000)]
    coarse = (seen >> 4).astype(np.int32) @ np.array([256, 16, 1])
    _, which, counts = np.unique(coarse, return_inverse=True, return_counts=True)
    found = []
    for place in np.argsort(counts)[::-1][:8]:
        if counts[place] < 0.02 * len(seen):
            break
        colour = np.median(seen[which == place], axis=0)
        found.append(
            ("#" + "".join(f"{round(part):02x}" for part in colour), float(counts[place]) / len(seen))
        )
    return tuple(found) or ((_average(seen), 1.0),)


def _average(seen: ndarray) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in seen.mean(axis=0))
