"""Recordings cut shorter: exact to the sample, by time and by silence."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.core.outside import into
from studio.media import probe
from studio.tools.audio.trim import trim


def ramp(rate: int = 44_100) -> Path:
    """A second and a half in which every sample is another: it says itself where it was."""
    return sounds.wave(f"ramp-{rate}", f"n/{rate * 2}", 1.5, rate=rate)


def places(path: Path, rate: int = 44_100) -> Any:
    """Which samples of the ramp are left."""
    return np.rint(sounds.heard(path)[:, 0] * rate * 2).astype(int)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.integers(0, 66_000), some.integers(1, 66_150))
def test_times_are_exact_to_the_sample(tmp_path: Path, first: int, count: int) -> None:
    last = min(66_150, first + count)
    with into(tmp_path / f"{first}-{last}", overwrite=True):
        made = trim(ramp(), start=first / 44_100, end=last / 44_100)
    assert np.array_equal(places(made), np.arange(first, last))


def test_only_a_start_or_only_an_end() -> None:
    with into("start"):
        assert np.array_equal(places(trim(ramp(), start=1)), np.arange(44_100, 66_150))
    with into("end"):
        assert np.array_equal(places(trim(ramp(), end=0.5)), np.arange(22_050))


@pytest.mark.parametrize("suffix", [".mp3", ".m4a", ".ogg", ".opus", ".flac"])
def test_compressed_recordings_are_cut_at_the_same_place(suffix: str) -> None:
    # A click marks the place: it must come as long after the cut as it came after the cut's time.
    source = sounds.wave("click", "0.8*sin(2*PI*3000*t)*between(t,1,1.02)", 3, suffix=suffix)
    before, after = sounds.heard(source, 48_000)[:, 0], sounds.heard(trim(source, start=0.7), 48_000)[:, 0]
    first = int(np.argmax(np.abs(before) > 0.3))
    assert int(np.argmax(np.abs(after) > 0.3)) == pytest.approx(first - 33_600, abs=12)


@pytest.mark.parametrize(
    ("keep", "where", "length"),
    [
        (0.0, "ends", 3.0),
        (0.1, "ends", 3.2),
        (2.0, "ends", 5.0),
        (0.0, "everywhere", 1.5),
        (0.1, "everywhere", 1.9),
        (1.0, "everywhere", 5.0),
    ],
)
def test_silence_is_taken_away_but_for_what_is_kept(keep: float, where: Any, length: float) -> None:
    found = sounds.heard(trim(sounds.gaps(), silence=where, keep=keep))
    assert len(found) / 48_000 == pytest.approx(length, abs=2 / 48_000)
    sounding = np.flatnonzero(np.abs(found[:, 0]) > 0.01)
    assert sounding[0] / 48_000 == pytest.approx(min(keep, 1.0), abs=2 / 48_000)
    assert np.sum(np.abs(found[:, 0]) > 0) == pytest.approx(1.5 * 48_000, abs=10), "no sound is lost"


def test_hundreds_of_pauses_are_taken_away() -> None:
    source = sounds.wave("blinks", "0.5*cos(2*PI*440*t)*lt(mod(t,0.1),0.05)", 60, rate=16_000)
    found = sounds.heard(trim(source, silence="everywhere", shortest=0.04, keep=0))
    assert len(found) / 16_000 == pytest.approx(30, abs=0.1)
    assert sounds.decibels(found) == pytest.approx(-9.03, abs=0.1)


def test_what_has_no_silence_stays_whole() -> None:
    assert len(sounds.heard(trim(clips.recording(), silence="everywhere"))) == 96_000


def test_tags_stay() -> None:
    made = probe.media(trim(clips.with_cover(), start=0.5))
    assert (made.cover, made.metadata["title"]) == (True, "Tone")


def test_surround_stays_surround() -> None:
    made = trim(sounds.surround(2), start=0.5, end=1.25)
    assert (sounds.heard(made) == sounds.heard(sounds.surround(2))[24_000:60_000]).all()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "say what is to be cut"),
        ({"start": 2.0}, "has nothing at 2 s"),
        ({"end": 9.0}, "does not go on to 9 s"),
        ({"start": 1.0, "end": 1.0}, "does not come after"),
        ({"start": 1.0, "silence": "ends"}, "exclude each other"),
    ],
)
def test_nonsense_is_refused(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        trim(clips.recording(), **options)


def test_silence_throughout_leaves_nothing() -> None:
    with pytest.raises(BadInput, match="silent throughout"):
        trim(sounds.silence(), silence="ends")


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    said = studio(
        "audio", "trim", clips.recording(), "--start", "0:00.5", "--end", "1.25s", "--json", "--out", "a.flac"
    )
    answer = json.loads(said.out)
    assert (said.code, answer["files"]) == (0, ["a.flac"])
    assert len(sounds.heard(Path("a.flac"))) == 36_000
