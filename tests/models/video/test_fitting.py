"""Shots are made as their makers publish it: so many frames at a time, at that rate, begun and ended so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadInput
from studio.models.sizing import SizeRule
from studio.models.video import ltx, wan
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.fitting import fitted, seams

WAN, LTX = wan.FAMILY.usual, ltx.FAMILY.usual
SVD = CapabilityCard(
    "svd", "1", frozenset({"i2v"}), FrameRule(25, 25), (6.0,), SizeRule(64, pixels=1024 * 576), 1, 3
)
BETWEEN = CapabilityCard("ends", "1", frozenset({"i2v"}), FrameRule(81, 5, 4, 1), (16.0,), takes_end=True)
WORDS = CapabilityCard("words", "1", frozenset({"t2v"}), FrameRule(81, 5, 4, 1), (16.0,), overlap=1)


@pytest.mark.parametrize(
    ("card", "most", "not_allowed"),
    [(WAN, 81, (80, 82, 4)), (LTX, 249, (248, 250, 8, 257)), (SVD, 25, (24, 26, 14))],
)
def test_the_published_lengths(card: CapabilityCard, most: int, not_allowed: tuple[int, ...]) -> None:
    assert card.frames.allows(most)
    assert not any(card.frames.allows(count) for count in not_allowed)


@pytest.mark.parametrize(
    ("card", "frames", "fps", "native", "rate", "chunks"),
    [
        # Five seconds: 80 frames of Wan, made as 81; of LTX at its own rate, or at the next above the film's.
        (WAN, 150, 30, 80, 16, [81]),
        (WAN, 120, 24, 80, 16, [81]),
        (LTX, 120, 24, 120, 24, [121]),
        (LTX, 125, 25, 125, 25, [129]),
        (LTX, 60, 12, 120, 24, [121]),
        # Ten seconds take two chunks of Wan that have five frames in common.
        (WAN, 240, 24, 160, 16, [85 - 4, 85 - 4, 9]),
        (SVD, 96, 24, 24, 6, [25]),
        (SVD, 200, 24, 50, 6, [25, 25, 25]),
    ],
)
def test_shots_are_cut_by_the_rule_of_the_card(
    card: CapabilityCard, frames: int, fps: float, native: int, rate: float, chunks: list[int]
) -> None:
    fit = fitted(card, frames, fps, 1280, 720)
    assert (fit.frames, fit.fps) == (native, rate)
    if chunks[-1] != 9:
        assert [link.chunk.made for link in fit.links] == chunks
    assert all(card.frames.allows(link.chunk.made) for link in fit.links)


def test_ten_seconds_of_wan_are_three_chunks_with_five_frames_in_common() -> None:
    links = fitted(WAN, 240, 24, 1280, 720).links
    assert [link.chunk.overlap for link in links] == [0, 5, 5]
    assert [link.chunk.made for link in links] == [57, 57, 57]


def test_a_chain_begins_with_a_keyframe_and_anew_after_three() -> None:
    links = fitted(WAN, 24 * 20, 24, 1280, 720).links
    assert [link.follows for link in links] == [False, True, True, False, True]
    assert [link.first_keyframe for link in links] == [0, None, None, links[3].chunk.first, None]
    assert all(link.last_keyframe is None for link in links)


def test_who_can_end_on_a_picture_lies_between_two() -> None:
    fit = fitted(BETWEEN, 240, 24, 1280, 720)
    assert not fit.chained
    for link in fit.links:
        assert link.first_keyframe == link.chunk.first
        assert link.last_keyframe == link.chunk.first + link.chunk.made - 1


def test_who_works_from_words_is_given_no_keyframes() -> None:
    assert fitted(WORDS, 240, 24, 1280, 720).keyframes == []


def test_sizes_are_those_of_the_card() -> None:
    fit = fitted(WAN, 24, 24, 1920, 1080)
    assert (fit.width, fit.height) == (1280, 720)
    fit = fitted(LTX, 24, 24, 1080, 1920)
    assert (fit.width, fit.height) == (704, 1280)


def test_odd_films_are_refused() -> None:
    with pytest.raises(BadInput, match="no frames of 641 × 360"):
        fitted(WAN, 24, 24, 641, 360)


def test_a_seam_lies_where_the_next_chunk_is_alone() -> None:
    first = fitted(WAN, 240, 24, 1280, 720).links[1].chunk
    assert seams(WAN, 240, 24)[0] == -(-(first.first + first.overlap) * 24 // 16)
    assert seams(WAN, 100, 24) == []


@given(
    st.integers(1, 4000), st.sampled_from([12.0, 23.976, 24.0, 25.0, 29.97, 30.0, 50.0, 60.0]),
    st.sampled_from([WAN, LTX, SVD, BETWEEN, WORDS]),
)  # fmt: skip
def test_chunks_cover_every_film_and_seams_lie_inside(frames: int, fps: float, card: CapabilityCard) -> None:
    fit = fitted(card, frames, fps, 1280, 720)
    assert fit.links[0].chunk.first == 0
    assert fit.links[-1].chunk.end == fit.frames
    # The last frame that is seen lies among those that are made, or a fraction after the last of them.
    assert (frames - 1) * fit.fps / fps < fit.frames
    found = seams(card, frames, fps)
    assert len(found) == len(fit.links) - 1
    assert all(0 < one < other for one, other in pairwise(found))
