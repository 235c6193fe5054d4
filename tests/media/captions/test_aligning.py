"""Captions show a text as it is written, at the times at which it is heard."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.media.captions.aligning import aligned
from studio.media.captions.cues import Word
from studio.media.captions.pacing import paced


def heard(text: str) -> list[Word]:
    return [Word(word, at, at + 0.8) for at, word in enumerate(text.split())]


def test_marks_and_capitals_are_those_of_the_text() -> None:
    found = aligned("“Fresh bread”, every morning.", heard("fresh bread every morning"))
    assert [(word.text, word.start, word.end) for word in found] == [
        ("“Fresh", 0, 0.8), ("bread”,", 1, 1.8), ("every", 2, 2.8), ("morning.", 3, 3.8),
    ]  # fmt: skip
    assert [word.ends for word in found] == [False, False, False, True]


def test_what_is_spoken_otherwise_shares_the_time_of_what_was_spoken() -> None:
    found = aligned("Only 3 € a loaf.", heard("only three euros and ten a loaf"))
    assert [word.text for word in found] == ["Only", "3", "€", "a", "loaf."]
    assert found[1].start == 1
    assert found[2].end == pytest.approx(4.8)
    assert found[3].start == 5


def test_what_was_not_heard_stands_between_what_was() -> None:
    found = aligned("Bread – and tea.", heard("bread and tea"))
    assert found[1].text == "–"
    assert found[0].end <= found[1].start <= found[1].end <= found[2].start


def test_what_was_heard_at_the_end_is_not_cut_off() -> None:
    assert aligned("Come in", heard("come in please"))[-1].end == 2.8


def test_nothing_heard_or_nothing_written_is_nothing() -> None:
    assert aligned("Bread", []) == []
    assert aligned(" ", heard("bread")) == []


@given(some.text(min_size=1, max_size=60), some.lists(some.text(max_size=8), min_size=1, max_size=12))
def test_times_follow_one_another_whatever_was_heard(text: str, said: list[str]) -> None:
    words = aligned(text, [Word(one, at, at + 0.8) for at, one in enumerate(said)])
    assert all(word.start <= word.end for word in words)
    assert all(one.end <= other.start + 1e-9 for one, other in itertools.pairwise(words))


def test_a_line_without_a_voice_fills_its_time() -> None:
    words = paced("Bread, warm and dark. Come in.", 2.0, 5.0)
    assert (words[0].start, words[-1].end) == (2.0, 5.0)
    pauses = [other.start - one.end for one, other in itertools.pairwise(words)]
    assert pauses.index(max(pauses)) == 3
    assert pauses[0] > pauses[1]
    assert paced("  ", 0, 1) == []
