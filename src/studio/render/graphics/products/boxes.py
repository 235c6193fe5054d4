"""A carton that turns: its faces printed with the name, each in the light that falls on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.render.graphics import shapes
from studio.render.graphics.look import bytes_of, look, mix, shade
from studio.render.graphics.products import floor
from studio.render.graphics.products.labels import SEEN, Named, named
from studio.render.graphics.products.shading import fallen, studio
from studio.render.graphics.products.solids import PITCH
from studio.render.graphics.sheet import Sheet

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.products.grammar import Product
    from studio.render.graphics.products.labels import Said
    from studio.render.graphics.products.shading import Studio
    from studio.render.painting import Painter

_AT_FIRST = 0.085
_EDGE = 2


@dataclass(frozen=True)
class Face:
    """One side of a carton.

    Attributes:
        print: What is on it, straight RGBA with a clear margin.
        turn: Which way it faces when the carton stands at 0: in turns from the front; None for the top.
        size: Width and height in units.
        away: How far it is from the axis.
    """

    print: ndarray
    turn: float | None
    size: tuple[float, float]
    away: float


@dataclass(frozen=True)
class BoxTurntable:
    """A carton ready to turn.

    Attributes:
        faces: Its sides and its top.
        light: The light it stands in.
        floor: Its shadow, colours multiplied by how opaque they are.
        fade: How much of each pixel is seen mirrored, 0 to 255.
        origin: Where it stands, in pixels from the left and top edges.
        scale: Pixels per unit.
        tall: How high it is, in units.
    """

    faces: tuple[Face, ...]
    light: Studio
    floor: ndarray
    fade: ndarray
    origin: tuple[float, float]
    scale: float
    tall: float

    def at(self, turns: float) -> ndarray:
        """The carton after so many turns; after a whole one it is as at first."""
        turned = (turns + _AT_FIRST) % 1.0
        whole = self.floor.copy()
        seen = [(face, _normal(face, turned)) for face in self.faces]
        shaded = [
            (face, _shaded(face.print, normal, self.light)) for face, normal in seen if normal[2] > 0.01
        ]
        for face, print in shaded:
            if face.turn is not None:
                _laid(whole, print, self._corners(face, turned, down=True), self.fade)
        standing = [(print, self._corners(face, turned, down=False)) for face, print in shaded]
        _filled(whole, [corners for _, corners in standing], standing[0][0])
        for print, corners in standing:
            _laid(whole, print, corners)
        return straight(whole)

    def _corners(self, face: Face, turned: float, *, down: bool) -> ndarray:
        """Where three corners of a face come to lie: upper left, upper right, lower left."""
        import numpy as np

        wide, high = face.size
        angle = math.tau * turned
        if face.turn is None:
            across = [(-wide / 2, -high / 2), (wide / 2, -high / 2), (-wide / 2, high / 2)]
            points = [(x, z, self.tall) for x, z in across]
        else:
            angle += math.tau * face.turn
            points = [(-wide / 2, face.away, high), (wide / 2, face.away, high), (-wide / 2, face.away, 0.0)]
        found = []
        for x, z, height in points:
            right = x * math.cos(angle) + z * math.sin(angle)
            near = -x * math.sin(angle) + z * math.cos(angle)
            up = -height if down else height
            found.append(
                (
                    self.origin[0] + right * self.scale,
                    self.origin[1] + (near * math.sin(PITCH) - up * math.cos(PITCH)) * self.scale,
                )
            )
        return np.array(found, np.float32)


def box_turntable(product: Product, painter: Painter, said: Said, scale: float) -> BoxTurntable:
    """Make a carton ready to turn.

    Args:
        product: A product that is a box.
        painter: The style and the light it is seen in.
        said: What is printed on it.
        scale: Pixels per unit.
    """
    import numpy as np

    assert product.box is not None
    wide, tall, deep = product.box
    style = look(painter)
    ground = style.shown(product.material)
    front = _front(style, said, (wide, tall), scale, ground)
    side = _side(style, said, (deep, tall), scale, ground)
    top = _top(style, (wide, deep), scale, ground)
    faces = (
        Face(front, 0.0, (wide, tall), deep / 2),
        Face(side, 0.25, (deep, tall), wide / 2),
        Face(front, 0.5, (wide, tall), deep / 2),
        Face(side, 0.75, (deep, tall), wide / 2),
        Face(top, None, (wide, deep), 0.0),
    )
    reach = product.radius
    across = math.ceil(2 * reach * 1.9 * scale)
    above = math.ceil((tall * 1.03 + reach * PITCH) * scale)
    size = (across, above + math.ceil(tall * floor.MIRRORED * scale) + 2)
    origin = (across * 0.42, float(above))
    dark = floor.darkness(size, origin, min(wide, deep) * 0.8 * scale)
    shadow = [*bytes_of(painter.colour("shadow")), 255]
    below = (dark[..., None] * np.array(shadow, np.float32) + 0.5).astype(np.uint8)
    away = np.maximum(0, np.arange(size[1]) - origin[1]) / (tall * floor.MIRRORED * scale)
    fade = floor.STRONG * np.clip(1 - away, 0, 1) ** 1.7
    faded = np.broadcast_to((fade * 255 + 0.5).astype(np.uint8)[:, None, None], below.shape).copy()
    return BoxTurntable(faces, studio(painter), below, faded, origin, scale, tall)


def _front(style: Look, said: Said, size: tuple[float, float], scale: float, ground: str) -> ndarray:
    """The front: a window of lighter print with the name, a stripe below."""
    sheet = _printed(size, scale, ground)
    wide, high = size
    paper = style.shown("paper")
    edge = 0.07 * wide
    sheet.draw(shapes.rect((edge, 0.16 * high, wide - 2 * edge, 0.5 * high), paper, round=0.03 * wide))
    sheet.draw(shapes.rect((0, 0.8 * high, wide, 0.045 * high), style.shown("accent2")))
    sheet.draw(shapes.rect((0, 0.86 * high, wide, 0.018 * high), style.shown("accent2")))
    room = (wide - 4 * edge) / SEEN
    named(Named(sheet, style.on(paper), said, room), wide / 2, 0.21 * high, 0.62 * high)
    return _margined(sheet.rgba())


def _side(style: Look, said: Said, size: tuple[float, float], scale: float, ground: str) -> ndarray:
    """A side: small lines that stand for what is printed there, and the stripe that goes round."""
    sheet = _printed(size, scale, shade(ground, 0.97))
    wide, high = size
    on = style.on(ground)
    for number in range(9):
        long = wide * (0.64 if number % 4 != 3 else 0.36)
        sheet.draw(
            shapes.rect(
                (0.18 * wide, (0.42 + 0.032 * number) * high, long, 0.011 * high), on.ink, opacity=0.5
            )
        )
    sheet.draw(shapes.rect((0, 0.8 * high, wide, 0.045 * high), style.shown("accent2")))
    sheet.draw(shapes.rect((0, 0.86 * high, wide, 0.018 * high), style.shown("accent2")))
    named(Named(sheet, on, said._replace(line=""), wide * 0.76 / SEEN), wide / 2, 0.17 * high, 0.34 * high)
    return _margined(sheet.rgba())


def _top(style: Look, size: tuple[float, float], scale: float, ground: str) -> ndarray:
    sheet = _printed(size, scale, ground)
    wide, deep = size
    flap = mix(ground, style.paint("ink"), 0.35)
    sheet.draw(shapes.rect((0, 0.62 * deep, wide, 0.02 * deep), flap))
    return _margined(sheet.rgba())


def _printed(size: tuple[float, float], scale: float, ground: str) -> Sheet:
    sheet = Sheet(*size, scale)
    sheet.draw(shapes.rect((0, 0, *size), ground))
    return sheet


def _margined(rgba: ndarray) -> ndarray:
    """A print with a clear margin, so that its edges are smooth wherever it turns."""
    import numpy as np

    margin = ((_EDGE, _EDGE), (_EDGE, _EDGE), (0, 0))
    return np.pad(rgba, margin)


def _normal(face: Face, turned: float) -> tuple[float, float, float]:
    if face.turn is None:
        return 0.0, math.cos(PITCH), math.sin(PITCH)
    angle = math.tau * (turned + face.turn)
    return math.sin(angle), -math.cos(angle) * math.sin(PITCH), math.cos(angle) * math.cos(PITCH)


def _shaded(print: ndarray, normal: tuple[float, float, float], light: Studio) -> ndarray:
    """A face in its light: brighter towards its upper edge, and where it faces the light."""
    import cv2
    import numpy as np

    fell = fallen(np.array([normal], np.float32), light)[0] ** (1 / 2.2)
    return cv2.transform(print, np.diag([*fell, 1.0]).astype(np.float32))


def _laid(whole: ndarray, face: ndarray, corners: ndarray, fade: ndarray | None = None) -> None:
    """Lay a face over what is there, all colours multiplied by how opaque they are."""
    import cv2
    import numpy as np

    high, wide = face.shape[:2]
    ends = np.vstack([corners, corners[1] + corners[2] - corners[0]])
    left, top = np.maximum(np.floor(ends.min(axis=0)).astype(int) - 2, 0)
    right, bottom = np.minimum(np.ceil(ends.max(axis=0)).astype(int) + 2, whole.shape[1::-1])
    if left >= right or top >= bottom:
        return
    inner = np.array([(_EDGE, _EDGE), (wide - _EDGE, _EDGE), (_EDGE, high - _EDGE)], np.float32) - 0.5
    shift = np.array([left, top], np.float32)
    way = cv2.getAffineTransform(inner, (corners - shift - 0.5).astype(np.float32))
    seen = cv2.warpAffine(face, way, (int(right - left), int(bottom - top)), flags=cv2.INTER_LINEAR)
    if fade is not None:
        seen = cv2.multiply(seen, fade[top:bottom, left:right], scale=1 / 255)
    clear = cv2.cvtColor(255 - seen[..., 3], cv2.COLOR_GRAY2BGRA)
    clear[..., 3] = clear[..., 0]
    under = whole[top:bottom, left:right]
    under[:] = cv2.add(seen, cv2.multiply(under, clear, scale=1 / 255))


def _filled(whole: ndarray, faces: list[ndarray], print: ndarray) -> None:
    """Fill what the faces cover together, so that nothing is seen through where they meet."""
    import cv2
    import numpy as np

    points = np.concatenate([np.vstack([one, one[1] + one[2] - one[0]]) for one in faces])
    hull: Any = cv2.convexHull(points)[:, 0]
    middle = hull.mean(axis=0)
    away = hull - middle
    inner = middle + away * (1 - 1.2 / np.maximum(np.hypot(*away.T), 2))[:, None]
    colour = tuple(float(part) for part in print[print.shape[0] // 2, _EDGE + 1])
    cv2.fillConvexPoly(whole, np.round(inner * 16).astype(np.int32), colour, cv2.LINE_8, 4)


def straight(whole: ndarray) -> ndarray:
    """Colours no longer multiplied by how opaque they are."""
    import cv2

    alpha = cv2.extractChannel(whole, 3)
    colours = cv2.divide(whole, cv2.merge([alpha, alpha, alpha, alpha]), scale=255)
    cv2.insertChannel(alpha, colours, 3)
    return colours
