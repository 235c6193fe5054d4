"""Letters of glass tube: white where the gas is, coloured around it, dark where it is off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.render.drawing.expressions import drawn
from studio.render.graphics import shapes
from studio.render.graphics.look import bytes_of, mix, shade
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.signs.setting import Placed, divided

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.signs.grammar import Sign

_TUBE, _LEAST = 0.021, 0.9
_FIRST, _EACH = 0.25, 0.12
_GLOW = 0.5


class Lit(NamedTuple):
    """A sign that shines: its picture, and its light on black."""

    rgba: ndarray
    light: ndarray


@dataclass(frozen=True)
class Neon:
    """Neon on a dark board.

    Attributes:
        board: The board.
        tubes: The tubes of every line: their bright middle, and all of their width.
        gases: The colour of each.
        off: What they look like without light.
        em: The size of the sign in pixels, to which its shadows and its glow are in proportion.
    """

    board: ndarray
    tubes: tuple[tuple[ndarray, ndarray], ...]
    gases: tuple[str, ...]
    off: str
    em: float

    def at(self, levels: tuple[float, ...]) -> Lit:
        """The sign while its lines burn so brightly, 0 to 1 each."""
        import cv2
        import numpy as np

        light = np.zeros((*self.board.shape[:2], 3), np.float32)
        seen: Any = self.board.astype(np.float32)
        off = np.array(bytes_of(self.off), np.float32) * 0.62
        for (core, tube), name, level in zip(self.tubes, self.gases, levels, strict=True):
            gas = np.array(bytes_of(name), np.float32)
            white = gas + (255 - gas) * 0.74
            lit = gas * 1.05 * (1 - core[..., None]) + white * core[..., None]
            shown = off + (lit - off) * level
            shadow = np.roll(tube, (round(0.02 * self.em), round(0.012 * self.em)), (0, 1))
            dark: Any = cv2.GaussianBlur(shadow, (0, 0), max(0.6, 0.01 * self.em))
            seen[..., :3] *= 1 - 0.5 * dark[..., None]
            seen[..., :3] = seen[..., :3] * (1 - tube[..., None]) + shown * tube[..., None]
            light += (tube[..., None] * (gas * 0.8 + white * 0.2 * core[..., None])) * level
        near: Any = cv2.GaussianBlur(light, (0, 0), max(1.0, 0.035 * self.em))
        far: Any = cv2.GaussianBlur(light, (0, 0), max(2.0, 0.14 * self.em))
        spread = (near * 0.75 + far * 1.5) * _GLOW
        seen[..., :3] = 255 - (255 - seen[..., :3]) * (1 - np.clip(spread, 0, 255) / 255)
        rgba = np.clip(seen + 0.5, 0, 255).astype(np.uint8)
        rgba[..., 3] = self.board[..., 3]
        return Lit(rgba, np.clip(light, 0, 255))


def neon(sign: Sign, look: Look, size: tuple[float, float], scale: float) -> Neon:
    """Make a sign of neon.

    Args:
        sign: What it says.
        look: The style; the accent is the colour of the gas.
        size: Width and height in units.
        scale: Pixels per unit.
    """
    board = _board(look, size, scale)
    large, little = shade(look.shown("accent"), 1.12, 1.1), shade(look.shown("accent2"), 1.05, 1.05)
    tubes, gases = [], []
    lines = _lines(sign, look, size)
    for number, line in enumerate(lines):
        small = bool(sign.small) and number == len(lines) - 1
        tubes.append(_tubes(line, board.shape[:2], scale, thin=small))
        gases.append(little if small else large)
    em = min(size[1], size[0] * 0.5) * scale
    return Neon(board, tuple(tubes), tuple(gases), mix(large, "#b8b4c4", 0.72), em)


def burning(
    sign: Sign, look: Look, size: tuple[float, float], seed: int, seconds: float
) -> tuple[float, ...]:
    """How brightly each line burns.

    Args:
        sign: What it says.
        look: The style.
        size: Width and height in units.
        seed: What its flicker draws from.
        seconds: How long ago it was switched on.
    """
    lines = range(len(_lines(sign, look, size)))
    return tuple(_burning(seed + number, seconds - _FIRST - _EACH * number) for number in lines)


def _lines(sign: Sign, look: Look, size: tuple[float, float]) -> list[Placed]:
    em = min(size[1], size[0] * 0.5)
    room = (0.16 * em, 0.15 * em, size[0] - 0.32 * em, size[1] - 0.3 * em)
    return divided(sign.text, sign.small, look, room)


def _board(look: Look, size: tuple[float, float], scale: float) -> ndarray:
    sheet = Sheet(*size, scale)
    em = min(size[1], size[0] * 0.5)
    dark = mix(look.shown("dark"), look.paint("ink"), 0.6)
    dark = mix(dark, "#0c0a14", 0.45)
    sheet.define(shapes.gradient("wall", [(0, shade(dark, 1.18), 1), (1, shade(dark, 0.86), 1)]))
    sheet.draw(
        shapes.rect((0, 0, *size), shade(dark, 0.7), round=0.08 * em),
        shapes.rect(
            (0.015 * em, 0.012 * em, size[0] - 0.03 * em, size[1] - 0.04 * em), "url(#wall)", round=0.07 * em
        ),
    )
    return sheet.rgba()


def _tubes(line: Placed, size: tuple[int, int], scale: float, *, thin: bool) -> tuple[ndarray, ndarray]:
    """Where the tubes of a line run: their bright middle, and all of their width."""
    import cv2
    import numpy as np

    high, wide = size
    fine = 2
    sheet = Sheet(wide / scale, high / scale, scale * fine)
    sheet.write(line.words, (line.x, line.y), "#ffffff", align=0.5)
    mask = sheet.rgba()[..., 3]
    inside: Any = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 5)
    outside: Any = cv2.distanceTransform((mask <= 127).astype(np.uint8), cv2.DIST_L2, 5)
    radius = max(_LEAST, _TUBE * line.words.size * scale) * fine * (0.8 if thin else 1.0)
    thick = float(np.percentile(inside[inside > 0], 95)) if inside.any() else 0.0
    if thick > 2.4 * radius:
        # Broad letters are outlined by a tube that runs just inside their edge.
        away = np.abs(np.where(inside > 0, inside, -outside) - 1.1 * radius)
    else:
        away = np.maximum(0.0, radius * 0.9 - inside) + outside
    tube = np.clip(radius - away + 0.5, 0, 1)
    core = np.clip(1 - away / (radius * 0.85), 0, 1) ** 0.8
    small = [
        cv2.resize(plane.astype(np.float32), (wide, high), interpolation=cv2.INTER_AREA)
        for plane in (core, tube)
    ]
    return small[0], small[1]


def _burning(seed: int, seconds: float) -> float:
    """How brightly the gas burns: it starts with a stutter, then is steady, and blinks once in a while."""
    if seconds < 0:
        return 0.0
    if seconds < 0.55:
        step = int(seconds * 22)
        return 0.9 if drawn(seed, step) > 0.5 else 0.12
    return 0.72 if drawn(seed, 1000 + int(seconds * 7)) > 0.975 else 1.0
