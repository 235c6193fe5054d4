"""Beards: the hair of the face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.figures import paths
from studio.render.figures.barrels import Barrel
from studio.render.figures.hair import level_at
from studio.render.figures.paths import filled, tone
from studio.render.figures.space import Point

if TYPE_CHECKING:
    from studio.render.figures.faces import Drawn
    from studio.render.figures.grammar import Beard

_LIP = (
    (-27, 0.195), (-17, 0.245), (-4, 0.27), (4, 0.27), (17, 0.245), (27, 0.195), (12, 0.222), (0, 0.23),
    (-12, 0.222),
)  # fmt: skip


def beard(head: Drawn, style: Beard, paint: str) -> str:
    """Hair of the face, below eyes and nose."""
    out = _on_jaw(head, style, paint) if style.whole else ""
    if style.lip:
        points = [head.at(angle, level + (style.lip - 1) * 0.02, 0.012) for angle, level in _LIP]
        out += filled(paths.line(points, closed=True), tone(paint, "shade"))
    return out


def _on_jaw(head: Drawn, style: Beard, paint: str) -> str:
    shape = _jaw(head, style.chin)
    left, right = shape.visible(0.25)
    steps = 18
    angles = [right + (left - right) * step / steps for step in range(steps + 1)]
    upper = []
    for angle in angles:
        level = level_at(style.line, abs((angle + 180) % 360 - 180)) - head.bowed
        upper.append(shape.at(shape.wrapped(angle, level), level))
    down = [shape.edge(level, -1) for level in shape.levels(level_at(style.line, _round(left)), 0.0)]
    up = [shape.edge(level, 1) for level in shape.levels(0.0, level_at(style.line, _round(right)))]
    inner = right - (right - left) * 0.3
    back = [shape.at(inner, level) for level in shape.levels(level_at(style.line, _round(inner)), 0.0)]
    whole = paths.line(upper) + paths.line([*down, *up], first="L") + "Z"
    edge = paths.line(upper[:6][::-1]) + paths.line(up[::-1], first="L")
    return filled(whole, paint) + filled(edge + paths.line(back[::-1], first="L") + "Z", tone(paint, "shade"))


def _round(angle: float) -> float:
    return abs((angle + 180) % 360 - 180)


def _jaw(head: Drawn, grown: float) -> Barrel:
    """The skull with the beard on it."""
    high = head.high
    rings = tuple(
        ring._replace(
            wide=ring.wide + 0.016 * high,
            deep=ring.deep + 0.016 * high,
            centre=Point(ring.centre.x, ring.centre.y + grown * high * max(0.0, 1 - ring.level * 3)),
        )
        for ring in head.skull.rings
    )
    return Barrel(rings, head.skull.view)
