"""Voices move little, keep their places, and never go in parallel fifths or octaves with the bass on top."""

from itertools import pairwise

import pytest

from studio.render.music import MOODS
from studio.render.music.harmony import bars_of
from studio.render.music.repertoire import REPERTOIRE
from studio.render.music.theory import Chord, Key
from studio.render.music.voicing import Hands, Placed, Voices, foundations, led, parallel

TIMES_ROUND = 2


def progressions() -> list[tuple[str, Key, tuple[Chord, ...]]]:
    """Every progression of every mood, twice over, each in a key."""
    found: list[tuple[str, Key, tuple[Chord, ...]]] = []
    for name in MOODS:
        mood = REPERTOIRE[name]
        for written in (*mood.verses, *mood.lifts, *mood.cadences):
            chords = tuple(one for bar in bars_of(written) for one in bar)
            found.append((name, Key(mood.tonics[0], mood.modes[0]), chords * TIMES_ROUND))
    return found


def played(
    name: str, key: Key, chords: tuple[Chord, ...], voices: int
) -> tuple[list[int], tuple[Voices, ...]]:
    """Chords as a mood plays them."""
    centre = REPERTOIRE[name].centre
    basses = foundations(key, chords, 33, 47)
    hands = Hands(centre - 10, centre + 11, voices, centre)
    return basses, led(key, chords, tuple(basses), hands, None)


@pytest.mark.parametrize("voices", [3, 4])
def test_outer_voices_never_go_in_parallel(voices: int) -> None:
    changes = wrong = 0
    for name, key, chords in progressions():
        basses, above = played(name, key, chords, voices)
        outer = [(bass, one[-1]) for bass, one in zip(basses, above, strict=True)]
        changes += len(outer) - 1
        wrong += sum(parallel(one, other) for one, other in pairwise(outer))
    assert changes > 600
    assert wrong == 0


@pytest.mark.parametrize("voices", [3, 4])
def test_voices_move_by_step_on_average_and_stay_in_their_hands(voices: int) -> None:
    moves = []
    for name, key, chords in progressions():
        centre = REPERTOIRE[name].centre
        _, above = played(name, key, chords, voices)
        for one, other in pairwise(above):
            moves += [abs(new - old) for old, new in zip(one, other, strict=True)]
        assert all(centre - 10 <= pitch <= centre + 11 for one in above for pitch in one)
        assert all(lower < upper for one in above for lower, upper in pairwise(one))
    assert sum(moves) / len(moves) < 2
    assert sum(move > 5 for move in moves) / len(moves) < 0.03


def test_chords_keep_what_makes_them_what_they_are() -> None:
    for name, key, chords in progressions():
        basses, above = played(name, key, chords, 4)
        for one, bass, voices in zip(chords, basses, above, strict=True):
            heard = {pitch % 12 for pitch in (bass, *voices)}
            assert {(key.tonic + tone.semitones) % 12 for tone in one.required} <= heard
            assert heard <= set(one.classes(key))


def test_what_counts_as_parallel() -> None:
    assert parallel((48, 55), (50, 57))
    assert parallel((48, 60), (50, 62))
    assert not parallel((48, 55), (48, 55))
    assert not parallel((48, 55), (50, 55))
    assert not parallel((48, 52), (50, 53))


def test_a_bass_goes_to_the_nearest_note() -> None:
    key = Key(0, "major")
    chords = [one for bar in bars_of("I IV V I") for one in bar]
    assert foundations(key, chords, 33, 47) == [36, 41, 43, 36]
    assert led(key, (), (), Hands(50, 70, 3, 60), Placed(36, (55, 60, 64))) == ()
