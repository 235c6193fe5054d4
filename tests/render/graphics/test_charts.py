"""Axes have round steps, bars are as long as their values, words stay on the page."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests import scripts
from tests.render.graphics.looks import plain, where

from studio.core.errors import BadInput
from studio.render.graphics.charts.drawing import ChartGraphic, chart
from studio.render.graphics.charts.figures import _reached
from studio.render.graphics.charts.lines import monotone
from studio.render.graphics.charts.numbers import Format, axis
from studio.render.graphics.words import fitted, words, wrapped

SOME_NUMBERS = some.lists(
    some.floats(-1e15, 1e15, allow_nan=False).filter(lambda one: one == 0 or abs(one) > 1e-9),
    min_size=1,
    max_size=12,
)


@given(SOME_NUMBERS, some.booleans())
def test_axes_hold_all_values_in_steps_of_1_2_and_5(values: list[float], zero: bool) -> None:
    made = axis(values, zero=zero)
    mantissa = made.step / 10 ** math.floor(math.log10(made.step) + 1e-9)
    assert min(abs(mantissa - one) for one in (1, 2, 5, 10)) < 1e-6
    dust = 1e-9 * max(abs(made.low), abs(made.high))
    assert made.low - dust <= min(values)
    assert max(values) <= made.high + dust
    assert not zero or made.low <= 0 <= made.high
    assert 1 <= len(made.marks) - 1 <= 8
    assert all(abs(one / made.step - round(one / made.step)) < 1e-6 for one in made.marks)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234567, Format(), "1,234,567"),
        (1234567, Format(point=",", group="."), "1.234.567"),
        (21_500_000, Format(short=True), "21.5\u00a0M"),
        (0.5, Format(unit="%"), "0.5%"),
        (-12.4, Format(unit="%", decimals=1), "\u221212.4%"),
        (48600, Format(before="€"), "€48,600"),
        (12.5, Format(unit="km"), "12.5\u00a0km"),
        (0.0000123, Format(), "1.2e\u22125"),
        (-0.001, Format(decimals=0), "0"),
        (0, Format(unit="km"), "0\u00a0km"),
    ],
)
def test_numbers_are_written_for_people(value: float, form: Format, text: str) -> None:
    assert form(value) == text


UPRIGHT: dict[str, dict[str, float]] = {
    "few": {"Spring": 212, "Summer": 348, "Autumn": 265, "Winter": 184},
    "below zero": {"A": 4.2, "B": -8.1, "C": 2.5, "D": -12.4},
    "one": {"Today": 42},
    "huge": {"A": 4.1e12, "B": 9.3e12},
    "tiny": {"A": 0.0000123, "B": 0.000045},
    "twelve": {str(month): 100 + 37 * month for month in range(12)},
}


@pytest.mark.parametrize("name", UPRIGHT)
def test_a_bar_is_as_long_as_its_value_and_begins_at_zero(name: str) -> None:
    values = UPRIGHT[name]
    look, lengths = plain(), {}
    for label in values:
        made = chart({"kind": "bars", "values": values, "highlight": label})
        rgba = ChartGraphic(made, look, scale=0.8).at(1.0)
        line = where(rgba, look.quiet(0.25), near=10).sum(axis=1)
        base = float(np.flatnonzero(line > 0.9 * line.max()).mean()) + 0.5
        red = where(rgba, look.accent(), near=40)
        # The middle of the bar, where neither its round corners nor its number are.
        columns = np.flatnonzero(red.sum(axis=0) > 0.9 * red.sum(axis=0).max())
        rows = np.flatnonzero(red[:, int(np.median(columns))])
        bar = max(np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1), key=len)
        lengths[label] = base - bar[0] if bar[0] < base - 1.5 else base - (bar[-1] + 1)
    largest = max(values, key=lambda one: abs(values[one]))
    for label, value in values.items():
        assert abs(lengths[label] - lengths[largest] * value / values[largest]) <= 1.0


def test_a_bar_grows_and_never_shrinks() -> None:
    look = plain()
    graphic = ChartGraphic(chart({"values": [10, 30]}), look, scale=0.4)
    seen = [int(where(graphic.at(share), look.accent(), near=40).sum()) for share in (0, 0.3, 0.6, 0.8, 1)]
    assert seen[0] == 0
    assert seen == sorted(seen)


KINDS = {
    "bars": {"A": 3, "B": 5},
    "line": {"A": 3, "B": 5, "C": 4},
    "area": {"A": 3, "B": 5, "C": 4},
    "ring": {"A": 3, "B": 5},
    "number": {"guests": 1234},
    "versus": {"A": 3, "B": 5},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1000, 620), (560, 900)])
def test_every_chart_is_the_same_every_time_and_rests_at_its_end(
    kind: str, size: tuple[float, float]
) -> None:
    made = chart({"kind": kind, "title": "How it went", "note": "By the way", "values": KINDS[kind]})
    graphic = ChartGraphic(made, plain(), *size, scale=0.4)
    assert (graphic.at(0.37) == graphic.at(0.37)).all()
    assert (graphic.at(1.0) == graphic.at(2.0)).all()
    assert (graphic.at(0.2) != graphic.at(1.0)).any()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_written_beyond_the_page(kind: str) -> None:
    long = "Cinnamon rolls on Sunday mornings by the harbour "
    values = {f"{long}{number}": 10.0 ** (3 * number + 1) for number in range(2)}
    made = chart({"kind": kind, "title": long * 3, "note": long * 4, "unit": "kilometres", "values": values})
    rgba = ChartGraphic(made, plain(), scale=0.5, card=False).at(1.0)
    edge = np.concatenate([rgba[:, :2, 3].ravel(), rgba[:, -2:, 3].ravel(), rgba[:2, :, 3].ravel()])
    assert edge.max() == 0


def test_ring_shares_cover_the_angle_they_stand_for() -> None:
    look = plain()
    made = chart({"kind": "ring", "values": [25, 75]})
    red = where(ChartGraphic(made, look, 600, 600, 1.0).at(1.0), look.accent(), near=12)
    y, x = np.nonzero(red)
    away = np.hypot(x - 300, y - 300)
    ring = away > 150  # not the number in the middle
    angle = np.degrees(np.arctan2(x[ring] - 300, 300 - y[ring])) % 360
    assert angle.max() == pytest.approx(90, abs=3)
    assert angle.min() == pytest.approx(0, abs=3)


def test_a_line_never_leaves_the_range_of_its_values() -> None:
    ys = [3.0, 3.0, 9.0, 8.9, 1.0, 1.0, 7.0]
    way = monotone([float(x) for x in range(7)], ys)
    assert min(y for _, y in way) >= 1.0 - 1e-9
    assert max(y for _, y in way) <= 9.0 + 1e-9
    assert all(any(abs(x - place) < 1e-9 and y == ys[place] for x, y in way) for place in range(7))


@pytest.mark.parametrize(
    ("final", "value", "shown"),
    [
        ("1,284,350", 763352, "\x00\x00763,352"),
        ("1,284,350", 1284350, "1,284,350"),
        ("€48,600", 0, "€\x00\x00\x00\x00\x000"),
        ("3.5 km", 1.24, "1.2 km"),
        ("54%", 7, "\x007%"),
    ],
)
def test_a_number_on_its_way_keeps_its_places(final: str, value: float, shown: str) -> None:
    assert _reached(final, value) == shown


@pytest.mark.parametrize(
    "text", ["Short", "A much longer label than there is room for", "国際空港の天気", "سلام عليكم"]
)
def test_words_fit_their_room(text: str) -> None:
    scripts.needs(text)
    face = plain().faces.text
    for room in (40.0, 120.0, 400.0):
        assert fitted(text, face, 24, room).width <= room + 0.5
        assert all(one.width <= room + 0.5 for one in wrapped(text, face, 24, room, lines=2))
    assert fitted("Short", face, 24, 400).width == words("Short", face, 24).width


@pytest.mark.parametrize(
    ("given_chart", "told"),
    [
        ({"values": []}, "values"),
        ({"values": [float("nan")]}, "finite"),
        ({"kind": "pie", "values": [1]}, "kind"),
        ({"kind": "ring", "values": [1, -1]}, "negative"),
        ({"kind": "versus", "values": [1]}, "two values"),
        ({"values": {"A": 1}, "highlight": "B"}, "no value is called B"),
        ({"values": {"A": "many"}}, "number"),
        ({"values": [1], "colour": "red"}, "colour is not known"),
    ],
)
def test_what_cannot_be_drawn_is_refused(given_chart: dict[str, object], told: str) -> None:
    with pytest.raises(BadInput, match=told) as refused:
        chart(given_chart)
    assert refused.value.hint
