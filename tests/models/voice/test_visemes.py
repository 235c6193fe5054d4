"""Mouths: shut where lips are, at rest in silence, never flickering, a little ahead of the sound."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.voice.speech import Phone
from studio.models.voice.visemes import EARLY, HELD, mouths

SOUNDS = ["p", "m", "b", "ˈɑː", "aɪ", "oʊ", "f", "v", "l", "s", "t", "k", "ə", "uː", "ɛ", "tʃ", "ɔ̃", "ʁ", ""]


def spoken(*sounds: tuple[str, float], at: float = 0.5) -> list[Phone]:
    """Sounds one after the other; "" is silence."""
    found = []
    for symbol, length in sounds:
        if symbol:
            found.append(Phone(symbol, at, at + length))
        at += length
    return found


@pytest.mark.parametrize(
    ("sound", "shapes"),
    [
        ("m", "A"), ("ˈb", "A"), ("k", "B"), ("ˈɛ", "C"), ("ɑː", "CD"), ("ɔː", "E"), ("uː", "F"), ("v", "G"),
        ("l", "H"), ("aʊ", "CDF"), ("ɔ̃", "E"), ("ʁ", "B"), ("eɪ", "C"), ("oʊ", "EF"),
    ],
)  # fmt: skip
def test_each_sound_has_its_shape(sound: str, shapes: str) -> None:
    found = mouths(spoken((sound, 0.3)), 1.5)
    assert "".join(one.shape for one in found) == f"X{shapes}X"
    assert found[1].start == pytest.approx(0.5 - EARLY)


def test_a_pause_shuts_the_mouth_and_a_breath_does_not() -> None:
    for pause, shapes in ((0.3, "XCXCX"), (0.05, "XCX")):
        found = mouths(spoken(("ɛ", 0.2), ("", pause), ("ɛ", 0.2)), 2)
        assert "".join(one.shape for one in found) == shapes


def test_lips_shut_even_for_a_moment() -> None:
    found = mouths(spoken(("oʊ", 0.3), ("b", 0.02), ("ɛ", 0.2), ("s", 0.01), ("ɛ", 0.2)), 2)
    assert "".join(one.shape for one in found) == "XEFACX"
    assert next(one for one in found if one.shape == "A").held == pytest.approx(HELD)


@given(st.lists(st.tuples(st.sampled_from(SOUNDS), st.floats(0.005, 0.4)), max_size=40))
def test_whatever_is_said_shapes_follow_one_another_and_are_seen(sounds: list[tuple[str, float]]) -> None:
    phones = spoken(*sounds)
    seconds = 0.5 + sum(length for _, length in sounds) + 0.3
    found = mouths(phones, seconds)
    assert found[0].start == 0
    assert found[-1].end == seconds
    for before, after in pairwise(found):
        assert before.end == after.start
        assert before.shape != after.shape
    assert all(one.held >= HELD - 1e-6 for one in found)
    assert found[-1].shape == "X"


def test_silence_is_one_rest() -> None:
    assert [(one.shape, one.start, one.end) for one in mouths([], 2.5)] == [("X", 0, 2.5)]
