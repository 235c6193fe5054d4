"""Captions are due when their own words are said, also where the same is said again."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from studio.media.captions.cues import Cue, Word
from studio.media.checking.dues import due


def words(told: str) -> list[Word]:
    """A word each second."""
    return [Word(word, at, at + 0.5) for at, word in enumerate(told.split())]


def said(cues: list[Cue], told: str) -> list[float | None]:
    return [one.said for one in due(cues, words(told))]


def at(second: float, *lines: str) -> Cue:
    return Cue(round(1000 * second), round(1000 * second) + 900, lines)


SONG = "Open now. Fresh bread. Open now. Come in."
BREAD, LATER, COME = at(2, "Fresh bread."), at(4, "Open now."), at(6, "Come in.")


def test_what_is_said_twice_is_due_each_time() -> None:
    assert said([at(0, "Open now."), BREAD, LATER, COME], SONG) == [0, 2000, 4000, 6000]


def test_without_its_first_caption_the_second_is_not_late() -> None:
    assert said([BREAD, LATER, COME], SONG) == [2000, 4000, 6000]
    assert said([LATER, COME], SONG) == [4000, 6000]


def test_one_with_other_words_takes_nothing_of_the_others() -> None:
    assert said([at(0, "Open never."), BREAD, LATER, COME], SONG) == [None, 2000, 4000, 6000]
    assert said([at(0, "Open now."), at(2, "Stale bread."), LATER, COME], SONG) == [0, None, 4000, 6000]


def test_one_that_is_late_is_held_by_those_around_it() -> None:
    # At 3.9 s it is nearer to what is said the second time, which has a caption of its own.
    assert said([at(3.9, "Open now."), at(3.95, "Fresh bread."), LATER, COME], SONG)[0] == 0


def test_line_breaks_hyphens_and_parts_of_words_do_not_matter() -> None:
    assert said([at(0, "Nord-", "see"), at(1, "or"), at(2, "fjord")], "Nordsee or fjord") == [0, 1000, 2000]


@given(st.lists(st.sampled_from(["now", "no", "now or", "or", "bread"]), min_size=1, max_size=12))
def test_whole_captions_are_due_in_their_order_whatever_is_said_again(lines: list[str]) -> None:
    counts = itertools.accumulate((len(line.split()) for line in lines), initial=0)
    cues = [at(begin, line) for begin, line in zip(counts, lines, strict=False)]
    assert said(cues, " ".join(lines)) == [cue.start for cue in cues]
