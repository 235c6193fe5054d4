"""Chords are what musicians mean by their numerals."""

from itertools import pairwise

import pytest

from studio.render.music.theory import Key, chord, pitch_of, scale_over, step_near

C, A = Key(0, "major"), Key(9, "minor")


@pytest.mark.parametrize(
    ("numeral", "key", "classes", "bass"),
    [
        ("I", C, (0, 4, 7), 0),
        ("ii7", C, (2, 5, 9, 0), 2),
        ("V/3", C, (7, 11, 2), 11),
        ("V7sus4", C, (7, 0, 2, 5), 7),
        ("IVmaj7", C, (5, 9, 0, 4), 5),
        ("VI7", C, (9, 1, 4, 7), 9),
        ("iv6", C, (5, 8, 0, 2), 5),
        ("bVII", C, (10, 2, 5), 10),
        ("i", A, (9, 0, 4), 9),
        ("bVImaj7", A, (5, 9, 0, 4), 5),
        ("V", A, (4, 8, 11), 4),
        ("iim7b5", A, (11, 2, 5, 9), 11),
        ("I7/3", C, (0, 4, 7, 10), 4),
    ],
)
def test_a_numeral_is_a_chord(numeral: str, key: Key, classes: tuple[int, ...], bass: int) -> None:
    read = chord(numeral)
    assert read.classes(key) == classes
    assert (key.tonic + read.lowest.semitones) % 12 == bass


def test_what_is_no_chord_is_refused() -> None:
    with pytest.raises(ValueError, match="H7 is no chord"):
        chord("H7")


def test_a_dominant_in_minor_raises_the_seventh_degree_while_it_sounds() -> None:
    assert scale_over(A, chord("i"))[6] == 10
    assert scale_over(A, chord("V"))[6] == 11
    assert chord("V").leading
    assert not chord("v").leading


def test_functions_follow_degrees() -> None:
    assert [chord(one).function for one in ("I", "ii7", "V7", "vi7", "bVII", "iv6")] == [
        "tonic", "subdominant", "dominant", "tonic", "dominant", "subdominant",
    ]  # fmt: skip


@pytest.mark.parametrize("key", [C, A, Key(6, "lydian"), Key(11, "phrygian")])
@pytest.mark.parametrize("numeral", ["I", "i", "V", "bII", "bVII", "iv6"])
def test_steps_of_the_scale_rise_one_after_the_other(key: Key, numeral: str) -> None:
    pitches = [pitch_of(key, chord(numeral), step) for step in range(21, 56)]
    assert all(1 <= after - pitch <= 3 for pitch, after in pairwise(pitches))
    for step in range(30, 45):
        assert step_near(key, chord(numeral), pitch_of(key, chord(numeral), step)) == step
