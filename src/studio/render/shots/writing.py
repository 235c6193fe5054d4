"""The words of a shot: set in their room, in a colour that reads on what lies behind, moved by rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from studio.core.errors import BadInput
from studio.media.images.colour import parse_colour
from studio.render.canvas import Place
from studio.render.lettering import moves, moving, pairings
from studio.render.lettering.colouring import coloured
from studio.render.lettering.fitting import fitted, good, headline
from studio.render.lettering.laying import lay
from studio.render.lettering.setting import Text
from studio.render.lettering.setting import block as block_in
from studio.render.plates import Plate
from studio.render.rooms import Box, Room, within
from studio.render.shots.clearing import Unrest, calmest, clear, low
from studio.render.shots.grounds import around, ground

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.lettering.grammar import Move
    from studio.render.lettering.moving import Colours
    from studio.render.lettering.pairings import Faces
    from studio.render.lettering.setting import Block
    from studio.render.painting import Painter
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot
    from studio.render.shots.grounds import Ground
    from studio.render.shots.planes import Moment
    from studio.render.view import View

# Where words stand if those in a shot leave them no room at all.
_ANYWHERE = Room(0.08, 0.13, 0.84, 0.2)
# How much larger than elsewhere a headline should be over a picture that fills the frame.
_OVER_PICTURES = 1.35
# What is left free around a line of type, in parts of its height.
_AIR = 0.25


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
        ground: The card on which it stands, where no calm place was found for it.
    """

    block: Block
    move: Move
    colours: Colours
    start: float
    lasts: float
    scrim: Plate | None
    contrast: float
    ground: Ground | None = None

    @property
    def box(self) -> Box:
        """What it takes of the frame, in pixels."""
        return self.ground.box if self.ground else self.block.box

    def show(self, canvas: Canvas, _view: View, moment: Moment) -> None:
        """Put it on a frame."""
        seconds = moment.seconds - self.start
        if self.scrim and 0 <= seconds < self.lasts:
            fade = min(1.0, seconds / 0.5, (self.lasts - seconds) / 0.3)
            canvas.put(self.scrim, Place(0, 0), fade * fade * (3 - 2 * fade))
        if self.ground:
            self.ground.show(canvas, seconds, self.lasts)
        lay(canvas, moving.at(self.block, self.move, seconds, lasts=self.lasts, colours=self.colours))


@dataclass(frozen=True)
class Clearance:
    """What words keep clear of.

    Attributes:
        pictures: Frames without words.
        taken: What people and things take of them, in pixels.
        usual: The room that the place keeps calm for words; None where it is not in the picture.
        best: Where the middle of the words would stand best, as shares of the frame.
        drawn_to: How much each part of the frames draws the eye, small; None where their place tells.
    """

    pictures: Sequence[ndarray]
    taken: Sequence[Box]
    usual: Room | None
    best: tuple[float, float]
    drawn_to: ndarray | None = None

    @cached_property
    def unrest(self) -> Unrest:
        """What unsettles the frames."""
        return Unrest(self.pictures)

    def calm(self, block: Block) -> bool:
        """Whether words lie across nothing; over a picture that fills the frame that cannot be asked for."""
        if self.drawn_to is not None:
            return True
        return self.unrest.calm([_with_air(line.box) for line in block.lines])

    def rooms(self) -> Iterable[Room]:
        """Rooms for words, the best first."""
        calm = calmest(self.unrest, self.taken, self.best)
        if self.drawn_to is not None:
            calm = iter(sorted(calm, key=self._looked_at))
        return chain([self.usual] if self.usual else [], calm)

    def _looked_at(self, room: Room) -> float:
        """How much of what draws the eye a room takes."""
        assert self.drawn_to is not None
        high, wide = self.drawn_to.shape
        down = slice(int(room.top * high), int((room.top + room.height) * high) + 1)
        across = slice(int(room.left * wide), int((room.left + room.width) * wide) + 1)
        return float(self.drawn_to[down, across].sum())


def written(shot: Shot, painter: Painter, shelf: Shelf, scene: Clearance) -> Written | None:
    """Set the words of a shot where they hide nobody and nothing it is about; none if it has none.

    Args:
        shot: The shot.
        painter: Its style.
        shelf: Where typefaces and moves are looked for.
        scene: What they must keep clear of.
    """
    words = shot.words
    if not words or not (words.headline or words.line or words.label):
        return None
    text = Text.marked(words.headline or words.line, words.line if words.headline else "", words.label)
    faces = pairings.faces(painter.pack.type, files=shelf.files("pairings.yaml"))
    found = _set(text, faces, (shot.width, shot.height), scene)
    behind = scene.pictures
    light, dark = (_bytes(one) for one in (painter.pack.light_type, painter.pack.dark_type))
    accents = [
        _bytes(painter.brand.get(name) or painter.pack.materials[name]) for name in ("accent", "accent2")
    ]
    move = moves.move(words.move, files=shelf.files("type.yaml"))
    lasts = (shot.seconds + 0.5 if words.end is None else words.end) - words.start
    if not found.calm:
        card = ground(found.block, light=light, dark=dark, accents=accents)
        return Written(found.block, move, card.colours, words.start, lasts, None, card.contrast, card)
    look = coloured(found.block, behind, light=light, dark=dark, accents=accents)
    plate = Plate.of(look.scrim.plate()) if look.scrim else None
    return Written(found.block, move, look.colours, words.start, lasts, plate, look.contrast)


class _Standing(NamedTuple):
    """Words where they stand, and whether they lie across nothing."""

    block: Block
    calm: bool


def _set(text: Text, faces: Faces, size: tuple[int, int], scene: Clearance) -> _Standing:
    """The words in the first calm room where they are large enough; else where a card of theirs fits best."""
    found: list[_Standing] = []
    for room in scene.rooms():
        block = _clear(text, faces, size, room, scene.taken)
        if not block:
            continue
        one = _Standing(block, scene.calm(block))
        enough = good(size) * (_OVER_PICTURES if scene.drawn_to is not None else 1)
        if one.calm and (room == scene.usual or headline(block) >= enough):
            return one
        found.append(one)
    if found:
        return max(found, key=lambda one: _fits(one, size, scene))
    room = scene.usual or next(iter(calmest(scene.unrest, [], scene.best)), _ANYWHERE)
    block = fitted(text, faces, size, room)
    return _Standing(block, scene.calm(block))


def _fits(one: _Standing, size: tuple[int, int], scene: Clearance) -> tuple[float, ...]:
    """How well words stand somewhere: their card off the subject, large, hiding little."""
    large = min(good(size), headline(one.block))
    if one.calm:
        return True, True, large, 0.0
    card = around(one.block)
    free = clear(card, scene.taken)
    return free, not low(card, size), large, -scene.unrest.lost(card)


def _clear(text: Text, faces: Faces, size: tuple[int, int], room: Room, taken: Sequence[Box]) -> Block | None:
    """The words in a room, as large as they hide nothing; None if they would hide something at any size."""
    for way in (fitted, block_in):
        try:
            found = way(text, faces, size, within(room, *size), anchor="top")
        except BadInput:
            return None
        if all(clear(line.box, taken) for line in found.lines):
            return found
    return None


def _with_air(box: Box) -> Box:
    """A line of type and what must be left free around it."""
    more = _AIR * (box.bottom - box.top)
    return Box(box.left - more, box.top - more, box.right + more, box.bottom + more)


def _bytes(colour: str) -> tuple[int, int, int]:
    red, green, blue, _ = parse_colour(colour)
    return red, green, blue
