"""Where a picture is looked at: what stands apart from its surroundings, more so in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from numpy import ndarray

_SIZE = 96
_MOST = 0.12
_FACES, _FACE = 480, 1.2


class Interest(NamedTuple):
    """What is looked at: its middle, and the box around most of it, in shares of the picture."""

    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float


def interest(rgb: ndarray) -> Interest:
    """Find what of a picture is looked at.

    Args:
        rgb: The picture, sRGB of 8 bits.
    """
    import cv2
    import numpy as np

    seen = saliency(rgb)
    high, wide = seen.shape
    level = np.quantile(seen, 1 - _MOST)
    strong = (seen >= level).astype(np.uint8)
    count, labels, _, _ = cv2.connectedComponentsWithStats(cv2.dilate(strong, np.ones((5, 5), np.uint8)))
    weights = [float(seen[(labels == number) & (strong > 0)].sum()) for number in range(1, count)]
    if not weights:
        return Interest(0.5, 0.5, 0.25, 0.25, 0.75, 0.75)
    kept = [number + 1 for number, weight in enumerate(weights) if weight >= 0.35 * max(weights)]
    weight = np.where(np.isin(labels, kept) & (strong > 0), seen, 0)
    total = float(weight.sum())
    across, down = weight.sum(axis=0) / total, weight.sum(axis=1) / total
    x, y = (float((part * (np.arange(len(part)) + 0.5)).sum()) / len(part) for part in (across, down))
    ends = [np.searchsorted(np.cumsum(part), share) for share in (0.06, 0.94) for part in (across, down)]
    left, top, right, bottom = (float(end) for end in ends)
    return Interest(x, y, left / wide, top / high, (right + 1) / wide, (bottom + 1) / high)


def saliency(rgb: ndarray) -> ndarray:
    """How much each part stands apart, small: its colour from the whole, its detail from its surroundings."""
    import cv2
    import numpy as np

    factor = _SIZE / max(rgb.shape[:2])
    size = max(8, round(rgb.shape[1] * factor)), max(8, round(rgb.shape[0] * factor))
    small = cv2.resize(np.ascontiguousarray(rgb[..., :3]), size, interpolation=cv2.INTER_AREA)
    lab: Any = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    colour = np.zeros(size[::-1], np.float32)
    for wide in (0.06, 0.14, 0.3):
        around: Any = cv2.GaussianBlur(lab, (0, 0), wide * _SIZE)
        near: Any = cv2.GaussianBlur(lab, (0, 0), 0.012 * _SIZE)
        colour += np.linalg.norm((near - around) * (0.7, 1.2, 1.2), axis=-1).astype(np.float32)
    residual = _residual(lab[..., 0])
    seen: Any = colour / (colour.max() + 1e-6) + 0.6 * residual / (residual.max() + 1e-6)
    seen = cv2.GaussianBlur(seen, (0, 0), 0.03 * _SIZE)
    y, x = np.mgrid[-1 : 1 : size[1] * 1j, -1 : 1 : size[0] * 1j]
    centred = seen * (0.35 + 0.65 * np.exp(-(x * x + y * y) / 0.7))
    for left, top, wide, high in faces(rgb):
        # People are looked at first: a whole head counts, hair and chin.
        box = (
            slice(int(max(0, top - 0.35 * high) * size[1]), int((top + 1.25 * high) * size[1]) + 1),
            slice(int(max(0, left - 0.15 * wide) * size[0]), int((left + 1.15 * wide) * size[0]) + 1),
        )
        centred[box] += _FACE * centred.max()
    found: ndarray = centred
    return found


def faces(rgb: ndarray) -> list[tuple[float, float, float, float]]:
    """Faces seen from the front: left, top, width, height in shares of the picture."""
    import cv2

    factor = min(1.0, _FACES / max(rgb.shape[:2]))
    grey = cv2.cvtColor(rgb[..., :3].copy(), cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    trained = Path(str(cv2.__file__)).parent / "data" / "haarcascade_frontalface_default.xml"
    known = cv2.CascadeClassifier(str(trained))
    least = max(20, round(0.06 * min(grey.shape)))
    found = known.detectMultiScale(cv2.equalizeHist(grey), 1.1, 8, minSize=(least, least))
    high, wide = grey.shape
    return [(x / wide, y / high, w / wide, h / high) for x, y, w, h in found]


def _residual(light: ndarray) -> ndarray:
    """What of a picture's frequencies is out of the ordinary (spectral residual)."""
    import cv2
    import numpy as np

    spectrum = np.fft.fft2(light)
    log = np.log(np.abs(spectrum) + 1e-6)
    odd = log - cv2.blur(log, (3, 3))
    back = np.abs(np.fft.ifft2(np.exp(odd + 1j * np.angle(spectrum)))) ** 2
    smooth: ndarray = cv2.GaussianBlur(back.astype(np.float32), (0, 0), 0.03 * _SIZE)
    return smooth
