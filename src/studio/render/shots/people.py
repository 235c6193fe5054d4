"""People in a shot: each drawn anew for every pose they take, kept as long as the pose comes again."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.render.canvas import Place
from studio.render.drawing import reading
from studio.render.drawing.expanding import Circumstances, expanded
from studio.render.figures.actions import Acted, action, names, strides
from studio.render.figures.faces import mouth_of
from studio.render.figures.figure import figure
from studio.render.figures.looks import look
from studio.render.figures.shelves import bodies, faces, poses
from studio.render.figures.walking import gait as gait_called
from studio.render.figures.walking import stride
from studio.render.sprites import Area, Sprite, sprites

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.figures.looks import Look
    from studio.render.painting import Painter
    from studio.render.shots.planes import Moment
    from studio.render.view import View

_KEPT = 96
_REACH = Area(-150, -290, 150, 24)
_FROM_LEFT = 0.55
_SIDE, _TURNED = 90.0, 35.0
# Times are written down in parts of a millisecond.
_HAIR = 1e-4
# A face is drawn with a finer pen than a house.
_FINER = 0.6
_GROWN_UP = 180.0
_SITS, _SITTING = ("sit", "sit_crossed", "rest", "type"), 0.74


@dataclass
class Person:
    """Somebody who does something.

    Attributes:
        who: How they look.
        action: What they do.
        painter: The style and the light.
        x: Where they stand, or where their way begins.
        y: Where their feet are.
        size: How many times their own size.
        flip: Whether they look to the left.
        scale: Pixels per unit they are drawn at.
        seed: What sets their breath apart from that of others.
        time: How long the shot is, and its frames a second.
        pen: How much finer their outlines are than those of the place seen as a whole.
        mouths: The shapes of their mouth, each with the second from which it is seen.
    """

    who: Look
    action: str
    painter: Painter
    x: float
    y: float
    size: float
    flip: bool
    scale: float
    seed: int
    lasts: float
    fps: float
    pen: float = _FINER
    mouths: Sequence[tuple[float, str]] = ()
    _drawn: OrderedDict[str, Sprite | None] = field(default_factory=OrderedDict, repr=False)

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put them on a frame."""
        gait = strides(self.action)
        way = -1.0 if self.flip else 1.0
        acted = self._acted(moment.number)
        sprite = self._sprite(figure(self.who, acted.pose, acted.face))
        if not sprite:
            return
        gone = 0.0
        if gait:
            middle = self.lasts / gait_called(gait).seconds * _FROM_LEFT
            gone = stride(self.who, gait) * self.size * (acted.steps - middle)
        spot = view.spot(self.painter.depth, self.x + way * gone, self.y)
        canvas.put(sprite.plate, Place(spot.x, spot.y, spot.scale * self.size))

    def open(self, number: int) -> float:
        """How far the mouth is open on a frame for a sound that it makes, as a share of its widest."""
        face = self._acted(number).face
        if not face.mouth:
            return 0.0
        return mouth_of(face).open / max(shape.open for shape in faces().mouths.values())

    def _acted(self, number: int) -> Acted:
        """What they do on a frame."""
        gait = strides(self.action)
        way = -1.0 if self.flip else 1.0
        # Gestures are drawn on twos, as by hand; a walk has its own phases, and a mouth keeps to its sounds.
        seconds = (number if gait else number // 2 * 2) / self.fps
        view = way * (_SIDE if gait else _TURNED)
        return action(self.action, seconds, self.seed, view=view, mouth=self._shape(number / self.fps))

    def _shape(self, seconds: float) -> str:
        """The shape of a sound that is made then; nothing while nothing is said."""
        begun = bisect_right(self.mouths, seconds + _HAIR, key=lambda one: one[0])
        shape = self.mouths[begun - 1][1] if begun else ""
        return "" if shape == "X" else shape

    def _sprite(self, markup: str) -> Sprite | None:
        if markup in self._drawn:
            self._drawn.move_to_end(markup)
            return self._drawn[markup]
        made = self._made(markup)
        self._drawn[markup] = made
        if len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return made

    def _made(self, markup: str) -> Sprite | None:
        return sprite_of(markup, self.painter, self.scale, self.seed, size=self.size, pen=self.pen)


def sprite_of(
    markup: str, painter: Painter, scale: float, seed: int, *, size: float, pen: float
) -> Sprite | None:
    """A figure as pixels; its feet are at the origin.

    Args:
        markup: What it is drawn of.
        painter: The style and the light.
        scale: Pixels per unit of the figure.
        seed: What chance draws from.
        size: How many times its own size it is.
        pen: How wide its outlines are beside those of other things.
    """
    box = f"{_REACH.left} {_REACH.top} {_REACH.right - _REACH.left} {_REACH.bottom - _REACH.top}"
    root = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="studio" viewBox="{box}">{markup}</svg>'
    around = Circumstances(
        painter.colour, frozenset({painter.time, painter.weather}), _nothing, seed,
        line=pen * painter.pack.finish.line,
    )  # fmt: skip
    plain = expanded(reading.read(root.encode(), "figure"), {}, around)
    found = sprites(plain, painter, scale, _REACH, size=size)
    return found[0] if found else None


def person(
    words: str, doing: str, painter: Painter, at: tuple[float, float], seed: int, *,
    size: float, flip: bool, scale: float, time: tuple[float, float], pen: float = 1.0,
) -> Person:  # fmt: skip
    """Somebody by what they are: baker, teacher, customer.

    Args:
        words: What they are.
        doing: What they do.
        painter: The style and the light.
        at: Where they stand.
        seed: Who of many they are.
        size: How many times their own size.
        flip: Whether they look to the left.
        scale: Pixels per unit at rest.
        lasts: How long the shot is.
        fps: Its frames a second.
        pen: How much finer the pen of the shot is than that of the whole place.
    """
    if doing not in (known := {*names(), *poses()}):
        raise NotFound(f"nobody can {doing} here", hint=nearest(doing, known))
    return Person(look(words, seed), doing, painter, *at, size, flip, scale * size, seed, *time, _FINER * pen)


def tall(words: str, doing: str, seed: int | None) -> float:
    """How high somebody is, in units: a child less, and less who sits.

    Args:
        words: What they are.
        doing: What they do.
        seed: Who of many they are; None where nobody knows yet.
    """
    age = bodies().ages[look(words, seed or 0).age]  # type: ignore[index]
    return _GROWN_UP * age.tall * (_SITTING if doing in _SITS else 1.0)


def _nothing(name: str) -> reading.Drawing:
    raise KeyError(name)
