"""The words of a shot: set in their room, in a colour that reads on what lies behind, moved by rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.media.images.colour import parse_colour
from studio.render.canvas import Place
from studio.render.lettering import moves, moving, pairings
from studio.render.lettering.colouring import coloured
from studio.render.lettering.fitting import fitted
from studio.render.lettering.laying import lay
from studio.render.lettering.setting import Text
from studio.render.plates import Plate
from studio.render.rooms import Room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.lettering.grammar import Move
    from studio.render.lettering.moving import Colours
    from studio.render.lettering.setting import Block
    from studio.render.painting import Painter
    from studio.render.shelf import Shelf
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

    def show(self, canvas: Canvas, _view: View, moment: Moment) -> None:
        """Put it on a frame."""
        seconds = moment.seconds - self.start
        if self.scrim and 0 <= seconds < self.lasts:
            fade = min(1.0, seconds / 0.5, (self.lasts - seconds) / 0.3)
            canvas.put(self.scrim, Place(0, 0), fade * fade * (3 - 2 * fade))
        lay(canvas, moving.at(self.block, self.move, seconds, lasts=self.lasts, colours=self.colours))


def written(
    shot: Shot,
    painter: Painter,
    shelf: Shelf,
    room: tuple[float, float, float, float],
    behind: Sequence[ndarray],
) -> Written | None:
    """Set the words of a shot; none if it has none.

    Args:
        shot: The shot.
        painter: Its style.
        shelf: Where typefaces and moves are looked for.
        room: Where they may stand, as shares of the frame.
        behind: Frames without them.
    """
    words = shot.words
    if not words or not (words.headline or words.line or words.label):
        return None
    text = Text.marked(words.headline or words.line, words.line if words.headline else "", words.label)
    faces = pairings.faces(painter.pack.type, files=shelf.files("pairings.yaml"))
    block = fitted(text, faces, (shot.width, shot.height), Room(*room))
    light, dark = (_bytes(one) for one in (painter.pack.light_type, painter.pack.dark_type))
    accents = [
        _bytes(painter.brand.get(name) or painter.pack.materials[name]) for name in ("accent", "accent2")
    ]
    look = coloured(block, behind, light=light, dark=dark, accents=accents)
    plate = Plate.of(look.scrim.plate()) if look.scrim else None
    end = shot.seconds + 0.5 if words.end is None else words.end
    return Written(
        block,
        moves.move(words.move, files=shelf.files("type.yaml")),
        look.colours,
        words.start,
        end - words.start,
        plate,
        look.contrast,
    )


def _bytes(colour: str) -> tuple[int, int, int]:
    red, green, blue, _ = parse_colour(colour)
    return red, green, blue
