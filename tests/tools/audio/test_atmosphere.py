"""Room tones as recordings: as long as asked for, at their level, the same for the same seed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import sounds
from tests.conftest import Said

from studio.core.errors import BadCall
from studio.media import probe
from studio.tools.audio.atmosphere import atmosphere


def test_a_place_is_recorded() -> None:
    made = atmosphere("rain", duration=2.5, seed=3)
    heard = probe.media(made).main_audio
    assert (heard.codec, heard.rate, heard.channels, heard.duration) == ("pcm_s24le", 48_000, 2, 2.5)
    assert -45 < sounds.decibels(sounds.heard(made)) < -25


def test_the_same_seed_is_the_same_file(studio: Callable[..., Said]) -> None:
    for name, seed in (("one.wav", "1"), ("again.wav", "1"), ("other.wav", "2")):
        said = studio("audio", "atmosphere", "wind", "--duration", "1", "--seed", seed, "--out", name)
        assert said.code == 0, said.err
    one, again, other = (Path(name).read_bytes() for name in ("one.wav", "again.wav", "other.wav"))
    assert one == again
    assert one != other


def test_other_formats() -> None:
    made = atmosphere("wind", duration=1, format="flac")
    assert made.suffix == ".flac"
    assert probe.media(made).main_audio.duration == pytest.approx(1, abs=0.001)


def test_no_time_and_no_such_place_are_refused(studio: Callable[..., Said]) -> None:
    with pytest.raises(BadCall, match="for no time"):
        atmosphere("wind", duration=0)
    said = studio("audio", "atmosphere", "moon")
    assert said.code == 2
    assert "sea" in said.err
