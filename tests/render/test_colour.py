"""Colours are mixed as the eye mixes them, and are never more than a screen can show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.colour import Rgb, adjusted, contrast, luminance, mixed, parsed, rolled_off, written

parts = st.floats(0, 1)
colours = st.builds(Rgb, parts, parts, parts)


@pytest.mark.parametrize("text", ["#000000", "#cc7a3d", "#102030", "#3b6ea5"])
def test_what_is_written_is_what_was_read(text: str) -> None:
    assert written(parsed(text)) == text


@given(colours, colours)
def test_the_ends_of_a_mix_are_what_was_mixed(one: Rgb, other: Rgb) -> None:
    assert mixed(one, other, 0) == pytest.approx(one, abs=1e-4)
    assert mixed(one, other, 1) == pytest.approx(other, abs=1e-4)


def test_blue_and_yellow_make_no_mud() -> None:
    middle = mixed(parsed("#ffdd00"), parsed("#0044ff"), 0.5)
    assert luminance(middle) > 0.25
    assert max(middle) - min(middle) > 0.2


@given(st.builds(Rgb, *[st.floats(0, 50)] * 3))
def test_what_is_too_bright_keeps_its_order_and_fits(colour: Rgb) -> None:
    shown = rolled_off(colour)
    assert all(0 <= part <= 1 for part in shown)
    strongest = max(range(3), key=lambda part: colour[part])
    assert shown[strongest] == max(shown)


def test_contrast_is_what_wcag_says() -> None:
    assert contrast(parsed("#ffffff"), parsed("#000000")) == pytest.approx(21)
    assert contrast(parsed("#777777"), parsed("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_lighter_is_lighter_and_greyer_is_greyer() -> None:
    red = parsed("#b03030")
    assert luminance(adjusted(red, lightness=1.2)) > luminance(red)
    grey = adjusted(red, chroma=0)
    assert max(grey) - min(grey) < 1e-3
