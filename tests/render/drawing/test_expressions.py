"""What stands in braces is worked out; nothing but arithmetic can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.drawing.expressions import Unreadable, drawn, evaluated, filled

NAMES: dict[str, float | str] = {"n": 3.0, "wide": 40.0, "kind": "loaf"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("n", 3), ("n*wide+2", 122), ("-(n-5)/2", 1), ("min(n, 2)", 2), ("if(n > 2, 10, 20)", 10),
        ("10 if n == 2 else 20", 20), ("when(kind=='loaf', 1, 0)", 1), ("round(sin(90), 3)", 1),
        ("cos(180)", -1), ("n % 2", 1), ("kind", "loaf"), ("floor(n/2)", 1), ("sqrt(wide-4)", 6),
    ],
)  # fmt: skip
def test_arithmetic(text: str, value: float | str) -> None:
    assert evaluated(text, NAMES) == pytest.approx(value)


def test_braces_are_filled_wherever_they_stand() -> None:
    assert filled("M{n} {wide/3} {kind}", NAMES) == "M3 13.3333 loaf"


@pytest.mark.parametrize(
    "text",
    [
        "missing", "1/0", "n +", "__import__('os')", "n.real", "[1]", "(lambda: 1)()", "kind + 1", "max()",
        "open('x')", "9**99", "sqrt(-1)", "1e8", "'a'*9", "f'{n}'", "n if", "", "x" * 300, "((((" * 400,
    ],
)  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    with pytest.raises(Unreadable):
        evaluated(text, NAMES)


@given(st.integers(0, 2**31), st.integers(0, 1000))
def test_chance_is_always_the_same_and_within_bounds(seed: int, number: int) -> None:
    assert 0 <= drawn(seed, number) < 1
    assert drawn(seed, number) == drawn(seed, number)


def test_chance_is_spread_evenly() -> None:
    values = [drawn(7, number) for number in range(4000)]
    assert sum(values) / 4000 == pytest.approx(0.5, abs=0.02)
    assert len({round(value, 6) for value in values}) > 3900
