"""Every effect: the same for the same seed and time, alive, smooth, and within its area."""

import itertools
from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
import pytest

from studio.render.canvas import Canvas
from studio.render.effects import beam, grass, mist, motes, rain, sky, snow, water
from studio.render.effects.chance import Area

Effect = Callable[[Canvas, int, float, Area], None]
PALE, DARK, AMBER = (214, 222, 236), (40, 26, 50), (255, 200, 120)


def at_foot(effect: Callable[..., None]) -> Effect:
    """An effect that comes from a point, in the middle of an area."""

    def placed(canvas: Canvas, seed: int, seconds: float, area: Area) -> None:
        middle = ((area.left + area.right) / 2, area.top + 0.8 * (area.bottom - area.top))
        effect(canvas, seed, seconds, middle, 0.5, PALE)

    return placed


def over(effect: Callable[..., None], colour: object = PALE, **how: float) -> Effect:
    def placed(canvas: Canvas, seed: int, seconds: float, area: Area) -> None:
        effect(canvas, seed, seconds, area, 0.6, colour, **how)

    return placed


def glinting(canvas: Canvas, seed: int, seconds: float, area: Area) -> None:
    water.glints(canvas, seed, seconds, area, 0.6, AMBER, under=(area.left + area.right) / 2)


EFFECTS: dict[str, Effect] = {
    "rain": over(rain.rain), "splashes": over(rain.splashes), "snow": over(snow.snow),
    "fog": over(mist.fog), "steam": at_foot(mist.steam), "dust": over(motes.dust, AMBER, amount=3),
    "embers": over(motes.embers, AMBER), "sparks": at_foot(motes.sparks), "beam": at_foot(beam.beam),
    "water": over(water.water, DARK), "glints": glinting, "clouds": over(sky.clouds, speed=30),
    "stars": over(sky.stars), "birds": over(sky.birds, DARK),
    "grass": over(grass.grass, [(90, 60, 90), DARK]),
}  # fmt: skip
AREA = Area(20.4, 110.3, 300.2, 210.8)


def backdrop() -> Canvas:
    canvas = Canvas(320, 240)
    canvas.y[:] = np.linspace(40, 170, 240).astype(np.uint8)[:, None]
    canvas.y[::6, ::9] += 30
    canvas.u[:] = 120
    return canvas


def drawn(name: str, seed: int = 3, seconds: float = 2.0, area: Area = AREA) -> Canvas:
    canvas = backdrop()
    EFFECTS[name](canvas, seed, seconds, area)
    return canvas


def change(one: Canvas, other: Canvas) -> float:
    return float(np.abs(one.planes().astype(int) - other.planes()).mean())


@pytest.mark.parametrize("name", EFFECTS)
def test_it_is_the_same_again_and_alive(name: str) -> None:
    first = drawn(name)
    assert change(first, backdrop()) > 0
    assert change(first, drawn(name)) == 0
    assert change(first, drawn(name, seed=4)) > 0
    assert change(first, drawn(name, seconds=2.5)) > 0


@pytest.mark.parametrize("name", EFFECTS)
def test_it_moves_without_jumps(name: str) -> None:
    """In a thousandth of a second far less happens than in half a second."""
    moments = np.linspace(1.0, 4.0, 7)
    briefly = [change(drawn(name, seconds=t), drawn(name, seconds=t + 0.001)) for t in moments]
    long = [change(drawn(name, seconds=t), drawn(name, seconds=t + 0.5)) for t in moments]
    assert np.mean(briefly) < 0.25 * np.mean(long)


@pytest.mark.parametrize("name", EFFECTS)
def test_it_moves_with_its_area_between_the_pixels(name: str) -> None:
    whole = drawn(name)
    aside = drawn(name, area=Area(AREA.left + 0.5, AREA.top, AREA.right + 0.5, AREA.bottom))
    assert change(whole, aside) > 0


@pytest.mark.parametrize("name", ["fog", "steam", "clouds", "snow", "stars", "dust", "grass", "glints"])
def test_a_slow_pan_takes_it_along_evenly(name: str) -> None:
    def light(aside: float) -> np.ndarray:
        canvas = Canvas(320, 240)
        canvas.fill((60, 128, 128))
        EFFECTS[name](canvas, 3, 2.0, Area(AREA.left + aside, AREA.top, AREA.right + aside, AREA.bottom))
        return cv2.GaussianBlur(canvas.y.astype(np.float32) - 60, (0, 0), 3)[:, 60:260]

    steps = []
    for one, other in itertools.pairwise([light(0.3 * number) for number in range(14)]):
        slope = np.gradient((one + other) / 2, axis=1)
        steps.append(float(-(slope * (other - one)).sum() / (slope * slope).sum()))
    assert np.mean(steps) == pytest.approx(0.3, abs=0.05)
    assert np.std(steps) < 0.05


@pytest.mark.parametrize(
    "name", sorted(EFFECTS.keys() - {"beam", "sparks", "steam", "grass", "embers", "birds"})
)
def test_it_keeps_to_its_area(name: str) -> None:
    changed = drawn(name).y != backdrop().y
    spare = 24 if name == "splashes" else 3
    rows, columns = np.nonzero(changed)
    assert rows.min() >= AREA.top - spare
    assert rows.max() <= AREA.bottom + spare
    assert columns.min() >= AREA.left - spare
    assert columns.max() <= AREA.right + spare


@pytest.mark.parametrize("name", sorted(EFFECTS.keys() - {"beam"}))
@pytest.mark.parametrize("area", [Area(2000, 40, 2400, 200), Area(-900, -400, -700, -200)])
def test_out_of_sight_it_does_nothing(name: str, area: Area) -> None:
    assert change(drawn(name, area=area), backdrop()) == 0


def test_more_is_more() -> None:
    for effect in (rain.rain, snow.snow, mist.fog, motes.dust):
        little, much = backdrop(), backdrop()
        draw = partial(effect, seed=3, seconds=2.0, area=AREA, scale=0.6, colour=PALE)
        draw(little, amount=0.5)
        draw(much, amount=2.0)
        assert change(much, backdrop()) > 1.5 * change(little, backdrop())


def test_water_mirrors_what_stands_above_it() -> None:
    canvas = Canvas(320, 240)
    canvas.fill((90, 128, 128))
    canvas.y[60:100, 100:200] = 210
    water.water(canvas, 1, 0.0, Area(0, 120, 320, 240), 0.3, DARK, roughness=0.2)
    assert canvas.y[140:176, 110:190].mean() > canvas.y[140:176, 20:80].mean() + 50
    assert canvas.y[205:, 110:190].mean() < canvas.y[140:176, 110:190].mean() - 40


def test_a_beam_shines_the_way_it_turns() -> None:
    def light(seconds: float) -> tuple[float, float]:
        canvas = Canvas(320, 240)
        before = canvas.y.astype(int)
        beam.beam(canvas, 0, seconds, (160, 120), 0.3, AMBER, period=8, reach=500)
        more = canvas.y - before
        return float(more[:, :110].sum()), float(more[:, 210:].sum())

    left, right = light(2.0)
    assert right > 20 * max(1.0, left)
    left, right = light(6.0)
    assert left > 20 * max(1.0, right)
