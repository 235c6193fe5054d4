"""Laying a picture, a text or another film over films."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import (
    AnyFile,
    Box,
    Colour,
    Fraction,
    Image,
    Percent,
    Quality,
    Range,
    Seconds,
    Unit,
    Video,
    parse_percent,
)
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.media.images.spellings import parse_position

if TYPE_CHECKING:
    from pathlib import Path

    from studio.media.films.editing.making import Edit
    from studio.media.films.editing.overlaying import Layer, Span
    from studio.media.fontfile import Font
    from studio.media.marks import Edge, Mark


Position = Annotated[
    Literal[
        "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right"
    ],
    Unit("position", parse_position),
]
Share = Annotated[float, Range(0, 45), Unit("%", parse_percent)]

_USUAL_SCALE, _ALL = 25.0, 100.0


@dataclass(frozen=True)
class Overlaid:
    """A film with something over it.

    Attributes:
        clip: The film.
        box: Where it lies: left, top, width and height.
        start: When it appears.
        end: When it is gone.
        fonts: The fonts a text is set in; one that is not ours with its file.
        changes: What is different that was not asked for, and why.
    """

    clip: Video
    box: Box
    start: Seconds
    end: Seconds
    fonts: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


@tool(pure=True, resources=Resources(cpu=2, memory="900 MB"))
def overlay(
    clip: Video,
    *,
    text: str | None = None,
    mark: Image | None = None,
    inset: Video | None = None,
    position: Position = "bottom",
    margin: Share = 5,
    scale: Percent | None = None,
    opacity: Fraction = 1,
    start: Seconds = 0,
    end: Seconds | None = None,
    fade_in: Seconds = 0,
    fade_out: Seconds = 0,
    repeat: bool = False,
    size: Percent = 6,
    colour: Colour = "white",
    edge: Literal["auto", "shadow", "outline", "none"] = "auto",
    font: str = "sans",
    font_file: AnyFile | None = None,
    weight: Literal["regular", "semibold", "bold"] = "semibold",
    quality: Quality | None = None,
) -> Overlaid:
    r"""Lay a text, a picture or another film over a film.

    What lies over it stays inside the title-safe area and is drawn once. Text is shaped properly in
    every script and broken into lines where it is too long; what our fonts cannot write is set in a
    font found on this machine, and the result names it. Moving GIF and WebP begin again when they are
    over. Transparency is kept, of what lies above and of the film. On films of high dynamic range white
    is as bright as paper, not as a lamp. All sound of the film is copied bit for bit.

    Args:
        clip: The film.
        text: What to write; \n begins a new line.
        mark: A picture to lay over it, such as a logo; SVG stays sharp, GIF and WebP move.
        inset: A film to lay over it, without its sound: picture in picture.
        position: One of nine places.
        margin: How much of width and height stays free at every side, in per cent: 5 is the title-safe
            area of today's screens, 10 that of old ones.
        scale: How much of the film's width and height it takes at most, in per cent: 25 when left out,
            and all there is for a text.
        opacity: How opaque it is, 0 to 1.
        start: When it appears.
        end: When it is gone; at the end of the film, or of the inset, when left out.
        fade_in: How long it takes to appear.
        fade_out: How long it takes to vanish.
        repeat: Begin the inset again when it is over.
        size: The size of type in per cent of the film's height; smaller where a text is too long.
        colour: The colour of the text.
        edge: What sets it off from the ground: a soft shadow, an outline, or nothing. Text gets a shadow
            when left out, a picture nothing.
        font: Our own sans, serif or manrope, or the name of a font that is installed.
        font_file: A font file to use instead: TrueType or OpenType.
        weight: How bold the text is.
        quality: For lossy codecs, 1 to 100; one hardly told from the original when left out.

    Examples:
        studio video overlay clip.mp4 --text "Ada Lovelace\nMathematician" --position bottom-left
        studio video overlay clip.mp4 --mark logo.png --position top-right --scale 12 --opacity 0.8
        studio video overlay clip.mp4 --inset guest.mp4 --position top-left --scale 30 --start 0.5
        studio video overlay clip.mp4 --text "The End" --position centre --size 12 --start 1 --fade-in 0.5
    """
    from studio.media.films.editing import detail, making, overlaying

    if sum(one is not None for one in (text, mark, inset)) != 1:
        raise BadCall("say one thing to lay over the film", hint='with --text "Hello", --mark or --inset')
    edit = making.opened(clip)
    if edit.film.interlaced and not making.coding_of(edit.facts).fields:
        edit.take(*detail.deinterlaced(edit.film, "frames"))
        edit.changes.append("deinterlaced: its codec keeps no fields")
    room = overlaying.box(edit.film, scale or (_ALL if text is not None else _USUAL_SCALE), margin)
    fonts: tuple[str, ...] = ()
    shown: tuple[int, int] | None = None
    if text is not None:
        face = _face(font, font_file, weight)
        high = edit.film.height * size / 100
        made, fonts = _written(text, face, high, room, position, colour=colour, edge=edge)
        layer, shown = _still(edit, made)
        opacity *= _opacity_of(colour)
    elif mark is not None:
        layer, shown = _pictured(edit, mark, room, edge)
    else:
        assert inset is not None
        layer = _moving(edit, inset, room, again=repeat)
    span = _span(edit, layer, start, end, (fade_in, fade_out))
    overlaying.check(span, edit.facts)
    plain = shown or layer.size
    left, top = overlaying.placed(edit.film, plain, position, margin)
    halo = ((layer.size[0] - plain[0]) // 2, (layer.size[1] - plain[1]) // 2)
    overlaying.laid(edit, layer, (left - halo[0], top - halo[1]), span, opacity)
    done = making.finish(edit, quality=quality)
    where = ",".join(map(str, (left, top, *plain)))
    return Overlaid(done.path, where, span.start, span.end, fonts, done.changes)


def _face(name: str, file: Path | None, weight: Literal["regular", "semibold", "bold"]) -> Font:
    from studio.media import fonts

    return fonts.in_file(file) if file else fonts.named(name, weight)


def _written(
    text: str,
    face: Font,
    size: float,
    room: tuple[float, float],
    position: str,
    *,
    colour: str,
    edge: Edge | Literal["auto"],
) -> tuple[Mark, tuple[str, ...]]:
    """Draw a text, and name its fonts."""
    from studio.media import fonts
    from studio.media.films.editing import titling
    from studio.media.images.colour import parse_colour

    if len(text) > titling.LONGEST:
        raise BadCall(f"the text has {len(text):,} characters", hint=f"say it in {titling.LONGEST:,}")
    align: Literal["left", "centre", "right"] = "centre"
    if "left" in position or "right" in position:
        align = "left" if "left" in position else "right"
    lettering, size = titling.fitting(text.replace("\\n", "\n"), face, size, room, align)
    chosen: Edge = "shadow" if edge == "auto" else edge
    made = titling.drawn(lettering, size, parse_colour(colour), chosen)
    names = (one.name if fonts.is_ours(one) else f"{one.name} ({one.path})" for one in lettering.fonts)
    return made, tuple(names)


def _opacity_of(colour: str) -> float:
    from studio.media.images.colour import parse_colour

    return parse_colour(colour)[3] / 255


def _still(edit: Edit, made: Mark) -> tuple[Layer, tuple[int, int]]:
    """Write what was drawn, once; returns it as a layer, and its size without what sets it off."""
    from studio.media.films.editing import overlaying
    from studio.media.films.editing.overlaying import Layer
    from studio.media.images import writing

    whole = (made.picture.width, made.picture.height)
    path = writing.write(made.picture, run().folder / "over.png", keep="none")
    size = overlaying.squeezed(edit.film, whole)
    layer = Layer(path, size, ("format=gbrap",), fits=size == whole)
    return layer, overlaying.squeezed(edit.film, made.size)


def _pictured(
    edit: Edit, mark: Path, room: tuple[float, float], edge: Edge | Literal["auto"]
) -> tuple[Layer, tuple[int, int] | None]:
    """A picture as a layer; one that moves goes on moving."""
    from studio.media import marks
    from studio.media.films.editing import overlaying
    from studio.media.films.editing.overlaying import Layer
    from studio.media.images import reading

    facts = reading.header(mark)
    if facts.frames == 1 or facts.format not in ("gif", "webp"):
        return _still(edit, marks.pictured(mark, room, angle=0, edge="none" if edge == "auto" else edge))
    factor = min(room[0] / facts.width, room[1] / facts.height)
    size = overlaying.squeezed(edit.film, (facts.width * factor, facts.height * factor))
    overlaying.check_memory(mark.name, size, facts.frames)
    return Layer(mark, size, ("format=gbrap",), frames=facts.frames), None


def _moving(edit: Edit, inset: Path, room: tuple[float, float], *, again: bool) -> Layer:
    """A film as a layer."""
    from studio.media import probe
    from studio.media.films.editing import overlaying
    from studio.media.films.transcoding.geometry import pixel_aspect

    facts = probe.media(inset)
    width, height = float(facts.main_video.width * pixel_aspect(facts.main_video)), facts.main_video.height
    factor = min(room[0] / width, room[1] / height)
    size = overlaying.squeezed(edit.film, (width * factor, height * factor))
    return overlaying.inset(facts, size, edit, run().folder, again=again)


def _span(edit: Edit, layer: Layer, start: float, end: float | None, fades: tuple[float, float]) -> Span:
    """When it is to be seen: no longer than there is something to see."""
    from studio.media.films.editing.overlaying import Span

    last = edit.film.duration if end is None else min(end, edit.film.duration)
    if layer.seconds and not layer.again:
        last = min(last, start + layer.seconds)
    return Span(start, last, *fades)
