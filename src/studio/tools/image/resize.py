"""Making pictures larger or smaller."""

from __future__ import annotations

from typing import Any, Literal

from studio.core.errors import BadCall
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
    from studio.media.images import limits, pages, reading, scale, writing

    _check_ways(width, height, percent, longest, fit, enlarge)
    image = reading.read(picture, sequential=True, srgb_if_cmyk=False)
    size = (image.width, pages.frame_height(image))
    whole, part = _sizes(size, width, height, percent, longest, fit, enlarge)
    limits.check_size(f"the resized {picture.name}", *whole, pages.frame_count(image))
    if whole == size:
        run().note("kept", reason="already small enough", width=size[0], height=size[1])
    image = scale.resized(image, *whole, kernel)
    if part != whole:
        image = pages.per_page(image, lambda frame: _centre(frame, *part))
    return writing.write(image, run().folder / picture.name, quality=quality)


def _check_ways(
    width: int | None,
    height: int | None,
    percent: float | None,
    longest: int | None,
    fit: str,
    enlarge: bool,
) -> None:
    ways = sum(map(bool, (width or height, percent, longest)))
    if ways != 1:
        raise BadCall(
            "say the new size in one way" if ways else "say the new size",
            hint="with --width and --height, or --percent, or --longest",
        )
    if fit != "inside" and not (width and height):
        raise BadCall(f"--fit {fit} needs a width and a height", hint="say both, or leave --fit out")
    if percent and percent > 100 and not enlarge:
        raise BadCall(f"{percent:g} % is larger than the original", hint="allow it with --enlarge")


def _sizes(
    size: tuple[int, int],
    width: int | None,
    height: int | None,
    percent: float | None,
    longest: int | None,
    fit: str,
    enlarge: bool,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The size of the whole picture after scaling, and of the part of it that is asked for."""
    if fit == "stretch" and width and height:
        stretched = (width, height) if enlarge else (min(width, size[0]), min(height, size[1]))
        return stretched, stretched
    if percent or longest:
        factors = [percent / 100 if percent else (longest or 0) / max(size)]
    else:
        factors = [wanted / had for wanted, had in ((width, size[0]), (height, size[1])) if wanted]
    factor = max(factors) if fit == "fill" else min(factors)
    allowed = factor if enlarge else min(factor, 1)
    whole = _times(size, allowed)
    # What is cut keeps the aspect asked for also where the picture is too small for its size.
    return whole, _times((width, height), allowed / factor) if fit == "fill" and width and height else whole


def _times(size: tuple[int, int], factor: float) -> tuple[int, int]:
    return max(1, int(size[0] * factor + 0.5)), max(1, int(size[1] * factor + 0.5))


def _centre(frame: Any, width: int, height: int) -> Any:
    width, height = min(width, frame.width), min(height, frame.height)
    return frame.crop((frame.width - width) // 2, (frame.height - height) // 2, width, height)
