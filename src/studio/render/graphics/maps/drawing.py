"""A map at any moment: the route draws itself, pins come up, the goal is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.render.easing import eased
from studio.render.graphics import shapes
from studio.render.graphics.given import shaped
from studio.render.graphics.look import mix, readable, shade
from studio.render.graphics.maps import earth
from studio.render.graphics.maps.ground import crossings, earth_ground, town_ground
from studio.render.graphics.maps.routing import length, rounded, until, way
from studio.render.graphics.maps.town import Town
from studio.render.graphics.reveal import part
from studio.render.graphics.sheet import Sheet, rastered
from studio.render.graphics.words import fitted

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.maps.earth import Projection
    from studio.render.graphics.maps.grammar import Map
    from studio.render.graphics.shapes import Point

_BEGIN, _END = 0.16, 0.78
_KINDS = ("coast", "river", "coast", "inland")


class Course(NamedTuple):
    """A way, and what stands on it: where on the way, where on the map, what it is called."""

    points: list[Point]
    stops: list[tuple[float, Point, str]]
    real: bool


@dataclass(frozen=True)
class MapGraphic:
    """A map ready to be shown.

    Attributes:
        map: What is on it.
        look: What it is drawn in.
        width: Width in units.
        height: Height in units.
        scale: Pixels per unit.
        seed: What its town is drawn from.
        round: Radius of its corners, in units.
    """

    map: Map
    look: Look
    width: float = 1000.0
    height: float = 620.0
    scale: float = 1.0
    seed: int = 1
    round: float = 24.0

    def at(self, share: float) -> ndarray:
        """The map when a share of its reveal has gone, 0 to 1: straight RGBA of 8 bits."""
        share = min(1.0, max(0.0, share))
        sheet = Sheet(self.width, self.height, self.scale)
        sheet.lay(self._ground, (0, 0))
        sheet.cut()
        drawn = part(share, _BEGIN, _END, "inout")
        self._route(sheet, drawn)
        self._places(sheet, share, drawn)
        rgba = sheet.rgba()
        rgba[..., 3] = self._mask
        return rgba

    @cached_property
    def town(self) -> Town:
        """The town it shows, if it shows no real place."""
        kind = self.map.kind if self.map.kind != "any" else _KINDS[self.seed % len(_KINDS)]
        return Town(self.width, self.height, kind, self.seed)

    @cached_property
    def course(self) -> Course:
        """The way."""
        return self._real() if self.map.points else self._invented()

    @cached_property
    def _flat(self) -> Projection:
        across, down = 0.16 * self.width, 0.2 * self.height
        box = (across, down * 1.15, self.width - 2 * across, self.height - 2.2 * down)
        return earth.projection(self.map, box)

    @cached_property
    def _ground(self) -> ndarray:
        sheet = Sheet(self.width, self.height, self.scale)
        if self.map.points:
            earth_ground(sheet, self.map, self._flat, self.look)
        else:
            town_ground(sheet, self.town, self.look)
        return sheet.rgba()

    @cached_property
    def _mask(self) -> ndarray:
        high, wide = self._ground.shape[:2]
        corner = shapes.rect((0, 0, self.width, self.height), "#fff", round=self.round)
        mask: ndarray = rastered(corner, "", (wide, high), self.scale)[..., 3]
        return mask

    def _invented(self) -> Course:
        nodes = way(self.town)
        points = rounded([self.town.at(node) for node in nodes])
        whole = length(points)
        names = self.map.stops
        places = crossings(points, len(names))
        between = [
            (length(points[: points.index(place) + 1]) / whole, place, name)
            for place, name in zip(places, names, strict=True)
        ]
        return Course(
            points, [(0.0, points[0], self.map.start), *between, (1.0, points[-1], self.map.goal)], real=True
        )

    def _real(self) -> Course:
        flat = self._flat
        places = [flat.at(point.lon, point.lat) for point in self.map.points]
        points = [flat.at(*spot) for spot in self.map.route] or places
        whole = max(1e-9, length(points))
        stops = []
        for number, (point, place) in enumerate(zip(self.map.points, places, strict=True)):
            nearest = min(
                range(len(points)),
                key=lambda at: (points[at][0] - place[0]) ** 2 + (points[at][1] - place[1]) ** 2,
            )
            share = length(points[: nearest + 1]) / whole
            last = number == len(places) - 1
            label = point.label or (self.map.goal if last else self.map.start if number == 0 else "")
            stops.append((1.0 if last else 0.0 if number == 0 else share, place, label))
        return Course(points, stops, real=bool(self.map.route))

    def _route(self, sheet: Sheet, drawn: float) -> None:
        look, accent = self.look, self.look.shown("accent")
        course = self.course
        if drawn <= 0:
            return
        head = until(course.points, drawn)
        line = shapes.joined(head)
        dash = "" if course.real else "2 19"
        sheet.draw(
            shapes.path(line, stroke=mix(look.paint("ink"), accent, 0.4), width=17, opacity=0.2),
            shapes.path(line, stroke=look.paint("sheet"), width=15),
            shapes.path(line, stroke=accent, width=9, dash=dash),
        )
        if drawn < 1:
            sheet.draw(
                shapes.circle(*head[-1], 19, accent, opacity=0.25),
                shapes.circle(*head[-1], 11, accent, stroke=look.paint("sheet"), width=4.5),
            )

    def _places(self, sheet: Sheet, share: float, drawn: float) -> None:
        stops = self.course.stops
        for number, (at, place, label) in enumerate(stops):
            last, first = number == len(stops) - 1, number == 0
            when = 0.03 if first else _BEGIN + (_END - _BEGIN) * (0.15 + 0.75 * at)
            come = part(share, when, when + 0.18, "back") if not last else 0.0
            if last:
                self._goal(sheet, place, share)
            elif come > 0 and (first or drawn >= at - 0.06):
                accent = self.look.shown("accent")
                sheet.draw(
                    shapes.circle(
                        *place, 12 * come, self.look.paint("sheet"), stroke=accent, width=6.5 * come
                    )
                )
            seen = part(share, 0.84, 0.96) if last else part(share, when + 0.06, when + 0.2)
            if label and seen > 0:
                self._label(sheet, label, place, seen, goal=last)

    def _goal(self, sheet: Sheet, place: Point, share: float) -> None:
        """The pin that falls in at the goal, and the ring that goes out from it."""
        fallen = part(share, _END - 0.02, 0.93, "spring")
        accent = self.look.shown("accent")
        if fallen <= 0:
            sheet.draw(shapes.circle(*place, 9 * part(share, 0.08, 0.2), accent, opacity=0.45))
            return
        ring = part(share, 0.86, 1.0)
        x, y = place
        drop = (1 - fallen) * 90
        size = 1.32
        pin = "M0 0C-5 -13 -19 -22 -19 -37A19 19 0 1 1 19 -37C19 -22 5 -13 0 0Z"
        shadow = max(0.0, 1 - abs(drop) / 120)
        sheet.draw(
            shapes.circle(
                x, y, 14 + 40 * ring, "none", stroke=accent, width=5 * (1 - ring), opacity=1 - ring
            ),
            shapes.ellipse(
                x + 7, y + 1, 17 * shadow, 6 * shadow, self.look.paint("ink"), opacity=0.3 * shadow
            ),
            shapes.group(
                shapes.path(pin, shade(accent, 0.86))
                + shapes.group(shapes.path(pin, accent), move=(-1.2, -1), scale=0.95)
                + shapes.circle(0, -37, 8.5, self.look.paint("sheet")),
                move=(x, y - drop),
                scale=size,
                opacity=min(1.0, eased("out", fallen * 3)),
            ),
        )

    def _from_above(self) -> bool:
        """Whether the way comes to its goal from above."""
        points = self.course.points
        near = until(points, max(0.0, 1 - 90 / max(90.0, length(points))))[-1]
        return near[1] < points[-1][1] - 40

    def _label(self, sheet: Sheet, text: str, place: Point, seen: float, *, goal: bool) -> None:
        """A label beside its place, on the side where there is room."""
        look = self.look
        face = look.faces.headline if goal else look.faces.text
        words = fitted(text, face, 34 if goal else 25, self.width * 0.42)
        high = (58 if goal else 44) * min(1.0, words.size / (34 if goal else 25) / face.larger + 0.15)
        wide = words.width + high * 0.86
        x = place[0] - wide / 2
        x = min(max(x, 16.0), self.width - wide - 16)
        lift = 92.0 if goal else 26.0
        if goal:
            # Not over the way, where there is room beside it.
            beside = self._from_above() and place[1] + 26 + high < self.height - 12
            above = place[1] - lift - high > 12 and not beside
        else:
            above = place[1] + 20 + high > self.height - 12
        y = place[1] - lift - high if above else place[1] + 22
        y += (1 - seen) * 10 * (1 if above else -1)
        ground = look.shown("accent") if goal else look.paint("sheet")
        ink = readable(ground, look.paint("sheet"), look.paint("ink"))
        box = (x, y, wide, high)
        sheet.draw(
            shapes.rect((x, y + 3.5, wide, high), look.paint("ink"), round=high * 0.36, opacity=0.2 * seen),
            shapes.rect(box, ground, round=high * 0.36, opacity=seen),
        )
        baseline = y + high / 2 + words.size * 0.34
        sheet.write(words, (x + wide / 2, baseline), ink, align=0.5, opacity=seen, moving=seen < 1)


def map_of(given: Mapping[str, Any]) -> Map:
    """Read a map as it was written; what is wrong with it is told with its place."""
    from studio.render.graphics.maps.grammar import Map

    return shaped(Map, given, "map")
