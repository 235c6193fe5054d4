"""Measuring how much two pictures differ, and showing where."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from studio.core.errors import BadInput
from studio.core.materials import Box, Image, Range, Unit
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.images.deviation import Deviation

Amplification = Annotated[float, Range(above=0, high=100_000), Unit("times")]


@dataclass(frozen=True)
class Comparison:
    """How much two pictures differ.

    Attributes:
        difference: A picture that is black where they agree, and brighter the more they differ.
        identical: Whether they look exactly the same.
        psnr: Peak signal-to-noise ratio in decibels; none for identical pictures, where it is infinite.
        ssim: Structural similarity of brightness, 1 for identical pictures.
        largest: The largest difference of one channel, on a scale of 0 to 255.
        changed: How many of the pixels differ at all.
        where: The part that holds all that differs: left, top, width, height.
        worst_frame: In an animation, the frame that differs most, counted from 1; the difference is its.
        amplified: How many times stronger the difference picture shows the differences.
    """

    difference: Image
    identical: bool
    psnr: Annotated[float, Unit("dB")] | None
    ssim: float
    largest: float
    changed: Annotated[float, Unit("%")]
    where: Box | None
    worst_frame: int | None
    amplified: float


@tool(pure=True)
def compare(
    picture: Image,
    *,
    with_: Image,
    fit: bool = False,
    amplify: Amplification | None = None,
) -> Comparison:
    """Measure how much two pictures differ, and show where.

    They are compared as they are seen: upright, in sRGB, 16 bits in full, and transparent parts on white
    as well as on black. Animations are compared frame by frame.

    Args:
        picture: The picture to compare.
        with_: The picture to compare it with.
        fit: Resize the second picture to the size of the first.
        amplify: How many times stronger the difference picture shows the differences; if left out, as
            much as it takes for the stronger ones to be bright.

    Examples:
        studio image compare original.png --with compressed.jpg
        studio image compare photo.jpg --with thumbnail.jpg --fit --amplify 8
    """
    from studio.media.images import pages, scale, writing
    from studio.media.images.deviation import amplified, telling_factor

    one, other = _unpacked(picture), _unpacked(with_)
    if pages.frame_count(one) != pages.frame_count(other):
        raise BadInput(
            f"{picture.name} has {_frames(one)} and {with_.name} {_frames(other)}",
            hint="compare animations with as many frames as each other, or stills with stills",
        )
    size, other_size = ((image.width, pages.frame_height(image)) for image in (one, other))
    if size != other_size:
        if not fit:
            raise BadInput(
                f"{picture.name} is {size[0]} × {size[1]} and {with_.name} {other_size[0]} × {other_size[1]}",
                hint="--fit resizes the second picture to the size of the first",
            )
        other = scale.resized(other, *size)
    found, alike = _measured(one, other)
    worst = max(range(len(found)), key=lambda frame: found[frame].square)
    factor = amplify or telling_factor(found[worst].picture)
    made = writing.write(amplified(found[worst].picture, factor), run().folder / f"{picture.stem}.png")
    return _told(made, found, alike, worst, factor)


def _unpacked(picture: Path) -> Any:
    """All pixels of a picture in memory: they are looked at more than once."""
    from studio.media.images import reading

    image = reading.read(picture, sequential=True)
    with reading.pixels_of(picture):
        return image.copy_memory()


def _frames(image: Any) -> str:
    from studio.media.images.pages import frame_count

    count = frame_count(image)
    return "1 frame" if count == 1 else f"{count} frames"


def _measured(one: Any, other: Any) -> tuple[list[Deviation], list[float]]:
    """How far each frame is from its counterpart, and how similar to it."""
    from studio.media.images import pages
    from studio.media.images.deviation import as_seen, deviation
    from studio.media.images.likeness import ssim

    pairs = list(zip(pages.frames(one), pages.frames(other), strict=True))
    found, alike = [], []
    for pair in run().track(pairs, "Comparing") if pairs[1:] else pairs:
        found.append(deviation(*pair))
        alike.append(min(ssim(*seen) for seen in as_seen(*pair)))
    return found, alike


def _told(made: Path, found: list[Deviation], alike: list[float], worst: int, factor: float) -> Comparison:
    square = sum(frame.square for frame in found) / len(found)
    box = found[worst].box
    return Comparison(
        difference=made,
        identical=square == 0,
        psnr=10 * log10(255**2 / square) if square else None,
        ssim=sum(alike) / len(alike),
        largest=max(frame.largest for frame in found),
        changed=100 * sum(frame.changed for frame in found) / len(found),
        where=",".join(map(str, box)) if box else None,
        worst_frame=worst + 1 if len(found) > 1 and square else None,
        amplified=factor,
    )
