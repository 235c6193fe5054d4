"""People far away walk on their ground, at their pace, always the same ones at the same moment."""

from itertools import pairwise

import numpy as np
import pytest

from studio.render.canvas import Canvas
from studio.render.figures.walking import gait, stride
from studio.render.grammar import Crowd
from studio.render.painting import Painter
from studio.render.shelf import Shelf
from studio.render.shots.crowds import Passing, crowd
from studio.render.shots.planes import Moment
from studio.render.view import View

VIEW = View(640, 360, 1000, 0.5, 0.5)
WIDE = {"left": -600.0, "right": 600.0, "top": 60.0, "bottom": 120.0, "height": 120.0}


def made(style: str = "dusk", seed: int = 3, **told: float | str) -> Passing:
    painter = Painter(Shelf().pack(style), "day")
    return crowd(Crowd.model_validate({**WIDE, **told}), painter, VIEW.scale, seed)


def shown(people: Passing, seconds: float) -> np.ndarray:
    canvas = Canvas(640, 360)
    people.show(canvas, VIEW, Moment(round(seconds * 30), seconds, 0.5))
    return canvas.rgb()


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
def test_they_stand_on_their_ground(style: str) -> None:
    rows = np.nonzero(shown(made(style), 1.0).sum(axis=2) > 60)[0]
    assert len(rows) > 400
    assert rows.max() <= 180 + (120 + 14) * VIEW.scale
    assert rows.min() >= 180 + (60 - 1.2 * 120) * VIEW.scale


def test_amount_says_how_many_and_height_how_high() -> None:
    assert len(made(amount=0.3).people) < len(made(amount=1).people) < len(made(amount=3).people)
    assert not made(amount=0).people
    assert not shown(made(amount=0), 1.0).sum(axis=2).any() or shown(made(amount=0), 1.0).max() < 20
    near, far = max(made().people, key=lambda one: one.y), min(made().people, key=lambda one: one.y)
    assert near.size > far.size
    assert near.size == pytest.approx(120 * near.y / 120 / 180, abs=0.001)


def test_who_walks_comes_on_as_fast_as_the_feet_say_and_who_stands_stays() -> None:
    people = made(amount=2)
    walker = next(one for one in people.people if one.way == 1 and one.x < 500)
    people.people = (walker,)
    middles = [np.nonzero(shown(people, seconds).sum(axis=2) > 60)[1].mean() for seconds in (0.0, 2.0)]
    pace = stride(people.looks[walker.who], "stroll") * walker.size / gait("stroll").seconds
    assert middles[1] - middles[0] == pytest.approx(2 * pace * VIEW.scale, rel=0.25)
    still = made(amount=3)
    still.people = tuple(one for one in still.people if not one.way)
    assert still.people
    assert np.array_equal(shown(still, 0.0), shown(still, 2.0))


def test_the_same_moment_shows_the_same_crowd_and_another_seed_another_one() -> None:
    people = made()
    later = shown(people, 1.5)
    shown(people, 0.2)
    assert np.array_equal(later, shown(people, 1.5))
    assert np.array_equal(later, shown(made(), 1.5))
    assert not np.array_equal(later, shown(made(seed=4), 1.5))


def test_nobody_comes_out_of_nowhere() -> None:
    people = made(amount=3)
    people.people = tuple(one for one in people.people if one.way)
    seen = [shown(people, number / 15).astype(int) for number in range(45)]
    jumps = [np.abs(one - other).mean() for one, other in pairwise(seen)]
    assert max(jumps) < 3 * np.median(jumps)


def test_runners_all_run_one_way_at_their_own_pace() -> None:
    people = made(amount=2, look="runner", gait="run")
    assert {one.way for one in people.people} == {1}
    people.people = (next(one for one in people.people if one.x < 300),)
    first = people.people[0]
    middles = [np.nonzero(shown(people, seconds).sum(axis=2) > 60)[1].mean() for seconds in (0.0, 1.0)]
    pace = stride(people.looks[first.who], "run") * first.size / gait("run").seconds
    assert middles[1] - middles[0] == pytest.approx(pace * VIEW.scale, rel=0.25)
