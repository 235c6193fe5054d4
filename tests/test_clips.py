"""Tests share the films they make, and never get another test's film under the same name."""

from tests import clips


def test_one_name_may_stand_for_different_films() -> None:
    short, long = (clips.made("tone.wav", *clips.tone(seconds)) for seconds in (0.1, 0.2))
    assert short.name == long.name
    assert short.stat().st_size < long.stat().st_size


def test_the_same_film_is_made_once() -> None:
    first = clips.made("tone.wav", *clips.tone(0.3))
    made = first.stat().st_mtime_ns
    assert clips.made("tone.wav", *clips.tone(0.3)) == first
    assert first.stat().st_mtime_ns == made
