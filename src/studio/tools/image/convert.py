"""Changing the file format of pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadCall
from studio.core.materials import Colour, Image, Quality, Range, Unit
from studio.core.run import run
from studio.core.tool import tool
from studio.media.images.spellings import parse_format

if TYPE_CHECKING:
    from studio.media.images.reading import PictureFacts

_OBEYED_BY = {
    "quality": ("jpg", "webp", "avif"),
    "lossless": ("png", "webp", "avif", "tiff", "bmp", "exr", "tga"),
    "effort": ("png", "webp", "avif", "gif"),
    "progressive": ("jpg", "png"),
}
_DEEP = ("png", "tiff", "exr")
_PLAIN = ("srgb", "b-w", "rgb16", "grey16")
_CALLED = {"cmyk": "CMYK", "lab": "Lab"}


PictureFormat = Annotated[
    Literal["jpg", "png", "webp", "avif", "gif", "tiff", "bmp", "exr", "tga", "dpx"],
    Unit("picture format", parse_format),
]
Effort = Annotated[int, Range(0, 9)]


@dataclass(frozen=True)
class Converted:
    """A picture in another format; the other fields are there only where something was lost or changed.

    Attributes:
        picture: The picture in its new format.
        frames_dropped: Frames of an animation that the new format cannot hold; the first one was kept.
        pages_dropped: Further pages of the file that were left out.
        flattened_on: The colour that transparency was laid on.
        depth: The bits of a channel, if there are fewer now.
        colours: What the colours were converted from and to, or how many a palette leaves.
    """

    picture: Image
    frames_dropped: int | None = None
    pages_dropped: int | None = None
    flattened_on: Colour | None = None
    depth: str | None = None
    colours: str | None = None


@tool(pure=True)
def convert(
    picture: Image,
    *,
    format: PictureFormat | None = None,
    quality: Quality | None = None,
    lossless: bool = False,
    effort: Effort | None = None,
    background: Colour | None = None,
    keep: Literal["all", "icc", "none"] = "all",
    colour: Literal["keep", "srgb"] = "keep",
    depth: Literal["auto", "8", "16"] = "auto",
    progressive: bool = False,
) -> Converted:
    """Give a picture another file format.

    Size, 16 bits, colour profile, metadata, transparency and animation are kept wherever the new format
    can hold them. What it cannot hold is converted or left out, and the result says so.

    Args:
        picture: The picture to convert.
        format: jpg, png, webp, avif, gif, tiff, bmp, exr, tga or dpx; taken from the name given with --out
            when left out.
        quality: For jpg (85 when left out), webp (80) and avif (60), 1 to 100.
        lossless: Lose nothing, in formats that usually do: webp and avif.
        effort: Time spent on a smaller file, 0 to 9, for png, webp, avif and gif.
        background: The colour that transparency is laid on. Left out, it is white where the format has no
            transparency, and transparency stays where it has.
        keep: Metadata that stay: all, the colour profile alone, or none.
        colour: Keep the colours as they are, with their profile, or convert them to sRGB.
        depth: Bits of a channel: as many as the picture has and the format holds, or 8, or 16.
        progressive: Store jpg or png so that they appear coarse first.

    Examples:
        studio image convert photo.png --format webp --quality 85
        studio image convert drawing.png --out drawing.jpg --background "#204060"
        studio image convert scans/ --format tiff --depth 16 --out archive/
    """
    from studio.media.images import reading, writing
    from studio.media.images.colour import flatten, parse_colour, to_srgb
    from studio.media.images.formats import by_name

    if format is None:
        raise BadCall(
            "say the format to convert to", hint="with --format webp, or with a name: --out picture.webp"
        )
    _check_options(format, depth, quality=quality, lossless=lossless, effort=effort, progressive=progressive)
    target, before = by_name(format), reading.header(picture)
    flattens = before.alpha and (background is not None or not target.alpha)
    pages: Literal["all", "first"] = "all" if target.animation else "first"
    image = reading.read(picture, sequential=not flattens, pages=pages, srgb_if_cmyk=False)
    ground = (background or "white") if flattens and _shows_through(image) else None
    image = to_srgb(image) if colour == "srgb" else image
    image = flatten(image, parse_colour(background)) if background else image
    made = writing.write(
        _in_depth(image, depth),
        run().folder / f"{picture.stem}.{format}",
        quality=quality,
        lossless=lossless,
        effort=effort,
        background=background or "white",
        keep=keep,
        progressive=progressive,
    )
    told = _told(made, before, reading.header(made), ground)
    run().note(
        "converted", **{name: value for name, value in vars(told).items() if value and name != "picture"}
    )
    return told


def _check_options(format: str, depth: str, **options: object) -> None:
    """Refuse options that the format would quietly ignore."""
    for name, value in options.items():
        if value not in (None, False) and format not in _OBEYED_BY[name]:
            able = ", ".join(_OBEYED_BY[name])
            raise BadCall(f"{name} means nothing for {format}", hint=f"leave it out, or choose one of {able}")
    if options["lossless"] and options["quality"]:
        raise BadCall(
            "quality says how much may be lost, and lossless that nothing is", hint="say one of them"
        )
    if depth == "16" and format not in _DEEP:
        raise BadCall(f"{format} has no 16 bits a channel", hint="choose png, tiff or exr")
    if depth == "8" and format == "exr":
        raise BadCall("exr has no 8 bits a channel", hint="leave the depth out")


def _shows_through(image: Any) -> bool:
    """Whether there is a pixel that is not opaque: many pictures have an alpha that says nothing."""
    from studio.media.images.colour import max_alpha
    from studio.media.images.reading import pixels_of

    with pixels_of(image):
        return bool(image.hasalpha() and image[image.bands - 1].min() < max_alpha(image))


def _in_depth(image: Any, depth: str) -> Any:
    from studio.media.images.colour import to_srgb

    deep = image.format == "ushort"
    if depth == "auto" or (image.format != "float" and deep == (depth == "16")):
        return image
    image = to_srgb(image) if image.interpretation not in _PLAIN else image
    grey = image.bands < 3
    if depth == "16":
        # The engine's own way would make 128 in 255 a little less than 128 in 255.
        return (image * 257).cast("ushort").copy(interpretation="grey16" if grey else "rgb16")
    return (image / 257).rint().cast("uchar").copy(interpretation="b-w" if grey else "srgb")


def _told(made: Image, before: PictureFacts, after: PictureFacts, ground: str | None) -> Converted:
    """What came out, set against what went in."""
    frames, pages = before.frames - after.frames, before.pages - after.pages
    return Converted(
        made,
        frames_dropped=frames if frames > 0 and after.frames == 1 else None,
        pages_dropped=pages if pages > 0 and before.frames == 1 else None,
        flattened_on=ground,
        depth=f"{before.depth} to {_depth(after)} bits" if _bits(after) < _bits(before) else None,
        colours=_recoloured(before, after),
    )


def _depth(facts: PictureFacts) -> str:
    # A GIF's own depth is that of its palette; the colours in it have eight bits a channel.
    return "8" if facts.format == "gif" else facts.depth


def _bits(facts: PictureFacts) -> int:
    """A number by which depths compare: any floating point holds more than any whole numbers."""
    depth = _depth(facts)
    return int(depth.rstrip("f")) + (100 if depth.endswith("f") else 0)


def _recoloured(before: PictureFacts, after: PictureFacts) -> str | None:
    """What colours were converted from and to, where they look different without the conversion."""
    space, was = (facts.mode.partition("+")[0] for facts in (after, before))
    if was in _CALLED and space != was:
        return f"{before.icc or _CALLED[was]} to sRGB"
    if before.depth.endswith("f") and not after.depth.endswith("f"):
        return "linear light to sRGB"
    if before.icc and not after.icc and "srgb" not in before.icc.lower():
        return f"{before.icc} to sRGB"
    if after.format == "gif" != before.format:
        return "at most 256 a frame"
    return None
