"""A shape lies where the thing lies that the shot is about."""

from typing import Any

import pytest

from studio.render.shelf import Shelf
from studio.render.shots.crossing import Traced
from studio.render.shots.grammar import Shot
from studio.render.shots.matching import shape
from studio.render.shots.planes import Moment
from studio.render.shots.scene import scene
from studio.render.transitions.hints import MIDDLE

SMALL: dict[str, Any] = {"width": 480, "height": 270, "frames": 24, "seed": 5, "place": "kitchen"}


def shot(**more: Any) -> Shot:
    return Shot.model_validate({**SMALL, **more})


@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize("thing", [{"prop": "bicycle"}, {"prop": "bread"}, {"person": "baker"}])
@pytest.mark.parametrize("size", ["wide", "medium"])
def test_it_lies_on_the_thing_that_is_seen(thing: dict[str, str], size: str, share: float) -> None:
    plan = shot(cast=[thing], camera={"size": size, "move": "drift-right", "energy": 0.8})
    made, trace = scene(plan, Shelf()), Traced(480, 270)
    moment = Moment(round(23 * share), share, share)
    made.stage.cast[0].show(trace, made.view(moment), moment)
    lefts, tops, rights, bottoms = zip(*trace.boxes, strict=True)
    left, top, right, bottom = min(lefts), min(tops), max(rights), max(bottoms)
    found = shape(plan, Shelf(), share)
    assert found.x * 480 == pytest.approx((left + right) / 2, abs=16)
    assert found.y * 270 == pytest.approx((top + bottom) / 2, abs=16)
    assert found.down * 270 == pytest.approx((bottom - top) / 2, rel=0.35, abs=8)


def test_it_goes_with_the_camera() -> None:
    plan = shot(cast=[{"prop": "bread"}], camera={"move": "drift-right", "energy": 1})
    first, last = (shape(plan, Shelf(), share) for share in (0.0, 1.0))
    assert last.x < first.x - 0.02


def test_a_sign_is_a_box_and_nothing_in_particular_is_the_middle() -> None:
    assert shape(shot(place="street", name="Blatt", camera={"on": "sign"}), Shelf(), 0).roundness == 0
    assert shape(shot(place="abstract"), Shelf(), 0) == MIDDLE
    assert shape(shot(ending=True, name="Blatt"), Shelf(), 0) == MIDDLE
