"""The last card of a film: the client's logo, or the name set large, and below it what to do now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studio.core.errors import BadInput
from studio.render.canvas import Place as At
from studio.render.colour import parsed, written
from studio.render.easing import eased
from studio.render.graphics import shapes
from studio.render.graphics.look import bytes_of, hex_of, mix
from studio.render.graphics.pictures.logos import logo, placed
from studio.render.graphics.pictures.pixels import cropped
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.words import fitted as line_of
from studio.render.lettering import moves
from studio.render.lettering.colouring import bars, coloured
from studio.render.lettering.fitting import fitted
from studio.render.lettering.setting import Text, block
from studio.render.plates import Plate
from studio.render.rooms import Room
from studio.render.shots.writing import Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy import ndarray

    from studio.render.canvas import Canvas
    from studio.render.grammar import Place
    from studio.render.lettering.setting import Align, Block
    from studio.render.shots.grammar import Shot
    from studio.render.shots.planes import Moment, Plane
    from studio.render.shots.stage import Stage
    from studio.render.view import View

# Where all of it stands on a card of its own, as shares of the frame.
_CARDS = {
    "wide": (0.14, 0.13, 0.72, 0.66), "square": (0.1, 0.13, 0.8, 0.66),
    "portrait": (0.1, 0.14, 0.8, 0.62), "tall": (0.1, 0.2, 0.8, 0.48),
}  # fmt: skip
# Of its height: the mark with words below it and without, the words, the button with the line, a gap.
_MARK, _ALONE, _SAID, _BUTTON, _GAP = 0.4, 0.62, 0.2, 0.13, 0.08
# The least gap, in parts of the shorter side of the frame: nothing touches what is above it.
_LEAST_GAP = 0.027
_BAR = (0.11, 0.014)
# The least height of the card above a product in an upright or square frame.
_UPRIGHT = 0.3
# How large all of it is set, until it fits; and how large the words may be beside the name.
_SHARES, _LESS = (1.0, 0.88, 0.76, 0.66, 0.56), 0.8
OUT_OF_FOCUS = 0.42
"""The depth that is sharp where nothing of a place is to be."""
_VEILED, _MOST_VEILED, _BEHIND = 0.45, 0.82, 0.34
"""How much a card hides of it at least and at most, and how bright it may be behind light type."""
_COMES, _NEXT = 0.2, 0.45


@dataclass(frozen=True)
class Appearing:
    """Something that comes, and stays.

    Attributes:
        plate: What is seen, its origin in its middle.
        at: Where its middle is, in pixels.
        start: When it begins to come, in seconds.
        over: How long that takes.
        grows: Whether it grows from its middle to its sides; else it comes closer.
    """

    plate: Plate
    at: tuple[float, float]
    start: float
    over: float
    grows: bool = False

    def show(self, canvas: Canvas, _view: View, moment: Moment) -> None:
        """Put it on a frame."""
        if moment.seconds <= self.start:
            return
        come = eased("out", min(1.0, (moment.seconds - self.start) / self.over))
        if self.grows:
            canvas.put(self.plate, At(*self.at, stretch=max(0.01, come)))
        else:
            canvas.put(self.plate, At(*self.at, scale=0.92 + 0.08 * come), come)


@dataclass(frozen=True)
class Under:
    """What lies beneath words, and comes with them.

    Attributes:
        plate: What is seen.
        start: When it comes, in seconds.
    """

    plate: Plate
    start: float

    def show(self, canvas: Canvas, _view: View, moment: Moment) -> None:
        """Put it on a frame."""
        come = eased("slow", min(1.0, max(0.0, (moment.seconds - self.start) / 0.5)))
        canvas.put(self.plate, At(0, 0), come)


@dataclass(frozen=True)
class Veil:
    """One colour over all that is behind it.

    Attributes:
        colour: The colour.
        opacity: How much it hides.
    """

    colour: tuple[int, int, int]
    opacity: float

    def show(self, canvas: Canvas, _view: View, _moment: Moment) -> None:
        """Put it on a frame."""
        import numpy as np

        canvas.veil(np.full((2, 2), 255, np.uint8), self.colour, opacity=self.opacity)


def covered(shot: Shot, place: Place) -> bool:
    """Whether an end card covers a place not drawn for one, which is then seen veiled and out of focus."""
    return shot.is_ending and not place.fitted


def veil(stage: Stage, pictures: Sequence[ndarray]) -> Veil:
    """What is laid over such a place, so that light type is read on all of it.

    Args:
        stage: The stage.
        pictures: Frames of it.
    """
    import numpy as np

    brightest = max(float(np.percentile(picture.max(axis=-1), 97)) for picture in pictures) / 255
    opacity = min(_MOST_VEILED, max(_VEILED, 1 - _BEHIND / max(brightest, 0.1)))
    painter = stage.painter()
    return Veil(bytes_of(mix(painter.colour("shadow"), painter.colour("ink"), 0.6)), opacity)


class _Part(NamedTuple):
    """A part of the card: how high it is, in pixels, and what makes it where its upper edge is to lie."""

    high: float
    made: Callable[[float], Plane]


def ended(stage: Stage, pictures: Sequence[ndarray]) -> list[Plane]:
    """The planes of an end card, over all else.

    Args:
        stage: The stage, set up.
        pictures: Frames of it without them.

    Raises:
        BadInput: There is neither a logo nor a name.
    """
    shot = stage.shot
    if not (shot.logo or shot.name):
        raise BadInput(
            "an end card shows a logo or a name", hint="give the shot a logo, or the client's name"
        )
    room, align = _room(stage)
    high = room.height * shot.height
    for share in _SHARES:
        parts = list(_Card(stage, pictures, room, align, share).parts())
        gap = max(share * _GAP * high, _LEAST_GAP * min(shot.width, shot.height))
        tall = sum(part.high for part in parts) + gap * (len(parts) - 1)
        if tall <= high:
            break
    top = room.top * shot.height + (high - tall) / 2
    planes: list[Plane] = []
    for part in parts:
        planes.append(part.made(top))
        top += part.high + gap
    # What words need beneath them lies beneath all of the card.
    scrims = [Under(one.scrim, one.start) for one in planes if isinstance(one, Written) and one.scrim]
    return [*scrims, *(replace(one, scrim=None) if isinstance(one, Written) else one for one in planes)]


def _room(stage: Stage) -> tuple[Room, Align]:
    """Where the card stands: in the middle where the place is drawn for it, else where words stand."""
    aspect = stage.shot.aspect
    if stage.place.card or covered(stage.shot, stage.place):
        return Room(*_CARDS[aspect]), "centre"
    left, top, width, height = stage.place.frames[aspect].type
    if aspect == "wide":
        return Room(left, 0.16, width, 0.64), "left"
    return Room(left, top, width, max(_UPRIGHT, height)), "centre"


@dataclass(frozen=True)
class _Card:
    """An end card that is being set."""

    stage: Stage
    pictures: Sequence[ndarray]
    room: Room
    align: Align
    share: float

    @property
    def frame(self) -> tuple[int, int]:
        """Width and height of the frame."""
        return self.stage.shot.width, self.stage.shot.height

    def parts(self) -> Iterator[_Part]:
        """What it is made of, from the top."""
        words = self.stage.shot.words
        said = words and (words.headline or words.label)
        line = words.line if words else ""
        high = self.share * (_MARK if said else _ALONE) * self.room.height
        logo = self.stage.shot.logo
        yield self._logo(high) if logo else self._name(high)
        if said or line:
            yield self._bar()
        if words and said:
            label = words.label if words.headline else ""
            text = Text.marked(words.headline or words.label, "", label)
            name = 0.0 if logo else _size(self._block(Text(self.stage.shot.name), 0.1, high))
            yield self._said(text, name)
        if line:
            yield self._button(line)

    def _logo(self, high: float) -> _Part:
        wide = self.room.width * self.frame[0]
        most = round(0.86 * wide), round(high * self.frame[1])
        rgba = cropped(placed(logo(Path(self.stage.shot.logo)), self.stage.look().on(self._ground()), most))
        plate = Plate.of(rgba, (rgba.shape[1] / 2, rgba.shape[0] / 2))
        return _Part(rgba.shape[0], lambda top: Appearing(plate, self._at(rgba, top), _COMES, 0.8))

    def _name(self, high: float) -> _Part:
        text = Text(self.stage.shot.name)
        return self._set(text, high, "scale-settle", _COMES)

    def _said(self, text: Text, name: float) -> _Part:
        """The words, smaller than the name above them."""
        words = self.stage.shot.words
        assert words
        high = self.share * _SAID * self.room.height
        while name and high > 0.03 and _size(self._block(text, 0.1, high)) > _LESS * name:
            high *= 0.85
        return self._set(text, high, words.move, _COMES + _NEXT + words.start)

    def _set(self, text: Text, high: float, move: str, start: float) -> _Part:
        """Words as large as they fit into a part of the frame so high."""

        def made(top: float) -> Written:
            return self._written(self._block(text, top / self.frame[1], high), move, start)

        box = self._block(text, 0.1, high).box
        return _Part(box.bottom - box.top, made)

    def _block(self, text: Text, top: float, high: float) -> Block:
        room = Room(self.room.left, top, self.room.width, high)
        faces = self.stage.look().faces
        try:
            return block(text, faces, self.frame, room, align=self.align, anchor="top")
        except BadInput:
            return fitted(text, faces, self.frame, room, align=self.align, anchor="top")

    def _bar(self) -> _Part:
        wide, high = (max(2, round(self.share * one * min(self.frame))) for one in _BAR)
        look = self.stage.look().on(self._ground())
        sheet = Sheet(wide, high, 1.0)
        sheet.draw(shapes.rect((0, 0, wide, high), look.accent(least=1.5), round=high / 2))
        rgba = sheet.rgba()
        plate = Plate.of(rgba, (wide / 2, high / 2))
        return _Part(high, lambda top: Appearing(plate, self._at(rgba, top), _COMES + _NEXT, 0.5, grows=True))

    def _button(self, line: str) -> _Part:
        """A second, quieter line, on a button of the client's colour."""
        light, dark = (bytes_of(one) for one in self._types())
        ground, ink = (hex_of(one) for one in bars(self._accents(), light, dark))
        high = self.share * max(0.085 * min(self.frame), _BUTTON * self.room.height * self.frame[1])
        room = self.room.width * self.frame[0]
        face = self.stage.look().faces.headline
        said = line_of(line, face, 0.4 * high / face.larger, room - 1.5 * high)
        wide = said.width + 1.5 * high
        sheet = Sheet(wide, high, 1.0)
        sheet.draw(shapes.rect((0, 0, wide, high), ground, round=high / 2))
        sheet.write(said, (wide / 2, high / 2 + 0.35 * said.size), ink, align=0.5)
        rgba = sheet.rgba()
        plate = Plate.of(rgba, (wide / 2, high / 2))
        start = _COMES + 2 * _NEXT + 0.3
        return _Part(high, lambda top: Appearing(plate, self._at(rgba, top), start, 0.6))

    def _written(self, set_: Block, move: str, start: float) -> Written:
        """Words that come and stay, in a colour that reads."""
        shot = self.stage.shot
        light, dark = (bytes_of(one) for one in self._types())
        look = coloured(set_, self.pictures, light=light, dark=dark, accents=self._accents())
        scrim = Plate.of(look.scrim.plate()) if look.scrim else None
        found = moves.move(move, files=self.stage.shelf.files("type.yaml"))
        return Written(set_, found, look.colours, start, shot.seconds + 1, scrim, look.contrast)

    def _accents(self) -> list[tuple[int, int, int]]:
        return [bytes_of(self.stage.look().shown(name)) for name in ("accent", "accent2")]

    def _types(self) -> tuple[str, str]:
        pack = self.stage.painter().pack
        return written(parsed(pack.light_type)), written(parsed(pack.dark_type))

    def _ground(self) -> str:
        """The colour of what lies behind the card."""
        left, top, width, height = self.room
        picture = self.pictures[-1]
        high, wide = picture.shape[:2]
        part = picture[
            int(top * high) : int((top + height) * high), int(left * wide) : int((left + width) * wide)
        ]
        red, green, blue = (round(one) for one in part.reshape(-1, 3).mean(axis=0).tolist())
        return hex_of((red, green, blue))

    def _at(self, rgba: ndarray, top: float) -> tuple[float, float]:
        """Where the middle of a picture comes to lie."""
        high, wide = rgba.shape[:2]
        left = self.room.left * self.frame[0]
        across = left + wide / 2 if self.align == "left" else left + self.room.width * self.frame[0] / 2
        return across, top + high / 2


def _size(set_: Block) -> float:
    return max(line.size for line in set_.lines if line.role == "headline")
