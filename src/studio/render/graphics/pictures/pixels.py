"""Pictures of any kind as pixels: upright, sRGB, with alpha, no larger than is of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.media.images.colour import to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.formats import sniff
from studio.media.images.reading import read
from studio.media.images.scale import resized
from studio.render.graphics.pictures import svg

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

LONGEST = 2560


def pixels(path: Path, *, longest: int = LONGEST) -> ndarray:
    """Read a picture as straight RGBA of 8 bits.

    Args:
        path: The picture; an SVG is looked through before it is drawn.
        longest: Its longer side at most.
    """
    import numpy as np

    if sniff(path).name == "svg":
        return svg.drawn(path, longest)
    with pixels_of(path):
        image = read(path, pages="first")
        factor = longest / max(image.width, image.height)
        if factor < 1:
            size = (max(1, round(side * factor)) for side in (image.width, image.height))
            image = resized(image, *size)
        image = to_srgb(image)
        image = image if image.hasalpha() else image.addalpha()
        image = image.colourspace("srgb").cast("uchar")
        return np.ascontiguousarray(image.numpy())


def cropped(rgba: ndarray) -> ndarray:
    """A picture cut to what is seen of it, with a clear pixel around it where there is one."""
    import cv2
    import numpy as np

    left, top, wide, high = cv2.boundingRect((rgba[..., 3] > 6).astype(np.uint8))
    if not wide:
        return rgba
    first_x, first_y = max(0, left - 1), max(0, top - 1)
    return np.ascontiguousarray(rgba[first_y : top + high + 1, first_x : left + wide + 1])


def scaled(rgba: ndarray, size: tuple[int, int]) -> ndarray:
    """A picture at another size; colours under transparency do not bleed in."""
    import cv2
    import numpy as np

    part: Any = rgba.astype(np.float32)
    part[..., :3] *= part[..., 3:] / 255
    kind = cv2.INTER_AREA if size[0] < rgba.shape[1] else cv2.INTER_CUBIC
    resized_part: Any = cv2.resize(part, size, interpolation=kind)
    alpha = np.clip(resized_part[..., 3:], 0, 255)
    resized_part[..., :3] /= np.maximum(alpha / 255, 1 / 255)
    made: ndarray = np.clip(resized_part + 0.5, 0, 255).astype(np.uint8)
    return made
