"""Signs in a shot: the client's name where the place has its sign, and boards with words of their own."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound
from studio.render.finishes import finished, reach
from studio.render.graphics.look import bytes_of
from studio.render.graphics.pictures.lighting import toned
from studio.render.graphics.products.shading import studio
from studio.render.graphics.signs.drawing import SignGraphic
from studio.render.graphics.signs.drawing import sign as read
from studio.render.lights import Light
from studio.render.plates import Plate
from studio.render.shots.displays import Living

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.painting import Painter
    from studio.render.shots.spots import Spot
    from studio.render.shots.stage import Stage

_LEAST = 5.0
"""The height in pixels below which nobody could read a sign."""
_HALO = 0.9
_EDGE = 0.03
"""How far a board of the cast stays away from the edge of the frame, in parts of its width."""
# A board where no room is given for one: its width, and its height by what is on it, in units.
_WIDTH, _HEIGHT, _MENU = 170.0, 74.0, 210.0


@dataclass(frozen=True)
class SignPicture:
    """A sign in the light of its scene, made as its style makes things.

    Attributes:
        graphic: The sign.
        painter: The style and the light it is seen in.
    """

    graphic: SignGraphic
    painter: Painter

    def state(self, seconds: float) -> Hashable:
        """How far it is written, or how brightly it burns."""
        return self.graphic.state(seconds)

    def at(self, seconds: float) -> tuple[Plate, Light | None]:
        """The sign and its light."""
        lit, scale = self.graphic.lit(seconds), self.graphic.scale
        high, wide = lit.rgba.shape[:2]
        # Neon shines by itself; what is painted takes on the light of the scene.
        rgba = lit.rgba if self.graphic.sign.kind == "neon" else toned(lit.rgba, studio(self.painter))
        rgba, spare = _finished(rgba, self.painter, scale)
        plate = Plate.of(rgba, (wide / 2 + spare, high / 2 + spare), scale)
        if not lit.light.any():
            return plate, None
        return plate, Light.of(lit.light, (wide / 2, high / 2), scale, halo=_HALO * high)


def of_place(stage: Stage, spot: Spot, seed: int) -> Living | None:
    """The sign of the place: what the shot says of it, else the client's name; none if that is not known.

    Args:
        stage: The stage.
        spot: Where the place has it.
        seed: What its grain and its flicker draw from.
    """
    if not stage.shot.is_signed:
        return None
    return _hung(stage, {"kind": stage.place.sign, **_named(stage, stage.shot.sign)}, spot, seed)


def on_board(stage: Stage, given: Mapping[str, Any], board: Spot, seed: int) -> Living | None:
    """A sign of the cast on a board of the place.

    Args:
        stage: The stage.
        given: What it says.
        board: The board.
        seed: What its grain and its flicker draw from.
    """
    return _hung(stage, _named(stage, given), board, seed)


def by_itself(stage: Stage, given: Mapping[str, Any], spot: Spot, size: float, seed: int) -> Living | None:
    """A sign of the cast on a board of its own.

    Args:
        stage: The stage.
        given: What it says.
        spot: Where the middle of its lower edge is.
        size: How many times its natural size it is.
        seed: What its grain and its flicker draw from.
    """
    wide, high = _WIDTH * size, (_MENU if given.get("lines") else _HEIGHT) * size
    left, _, right, _ = stage.view.seen(spot.depth, -_EDGE * stage.view.span)
    x = max(left + wide / 2, min(right - wide / 2, spot.foot[0]))
    y = spot.foot[1]
    board = spot._replace(x=x - wide / 2, y=y - high, width=wide, height=high)
    return _hung(stage, _named(stage, given), board, seed)


def check(stage: Stage) -> None:
    """Refuse a sign for a place that has none.

    Raises:
        NotFound: It has none.
    """
    if stage.shot.sign and "sign" not in stage.spots:
        raise NotFound(f"{stage.shot.place} has no sign", hint="put one into the cast: - sign: {text: ...}")


def _named(stage: Stage, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a sign says; the client's name where it says nothing else."""
    given = given or {}
    return {**({} if given.get("lines") else {"text": stage.shot.name}), **given}


def _hung(stage: Stage, given: Mapping[str, Any], spot: Spot, seed: int) -> Living | None:
    said, scale = read(given), stage.scale(spot.depth)
    if min(spot.width, spot.height) * scale < _LEAST:
        return None
    painter = stage.painter(spot.depth)
    graphic = SignGraphic(said, stage.look(spot.depth), spot.width, spot.height, scale, seed)
    middle = (spot.x + spot.width / 2, spot.y + spot.height / 2)
    return Living(SignPicture(graphic, painter), middle, spot.depth, painter.moment.glow)


def _finished(rgba: ndarray, painter: Painter, scale: float) -> tuple[ndarray, int]:
    """A board as its style makes things, and how much room is left around it, in pixels."""
    import numpy as np

    spare = round(reach(painter.pack) * scale) + 2
    wide = np.pad(rgba, ((spare, spare), (spare, spare), (0, 0)))
    wide[wide[..., 3] == 0] = (*bytes_of(painter.colour("shadow")), 0)
    shadow = painter.moment.shadow
    return finished(wide, painter.pack, scale, (0, 0), depth=painter.depth, shadow=shadow), spare
