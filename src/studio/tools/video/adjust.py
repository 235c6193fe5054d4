"""Adjusting light, colour, shape and steadiness of films."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import Box, Colour, Pixels, Quality, Range, Seconds, Unit, Video
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.films.editing.detail import Deinterlacing
    from studio.media.films.editing.making import Edit

_ASPECT = re.compile(r"(\d+(?:\.\d+)?)(?:[:/](\d+(?:\.\d+)?))?")
_SIZE = re.compile(r"(\d{1,5})\s*[x×]\s*(\d{1,5})")


def parse_canvas(given: object) -> object:
    """Read an aspect such as `16:9` or a size such as `1920x1080`."""
    if not isinstance(given, str):
        return given
    text = given.strip().lower()
    if (size := _SIZE.fullmatch(text)) and all(map(int, size.groups())):
        return "x".join(size.groups())
    if (aspect := _ASPECT.fullmatch(text)) and all(float(part) for part in aspect.groups() if part):
        return ":".join(part for part in aspect.groups() if part)
    raise ValueError("write an aspect such as 16:9, or a size such as 1920x1080")


Canvas = Annotated[str, Unit("aspect or size", parse_canvas)]
Degrees = Annotated[float, Range(-360, 360), Unit("degrees")]
Factor = Annotated[float, Range(0, 10)]
Gamma = Annotated[float, Range(0.1, 10)]
Hue = Annotated[float, Range(-180, 180), Unit("degrees")]


@dataclass(frozen=True)
class Adjusted:
    """An adjusted film.

    Attributes:
        clip: The film.
        width: Width as it is shown.
        height: Height as it is shown.
        changes: What is different that was not asked for, and why.
    """

    clip: Video
    width: Pixels
    height: Pixels
    changes: tuple[str, ...] = ()


@tool(pure=True, resources=Resources(cpu=2, memory="700 MB"))
def adjust(
    clip: Video,
    *,
    deinterlace: Literal["frames", "fields"] | None = None,
    stabilise: bool = False,
    crop: Box | None = None,
    denoise: Factor | None = None,
    rotate: Degrees | None = None,
    corners: Literal["fill", "cut"] = "fill",
    flip: Literal["horizontal", "vertical", "both"] | None = None,
    brightness: Factor | None = None,
    contrast: Factor | None = None,
    gamma: Gamma | None = None,
    saturation: Factor | None = None,
    hue: Hue | None = None,
    sharpen: Factor | None = None,
    pad: Canvas | None = None,
    background: Colour = "black",
    fade_in: Seconds | None = None,
    fade_out: Seconds | None = None,
    fade_colour: Colour = "black",
    quality: Quality | None = None,
) -> Adjusted:
    """Make a film brighter, clearer, steadier, sharper, or of another shape.

    Any of it can be combined. It is always done in the order of this list, in one pass, with a pass more
    to measure the motion when stabilising. Container, codec, bit depth, high dynamic range, the time of
    every frame, transparency, subtitles and chapters stay what they were; sound is copied bit for bit,
    except that it fades along. Interlaced films are made whole first, where fields would be mixed up.

    Args:
        clip: The film to adjust; one stored lying is turned upright first.
        deinterlace: Make whole frames of fields: one for each frame, or one for each field at twice
            the rate.
        stabilise: Take the shaking of a hand out, and zoom in as far as that needs. Films of 8 bits only.
        crop: The part to keep, as LEFT,TOP,WIDTH,HEIGHT or WIDTHxHEIGHT+LEFT+TOP in pixels.
        denoise: How much noise is taken out: 1 for that of a usual camera, 3 for a lot.
        rotate: How far to turn it clockwise, in degrees.
        corners: What becomes of the corners a turned picture leaves empty: filled, the frame growing to
            hold it all; or cut off, the largest part of the same aspect being kept.
        flip: Mirror it.
        brightness: What light is multiplied by: 1.2 is a fifth brighter, 0 is black.
        contrast: What the distance to middle grey is multiplied by: 1.2 is more, 0.8 less.
        gamma: Above 1 lights up what is dark, below 1 darkens it; black and white stay.
        saturation: How strong colours are: 1.3 is more, 0 is black and white.
        hue: How far colours go round: 120 makes red green, green blue and blue red.
        sharpen: How much stronger fine details become: 0.5 is gentle, 2 is a lot.
        pad: The aspect or size of a larger canvas, in whose middle the picture is put.
        background: The colour of the canvas, and of corners that are filled.
        fade_in: How long picture and sound take to appear.
        fade_out: How long they take to vanish.
        fade_colour: The colour the picture comes from and goes to.
        quality: For lossy codecs, 1 to 100; one hardly told from the original when left out.

    Examples:
        studio video adjust clip.mp4 --brightness 1.1 --contrast 1.15 --saturation 1.2
        studio video adjust clip.mp4 --rotate 2.5 --corners cut --sharpen 0.5
        studio video adjust clip.mp4 --stabilise --denoise 1
        studio video adjust clip.mp4 --crop 20,0,280,180 --pad 16:9 --fade-in 0.5 --fade-out 0.5
    """
    from studio.media.films.editing import colours, detail, making, sounds, stabilising
    from studio.media.films.editing.fading import Fades
    from studio.media.films.editing.light import Light
    from studio.media.films.editing.shape import Shape

    given = (crop, denoise, rotate, flip, brightness, contrast, gamma, saturation, hue, sharpen, pad)
    if not (deinterlace or stabilise) and all(one is None for one in (*given, fade_in, fade_out)):
        raise BadCall("say what to adjust", hint="with --brightness 1.1, for example, or --rotate 90")
    points = {
        "brightness": brightness, "contrast": contrast, "gamma": gamma, "saturation": saturation, "hue": hue,
    }  # fmt: skip
    light = Light(**{name: value for name, value in points.items() if value is not None})
    fades = Fades(fade_in or 0, fade_out or 0)
    edit = making.opened(clip)
    shapes, fine = any((crop, (rotate or 0) % 360, flip, pad)), bool(denoise or sharpen)
    if light.neutral and not (deinterlace or stabilise or shapes or fine or fades):
        return Adjusted(making.verbatim(edit), edit.film.width, edit.film.height)
    fades.check(edit.facts)
    _made_whole(edit, deinterlace, mixing=stabilise or shapes or fine)
    if stabilise:
        stabilising.check(edit)
        edit.take(stabilising.steadied(edit, stabilising.measured(edit, run().folder / "motion.trf")))
    if fine or not light.neutral:
        edit.take(*colours.to_light(edit.film))
    shape = Shape(edit.film, edit.filters, edit.changes)
    if crop:
        shape.crop(crop, edit.name)
    shape.filters += detail.denoised(shape.film, denoise or 0)
    if rotate:
        shape.turn(rotate, cut=corners == "cut", ground=colours.spelled(background))
    if flip:
        shape.flip(flip)
    shape.filters += [*light.filters(shape.film, run().folder), *detail.sharpened(sharpen or 0)]
    if pad:
        shape.pad(pad, colours.spelled(background))
    edit.film = shape.film
    edit.take(fades.of_picture(edit.facts, edit.film, colours.spelled(fade_colour)))
    if fades and edit.facts.audio:
        chain = fades.of_sound(edit.facts)
        edit.tracks = sounds.changed(making.holder_of(edit.facts), edit.facts, lambda _: chain)
    made = making.finish(edit, quality=quality)
    assert made.facts
    film = made.facts.main_video
    return Adjusted(made.path, film.width, film.height, made.changes)


def _made_whole(edit: Edit, into: Deinterlacing | None, *, mixing: bool) -> None:
    """Make frames of fields where that is asked for, or where rows of both would be mixed."""
    from studio.media.films.editing import detail, making

    film = edit.film
    if into and film.field_order == "progressive":
        edit.changes.append("nothing deinterlaced: it is not interlaced")
    elif into:
        edit.take(*detail.deinterlaced(film, into))
    elif film.interlaced and (mixing or not making.coding_of(edit.facts).fields):
        edit.take(*detail.deinterlaced(film, "frames"))
        edit.changes.append("deinterlaced: its fields would have been mixed up")
