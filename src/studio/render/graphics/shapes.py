"""Shapes as SVG: numbers short, paint as attributes."""

from __future__ import annotations

import math
from collections.abc import Sequence

Point = tuple[float, float]


def num(value: float) -> str:
    """A number as short as SVG can have it without being seen to be."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def rect(
    box: tuple[float, float, float, float],
    fill: str,
    *,
    round: float = 0.0,
    opacity: float = 1.0,
    stroke: str = "",
    width: float = 0.0,
) -> str:
    """A rectangle: left, top, width, height."""
    x, y, wide, high = box
    if wide <= 0 or high <= 0:
        return ""
    corner = min(round, wide / 2, high / 2)
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(wide)}" height="{num(high)}" rx="{num(corner)}" '
        f'fill="{fill}"{_paint(opacity, stroke, width)}/>'
    )


def circle(
    x: float,
    y: float,
    radius: float,
    fill: str,
    *,
    opacity: float = 1.0,
    stroke: str = "",
    width: float = 0.0,
) -> str:
    """A circle."""
    if radius <= 0:
        return ""
    return (
        f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" '
        f'fill="{fill}"{_paint(opacity, stroke, width)}/>'
    )


def ellipse(x: float, y: float, across: float, down: float, fill: str, *, opacity: float = 1.0) -> str:
    """An ellipse: its middle and its two radii."""
    place = f'cx="{num(x)}" cy="{num(y)}" rx="{num(across)}" ry="{num(down)}"'
    return f'<ellipse {place} fill="{fill}"{_paint(opacity, "", 0)}/>'


def line(start: Point, end: Point, stroke: str, width: float, *, opacity: float = 1.0) -> str:
    """A straight line with round ends."""
    return path(f"M{pair(start)}L{pair(end)}", stroke=stroke, width=width, opacity=opacity)


def path(
    data: str,
    fill: str = "none",
    *,
    stroke: str = "",
    width: float = 0.0,
    opacity: float = 1.0,
    dash: str = "",
) -> str:
    """Any shape."""
    if not data:
        return ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{data}" fill="{fill}"{_paint(opacity, stroke, width)}{dashed}/>'


def polygon(
    points: Sequence[Point], fill: str, *, opacity: float = 1.0, stroke: str = "", width: float = 0.0
) -> str:
    """A closed shape of straight sides."""
    return path(joined(points) + "Z", fill, opacity=opacity, stroke=stroke, width=width)


def pair(point: Point) -> str:
    """A point as paths have it."""
    return f"{num(point[0])} {num(point[1])}"


def joined(points: Sequence[Point]) -> str:
    """Points joined by straight lines."""
    return "M" + "L".join(pair(point) for point in points)


def curve(points: Sequence[Point]) -> str:
    """Points joined smoothly (Catmull-Rom as Bézier curves)."""
    if len(points) < 3:
        return joined(points)
    before = [points[0], *points, points[-1]]
    parts = [f"M{pair(points[0])}"]
    for one, two, three, four in zip(before, before[1:], before[2:], before[3:], strict=False):
        first = (two[0] + (three[0] - one[0]) / 6, two[1] + (three[1] - one[1]) / 6)
        second = (three[0] - (four[0] - two[0]) / 6, three[1] - (four[1] - two[1]) / 6)
        parts.append(f"C{pair(first)} {pair(second)} {pair(three)}")
    return "".join(parts)


def arc(centre: Point, radius: float, start: float, end: float) -> str:
    """Part of a circle, from one angle to another: in turns, clockwise from the top."""
    end = min(end, start + 0.9999)
    half = (start + end) / 2
    stops = [
        (centre[0] + radius * math.sin(math.tau * at), centre[1] - radius * math.cos(math.tau * at))
        for at in (start, half, end)
    ]
    bends = "".join(f"A{num(radius)} {num(radius)} 0 0 1 {pair(stop)}" for stop in stops[1:])
    return f"M{pair(stops[0])}{bends}"


def column(x: float, wide: float, base: float, top: float, round: float) -> str:
    """A bar that stands on a base (or hangs from it) and is rounded at its other end."""
    corner = min(round, wide / 2, abs(base - top))
    turn = corner if top < base else -corner
    sweep = 1 if top < base else 0
    right = x + wide
    return (
        f"M{num(x)} {num(base)}V{num(top + turn)}A{num(corner)} {num(corner)} 0 0 {sweep} {num(x + corner)} "
        f"{num(top)}H{num(right - corner)}A{num(corner)} {num(corner)} 0 0 {sweep} {num(right)} "
        f"{num(top + turn)}V{num(base)}Z"
    )


def beam(y: float, high: float, base: float, end: float, round: float) -> str:
    """A bar that lies: from a base to its end, which is rounded."""
    corner = min(round, high / 2, abs(end - base))
    turn = corner if end > base else -corner
    sweep = 1 if end > base else 0
    low = y + high
    return (
        f"M{num(base)} {num(y)}H{num(end - turn)}A{num(corner)} {num(corner)} 0 0 {sweep} {num(end)} "
        f"{num(y + corner)}V{num(low - corner)}A{num(corner)} {num(corner)} 0 0 {sweep} {num(end - turn)} "
        f"{num(low)}H{num(base)}Z"
    )


def gradient(name: str, stops: Sequence[tuple[float, str, float]], *, across: bool = False) -> str:
    """A gradient from top to bottom, or from left to right: offsets, colours, opacities."""
    x, y = (1, 0) if across else (0, 1)
    inside = "".join(
        f'<stop offset="{num(at)}" stop-color="{colour}" stop-opacity="{num(opacity)}"/>'
        for at, colour, opacity in stops
    )
    return f'<linearGradient id="{name}" x1="0" y1="0" x2="{x}" y2="{y}">{inside}</linearGradient>'


def group(
    inside: str,
    *,
    move: Point = (0.0, 0.0),
    opacity: float = 1.0,
    scale: float = 1.0,
    turn: float = 0.0,
    clip: str = "",
) -> str:
    """Shapes moved, turned, enlarged, faded or clipped together."""
    if opacity <= 0 or not inside:
        return ""
    parts = [f"translate({num(move[0])} {num(move[1])})"] if move != (0.0, 0.0) else []
    parts += [f"rotate({num(turn)})"] if turn else []
    parts += [f"scale({scale:.4f})"] if scale != 1.0 else []
    given = f' transform="{" ".join(parts)}"' if parts else ""
    given += f' opacity="{num(opacity)}"' if opacity < 1 else ""
    given += f' clip-path="url(#{clip})"' if clip else ""
    return f"<g{given}>{inside}</g>"


def _paint(opacity: float, stroke: str, width: float) -> str:
    written = f' opacity="{num(max(0.0, opacity))}"' if opacity < 1 else ""
    if stroke and width > 0:
        written += (
            f' stroke="{stroke}" stroke-width="{num(width)}" stroke-linejoin="round" stroke-linecap="round"'
        )
    return written
