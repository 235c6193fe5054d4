"""Captions in the picture: small type on a ground of its own that reads on whatever is behind it."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from studio.media import scripts
from studio.media.captions.ass import Style
from studio.media.images.colour import parse_colour
from studio.render import readable
from studio.render.lettering import pairings
from studio.render.lettering.lines import Setting
from studio.render.plates import Plate, laid
from studio.render.rooms import Box, safe
from studio.render.transitions.frames import tint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy import ndarray

    from studio.media.captions.cues import Cue, Place
    from studio.render.grammar import Pack
    from studio.render.lettering.lines import Written
    from studio.render.lettering.pairings import Typeface
    from studio.render.readable import Rgb
    from studio.render.shelf import Shelf

LONGEST = {"wide": 42, "square": 34, "tall": 28}
"""The most characters of a line of captions, by the shape of the frame."""

_SIZES = {"wide": 0.05, "square": 0.052, "tall": 0.058}
_SMALLEST = 0.018
_ACROSS, _DOWN, _RISE, _FALL = 0.6, 0.34, 0.74, 0.24
_FIRM, _FIRMEST, _SAFETY = 0.78, 1.0, 1.06
_CORNERS = {"flat": 0.5, "paper": 0.1, "ink": 0.12}
_PLAIN: tuple[Rgb, Rgb] = ((255, 255, 255), (16, 18, 24))


def shape(width: int, height: int) -> str:
    """The shape of a frame, as far as captions care."""
    return "wide" if width > 1.2 * height else "tall" if height > 1.5 * width else "square"


def longest(width: int, height: int) -> int:
    """The most characters of a line of captions in a frame."""
    return LONGEST[shape(width, height)]


@dataclass(frozen=True, slots=True)
class Look:
    """How captions look.

    Attributes:
        face: Their typeface.
        ink: The colour of the letters.
        ground: The colour behind them.
        firm: How much of the picture the ground hides, 0 to 1: enough to be read on anything.
        corner: How round its corners are, in parts of the size of the type.
    """

    face: Typeface
    ink: Rgb
    ground: Rgb
    firm: float
    corner: float = 0.4


def look(pack: Pack, shelf: Shelf, *, pairing: str = "", brand: Mapping[str, str] | None = None) -> Look:
    """Captions in the look of a film.

    Args:
        pack: Its style.
        shelf: Where typefaces are looked for.
        pairing: Its typefaces, if not those of the style.
        brand: Colours of the client: `dark` is taken for the ground, if light type reads on it.
    """
    face = pairings.faces(pairing or pack.type, files=shelf.files("pairings.yaml")).text
    light, dark = _bytes(pack.light_type), _bytes(pack.dark_type)
    grounds = [_bytes(colour) for colour in [(brand or {}).get("dark", "")] if colour]
    for ground in (*grounds, dark):
        if (firm := _firmness(light, ground)) <= 1:
            return Look(face, light, ground, firm, _CORNERS[pack.finish.kind])
    return Look(face, *_PLAIN, _firmness(*_PLAIN), _CORNERS[pack.finish.kind])


def style(look: Look, size: tuple[int, int]) -> Style:
    """The same look, as far as files of captions can have it.

    Args:
        look: How captions look.
        size: Width and height of the frame.
    """
    return Style(look.face.font.family, _SIZES[shape(*size)], look.ink, look.ground, look.firm)


def _bytes(colour: str) -> Rgb:
    red, green, blue, _ = parse_colour(colour)
    return red, green, blue


def _firmness(ink: Rgb, ground: Rgb) -> float:
    """How much the ground must hide for type to read on it over white and over black; over 1 if never."""
    for firm in (one / 100 for one in range(round(100 * _FIRM), round(100 * _FIRMEST) + 1)):
        seen = [_over(ground, under, firm) for under in (0, 255)]
        if min(readable.contrast(ink, one) for one in seen) >= readable.ENOUGH * _SAFETY:
            return firm
    return 2.0


def _over(ground: Rgb, under: int, firm: float) -> Rgb:
    red, green, blue = (round(part * firm + under * (1 - firm)) for part in ground)
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Overlay:
    """A caption that is ready to be laid onto frames.

    Attributes:
        plate: Its pixels.
        left: Where they come to lie in the frame, an even number of pixels from its left edge.
        top: The same from its upper edge.
        box: Where its ground is seen.
    """

    plate: Plate
    left: int
    top: int
    box: Box

    def lay(self, planes: ndarray) -> None:
        """Lay it onto a frame as encoders take it: yuv420p, luma over both chromas."""
        width, high = planes.shape[1], planes.shape[0] * 2 // 3
        flat, half = planes.reshape(-1), (high // 2, width // 2)
        area = width * high
        frame = (
            flat[:area].reshape(high, width),
            flat[area : area * 5 // 4].reshape(half),
            flat[area * 5 // 4 :].reshape(half),
        )
        plate = self.plate
        for onto, colour, veil, less in zip(
            frame, (plate.y, plate.u, plate.v), (plate.alpha, plate.half, plate.half), (1, 2, 2), strict=True
        ):
            top, left = self.top // less, self.left // less
            bottom, right = (
                min(top + colour.shape[0], onto.shape[0]),
                min(left + colour.shape[1], onto.shape[1]),
            )
            first, before = max(0, -top), max(0, -left)
            seen = (slice(first, bottom - top), slice(before, right - left))
            laid(onto[top + first : bottom, left + before : right], colour[seen], veil[seen])


class Captions:
    """The captions of a film, each drawn once.

    All of their characters find a font at once, so that what cannot be written is known before anything
    is rendered.
    """

    def __init__(self, cues: Sequence[Cue], size: tuple[int, int], fps: float, look: Look) -> None:
        self._size, self._look = size, look
        self._spans = [(*cue.frames(fps), cue) for cue in sorted(cues, key=lambda cue: cue.start)]
        self._begins = [begin for begin, _, _ in self._spans]
        for cue in cues:
            for line in cue.lines:
                _set(line, look.face)

    def at(self, number: int) -> Overlay | None:
        """What is shown on a frame of the film; None if nothing is."""
        last = bisect_right(self._begins, number) - 1
        if last < 0 or number >= self._spans[last][1]:
            return None
        cue = self._spans[last][2]
        return overlay(cue.lines, self._size, self._look, cue.place)

    def lay(self, planes: ndarray, number: int) -> None:
        """Lay what is shown on a frame of the film onto its planes."""
        if shown := self.at(number):
            shown.lay(planes)


@lru_cache(maxsize=16)
def overlay(lines: tuple[str, ...], size: tuple[int, int], look: Look, place: Place = "bottom") -> Overlay:
    """Draw a caption.

    Args:
        lines: What it says.
        size: Width and height of the frame.
        look: How it looks.
        place: Where in the frame it stands.

    Raises:
        BadInput: A character is in no font here.
    """
    width, height = size
    room = safe(width, height)
    written = [_set(line, look.face) for line in lines]
    points = _points(written, width, height)
    ground, baselines, starts = _laid_out(written, points, look)
    wide, high = ground[2] - ground[0], ground[3] - ground[1]
    left = round(width / 2 - wide / 2)
    top = round(room.top * height if place == "top" else (room.top + room.height) * height - high)
    pixels = _ground(wide, high, look, points)
    for one, baseline, start in zip(written, baselines, starts, strict=True):
        _type(pixels, one, points, (start - ground[0], baseline - ground[1]), look.ink)
    plate = Plate.of(pixels)
    # Chroma has half the samples: the plate comes to lie between none of them.
    at_x, at_y = left - round(plate.left), top - round(plate.top)
    at_x, at_y = at_x - at_x % 2, at_y - at_y % 2
    begin = at_x + round(plate.left), at_y + round(plate.top)
    return Overlay(plate, at_x, at_y, Box(*begin, begin[0] + wide, begin[1] + high))


def _set(line: str, face: Typeface) -> Written:
    return Setting(face, scripts.right_to_left(line)).written(line)


def _points(written: Sequence[Written], width: int, height: int) -> float:
    """How large the type is: as large as it is read well, less where the longest line would not fit."""
    wanted = _SIZES[shape(width, height)] * min(width, height)
    widest = max(one.ink.right - one.ink.left for one in written)
    room = safe(width, height).width * width
    return max(_SMALLEST * height, min(wanted, room / (widest + 2 * _ACROSS)))


def _laid_out(
    written: Sequence[Written], points: float, look: Look
) -> tuple[tuple[int, int, int, int], list[int], list[int]]:
    """The ground, where lines have their baselines and where they begin; the middle of the first is 0, 0."""
    inks = [one.ink.times(points) for one in written]
    leading = max(1.22, min(1.4, look.face.leading)) * points
    baselines = [0]
    for before, ink in itertools.pairwise(inks):
        baselines.append(round(baselines[-1] + max(leading, before.bottom - ink.top + 0.12 * points)))
    starts = [round(-(ink.left + ink.right) / 2) for ink in inks]
    across = max(ink.right - ink.left for ink in inks) / 2 + _ACROSS * points
    # Letters that rise higher or reach lower than those of Latin get the room they need.
    rise = max(_RISE * points, -inks[0].top)
    fall = max(_FALL * points, inks[-1].bottom)
    down = _DOWN * points
    ground = (round(-across), round(-rise - down), round(across), round(baselines[-1] + fall + down))
    return ground, baselines, starts


def _ground(wide: int, high: int, look: Look, points: float) -> ndarray:
    """The ground, its corners rounded: red, green, blue and straight alpha."""
    import numpy as np

    corner = min(look.corner * points, high / 2)
    x = np.abs(np.arange(wide) + 0.5 - wide / 2) - (wide / 2 - corner)
    y = np.abs(np.arange(high) + 0.5 - high / 2) - (high / 2 - corner)
    away = np.hypot(np.maximum(x[None, :], 0), np.maximum(y[:, None], 0)) - corner
    pixels = np.empty((high, wide, 4), np.float32)
    pixels[..., :3] = look.ground
    pixels[..., 3] = np.clip(0.5 - away, 0, 1) * look.firm * 255
    finished: ndarray = np.clip(pixels + 0.5, 0, 255).astype(np.uint8)
    return finished


def _type(pixels: ndarray, written: Written, points: float, at: tuple[int, int], ink: Rgb) -> None:
    """Draw a line onto the ground."""
    import numpy as np

    if not (drawn := written.drawn(points, 0, len(written.text))):
        return
    letters = drawn.tinted(ink).astype(np.float32)
    left, top = at[0] + drawn.x, at[1] + drawn.y
    cut = (
        slice(max(0, -top), max(0, pixels.shape[0] - top)),
        slice(max(0, -left), max(0, pixels.shape[1] - left)),
    )
    letters = letters[cut]
    left, top = max(0, left), max(0, top)
    part = pixels[top : top + letters.shape[0], left : left + letters.shape[1]]
    cover, under = letters[..., 3:] / 255, part[..., 3:].astype(np.float32) / 255
    alpha = cover + under * (1 - cover)
    mixed = (letters[..., :3] * cover + part[..., :3] * under * (1 - cover)) / np.maximum(alpha, 1e-6)
    part[..., :3] = np.clip(mixed + 0.5, 0, 255)
    part[..., 3:] = np.clip(alpha * 255 + 0.5, 0, 255)


def letters(shown: Overlay, look: Look) -> ndarray:
    """How much of each pixel of a caption's plate is letter, 0 to 1: the rest of it is ground."""
    import numpy as np

    ink, ground = tint(look.ink).y, tint(look.ground).y
    alpha = shown.plate.alpha.astype(np.float32) / 255
    straight = shown.plate.y / np.maximum(alpha, 1e-3)
    cover: ndarray = np.where(alpha > 0.3, np.clip((straight - ground) / (ink - ground), 0, 1), 0.0)
    return cover.astype(np.float32)
