"""Waveforms: how far a recording swings, drawn as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from studio.core.errors import BadInput
from studio.media.images.libvips import Raster
from studio.media.sound import curves
from studio.media.sound.charts import ACCENT, Area, Sheet, Theme, box, shade
from studio.media.sound.curves import Block
from studio.media.sound.recordings import Recording

Style = Literal["wave", "bars"]

_CLIPPED = 0.999
# From one bar to the next, in widths of a bar.
_PITCH = 1.75
# Of fewer samples than this the strength says nothing: they are a part of one swing.
_STRENGTH_FROM = 100
_CHANNELS = {
    "stereo": ("L", "R"),
    "5.1": ("L", "R", "C", "LFE", "Lb", "Rb"),
    "5.1(side)": ("L", "R", "C", "LFE", "Ls", "Rs"),
    "7.1": ("L", "R", "C", "LFE", "Lb", "Rb", "Ls", "Rs"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a waveform is drawn.

    Attributes:
        width: Width of the picture in pixels.
        height: Height of the picture in pixels.
        style: A continuous wave, or bars.
        theme: Its ground.
        colour: The colour of the wave.
        apart: Every channel by itself.
        fit: Let the loudest moment fill the height.
        axis: Show the times, and the levels where there is room.
    """

    width: int
    height: int
    style: Style = "wave"
    theme: Theme = "dark"
    colour: str = ACCENT
    apart: bool = False
    fit: bool = False
    axis: bool = True


def drawn(recording: Recording, look: Look) -> Raster:
    """Draw the waveform of a recording."""
    sheet = Sheet(look.width, look.height, look.theme)
    colour = shade(look.colour, look.colour, 0)
    apart = look.apart and recording.stream.channels > 1
    area = _area(sheet, look, apart=apart)
    bar = max(2.0, round(sheet.type / 5)) if look.style == "bars" else 0.0
    columns = max(1, int(area.width / (bar * _PITCH) if bar else area.width))
    samples = max(1, round(recording.seconds * recording.stream.rate))
    size = max(1, -(-samples // columns))
    course = curves.course(recording, size, apart=apart)
    if not course or not course[0]:
        raise BadInput(f"{recording.name} holds no sound that could be drawn")
    highest = max(max(-block.low, block.high) for lane in course for block in lane)
    scale = 1 / highest if look.fit and highest > 0 else 1.0
    names = _CHANNELS.get(recording.stream.layout, ()) if apart else ()
    for number, (lane, blocks) in enumerate(zip(area.lanes(len(course), sheet.type), course, strict=True)):
        _lane(sheet, lane, look, scale, names[number] if number < len(names) else "")
        step = lane.width / max(len(blocks), samples / size)
        if bar:
            _bars(sheet, lane, blocks, step, scale, colour)
        else:
            _wave(sheet, lane, blocks, step, scale, colour, core=size >= _STRENGTH_FROM)
    if look.axis:
        sheet.times(area, recording.seconds)
    return sheet.finished()


def _area(sheet: Sheet, look: Look, *, apart: bool) -> Area:
    unit = sheet.type
    if not look.axis:
        edge = round(unit / 2)
        return Area(edge, edge, sheet.width - 2 * edge, sheet.height - 2 * edge)
    left = round(unit * (2.6 if apart else 1.6))
    right, top, bottom = round(unit * 3.2), round(unit * 1.2), round(unit * 2.7)
    return Area(left, top, sheet.width - left - right, sheet.height - top - bottom)


def _lane(sheet: Sheet, area: Area, look: Look, scale: float, name: str) -> None:
    """What lies behind a wave: the lines of round levels, with their names."""
    if not look.axis:
        return
    faint = sheet.palette.line
    for level in (0, -6, -12):
        height = area.height / 2 * 10 ** (level / 20) * scale
        if height > area.height / 2 + 1 or height < 1.3 * sheet.type:
            continue
        for y in (area.middle - height, area.middle + height):
            sheet.rule(area.left, y, area.right, y, faint)
        text = f"{level} dB" if level == 0 else f"\N{MINUS SIGN}{-level}"
        sheet.write(text, area.right + 0.5 * sheet.type, area.middle - height, align=0, size=0.8)
    if name:
        sheet.write(name, area.left - 0.6 * sheet.type, area.middle, align=1, size=0.9)


def _wave(
    sheet: Sheet,
    area: Area,
    blocks: Sequence[Block],
    step: float,
    scale: float,
    colour: str,
    *,
    core: bool,
) -> None:
    """How far it swings, and within that, in another shade, how strong it is."""
    lows = [block.low * scale for block in blocks]
    highs = [block.high * scale for block in blocks]
    sheet.draw(f'<path d="{_outline(area, step, lows, highs)}" fill="{colour}"/>')
    if core:
        inner = [min(10 ** (block.rms / 20), max(block.high, -block.low)) * scale for block in blocks]
        tint = shade(colour, "#000000", 0.22) if sheet.theme == "light" else shade(colour, "#ffffff", 0.38)
        outline = _outline(area, step, [-value for value in inner], inner)
        sheet.draw(f'<path d="{outline}" fill="{tint}"/>')
    _clipped(sheet, area, blocks, step)


def _outline(area: Area, step: float, lows: Sequence[float], highs: Sequence[float]) -> str:
    """The closed line around everything between two curves, never thinner than a hairline."""
    half = area.height / 2
    least = 0.5 / half
    above, below = [], []
    for number, (low, high) in enumerate(zip(lows, highs, strict=True)):
        x = area.left + (number + 0.5) * step
        above.append(f"{x:.2f},{area.middle - max(high, least) * half:.2f}")
        below.append(f"{x:.2f},{area.middle - min(low, -least) * half:.2f}")
    return f"M{' L'.join(above)} L{' L'.join(reversed(below))}Z"


def _clipped(sheet: Sheet, area: Area, blocks: Sequence[Block], step: float) -> None:
    """Marks at the edges where samples reach full scale."""
    tall, wide = 0.4 * sheet.type, max(step, 1.0)
    marks = []
    for number, block in enumerate(blocks):
        left = area.left + number * step
        if block.high >= _CLIPPED:
            marks.append(box(left, area.top - tall, wide, tall))
        if block.low <= -_CLIPPED:
            marks.append(box(left, area.bottom, wide, tall))
    sheet.draw(f'<g fill="{sheet.palette.warning}">{"".join(marks)}</g>')


def _bars(sheet: Sheet, area: Area, blocks: Sequence[Block], step: float, scale: float, colour: str) -> None:
    """Rounded bars on both sides of the line of silence; what is silent is a dot."""
    wide = step / _PITCH
    shapes = []
    for number, block in enumerate(blocks):
        swing = min(1.0, max(-block.low, block.high) * scale)
        tall = max(wide / 2, swing * area.height / 2)
        left = area.left + number * step + (step - wide) / 2
        shapes.append(box(left, area.middle - tall, wide, 2 * tall, wide / 2))
    sheet.draw(f'<g fill="{colour}">{"".join(shapes)}</g>')
    _clipped(sheet, area, blocks, step)
