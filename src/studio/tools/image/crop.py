"""Cutting a part out of pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from studio.core.errors import BadCall, BadInput, Unavailable
from studio.core.materials import Aspect, Box, Image, Pixels, Quality, Unit
from studio.core.run import run
from studio.core.tool import tool

_PLACES = {
    "centre": (0.5, 0.5),
    "top": (0.5, 0.0),
    "bottom": (0.5, 1.0),
    "left": (0.0, 0.5),
    "right": (1.0, 0.5),
    "top-left": (0.0, 0.0),
    "top-right": (1.0, 0.0),
    "bottom-left": (0.0, 1.0),
    "bottom-right": (1.0, 1.0),
}
_SOUGHT = ("saliency", "face", "auto")
_POINT = re.compile(r"(\d*\.?\d+)\s*[, ]\s*(\d*\.?\d+)")


def parse_focus(given: object) -> object:
    """Read the name of a place, a way of finding one, or a point such as `0.3,0.7`."""
    if not isinstance(given, str):
        return given
    name = given.strip().lower().replace("_", "-").replace("center", "centre")
    if name in _PLACES or name in _SOUGHT:
        return name
    point = _POINT.fullmatch(name)
    if point and all(float(part) <= 1 for part in point.groups()):
        return ",".join(point.groups())
    raise ValueError(f"write {', '.join((*_PLACES, *_SOUGHT))}, or a point such as 0.3,0.7")


Focus = Annotated[str, Unit("focus", parse_focus)]


@dataclass(frozen=True)
class Cropped:
    """A part of a picture, and where it was.

    Attributes:
        picture: The part.
        box: Where it was cut out: left, top, width, height.
        focus: What placed it: the place or point asked for, or what was found: face or saliency.
    """

    picture: Image
    box: Box
    focus: str | None


@tool(pure=True)
def crop(
    picture: Image,
    *,
    box: Box | None = None,
    width: Pixels | None = None,
    height: Pixels | None = None,
    square: bool = False,
    aspect: Aspect | None = None,
    focus: Focus | None = None,
    quality: Quality | None = None,
) -> Cropped:
    """Cut a part out of a picture.

    Say which part in one way: an exact box, a width and height, the largest square, or the largest part
    of an aspect. All but the box lie where the focus is, as far as the picture reaches; in the centre
    when left out. Every frame of an animation is cut alike.

    Args:
        picture: The picture to cut from, as it is seen upright.
        box: The exact part, as LEFT,TOP,WIDTH,HEIGHT or WIDTHxHEIGHT+LEFT+TOP in pixels.
        width: The width of the part; the whole width when left out.
        height: The height of the part; the whole height when left out.
        square: Cut the largest square.
        aspect: Cut the largest part of this aspect, such as 16:9.
        focus: What the part is centred on: centre, top, bottom-left and the like; a point as fractions of
            width and height, such as 0.3,0.7; a face; whatever catches the eye (saliency); or auto, a
            face if there is one and else what catches the eye.
        quality: For lossy formats, 1 to 100; a good default for each format when left out.

    Examples:
        studio image crop photo.jpg --box 100,50,640,360
        studio image crop photo.jpg --width 800 --height 600 --focus top
        studio image crop photo.jpg --aspect 16:9 --focus saliency
        studio image crop portraits/ --square --focus auto --out avatars/
    """
    from studio.media.images import pages, reading, writing

    _check_ways(box, width or height, square, aspect, focus)
    image = reading.read(picture, sequential=focus not in _SOUGHT, srgb_if_cmyk=False)
    whole = (image.width, pages.frame_height(image))
    if box:
        cut = _inside(box, whole, picture)
    else:
        part = _part(whole, width, height, square, aspect, picture)
        focus, point = _point(focus or "centre", image, part, picture)
        cut = (*_corner(whole, part, point), *part)
    part_only = pages.per_page(image, lambda frame: frame.crop(*cut))
    made = writing.write(part_only, run().folder / picture.name, quality=quality)
    return Cropped(made, ",".join(map(str, cut)), focus)


def _check_ways(
    box: str | None, size: int | None, square: bool, aspect: float | None, focus: str | None
) -> None:
    ways = sum(map(bool, (box, size, square, aspect)))
    if ways != 1:
        raise BadCall(
            "say the part to cut in one way" if ways else "say which part to cut",
            hint="with --box, or --width and --height, or --square, or --aspect",
        )
    if box and focus:
        raise BadCall("a box says where it lies, and so does a focus", hint="leave one of them out")


def _inside(box: str, whole: tuple[int, int], picture: Path) -> tuple[int, int, int, int]:
    """The box in numbers, provided that the picture holds all of it."""
    left, top, width, height = map(int, box.split(","))
    if not (width and height):
        raise BadCall(f"the box {box} is empty", hint="give it a width and a height of 1 or more")
    if left + width > whole[0] or top + height > whole[1]:
        raise BadInput(
            f"the box {box} leaves {picture.name}: it reaches to {left + width} × {top + height}, "
            f"and the picture is {whole[0]} × {whole[1]}",
            hint="left + width and top + height must lie within the picture",
        )
    return left, top, width, height


def _part(
    whole: tuple[int, int],
    width: int | None,
    height: int | None,
    square: bool,
    aspect: float | None,
    picture: Path,
) -> tuple[int, int]:
    """The size of the part to cut."""
    ratio = 1.0 if square else aspect
    if ratio:
        return (
            max(1, min(whole[0], int(whole[1] * ratio + 0.5))),
            max(1, min(whole[1], int(whole[0] / ratio + 0.5))),
        )
    part = (width or whole[0], height or whole[1])
    if part[0] > whole[0] or part[1] > whole[1]:
        raise BadInput(
            f"{part[0]} × {part[1]} cannot be cut from {picture.name}, which is {whole[0]} × {whole[1]}",
            hint="ask for less, or enlarge it first with studio image resize --enlarge",
        )
    return part


def _point(focus: str, image: Any, part: tuple[int, int], picture: Path) -> tuple[str, tuple[float, float]]:
    """What the part is centred on, in pixels, and the name of what was found there."""
    from studio.media.images.pages import frame_height

    if focus in _SOUGHT:
        return _found(focus, image, part, picture)
    across, down = _PLACES[focus] if focus in _PLACES else map(float, focus.split(","))
    return focus, (across * image.width, down * frame_height(image))


def _found(focus: str, image: Any, part: tuple[int, int], picture: Path) -> tuple[str, tuple[float, float]]:
    """The middle of a face, or the place that catches the eye."""
    from studio.media.images.focus import face_point, salient_point

    if focus != "saliency":
        try:
            if face := face_point(image):
                return "face", face
        except Unavailable:
            if focus == "face":
                raise
        if focus == "face":
            raise BadInput(
                f"{picture.name} shows no face that was found",
                hint="--focus auto takes what catches the eye where there is no face",
            )
    return "saliency", salient_point(image, part)


def _corner(whole: tuple[int, int], part: tuple[int, int], point: tuple[float, float]) -> tuple[int, int]:
    """Where the part begins so that the point is in its middle, or as near to it as the picture allows."""
    left, top = (
        min(max(int(middle - size / 2), 0), full - size)
        for middle, full, size in zip(point, whole, part, strict=True)
    )
    return left, top
