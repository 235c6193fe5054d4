"""Fits pictures into a frame of given size: within it, over it, or within it on a ground."""

from dataclasses import dataclass
from typing import Literal

from studio.core.errors import BadInput
from studio.media.images.colour import Colour, background_for, max_alpha
from studio.media.images.focus import salient_point
from studio.media.images.libvips import Raster
from studio.media.images.pages import first_frame, frame_height, per_page
from studio.media.images.scale import resized

Fit = Literal["inside", "fill", "pad"]

_WHITE = (255, 255, 255, 255)
_CLEAR = (255, 255, 255, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """the size pictures are brought to.

    Attributes:
        width: Width in pixels, or None if only the height matters.
        height: Height in pixels, or None if only the width matters.
        longest: Length of the longer side, instead of both.
        fit: With width and height: inside keeps all of the picture within them, fill covers them and cuts
            what is over, pad keeps all and fills the rest.
        salient: Whether fill keeps what draws the eye rather than the centre.
        enlarge: Whether small pictures may become larger.
    """

    width: int | None = None
    height: int | None = None
    longest: int | None = None
    fit: Fit = "inside"
    salient: bool = False
    enlarge: bool = False

    def __post_init__(self) -> None:
        if self.longest and (self.width or self.height):
            raise BadInput("the size is said twice", hint="say width and height, or the longer side")
        if self.fit != "inside" and not (self.width and self.height):
            raise BadInput(f"{self.fit} needs a width and a height", hint="say both, or leave the fit out")


def scaled_size(size: tuple[int, int], frame: Frame) -> tuple[int, int]:
    """Return the size of the whole picture after scaling, before anything is cut or added."""
    if frame.longest:
        factors = [frame.longest / max(size)]
    else:
        wanted = ((frame.width, size[0]), (frame.height, size[1]))
        factors = [to / had for to, had in wanted if to] or [1.0]
    factor = max(factors) if frame.fit == "fill" else min(factors)
    if factor > 1 and not frame.enlarge:
        return size
    return max(1, round(size[0] * factor)), max(1, round(size[1] * factor))


def final_size(size: tuple[int, int], frame: Frame) -> tuple[int, int]:
    """Return the size a picture of this size gets."""
    width, height = scaled_size(size, frame)
    if frame.fit == "inside" or not (frame.width and frame.height):
        return width, height
    if frame.fit == "pad":
        return frame.width, frame.height
    return min(width, frame.width), min(height, frame.height)


def framed(image: Raster, frame: Frame, *, ground: Colour | None = None) -> Raster:
    """Bring a picture to the size of a frame, every frame of an animation alike.

    Args:
        image: The picture.
        frame: The size.
        ground: The colour around a padded picture; left out, nothing where the picture can be
            transparent, and white where it cannot.
    """
    size = (image.width, frame_height(image))
    whole, final = scaled_size(size, frame), final_size(size, frame)
    image = resized(image, *whole)
    if whole == final:
        return image
    if frame.fit == "fill":
        left, top = _corner(image, whole, final, salient=frame.salient)
        return per_page(image, lambda page: page.crop(left, top, *final))
    left, top = ((room - side) // 2 for room, side in zip(final, whole, strict=True))
    colour = ground or (_CLEAR if image.hasalpha() else _WHITE)
    numbers = background_for(image, colour)
    if image.hasalpha():
        numbers = [*numbers, colour[3] / 255 * max_alpha(image)]
    return per_page(
        image, lambda page: page.embed(left, top, *final, extend="background", background=numbers)
    )


def _corner(
    image: Raster, whole: tuple[int, int], final: tuple[int, int], *, salient: bool
) -> tuple[int, int]:
    """Where to begin to cut, so that the centre or the eye-catching place is in the middle if it can be."""
    centre = salient_point(first_frame(image)) if salient else (whole[0] // 2, whole[1] // 2)
    left, top = (
        min(max(0, at - side // 2), had - side) for at, side, had in zip(centre, final, whole, strict=True)
    )
    return left, top
