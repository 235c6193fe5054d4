"""Spectrograms: which frequencies sound when, and how strong, drawn as a picture."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import ceil, floor, log2, log10
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput
from studio.core.run import run
from studio.media import encode
from studio.media.images.colour import parse_colour
from studio.media.images.libvips import Raster, engine
from studio.media.sound.charts import ACCENT, Area, Sheet, Theme, shade
from studio.media.sound.recordings import Recording

Scale = Literal["mel", "log", "linear"]

_WINDOW_SECONDS = 0.043
_FINEST = 16
_DEEPEST = 120.0
# A sine at full scale comes out of the transform this much below full scale.
_LOSS = 3.3
_MOST_COLUMNS = 6
_FEWEST_ROWS = 64
_MOST_ROWS = 4096


@dataclass(frozen=True, slots=True)
class Look:
    """How a spectrogram is drawn.

    Attributes:
        width: Width of the picture in pixels.
        height: Height of the picture in pixels.
        theme: Its ground.
        colour: The colour of what is strong.
        scale: How frequencies are spaced: as ears do, by octaves, or evenly.
        low: The lowest frequency shown, in hertz.
        high: The highest; None for the highest there is.
        floor: What is weaker than this, in dB, is not shown.
        apart: Every channel by itself.
        axis: Show times, frequencies and what the colours mean.
    """

    width: int
    height: int
    theme: Theme = "dark"
    colour: str = ACCENT
    scale: Scale = "mel"
    low: float = 20.0
    high: float | None = None
    floor: float = -100.0
    apart: bool = False
    axis: bool = True


@dataclass(frozen=True, slots=True)
class _Transform:
    """How the sound is cut up and transformed.

    Attributes:
        rows: How many frequencies are told apart; half the samples of a window.
        hop: How many samples lie between two columns.
        columns: How many columns there are.
        together: How many columns are made one, because the picture has no room for them.
    """

    rows: int
    hop: int
    columns: int
    together: int

    @property
    def early(self) -> int:
        """How many columns come before the first that has its window around its time."""
        return max(0, self.rows // self.hop - 1)


def drawn(recording: Recording, look: Look) -> Raster:
    """Draw the spectrogram of a recording."""
    sheet = Sheet(look.width, look.height, look.theme)
    parse_colour(look.colour)
    highest = min(look.high or recording.stream.rate / 2, recording.stream.rate / 2)
    if look.low >= highest:
        raise BadInput(f"{recording.name} holds nothing from {look.low:g} Hz to {highest:g} Hz")
    area = _area(sheet, look)
    channels = recording.stream.channels
    strengths = _strengths(recording, round(area.width))
    lanes = [_lane(strengths, number, channels) for number in range(channels)]
    if not look.apart:
        lanes = [_strongest(lanes)]
    up, down = _spacing(look.scale)
    edges = (up(look.low), up(highest))
    for lane, place in zip(lanes, area.lanes(len(lanes), sheet.type), strict=True):
        rows = round(place.height)
        bounds = [down(edges[1] + (edges[0] - edges[1]) * row / rows) for row in range(rows + 1)]
        spread = _spread(lane, bounds, recording.stream.rate)
        sheet.picture(_coloured(_fitted(spread, round(place.width)), look), place.left, place.top)
        if look.axis:
            _frequencies(sheet, place, look.low, highest, up)
    if look.axis:
        sheet.times(area, recording.seconds)
        _legend(sheet, area, look)
    return sheet.finished()


def _area(sheet: Sheet, look: Look) -> Area:
    if not look.axis:
        return Area(0, 0, sheet.width, sheet.height)
    unit = sheet.type
    left, right, top, bottom = round(unit * 3.4), round(unit * 4.6), round(unit * 1.2), round(unit * 2.7)
    return Area(left, top, sheet.width - left - right, sheet.height - top - bottom)


def _planned(recording: Recording, width: int) -> _Transform:
    """Windows long enough for the ear's detail, and columns enough for the picture."""
    rate = recording.stream.rate
    samples = max(1, round(recording.seconds * rate))
    seconds = min(_WINDOW_SECONDS, recording.seconds / 4)
    rows = 2 ** round(log2(max(2.0, rate * seconds / 2)))
    rows = max(_FEWEST_ROWS, min(rows, _MOST_ROWS))
    hop = max(rows * 2 // _FINEST, min(rows, 2 ** floor(log2(max(1.0, samples / width)))))
    columns = ceil((samples + rows) / hop)
    return _Transform(rows, hop, columns, max(1, columns // (_MOST_COLUMNS * width)))


def _strengths(recording: Recording, width: int) -> Raster:
    """One row for each frequency, the lowest at the bottom, lane over lane, the last channel on top."""
    plan = _planned(recording, width)
    channels = recording.stream.channels
    rows = plan.rows * channels
    # The picture comes in sheets, so that an hour takes no more memory than a minute.
    broad = plan.together * max(1, 512 // plan.together)
    narrow = broad // plan.together
    graph = [
        f"{recording.head()},apad=pad_len={plan.rows}",
        f"showspectrum=size={broad}x{rows}:slide=fullframe:overlap={1 - plan.hop / (2 * plan.rows)}"
        f":mode=separate:color=channel:saturation=0:legend=0:scale=log:drange={_DEEPEST:g}:win_func=hann",
        "format=gray",
        # Of columns that become one, the strongest is kept: left and right neighbours are coordinates 24.
        *["dilation=coordinates=24"] * (plan.together // 2),
        f"scale={narrow}:{rows}:flags=neighbor[out]",
    ]
    target = run().folder / "strengths.raw"
    encode.ffmpeg(
        [
            *recording.input,
            *("-filter_complex", ",".join(graph), "-map", "[out]"),
            *("-fps_mode", "passthrough", "-f", "rawvideo"),
        ],
        target=target,
        seconds=recording.seconds,
        label="Listening",
    )
    return _together(target, narrow, rows, plan)


def _together(file: Path, width: int, rows: int, plan: _Transform) -> Raster:
    """The sheets side by side, without what came too early and what is over."""
    vips = engine()
    sheets = file.stat().st_size // (width * rows)
    stack = vips.Image.rawload(str(file), width, rows * sheets, 1)
    side_by_side = [stack.crop(0, number * rows, width, rows) for number in range(sheets)]
    whole = vips.Image.arrayjoin(side_by_side, across=sheets).copy_memory()
    early = plan.early // plan.together
    until = max(early + 1, min(whole.width, plan.columns // plan.together))
    return whole.crop(early, 0, until - early, rows)


def _lane(strengths: Raster, channel: int, channels: int) -> Raster:
    rows = strengths.height // channels
    return strengths.crop(0, (channels - 1 - channel) * rows, strengths.width, rows)


def _strongest(lanes: list[Raster]) -> Raster:
    whole = lanes[0]
    for lane in lanes[1:]:
        whole = whole.maxpair(lane)
    return whole


def _spacing(scale: Scale) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """From a frequency to its place, and back."""
    if scale == "mel":
        return lambda hertz: log10(1 + hertz / 700), lambda place: 700 * (10**place - 1)
    if scale == "log":
        return lambda hertz: log10(max(hertz, 1.0)), lambda place: 10**place
    return lambda hertz: hertz, lambda place: place


def _spread(lane: Raster, bounds: list[float], rate: int) -> Raster:
    """The rows of a transform, which are evenly spaced, brought to their places on a scale.

    Where several rows fall on one pixel, the strongest is seen, so that no thin tone is lost; where
    one row covers many pixels, they change smoothly.
    """
    levels = _halved(lane)
    places = []
    for above, below in pairwise(bounds):
        first, last = (2 * lane.height * hertz / rate for hertz in (below, above))
        depth = min(len(levels) - 1, max(0, floor(log2(max(1.0, last - first)))))
        height = levels[depth].height
        # A row stands for one frequency, the lowest for 0 Hz, and not for what lies between two.
        centre = ((first + last) / 2 - (2**depth - 1) / 2) / 2**depth
        place = height - 1 - centre
        places.append((depth, max(0.0, min(height - 1.0, place))))
    alike = groupby(places, lambda row: row[0])
    return _stacked([_picked(levels[depth], [place for _, place in rows]) for depth, rows in alike])


def _halved(lane: Raster) -> list[Raster]:
    """The transform, and again with half the rows, and again: of two rows the stronger."""
    levels = [lane]
    while levels[-1].height >= 2:
        rows = levels[-1]
        odd = rows.crop(0, 1, rows.width, rows.height - 1).subsample(1, 2)
        even = rows.subsample(1, 2).crop(0, 0, rows.width, odd.height)
        levels.append(even.maxpair(odd).copy_memory())
    return levels


def _picked(level: Raster, places: list[float]) -> Raster:
    """Rows at these places, between whole ones a mixture of both."""
    vips = engine()
    column = vips.Image.new_from_memory(array("f", places).tobytes(), 1, len(places), 1, "float")
    across = vips.Image.xyz(level.width, len(places)).extract_band(0)
    return level.mapim(
        across.bandjoin(column.replicate(level.width, 1)), interpolate=vips.Interpolate.new("bilinear")
    )


def _stacked(parts: list[Raster]) -> Raster:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.join(part, "vertical")
    return whole


def _fitted(strengths: Raster, width: int) -> Raster:
    """As many columns as there are pixels: of many the average power, of few a smooth course."""
    factor = width / strengths.width
    if factor >= 1:
        return strengths.resize(factor, vscale=1.0, kernel="cubic")
    powers = engine().Image.identity().linear(_DEEPEST / 2550, 0).exp10()
    average = strengths.maplut(powers).resize(factor, vscale=1.0, kernel="linear")
    return average.log10().linear(2550 / _DEEPEST, 0).rint()


def _coloured(strengths: Raster, look: Look) -> Raster:
    vips = engine()
    table = [colour for level in range(256) for colour in _colour(_share(level, look), look)]
    bands = 4 if look.theme == "clear" else 3
    lookup = vips.Image.new_from_memory(bytes(table), 256, 1, bands, "uchar")
    return strengths.cast("uchar").maplut(lookup).copy(interpretation="srgb")


def _share(level: int, look: Look) -> float:
    """How strong a grey is, from what is not shown to full scale."""
    decibels = (level / 255 - 1) * _DEEPEST + _LOSS
    return max(0.0, min(1.0, 1 - decibels / look.floor))


def _colour(share: float, look: Look) -> tuple[int, ...]:
    """From the ground through dusk to the colour chosen, and on to its brightest."""
    stops = _stops(look)
    for (start, first), (end, second) in pairwise(stops):
        if share <= end:
            mixed = parse_colour(shade(first, second, (share - start) / (end - start)))[:3]
            break
    if look.theme == "clear":
        return (*mixed, round(255 * min(1.0, share * 1.6)))
    return mixed


def _stops(look: Look) -> list[tuple[float, str]]:
    accent = look.colour
    if look.theme == "light":
        dark = [(0.62, accent), (0.82, shade(accent, "#5a1030", 0.72)), (1.0, "#190a18")]
        return [(0.0, "#faf9f7"), (0.32, shade("#faf9f7", accent, 0.28)), *dark]
    dusk = [(0.0, "#0c0d10"), (0.3, "#1f1a33"), (0.52, "#5b2650"), (0.68, shade("#a63a4e", accent, 0.18))]
    return [*dusk, (0.84, accent), (1.0, shade(accent, "#ffffff", 0.82))]


def _frequencies(sheet: Sheet, area: Area, low: float, high: float, up: Callable[[float], float]) -> None:
    """The axis of frequencies, left of an area."""
    taken = area.bottom + 2 * sheet.type
    even = up(high) == high
    for hertz in _even(low, high, area.height / (2.2 * sheet.type)) if even else _round(low, high):
        y = area.bottom - area.height * (up(hertz) - up(low)) / (up(high) - up(low))
        if taken - y < 1.7 * sheet.type or y < area.top:
            continue
        taken = y
        sheet.rule(area.left - 0.75 * sheet.type, y, area.left - 0.35 * sheet.type, y, sheet.palette.line)
        text = f"{hertz / 1000:g}k" if hertz >= 1000 else f"{hertz:g}"
        sheet.write(text, area.left - 0.95 * sheet.type, y, align=1, size=0.85)


def _round(low: float, high: float) -> Iterator[float]:
    for power in range(6):
        for factor in (1, 2, 5) if power < 3 else (1, 2, 3, 4, 5, 6, 8):
            if low <= (hertz := factor * 10.0**power) <= high:
                yield hertz


def _even(low: float, high: float, most: float) -> Iterator[float]:
    steps = (factor * 10.0**power for power in range(6) for factor in (1, 2, 5))
    step = next(step for step in steps if (high - low) / step <= max(1.0, most))
    return (step * number for number in range(ceil(low / step), floor(high / step) + 1))


def _legend(sheet: Sheet, area: Area, look: Look) -> None:
    """What the colours mean, right of the picture."""
    unit = sheet.type
    left, wide = area.right + 0.9 * unit, 0.55 * unit
    tall, bands = round(area.height), 4 if look.theme == "clear" else 3
    column = [part for row in range(tall) for part in _colour(1 - row / (tall - 1), look)]
    gradient = engine().Image.new_from_memory(bytes(column), 1, tall, bands, "uchar")
    sheet.picture(gradient.copy(interpretation="srgb").replicate(round(wide), 1), left, area.top)
    count = max(1, min(5, floor(area.height / (2.4 * unit))))
    every = next(step for step in (10, 20, 25, 50, 100, 120) if -look.floor / step <= count)
    for number in range(int(-look.floor / every) + 1):
        y = area.top + area.height * number * every / -look.floor
        text = "0 dB" if number == 0 else f"\N{MINUS SIGN}{number * every}"
        sheet.write(text, left + wide + 0.4 * unit, y, align=0, size=0.8)
