"""A thing cut out of its picture, without a model: by its alpha, or from a plain ground; or an honest no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from studio.render.graphics.pictures.edges import refined
from studio.render.graphics.pictures.ground import Ground, ground
from studio.render.graphics.pictures.pixels import cropped

if TYPE_CHECKING:
    from numpy import ndarray

GOOD = 0.5
"""The score from which a cut-out is worth showing."""
_WORKED = 448
_CLEAR = 0.02
_SMALLEST, _LARGEST = 0.008, 0.93
_PIECE = 0.03
_STEEP = 2.2


@dataclass(frozen=True)
class Cutout:
    """A thing cut out, or the whole picture where that would not do.

    Attributes:
        rgba: Straight RGBA, cropped to what is seen.
        score: How sure the cut is, 0 to 1.
        how: By its alpha, from a plain ground, or not at all.
        why: What stood in the way.
    """

    rgba: ndarray
    score: float
    how: Literal["alpha", "plain", "none"]
    why: str = ""

    @property
    def good(self) -> bool:
        """Whether it is worth showing as a cut-out."""
        return self.how != "none" and self.score >= GOOD


def cutout(rgba: ndarray) -> Cutout:
    """Cut the thing out of a picture.

    Args:
        rgba: The picture, straight RGBA of 8 bits.
    """
    alpha = rgba[..., 3]
    if (alpha < 10).mean() > _CLEAR:
        return Cutout(cropped(rgba), 1.0, "alpha")
    lab, small = _lab(rgba)
    found = ground(lab)
    plain = _between(found.share, 0.6, 0.85) * _between(7.5 - found.noise, 0.0, 4.0)
    if plain < 0.2:
        return Cutout(rgba, plain, "none", "what is behind it is not plain")
    apart = _apart(lab, found)
    mask = _cut(small, apart, found)
    score, why = _judged(mask, apart, found)
    score = min(score, plain)
    if score < GOOD:
        return Cutout(rgba, score, "none", why or "what is behind it is not plain")
    return Cutout(cropped(refined(rgba, mask, found)), score, "plain")


def _lab(rgba: ndarray) -> tuple[ndarray, ndarray]:
    """The picture in Lab, and as it is, at the size that is worked at."""
    import cv2
    import numpy as np

    factor = min(1.0, _WORKED / max(rgba.shape[:2]))
    size = max(8, round(rgba.shape[1] * factor)), max(8, round(rgba.shape[0] * factor))
    small = cv2.resize(np.ascontiguousarray(rgba[..., :3]), size, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2Lab), small


def _apart(lab: ndarray, found: Ground) -> ndarray:
    """How far each pixel is from the ground; a shadow on it is not far."""
    import cv2
    import numpy as np

    off = lab - found.seen(*lab.shape[:2])
    colour = np.hypot(off[..., 1], off[..., 2])
    smooth: Any = cv2.GaussianBlur(lab, (0, 0), 1.0)
    ways = [cv2.Sobel(smooth, cv2.CV_32F, *way, scale=0.125) for way in ((1, 0), (0, 1))]
    steep = cv2.dilate(np.sqrt(sum((way**2).sum(axis=-1) for way in ways)), np.ones((3, 3), np.uint8))
    darker = np.clip(-off[..., 0], 0, None)
    # Shadows and what a polished floor mirrors have no edges, and little colour of their own.
    soft = (colour < 5 + 0.5 * darker) & (np.abs(off[..., 0]) < 45) & (steep < _STEEP)
    seen: ndarray = (
        np.hypot(colour, off[..., 0]) * np.where(_touching(soft, found.noise, off), 0.12, 1.0)
    ).astype(np.float32)
    return seen


def _touching(soft: ndarray, noise: float, off: ndarray) -> ndarray:
    """What is soft and can be reached from the border without crossing an edge."""
    import numpy as np

    like = np.sqrt((off**2).sum(axis=-1)) < max(3.2, 3 * noise)
    touching: ndarray = _reached(soft | like) & soft
    return touching


def _cut(small: ndarray, apart: ndarray, found: Ground) -> ndarray:
    """Which pixels belong to the thing, at the size that is worked at."""
    import cv2
    import numpy as np

    near, far = max(3.2, 3 * found.noise), max(11.0, 6 * found.noise)
    behind = _reached(apart < near)
    hints = np.where(apart > (near + far) / 2, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    hints[cv2.erode(behind.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0] = cv2.GC_BGD
    sure = cv2.erode(
        cv2.morphologyEx((apart > far).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)),
        np.ones((3, 3), np.uint8),
    )
    hints[sure > 0] = cv2.GC_FGD
    enclosed = (apart < max(1.6, 1.2 * found.noise)) & ~behind
    if not (hints == cv2.GC_FGD).any() or not (hints == cv2.GC_BGD).any():
        return np.zeros(apart.shape, np.uint8)
    cv2.setRNGSeed(7)
    bgr = np.ascontiguousarray(small[..., ::-1])
    cv2.grabCut(bgr, hints, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), 2, cv2.GC_INIT_WITH_MASK)
    mask = np.isin(hints, (cv2.GC_FGD, cv2.GC_PR_FGD)) | (~behind & (apart >= far))
    mask &= apart >= near * 0.6
    return _whole(mask, enclosed)


def _reached(like: ndarray) -> ndarray:
    """What of the ground can be reached from the border."""
    import cv2
    import numpy as np

    padded = np.pad(like.astype(np.uint8), 1, constant_values=1)
    labels: Any = cv2.connectedComponents(padded, connectivity=4)[1]
    reached: ndarray = (labels == labels[0, 0])[1:-1, 1:-1] & like
    return reached


def _whole(mask: ndarray, enclosed: ndarray) -> ndarray:
    """The mask without specks, and without holes but for those through which the ground is seen."""
    import cv2
    import numpy as np

    smooth = cv2.medianBlur(mask.astype(np.uint8), 5)
    lower = _lower(smooth)
    round = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    smooth[lower:] = cv2.morphologyEx(smooth, cv2.MORPH_OPEN, round)[lower:]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(smooth, connectivity=8)
    if count < 2:
        return np.zeros(mask.shape, np.uint8)
    sizes = stats[1:, cv2.CC_STAT_AREA]
    largest = int(np.argmax(sizes)) + 1
    foot = stats[largest, cv2.CC_STAT_TOP] + 0.9 * stats[largest, cv2.CC_STAT_HEIGHT]
    # What lies apart and below is a thing's image in the floor it stands on.
    kept = [
        number
        for number in range(1, count)
        if number == largest
        or (stats[number, cv2.CC_STAT_AREA] >= _PIECE * sizes.max() and stats[number, cv2.CC_STAT_TOP] < foot)
    ]
    clean = np.isin(labels, kept)
    holes = ~clean & ~_reached(~clean)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(holes.astype(np.uint8), connectivity=4)
    for number in range(1, count):
        hole = labels == number
        through = enclosed[hole].mean() > 0.6 and stats[number, cv2.CC_STAT_AREA] > 0.003 * clean.sum()
        if not through:
            clean |= hole
    return clean.astype(np.uint8)


def _lower(mask: ndarray) -> int:
    """Where the part of a mask begins in which shadows cling to the thing."""
    import cv2

    _, top, _, high = cv2.boundingRect(mask)
    return int(top + 0.8 * high)


def _judged(mask: ndarray, apart: ndarray, found: Ground) -> tuple[float, str]:
    """How far a cut can be trusted, and what speaks against it."""
    import cv2
    import numpy as np

    share = float(mask.mean())
    if not _SMALLEST < share < _LARGEST:
        return 0.0, "nothing stands out from the ground"
    cross = np.ones((3, 3), np.uint8)
    inner = (mask - cv2.erode(mask, cross, borderValue=1)) > 0
    close = cv2.dilate(apart * mask, np.ones((7, 7), np.uint8))
    edge = _between(
        float(np.percentile(close[inner], 15)), max(3.0, 2 * found.noise), max(9.0, 4.5 * found.noise)
    )
    weak = float((close[inner] < min(15.0, 0.34 * float(np.median(close[inner])))).mean())
    crisp = _between(0.16 - weak, 0.0, 0.12)
    outside = cv2.dilate(mask, np.ones((7, 7), np.uint8)) == 0
    rest = (
        _between(0.09 - float((apart[outside] > max(9.0, 5 * found.noise)).mean()), 0.0, 0.06)
        if outside.any()
        else 0
    )
    # It may stand on the lower edge of the picture; any other edge would show that it was cut off.
    sides = (mask[0].mean(), mask[:, 0].mean(), mask[:, -1].mean(), mask[-1].mean() - 0.6)
    inside = _between(0.12 - float(max(sides)), 0.0, 0.08)
    told = {
        edge: "it does not stand out from the ground",
        rest: "there is more behind it than a plain ground",
        crisp: "it cannot be told from its shadow",
        inside: "it is cut off by the edge of the picture",
    }
    score = min(edge, rest, crisp, inside)
    return score, told[score] if score < GOOD else ""


def _between(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
