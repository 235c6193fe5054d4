"""Shapes as SVG writes them: smooth outlines, tapered limbs, marks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from studio.render.figures.space import Point

_PAINT = re.compile(r"@(\w+)(?:\.\w+)?(.*)")
_FLAT = 0.05


def num(value: float) -> str:
    """A number as short as it may be."""
    return f"{round(value, 2) + 0.0:.7g}"


def at(point: Point) -> str:
    """A point in a path."""
    return f"{point.x:.2f} {point.y:.2f}"


def tone(paint: str, name: str) -> str:
    """A paint in another tone: lit, shade, deep; its own where the name is empty."""
    found = _PAINT.fullmatch(paint)
    if not found:
        return paint
    base, rest = found.groups()
    return f"@{base}.{name}{rest}" if name else f"@{base}{rest}"


def filled(path: str, paint: str, more: str = "") -> str:
    """An area."""
    return f'<path d="{path}" fill="{paint}"{more}/>' if path else ""


def inside(path: str, paint: str, more: str = "") -> str:
    """An area on something, such as its shaded side: styles that draw outlines give it none."""
    return filled(path, paint, f' stroke="none"{more}')


def stroked(path: str, paint: str, width: float, more: str = "") -> str:
    """A line with round ends."""
    if not path:
        return ""
    ends = 'stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{path}" fill="none" stroke="{paint}" stroke-width="{num(width)}" {ends}{more}/>'


def dot(centre: Point, across: float, paint: str, down: float | None = None, turn: float = 0.0) -> str:
    """A disc or an oval."""
    down = across if down is None else down
    turned = f' transform="rotate({num(turn)} {at(centre)})"' if turn else ""
    return (
        f'<ellipse cx="{num(centre.x)}" cy="{num(centre.y)}" rx="{num(across)}" ry="{num(down)}" '
        f'fill="{paint}"{turned}/>'
    )


def line(points: Sequence[Point], *, closed: bool = False, first: str = "M") -> str:
    """A smooth line through points (a centripetal spline, so that close points make no loops).

    Args:
        points: Where it goes through.
        closed: Whether it goes back to where it began.
        first: How it begins: M for a line of its own, L to go on with one.
    """
    kept = _apart(points, closed=closed)
    count = len(kept)
    if count < 2:
        return ""
    roots = [math.dist(point, kept[(index + 1) % count]) ** 0.5 for index, point in enumerate(kept)]
    parts = [first + at(kept[0])]
    for index in range(count if closed else count - 1):
        here, there = kept[index], kept[(index + 1) % count]
        way = roots[index]
        if closed or index:
            one = _handle(kept[index - 1], here, there, roots[index - 1], way)
        else:
            one = (here.x + (there.x - here.x) / 3, here.y + (there.y - here.y) / 3)
        if closed or index < count - 2:
            two = _handle(kept[(index + 2) % count], there, here, roots[(index + 1) % count], way)
        else:
            two = (there.x + (here.x - there.x) / 3, there.y + (here.y - there.y) / 3)
        parts.append(f"C{one[0]:.2f} {one[1]:.2f} {two[0]:.2f} {two[1]:.2f} {there.x:.2f} {there.y:.2f}")
    return "".join(parts) + ("Z" if closed else "")


def polygon(points: Iterable[Point]) -> str:
    """Straight from point to point and back."""
    return "M" + "L".join(at(point) for point in points) + "Z"


def runs(points: Sequence[Point], seen: Sequence[bool]) -> list[list[Point]]:
    """The stretches of a line that are seen."""
    out: list[list[Point]] = [[]]
    for point, shows in zip(points, seen, strict=True):
        if shows:
            out[-1].append(point)
        elif out[-1]:
            out.append([])
    return [one for one in out if len(one) > 1]


def _apart(points: Sequence[Point], *, closed: bool) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if not kept or math.dist(kept[-1], point) > _FLAT:
            kept.append(point)
    if closed and len(kept) > 1 and math.dist(kept[0], kept[-1]) <= _FLAT:
        kept.pop()
    return kept


def _handle(before: Point, here: Point, after: Point, near: float, further: float) -> tuple[float, float]:
    """The handle that a smooth line has at a point on its way to the next.

    Args:
        before: The point before.
        here: The point.
        after: The point after.
        near: The root of the way from the point before.
        further: The root of the way to the point after.
    """
    one, two, scale = near * near, further * further, 3 * near * (near + further)
    middle = 2 * one + 3 * near * further + two
    return (
        (one * after.x - two * before.x + middle * here.x) / scale,
        (one * after.y - two * before.y + middle * here.y) / scale,
    )


class Bone:
    """A tapered piece of a limb between two points, round at both ends.

    Args:
        start: Where it begins.
        end: Where it ends.
        wide: Half its width at the start.
        thin: Half its width at the end.
        swell: How far its sides stand out between, on the left and on the right of the way along it.
    """

    def __init__(
        self, start: Point, end: Point, wide: float, thin: float, swell: tuple[float, float] = (0, 0)
    ) -> None:
        self.start, self.end, self.wide, self.thin = start, end, wide, thin
        self.long = math.dist(start, end)
        along = Point((end.x - start.x), (end.y - start.y))
        self.along = Point(along.x / self.long, along.y / self.long) if self.long > _FLAT else Point(0, 1)
        # To the right of somebody who walks along it on the picture.
        self.across = Point(-self.along.y, self.along.x)
        share = min(1.0, self.long / (3 * wide + 1e-6))
        self.swell = (swell[0] * share, swell[1] * share)

    def side(self, share: float, across: float) -> Point:
        """A point in it: how far along, how far across (-1 is the left edge, 1 the right)."""
        half = self.wide + (self.thin - self.wide) * share
        bulge = self.swell[1 if across > 0 else 0] * math.sin(math.pi * min(1.0, max(0.0, share)) ** 0.8)
        centre = self.start.toward(self.end, share)
        return centre.plus(self.across, across * (half + bulge))

    def outline(self, *, flat: bool = False, joined: bool = False) -> str:
        """All of it.

        Args:
            flat: Whether its end is cut off straight.
            joined: Whether its start lies on another bone, so that no line goes around it there.
        """
        right = [self.side(share, 1) for share in _STEPS]
        left = [self.side(share, -1) for share in reversed(_STEPS)]
        # A half turn from the right edge over the end to the left one.
        over = f"L{at(left[0])}" if flat else f"A{num(self.thin)} {num(self.thin)} 0 0 0 {at(left[0])}"
        back = f"A{num(self.wide)} {num(self.wide)} 0 0 0 {at(right[0])}Z"
        return line(right) + over + line(left, first="L") + ("" if joined else back)

    def shaded(self, *, flat: bool = False, share: float = 0.42, pointed: bool = False) -> str:
        """The part of it that faces away from the light; it may begin in a point."""
        sign = 1 if self.across.x * 0.75 + self.across.y * 0.66 > 0 else -1
        inner = 1 - 2 * share
        edge = [self.side(step, sign) for step in _STEPS]
        back = [self.side(step, sign * inner) for step in reversed(_STEPS)]
        if pointed:
            back[-1] = self.side(0, sign)
        sweep = 0 if sign > 0 else 1
        round_end = f"A{num(self.thin)} {num(self.thin)} 0 0 {sweep} {at(self._tip(sign * inner))}"
        over = "" if flat else round_end
        return line(edge) + over + line(back, first="L") + "Z"

    def _tip(self, across: float) -> Point:
        """The point of the round end that lies that far across."""
        beyond = self.thin * math.sqrt(max(0.0, 1 - across * across))
        return self.side(1, across).plus(self.along, beyond)

    def band(self, start: float, end: float, wider: float) -> str:
        """A band around it, such as a cuff."""
        grown = [
            self.side(share, across).plus(self.across, wider * across)
            for share, across in ((start, -1), (start, 1), (end, 1), (end, -1))
        ]
        return polygon(grown)


_STEPS = (0.0, 0.3, 0.65, 1.0)
