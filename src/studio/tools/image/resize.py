"""Making pictures larger or smaller."""

from __future__ import annotations

from typing import Any, Literal

from studio.core.errors import BadInput
from studio.core.materials import Image, Percent, Pixels, Quality
from studio.core.run import run
from studio.core.tool import tool


@tool(pure=True)
def resize(
    picture: Image,
    *,
    width: Pixels | None = None,
    height: Pixels | None = None,
    percent: Percent | None = None,
    longest: Pixels | None = None,
    fit: Literal["inside", "fill", "stretch"] = "inside",
    enlarge: bool = False,
    kernel: Literal["nearest", "bilinear", "bicubic", "lanczos"] = "lanczos",
    quality: Quality | None = None,
) -> Image:
    """Make a picture larger or smaller.

    Say one of width, height, both, a percentage, or the longest side. The aspect is kept unless you
    ask for stretch. A picture that is already small enough keeps its size unless enlarging is allowed.

    Args:
        picture: The picture to resize.
        width: The new width.
        height: The new height.
        percent: The new size in per cent of the old.
        longest: The new length of the longer side.
        fit: With width and height both given: inside keeps all of the picture within them, fill covers
            them and cuts what is over, stretch gives up the aspect.
        enlarge: Allow results larger than the original.
        kernel: How new pixels are found; nearest keeps hard edges, lanczos is best for photographs.
        quality: For lossy formats, 1 to 100; a good default for each format when left out.

    Examples:
        studio image resize photo.jpg --width 800
        studio image resize photo.jpg --width 400 --height 400 --fit fill
        studio image resize pictures/ --longest 1600 --out small/
    """
    from studio.media.images import pages, reading, scale, writing

    image = reading.read(picture, sequential=True)
    size = (image.width, pages.frame_height(image))
    whole = _whole(size, width, height, percent, longest, fit)
    if not enlarge and (whole[0] > size[0] or whole[1] > size[1]):
        run().note("kept", reason="already small enough", width=size[0], height=size[1])
        whole = size
    image = scale.resized(image, *whole, kernel)
    if fit == "fill" and width and height:
        image = pages.per_page(image, lambda frame: _centre(frame, width, height))
    return writing.write(image, run().folder / picture.name, quality=quality)


def _whole(
    size: tuple[int, int],
    width: int | None,
    height: int | None,
    percent: float | None,
    longest: int | None,
    fit: str,
) -> tuple[int, int]:
    """The size of the whole picture after scaling, before anything is cut."""
    ways = [bool(width or height), percent is not None, longest is not None]
    if sum(ways) != 1:
        raise BadInput(
            "say the new size in one way" if any(ways) else "say the new size",
            hint="with --width and --height, or --percent, or --longest",
        )
    if fit == "stretch" and width and height:
        return width, height
    if longest:
        factors = [longest / max(size)]
    elif percent:
        factors = [percent / 100]
    else:
        factors = [wanted / had for wanted, had in ((width, size[0]), (height, size[1])) if wanted]
    factor = max(factors) if fit == "fill" else min(factors)
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def _centre(frame: Any, width: int, height: int) -> Any:
    width, height = min(width, frame.width), min(height, frame.height)
    return frame.crop((frame.width - width) // 2, (frame.height - height) // 2, width, height)
