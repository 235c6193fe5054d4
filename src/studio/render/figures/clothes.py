"""Clothes on a trunk: their cloth, its shaded side, and what is sewn on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.figures import paths
from studio.render.figures.limbs import paint_of
from studio.render.figures.paths import dot, filled, inside, stroked, tone

if TYPE_CHECKING:
    from studio.render.figures.barrels import Barrel
    from studio.render.figures.bodies import Body
    from studio.render.figures.grammar import Garment, Patch
    from studio.render.figures.looks import Paints


def worn(body: Body, garment: Garment, paints: Paints) -> str:
    """A garment without its sleeves and legs."""
    shape = body.trunk(garment.ease * (0.4 + 0.6 * body.size), garment.flare * body.size, garment.straight)
    paint = paint_of(garment.paint, paints, body)
    out = ""
    if garment.part != "over":
        out += filled(shape.outline(garment.hem, garment.top), tone(paint, "lit"))
        out += inside(shape.shaded(garment.hem, garment.top, 0.34), paint)
        if garment.hem > -0.05:
            out += stroked(_hem(shape, garment.hem + 0.012), tone(paint, "shade"), 0.5 * body.size)
    return out + "".join(_patch(body, shape, patch, paints) for patch in garment.patches)


def _hem(shape: Barrel, level: float) -> str:
    return paths.line([shape.edge(level, across) for across in (-0.97, -0.4, 0.4, 0.97)])


def _patch(body: Body, shape: Barrel, patch: Patch, paints: Paints) -> str:
    out = _one(body, shape, patch, paints, 1)
    return out + _one(body, shape, patch, paints, -1) if patch.both else out


def _one(body: Body, shape: Barrel, patch: Patch, paints: Paints, side: int) -> str:
    paint = tone(paint_of(patch.paint, paints, body), patch.tone)
    if patch.wrap:
        left, right, low, high = patch.wrap
        ends = (left, right) if side > 0 else (-right, -left)
        return _shaded_wrap(shape, (*ends, low, high), paint, patch)
    if patch.dots:
        seen = [mark for mark in patch.dots if shape.nearness(mark[0] * side, mark[1]) > 0.08]
        return "".join(
            dot(shape.at(angle * side, level), patch.wide * body.size, paint) for angle, level in seen
        )
    marks = [(angle * side, level) for angle, level in patch.line or patch.area or ()]
    if patch.line:
        return stroked(shape.drawn_line(marks), paint, patch.wide * body.size)
    points = shape.traced(marks)
    if not points:
        return ""
    return inside(paths.line(points, closed=True) if patch.smooth else paths.polygon(points), paint)


def _shaded_wrap(shape: Barrel, around: tuple[float, float, float, float], paint: str, patch: Patch) -> str:
    left, right, low, high = around
    whole = shape.patch(left, right, low, high)
    if not whole or not patch.shaded:
        return inside(whole, paint)
    seen_left, seen_right = shape.visible((low + high) / 2)
    edge = seen_left + (seen_right - seen_left) * 0.62
    shade = ""
    for turn in (-360, 0, 360):
        start = max(left + turn, edge)
        if start < min(right + turn, seen_right):
            shade += shape.patch(start, min(right + turn, seen_right), low, high)
    darker = tone(paint, "") if ".lit" in paint else tone(paint, "shade")
    return filled(whole, paint) + inside(shade, darker)
