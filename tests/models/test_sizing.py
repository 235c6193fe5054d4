"""Makers make frames at sizes of their own: the least that shows as much as is wanted, near to its shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.sizing import SizeRule

WAN_480P = SizeRule(16, most=1280, pixels=832 * 480)
WAN_720P = SizeRule(16, most=1280, pixels=1280 * 720)
SMALL_WAN = SizeRule(32, most=1280, pixels=1280 * 704)
LTX = SizeRule(32, most=1280, pixels=1280 * 720)


@pytest.mark.parametrize(
    ("rule", "wanted", "made"),
    [
        (WAN_480P, (1920, 1080), (832, 480)),
        (WAN_480P, (1080, 1920), (480, 832)),
        (WAN_480P, (1080, 1080), (624, 624)),
        (WAN_720P, (1920, 1080), (1280, 720)),
        (WAN_720P, (1280, 720), (1280, 720)),
        (SMALL_WAN, (1920, 1080), (1280, 704)),
        (SMALL_WAN, (1080, 1920), (704, 1280)),
        (LTX, (1920, 1080), (1280, 704)),
        (LTX, (640, 360), (640, 384)),
        (WAN_480P, (640, 360), (640, 368)),
    ],
)
def test_the_size_that_serves_best(rule: SizeRule, wanted: tuple[int, int], made: tuple[int, int]) -> None:
    assert rule.fitted(*wanted) == made


def test_what_is_allowed_is_left_as_it_is() -> None:
    assert SizeRule().fitted(1920, 1080) == (1920, 1080)


def test_small_films_are_made_large_enough_to_be_any_good() -> None:
    width, height = SizeRule(16, pixels=832 * 480, fewest=240_000).fitted(320, 180)
    assert 240_000 <= width * height <= 832 * 480
    assert width / height == pytest.approx(16 / 9, rel=0.05)


def test_a_rule_without_sizes_is_told() -> None:
    with pytest.raises(ValueError, match="allows no size"):
        SizeRule(64, least=65, most=100).fitted(640, 360)


@given(
    st.integers(64, 4000),
    st.integers(64, 4000),
    st.sampled_from([WAN_480P, WAN_720P, SMALL_WAN, LTX]),
)
def test_every_film_gets_an_allowed_size(width: int, height: int, rule: SizeRule) -> None:
    made = rule.fitted(width, height)
    assert rule.allows(*made)
