"""Adjusting light, colour and sharpness of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadCall
from studio.core.materials import Image, Quality, Range, Unit, parse_percent
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.images.libvips import Raster

Factor = Annotated[float, Range(0, 10)]
Gamma = Annotated[float, Range(0.1, 10)]
Sigma = Annotated[float, Range(0, 1000), Unit("px")]
Clipped = Annotated[float, Range(0, 40), Unit("%", parse_percent)]


@tool(pure=True)
def adjust(
    picture: Image,
    *,
    auto_contrast: Clipped | None = None,
    brightness: Factor | None = None,
    contrast: Factor | None = None,
    gamma: Gamma | None = None,
    saturation: Factor | None = None,
    blur: Sigma | None = None,
    sharpen: Factor | None = None,
    sharpen_radius: Sigma = 1.0,
    quality: Quality | None = None,
) -> Image:
    """Make a picture brighter, clearer, more colourful, softer or sharper.

    Any of it can be combined in one pass, and is always done in the order of this list. For each factor
    1 changes nothing; where nothing changes at all, the result is the file as it was. Transparency
    takes part in blurring only. Each frame of an animation is changed alike.

    Args:
        picture: The picture to adjust.
        auto_contrast: Stretch the light from full black to full white, and let so many per cent of the
            darkest and of the lightest values run into them; 0.5 is a good start.
        brightness: What light is multiplied by: 1.2 is a fifth brighter, 0 is black.
        contrast: What the distance to middle grey is multiplied by: 1.2 is more, 0.8 less.
        gamma: Above 1 lights up what is dark, below 1 darkens it; black and white stay.
        saturation: How strong colours are: 1.3 is more, 0 is black and white.
        blur: How far the blur reaches, as the sigma of a Gaussian.
        sharpen: How much stronger fine details become: 0.5 is gentle, 2 is a lot.
        sharpen_radius: How coarse the details are that sharpening brings out.
        quality: For lossy formats, 1 to 100; a good default for each format when left out.

    Examples:
        studio image adjust photo.jpg --brightness 1.1 --contrast 1.2 --saturation 1.15
        studio image adjust scan.png --auto-contrast 0.5% --sharpen 0.8
        studio image adjust backdrop.jpg --blur 8 --saturation 0.6
    """
    from studio.media.images import reading, verbatim, writing

    light, focus = (brightness, contrast, gamma), (blur, sharpen)
    if all(step is None for step in (auto_contrast, *light, saturation, *focus)):
        raise BadCall("say what to adjust", hint="with --brightness 1.1, for example, or --blur 4")
    if auto_contrast is None and {*light, saturation} <= {None, 1} and {*focus} <= {None, 0}:
        run().note("kept", reason="nothing to change")
        return verbatim.copied(picture, run().folder / picture.name)
    image = reading.read(picture, sequential=auto_contrast is None)
    image = _lit(image, auto_contrast, *light)
    image = _focused(_coloured(image, saturation), *focus, sharpen_radius)
    return writing.write(image, run().folder / picture.name, quality=quality)


def _lit(
    image: Raster,
    clipped: float | None,
    brightness: float | None,
    contrast: float | None,
    gamma: float | None,
) -> Raster:
    from studio.media.images import tone

    limits = (0.0, 1.0)
    if clipped is not None:
        limits = tone.range_of(image, clipped / 100)
        run().note("auto contrast", black=round(limits[0], 4), white=round(limits[1], 4))
    factors = {"brightness": brightness, "contrast": contrast, "gamma": gamma}
    told = {name: factor for name, factor in factors.items() if factor is not None}
    return tone.toned(image, limits=limits, **told) if told or limits != (0, 1) else image


def _coloured(image: Raster, saturation: float | None) -> Raster:
    from studio.media.images import tone

    return image if saturation in (None, 1) else tone.saturated(image, saturation)


def _focused(image: Raster, sigma: float | None, amount: float | None, radius: float) -> Raster:
    from studio.media.images import blur

    image = blur.blurred(image, sigma) if sigma else image
    return blur.sharpened(image, amount, radius) if amount and radius else image
