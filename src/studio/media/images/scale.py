"""Makes pictures larger or smaller."""

from typing import Literal

from studio.core.errors import BadInput
from studio.media.images.colour import premultiplied
from studio.media.images.libvips import Raster
from studio.media.images.pages import per_page

Kernel = Literal["nearest", "bilinear", "bicubic", "lanczos"]

_KERNELS = {"nearest": "nearest", "bilinear": "linear", "bicubic": "cubic", "lanczos": "lanczos3"}


def resized(image: Raster, width: int, height: int, kernel: Kernel = "lanczos") -> Raster:
    """Return the image at exactly this size, every frame of it if it is an animation.

    When shrinking, every kernel but nearest is widened to cover all the pixels that become one, so
    nothing flickers or breaks into stairs. When enlarging, lanczos is as sharp as bicubic. Colours
    under transparency do not bleed in, and 16 bits stay 16 bits.

    Args:
        image: The picture.
        width: The new width in pixels.
        height: The new height of one frame in pixels.
        kernel: How new pixels are mixed from old ones.
    """
    if min(width, height) < 1:
        raise BadInput(f"{width} × {height} is no size", hint="give a width and a height of 1 or more")
    return per_page(image, lambda frame: _frame(frame, width, height, kernel))


def _frame(frame: Raster, width: int, height: int, kernel: Kernel) -> Raster:
    if (frame.width, frame.height) == (width, height):
        return frame
    if kernel == "nearest":
        return _to_size(frame, width, height, kernel)
    return premultiplied(frame, lambda pixels: _to_size(pixels, width, height, kernel))


def _to_size(pixels: Raster, width: int, height: int, kernel: Kernel) -> Raster:
    return pixels.resize(width / pixels.width, vscale=height / pixels.height, kernel=_KERNELS[kernel])
