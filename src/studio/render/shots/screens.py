"""Screens in a shot: on a laptop or telephone of the cast, on one of the place, or on one that is held up."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.render.canvas import Place
from studio.render.easing import eased
from studio.render.graphics.look import bytes_of
from studio.render.graphics.screens.drawing import ScreenGraphic
from studio.render.graphics.screens.drawing import screen as read
from studio.render.plates import Plate
from studio.render.shots.displays import Living
from studio.render.sprites import Area, sprites

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.drawing.plain import Anchor
    from studio.render.lights import Light
    from studio.render.painting import Painter
    from studio.render.shots.grammar import Thing
    from studio.render.shots.planes import Moment
    from studio.render.shots.stage import Stage
    from studio.render.sprites import Sprite
    from studio.render.view import View

_LEAST = 36
"""The width in pixels below which nothing of an interface can be seen, and the drawn one stays."""
_RATE = 12.0
# How round the corners of a screen are, in parts of its width.
_UPRIGHT_ROUND, _ROUND = 0.12, 0.01
# Of the frame: where the middle of a device is that is held before the place, and how large it may be.
_HELD, _HELD_UPRIGHT = (0.73, 0.52, 0.42, 0.8), (0.5, 0.62, 0.78, 0.52)
_COMES, _FLOATS, _PERIOD = 0.7, 0.006, 5.0


@dataclass(frozen=True)
class ScreenPicture:
    """An interface, drawn anew a few times a second.

    Attributes:
        graphic: The interface.
        scale: Pixels per unit.
    """

    graphic: ScreenGraphic
    scale: float

    def state(self, seconds: float) -> Hashable:
        """Which of its pictures is seen."""
        return int(seconds * _RATE)

    def at(self, seconds: float) -> tuple[Plate, Light | None]:
        """The interface; what it is on gives the light."""
        rgba = self.graphic.at(int(seconds * _RATE) / _RATE)
        return Plate.of(rgba, (rgba.shape[1] / 2, rgba.shape[0] / 2), self.scale), None


@dataclass(frozen=True)
class Held:
    """A device held before the place: it comes up, and floats.

    Attributes:
        device: What it is drawn of.
        shadow: What it throws on what lies behind.
        screen: Its interface; none where it would be too small to be seen.
        off: Where the middle of the screen is, from the origin of the device, in units.
        at: Where that origin lies, in shares of the frame.
        scale: Pixels per unit.
    """

    device: tuple[Sprite, ...]
    shadow: Plate
    screen: Living | None
    off: tuple[float, float]
    at: tuple[float, float]
    scale: float

    def show(self, canvas: Canvas, view: View, moment: Moment) -> None:
        """Put it on a frame."""
        come = eased("out", min(1.0, moment.seconds / _COMES))
        away = 0.06 * (1 - come) + _FLOATS * math.sin(math.tau * moment.seconds / _PERIOD)
        x, y = self.at[0] * view.width, (self.at[1] + away) * view.height
        canvas.put(self.shadow, Place(x, y, self.scale), come)
        for sprite in self.device:
            canvas.put(sprite.plate, Place(x, y, self.scale), come)
        middle = Place(x + self.off[0] * self.scale, y + self.off[1] * self.scale, self.scale)
        if self.screen:
            self.screen.put(canvas, middle, moment.seconds, come)


def shown(
    stage: Stage,
    given: Mapping[str, Any],
    box: Anchor,
    scale: float,
    *,
    at: tuple[float, float] = (0.0, 0.0),
    size: float = 1.0,
    depth: float = 1.0,
) -> Living | None:
    """An interface on a screen; none where it would be too small to be seen.

    Args:
        stage: The stage.
        given: What it shows; the client's name where it says none.
        box: The screen, in units of what it is on.
        scale: Pixels per unit.
        at: Where that has its origin in the world.
        size: How many times its natural size it is shown.
        depth: How far away it is.
    """
    said = read({"name": stage.shot.name, **given})
    wide, high = round(box.width * size * scale), round(box.height * size * scale)
    if wide < _LEAST:
        return None
    corners = _UPRIGHT_ROUND if high > wide else _ROUND
    graphic = ScreenGraphic(said, stage.look(depth), wide, high, corners)
    middle = (at[0] + (box.x + box.width / 2) * size, at[1] + (box.y + box.height / 2) * size)
    return Living(ScreenPicture(graphic, wide / (box.width * size)), middle, depth)


def asked_for(stage: Stage) -> Mapping[str, Any] | None:
    """What is asked for on a screen without saying on which; None if nothing is."""
    return next((one.screen for one in stage.shot.cast if one.screen is not None and not one.at), None)


def carrier(stage: Stage) -> Thing | None:
    """The first thing of the cast that has a screen; None if none has."""
    painter = stage.painter()
    return next(
        (
            thing
            for thing in stage.shot.cast
            if thing.prop and "screen" in stage.plain(f"props/{thing.prop}", painter, {}, 1).anchors
        ),
        None,
    )


def usual(stage: Stage, kind: str) -> dict[str, Any] | None:
    """What is on a screen for which nobody asked for anything; None where the client has no name."""
    return {"kind": kind} if stage.shot.name else None


def device(stage: Stage, given: Mapping[str, Any]) -> str:
    """The thing that shows an interface best: a telephone, or a laptop for what is wide."""
    said = read(given)
    if said.device:
        return said.device
    wide = stage.shot.width > stage.shot.height
    return "laptop" if wide and said.kind == "dashboard" else "phone"


def held(stage: Stage, given: Mapping[str, Any], seed: int) -> Held:
    """A device with an interface, held before the place.

    Args:
        stage: The stage.
        given: What it shows.
        seed: What its drawing draws from.
    """
    painter, shot = stage.painter(), stage.shot
    name = f"props/{device(stage, given)}"
    drawing = stage.shelf.drawing(name)
    left, top, wide, high = drawing.box
    x, y, across, down = _HELD if shot.width > shot.height else _HELD_UPRIGHT
    words = stage.place.frames[shot.aspect].type
    if shot.width > shot.height and words[0] + words[2] / 2 > 0.5:
        x = 1 - x
    scale = min(across * shot.width / wide, down * shot.height / high)
    size = scale / stage.view.scale
    plain = stage.plain(name, painter, {}, seed, size, shadows=False)
    made = sprites(plain, painter, scale, Area(left, top, left + wide, top + high), size=size)
    if "screen" not in plain.anchors:
        raise BadInput(f"{name} has no screen", hint="give its drawing an anchor called screen")
    box = plain.anchors["screen"]
    screen = shown(stage, given, box, scale)
    at = (x - (left + wide / 2) * scale / shot.width, y - (top + high / 2) * scale / shot.height)
    off = (box.x + box.width / 2, box.y + box.height / 2)
    return Held(made, _shadow(made[0].plate, painter), screen, off, at, scale)


def _shadow(plate: Plate, painter: Painter) -> Plate:
    """What a device throws on what lies behind it, below it and soft."""
    import cv2
    import numpy as np

    soft = 0.05 * plate.height
    room = round(3 * soft)
    alpha = cv2.GaussianBlur(np.pad(plate.alpha, room), (0, 0), soft)
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = bytes_of(painter.colour("shadow"))
    rgba[..., 3] = cv2.convertScaleAbs(alpha, alpha=0.42)
    return Plate.of(rgba, (plate.left + room, plate.top + room - 0.9 * soft), plate.scale)
