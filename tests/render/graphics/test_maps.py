"""Ways go along streets and over bridges, maps are true to their places, labels stay on them."""

import math
from itertools import pairwise

import numpy as np
import pytest
from tests.render.graphics.looks import plain, where

from studio.core.errors import BadInput
from studio.render.graphics.maps import earth
from studio.render.graphics.maps.drawing import MapGraphic, map_of
from studio.render.graphics.maps.routing import length, rounded, until, way
from studio.render.graphics.maps.town import Town, inside, near

KINDS = ("coast", "river", "inland")
SEEDS = range(12)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_way_keeps_to_streets_on_land_and_on_the_map(kind: str, seed: int) -> None:
    town = Town(1000.0, 620.0, kind, seed)
    nodes = way(town)
    assert len(nodes) > 3
    for one, other in pairwise(nodes):
        assert abs(one[0] - other[0]) + abs(one[1] - other[1]) == 1, "from crossing to crossing"
        (left, top), (right, bottom) = town.at(one), town.at(other)
        middle = ((left + right) / 2, (top + bottom) / 2)
        assert not town.wet(middle)
        if town.in_river(middle):
            assert town.bridged(one, other), "only wide streets have bridges"
    for x, y in (town.at(node) for node in nodes):
        assert 0 < x < 1000
        assert 0 < y < 620


@pytest.mark.parametrize("kind", KINDS)
def test_a_town_is_the_same_every_time_and_another_by_another_seed(kind: str) -> None:
    given = map_of({"kind": kind, "goal": "Bodega"})
    seen = [MapGraphic(given, plain(), 600, 400, 0.5, seed=seed).at(1.0) for seed in (3, 3, 4)]
    assert np.array_equal(seen[0], seen[1])
    assert (seen[0] != seen[2]).mean() > 0.1


def test_no_house_stands_in_the_water() -> None:
    for seed in SEEDS:
        town = Town(1000.0, 620.0, "coast", seed)
        assert town.blocks
        assert not any(inside(corner, town.sea) for block in town.blocks for corner in block.corners)


def test_the_route_grows_to_its_goal() -> None:
    look = plain()
    graphic = MapGraphic(map_of({"kind": "inland"}), look, 600, 400, 0.6, seed=5)
    seen = [
        int(where(graphic.at(share), look.shown("accent"), near=20).sum()) for share in (0, 0.3, 0.5, 0.8)
    ]
    assert seen == sorted(seen)
    assert seen[-1] > 400
    assert np.array_equal(graphic.at(1.0), graphic.at(3.0))


def test_the_way_is_cut_where_its_head_is() -> None:
    points = [(0.0, 0.0), (100.0, 0.0), (100.0, 50.0)]
    assert length(points) == 150
    assert until(points, 0.5)[-1] == pytest.approx((75, 0))
    assert until(points, 0.8)[-1] == pytest.approx((100, 20))
    assert until(points, 1.0)[-1] == pytest.approx((100, 50))
    smooth = rounded(points)
    assert smooth[0] == points[0]
    assert smooth[-1] == points[-1]
    assert all(near(point, points) < 6 for point in smooth)


CITIES = {"Barcelona": (2.1734, 41.3851), "Tarragona": (1.2445, 41.1189), "Lleida": (0.62, 41.6176)}


def test_given_places_keep_their_directions_and_distances() -> None:
    given = map_of({"points": [[*spot, name] for name, spot in CITIES.items()]})
    flat = earth.projection(given, (100, 100, 800, 420))
    (bx, by), (tx, ty), (lx, ly) = (flat.at(point.lon, point.lat) for point in given.points)
    assert lx < tx < bx
    assert ly < by < ty
    true = _km(*CITIES["Barcelona"], *CITIES["Lleida"])
    assert math.hypot(bx - lx, by - ly) / flat.km == pytest.approx(true, rel=0.01)
    for x, y in ((bx, by), (tx, ty), (lx, ly)):
        assert 99.9 <= x <= 900.1
        assert 99.9 <= y <= 520.1
    assert flat.spot(*flat.at(1.9, 41.2)) == pytest.approx((1.9, 41.2))
    long, told = earth.bar(flat, 200)
    assert float(told.split()[0]) * flat.km == pytest.approx(long)
    assert 80 <= long <= 200


def _km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """The distance on a globe."""
    one, other, apart = (math.radians(part) for part in (lat, other_lat, other_lon - lon))
    angle = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(apart)
    return 6371.0 * math.acos(angle)


def test_places_on_both_sides_of_the_date_line_lie_side_by_side() -> None:
    flat = earth.projection(map_of({"points": [[179.5, -17], [-179.5, -17]]}), (0, 0, 1000, 600))
    left, right = flat.at(179.5, -17)[0], flat.at(-179.5, -17)[0]
    assert right - left == pytest.approx(1000, rel=0.01)


def test_places_at_the_same_spot_are_drawn() -> None:
    graphic = MapGraphic(map_of({"points": [[2.0, 41.0, "A"], [2.0, 41.0, "B"]]}), plain(), 400, 300, 0.5)
    assert graphic.at(1.0).shape == (150, 200, 4)


@pytest.mark.parametrize("size", [(1000.0, 620.0), (500.0, 900.0), (640.0, 640.0)])
def test_labels_stay_on_the_map(size: tuple[float, float]) -> None:
    long = "A very long name for a small bakery at the end of the pier"
    look = plain()
    bare = MapGraphic(map_of({"kind": "inland"}), look, *size, 0.5, seed=2, round=0).at(1.0).astype(int)
    full = MapGraphic(
        map_of({"kind": "inland", "goal": long, "start": long}), look, *size, 0.5, seed=2, round=0
    )
    changed = np.abs(full.at(1.0) - bare).max(axis=-1) > 30
    assert changed.any()
    assert not (changed[:3].any())
    assert not (changed[-3:].any())
    assert not (changed[:, :3].any())
    assert not (changed[:, -3:].any())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"points": [[2.0, 41.0]]}, "two of them"),
        ({"points": [[200, 0], [1, 1]]}, "lon"),
        ({"route": [[0, 0], [1, 1]]}, "which places"),
        ({"kind": "island"}, "kind"),
        ({"city": "Rome"}, "city is not known"),
    ],
)
def test_a_map_that_cannot_be_drawn_is_refused(given: dict[str, object], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        map_of(given)
