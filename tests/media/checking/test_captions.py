"""Captions come with their words, are short, and stand out from what is behind them."""

from fractions import Fraction

import numpy as np
import pytest

from studio.media.captions.cues import Cue, Word
from studio.media.checking import captions
from studio.media.checking.dues import due
from studio.media.checking.lettering import Lettering, glance
from studio.render import readable

FPS = Fraction(24)
WORDS = [Word("Fresh", 0.5, 0.8), Word("bread,", 0.9, 1.3), Word("every", 2.0, 2.3), Word("day.", 2.4, 2.8)]
CUES = [Cue(500, 1600, ("Fresh bread,",)), Cue(2000, 3100, ("every", "day."))]


def test_captions_with_their_words_hold() -> None:
    found = captions.timing(due(CUES, WORDS), WORDS, [], FPS)
    assert (found.state, found.measured) == ("held", 0)


@pytest.mark.parametrize("off", [-200, 120, 900])
def test_one_that_comes_late_or_early_is_named(off: int) -> None:
    moved = [CUES[0], Cue(2000 + off, 3100 + off, CUES[1].lines)]
    [fault] = captions.timing(due(moved, WORDS), WORDS, [], FPS).faults
    assert fault.measured == pytest.approx(off)
    assert fault.frame == round((2000 + off) * 24 / 1000)


def test_other_words_are_named() -> None:
    wrong = [CUES[0], Cue(2000, 3100, ("every night.",))]
    [fault] = captions.timing(due(wrong, WORDS), WORDS, [], FPS).faults
    assert "not what is said" in fault.told


def test_speech_without_captions_is_a_fault_and_silence_is_none() -> None:
    assert captions.timing([], WORDS, [], FPS).state == "fault"
    assert captions.timing([], [], [], FPS).state == "not checked"


def test_words_without_a_caption_are_named_where_they_are_said() -> None:
    [fault] = captions.timing(due(CUES[:1], WORDS), WORDS, [], FPS).faults
    assert (fault.told, fault.frame, fault.end) == ("“every day.” is said without a caption", 48, 67)
    [fault] = captions.timing(due(CUES[1:], WORDS), WORDS, [], FPS).faults
    assert (fault.told, fault.frame) == ("“Fresh bread,” is said without a caption", 12)
    short = [CUES[0], Cue(2400, 3100, ("day.",))]
    [fault] = captions.timing(due(short, WORDS), WORDS, [], FPS).faults
    assert fault.told.startswith("“every”")


def test_long_lines_and_many_of_them_are_named() -> None:
    cues = [Cue(0, 1000, ("x" * 43,)), Cue(1000, 2000, ("a", "b", "c")), Cue(2000, 3000, ("y" * 42, "z"))]
    assert [one.measured for one in captions.lines(cues, FPS).faults] == [43, 3]


def test_only_what_stands_in_the_safe_part_holds() -> None:
    boxes = [(3, (10, 10, 50, 20)), (9, (0, 10, 50, 20))]
    [fault] = captions.place(boxes, lambda box: box[0] >= 5).faults
    assert fault.frame == 9


def lettering(first: int = 12, end: int = 38) -> Lettering:
    cover = np.zeros((24, 96), np.float32)
    for left in range(6, 90, 9):
        cover[5:19, left : left + 4] = 1
    return Lettering(CUES[0], first, end, (20, 60, 116, 84), cover)


def frame(ink: int, ground: int, *, shown: bool = True, seed: int = 1) -> np.ndarray:
    luma = np.random.default_rng(seed).uniform(60, 190, (108, 192))
    if shown:
        luma[60:84, 20:116] = ground + (ink - ground) * lettering().cover
    return luma.astype(np.uint8)


def looked(ink: int = 225, ground: int = 30, late: int = 0) -> Lettering:
    one, grey = lettering(), np.full((54, 96), 128, np.uint8)
    for number in range(60):
        one.look(number, frame(ink, ground, shown=12 + late <= number < 38 + late, seed=number), grey, grey)
    return one


def test_a_caption_is_seen_when_it_is_in_the_picture() -> None:
    assert looked().seen() == (12, 38)
    assert looked(late=5).seen() == (17, 43)
    found = captions.timing(due(CUES[:1], WORDS), WORDS[:2], [looked(late=5)], FPS)
    assert found.faults[0].measured == pytest.approx(5000 / 24)


def test_words_that_are_said_twice_are_two_captions() -> None:
    one, again = twice = [lettering(12, 24), lettering(30, 42)]
    look, grey = glance(twice), np.full((54, 96), 128, np.uint8)
    for number in range(60):
        shown = 12 <= number < 24 or 30 <= number < 42
        look(number, frame(225, 30, shown=shown, seed=number), grey, grey)
    assert (one.seen(), again.seen()) == ((12, 24), (30, 42))


@pytest.mark.parametrize(
    ("ink", "ground", "state"), [(225, 30, "held"), (30, 200, "held"), (90, 60, "fault")]
)
def test_letters_must_stand_out(ink: int, ground: int, state: str) -> None:
    found = captions.contrast(looked(ink, ground).reads, readable.contrast, 4.5)
    assert found.state == state


def test_letters_between_dark_and_light_are_lost() -> None:
    read = (4, (120, 120, 120), (10, 10, 10), (240, 240, 240))
    assert captions.contrast([read], readable.contrast, 4.5).measured == 1.0
