"""Chunks cover their shot, are allowed, and are as few as can be."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.sizing import SizeRule
from studio.models.video.card import CapabilityCard, FrameRule, at_rate


def card(rule: FrameRule, overlap: int = 0, chain: int = 0, *, takes_end: bool = False) -> CapabilityCard:
    return CapabilityCard(
        "one", "1", frozenset({"t2v"}), rule, overlap=overlap, longest_chain=chain, takes_end=takes_end
    )


WAN = FrameRule(81, 5, 4, 1)


@pytest.mark.parametrize(
    ("rule", "frames", "fitted"),
    [
        (WAN, 1, 5),
        (WAN, 5, 5),
        (WAN, 6, 9),
        (WAN, 80, 81),
        (FrameRule(121, 9, 8, 1), 100, 105),
        (FrameRule(9), 4, 4),
    ],
)
def test_a_count_is_raised_to_the_next_that_is_allowed(rule: FrameRule, frames: int, fitted: int) -> None:
    assert rule.fitted(frames) == fitted
    assert rule.allows(fitted)


@pytest.mark.parametrize("frames", [0, 4, 6, 82, 85])
def test_what_the_rule_does_not_say_is_not_allowed(frames: int) -> None:
    assert not WAN.allows(frames)


@pytest.mark.parametrize(
    ("most", "least", "step", "plus"), [(80, 5, 4, 1), (81, 6, 4, 1), (5, 9, 4, 1), (9, 1, 0, 0)]
)
def test_a_rule_that_contradicts_itself_is_none(most: int, least: int, step: int, plus: int) -> None:
    with pytest.raises(ValueError, match="frames"):
        FrameRule(most, least, step, plus)


@given(
    st.integers(1, 5000), st.integers(1, 60), st.sampled_from([(1, 0), (4, 1), (8, 1)]), st.integers(0, 30)
)
def test_chunks_cover_the_shot(frames: int, size: int, rule: tuple[int, int], overlap: int) -> None:
    step, plus = rule
    most = size * step + plus
    one = card(FrameRule(most, step + plus, step, plus), min(overlap, most - 1))
    parts = list(one.parts(frames))
    assert len(parts) == one.chunks(frames)
    assert parts[0].first == 0
    assert parts[-1].end == frames
    assert [after.first for after in parts[1:]] == [part.end - one.overlap for part in parts[:-1]]
    assert [part.overlap for part in parts] == [0] + [one.overlap] * (len(parts) - 1)
    for part in parts:
        assert one.frames.allows(part.made)
        assert 1 <= part.end - part.first <= part.made


@given(st.integers(1, 5000), st.integers(2, 240), st.integers(0, 60))
def test_there_are_as_many_chunks_as_the_rule_says(frames: int, longest: int, overlap: int) -> None:
    overlap = min(overlap, longest - 1)
    one = card(FrameRule(longest), overlap)
    more = max(0, math.ceil((frames - longest) / (longest - overlap)))
    assert one.chunks(frames) == 1 + more
    assert one.lower_bound(frames) == math.ceil(frames / longest) <= one.chunks(frames)


def test_no_chunk_is_a_mere_leftover() -> None:
    lengths = [part.end - part.first for part in card(FrameRule(81)).parts(82)]
    assert lengths == [41, 41]


def test_a_chain_is_only_so_long_unless_ends_are_given() -> None:
    assert card(WAN, 1, 3).chainable(241)
    assert not card(WAN, 1, 3).chainable(242)
    assert card(WAN, 1, 3, takes_end=True).chainable(1000)
    assert card(WAN).chainable(1000)


def test_frames_that_are_made_twice_are_paid_twice() -> None:
    one = CapabilityCard("paid", "1", frozenset({"t2v"}), FrameRule(81, 5, 4, 1), overlap=1, price=0.5)
    assert one.cost(161, 16) == pytest.approx((81 + 81) / 16 * 0.5)


def test_an_overlap_as_long_as_a_chunk_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot overlap by 9"):
        card(FrameRule(9), 9)


@pytest.mark.parametrize(
    ("frames", "fps", "native", "covers"),
    [
        (150, 30, 16, 80),
        (151, 30, 16, 81),
        (1, 30, 16, 1),
        (240, 24, 24, 240),
        (2997, 29.97, 24, 2400),
        (10, 25, 50, 20),
    ],
)
def test_frames_of_another_rate_are_covered(frames: int, fps: float, native: float, covers: int) -> None:
    assert at_rate(frames, fps, native) == covers


@pytest.mark.parametrize(
    ("width", "height", "allowed"),
    [(832, 480, True), (830, 480, False), (1280, 720, False), (32, 480, False), (1024, 512, True)],
)
def test_sizes_keep_to_their_rule(width: int, height: int, allowed: bool) -> None:
    assert SizeRule(multiple=32, least=64, most=1280, pixels=1024 * 512).allows(width, height) is allowed
