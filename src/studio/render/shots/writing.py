"""The words of a shot: set in their room, in a colour that reads on what lies behind, moved by rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.media.images.colour import parse_colour
from studio.render import readable
from studio.render.canvas import Place
from studio.render.lettering import moves, moving, pairings
from studio.render.lettering.setting import Room, Text, block
from studio.render.plates import Plate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.lettering.grammar import Move
    from studio.render.lettering.moving import Colours
    from studio.render.lettering.setting import Block
    from studio.render.painting import Painter
    from studio.render.shots.grammar import Shot
    from studio.render.shots.planes import Moment
    from studio.render.view import View


@dataclass
class Written:
    """Words that come, stand and go.

    Attributes:
        block: What is written, where.
        move: How it comes and goes.
        colours: What it is coloured with.
        start: When it begins to come, in seconds.
        lasts: How long it is there.
        scrim: What lies beneath it, where it could not be read without.
        contrast: How well it reads where it reads worst.
    """

    block: Block
    move: Move
    colours: Colours
    start: float
    lasts: float
    scrim: Plate | None
    contrast: float
    _plates: dict[int, tuple[object, Plate | None]] = field(default_factory=dict, repr=False)

    def show(self, canvas: Canvas, _view: View, moment: Moment) -> None:
        """Put it on a frame."""
        seconds = moment.seconds - self.start
        if self.scrim and 0 <= seconds < self.lasts:
            fade = min(1.0, seconds / 0.5, (self.lasts - seconds) / 0.3)
            canvas.put(self.scrim, Place(0, 0), fade * fade * (3 - 2 * fade))
        for placed in moving.at(self.block, self.move, seconds, lasts=self.lasts, colours=self.colours):
            plate = self._plate(placed)
            if plate:
                canvas.put(plate, Place(placed.x, placed.y, placed.scale, placed.turn), placed.opacity)

    def _plate(self, placed: moving.Placed) -> Plate | None:
        key = id(placed.pixels)
        if key not in self._plates:
            height, width = placed.pixels.shape[:2]
            made = Plate.of(placed.pixels, (width / 2, height / 2))
            if not placed.lasting:
                return made
            # The pixels are kept along, so that no others can come to have their number.
            self._plates[key] = (placed.pixels, made)
        return self._plates[key][1]


def written(
    shot: Shot, painter: Painter, room: tuple[float, float, float, float], behind: Sequence[ndarray]
) -> Written | None:
    """Set the words of a shot; none if it has none.

    Args:
        shot: The shot.
        painter: Its style.
        room: Where they may stand, as shares of the frame.
        behind: Frames without them.
    """
    words = shot.words
    if not words or not (words.headline or words.line or words.label):
        return None
    text = Text(words.headline or words.line, words.line if words.headline else "", words.label)
    faces = pairings.faces(painter.pack.type)
    safe = readable.within(Room(*room), shot.width, shot.height)
    set_up = block(text, faces, (shot.width, shot.height), safe)
    light, dark = (_bytes(one) for one in (painter.pack.light_type, painter.pack.dark_type))
    boxes = [line.box for line in set_up.lines]
    choice = min(
        (readable.chosen(frame, boxes, light, dark) for frame in behind), key=lambda one: one.contrast
    )
    plate = Plate.of(choice.scrim.plate()) if choice.scrim else None
    accent = _bytes(painter.brand.get("accent") or painter.pack.materials["accent"])
    on_accent = max((light, dark), key=lambda one: readable.contrast(one, accent))
    colours = moving.Colours(choice.colour, choice.colour, choice.colour, accent, on_accent)
    end = shot.seconds + 0.5 if words.end is None else words.end
    return Written(
        set_up, moves.move(words.move), colours, words.start, end - words.start, plate, choice.contrast
    )


def _bytes(colour: str) -> tuple[int, int, int]:
    red, green, blue, _ = parse_colour(colour)
    return red, green, blue
