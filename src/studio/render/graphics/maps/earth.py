"""Real places on a sheet: a small part of the earth laid flat, true in its middle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.graphics.maps.grammar import Map
    from studio.render.graphics.shapes import Point

_KM = 111.195
_LEAST = 0.004
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Projection:
    """How degrees become units.

    Attributes:
        lon: The longitude of the middle.
        lat: The latitude of the middle.
        scale: Units to a degree of latitude.
        x: Where the middle comes to lie.
        y: The same, down.
    """

    lon: float
    lat: float
    scale: float
    x: float
    y: float

    def at(self, lon: float, lat: float) -> Point:
        """Where a place comes to lie."""
        across = _wrapped(lon - self.lon) * math.cos(math.radians(self.lat))
        return self.x + across * self.scale, self.y - (lat - self.lat) * self.scale

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """Which place lies at a point: longitude and latitude."""
        lat = self.lat - (y - self.y) / self.scale
        return self.lon + (x - self.x) / self.scale / math.cos(math.radians(self.lat)), lat

    @property
    def km(self) -> float:
        """Units to a kilometre."""
        return self.scale / _KM


def projection(given: Map, box: tuple[float, float, float, float]) -> Projection:
    """Lay the places of a map into a box.

    Args:
        given: The map; it has points.
        box: Left, top, width, height.
    """
    spots = [(point.lon, point.lat) for point in given.points] + list(given.route)
    first = spots[0][0]
    lons = [first + _wrapped(lon - first) for lon, _ in spots]
    lats = [lat for _, lat in spots]
    lon, lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    across = max(_LEAST, (max(lons) - min(lons)) * math.cos(math.radians(lat)))
    down = max(_LEAST, max(lats) - min(lats))
    left, top, width, height = box
    return Projection(lon, lat, min(width / across, height / down), left + width / 2, top + height / 2)


def bar(flat: Projection, most: float) -> tuple[float, str]:
    """A bar of a round distance: its length in units, and what stands at it."""
    km = most / flat.km
    power = 10.0 ** math.floor(math.log10(km))
    round_km = max(step * power for step in _STEPS if step * power <= km * 1.0001)
    told = f"{round_km:g}\u00a0km" if round_km >= 1 else f"{round_km * 1000:g}\u00a0m"
    return round_km * flat.km, told


def graticule(flat: Projection, width: float, height: float) -> tuple[list[float], list[float]]:
    """Where meridians and parallels at round degrees lie: across, and down."""
    (west, north), (east, south) = flat.spot(0, 0), flat.spot(width, height)
    step = max(_step(east - west), _step(north - south))
    lons = range(math.ceil(west / step), math.floor(east / step) + 1)
    lats = range(math.ceil(south / step), math.floor(north / step) + 1)
    return [flat.at(one * step, flat.lat)[0] for one in lons], [
        flat.at(flat.lon, one * step)[1] for one in lats
    ]


def _step(span: float) -> float:
    raw = max(span, 1e-6) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= raw * 0.999)


def _wrapped(degrees: float) -> float:
    return (degrees + 180) % 360 - 180
