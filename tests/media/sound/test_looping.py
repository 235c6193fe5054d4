"""Music is as long as it must be: it goes back where nobody notices, or ends gently, or is left alone."""

from pathlib import Path

import numpy as np
import pytest
from tests import sounds

from studio.core.errors import BadInput
from studio.media.sound.looping import lasting, loop
from studio.media.sound.taping import RATE, taped

BEAT = 0.5


def song(bars: int = 8) -> np.ndarray:
    """A chord over four bars that comes again and again, struck on every beat, louder on the first."""
    at = np.arange(round(bars * 4 * BEAT * RATE)) / RATE
    chords = np.array([[220, 277, 330], [247, 294, 370], [196, 247, 294], [220, 262, 330]])
    bar = (at // (4 * BEAT)).astype(int)
    beat = at % BEAT
    loud = np.where((at // BEAT).astype(int) % 4 == 0, 1.0, 0.5)
    tones = sum(np.sin(2 * np.pi * chords[bar % 4, voice] * at) for voice in range(3))
    drum = np.sin(2 * np.pi * 90 * beat) * np.exp(-beat * 30) * loud
    return np.stack([0.06 * tones + 0.4 * drum] * 2, axis=1).astype(np.float32)


def tape(samples: np.ndarray, name: str = "song.wav") -> Path:
    taped([samples], Path(name))
    return Path(name)


def heard(path: Path, wanted: int) -> np.ndarray:
    return np.concatenate(list(lasting(path, wanted, Path())))


def test_it_goes_back_by_whole_turns_of_the_chords() -> None:
    found = loop(tape(song()))
    turns = (found.end - found.start) / (16 * BEAT * RATE)
    assert turns == pytest.approx(round(turns), abs=0.001)
    assert round(turns) >= 1


def test_what_is_too_short_goes_on_in_time() -> None:
    whole = heard(tape(song()), 40 * RATE)
    assert len(whole) == 40 * RATE
    strokes = np.abs(np.fft.irfft(np.fft.rfft(whole[:, 0]) * (np.fft.rfftfreq(len(whole), 1 / RATE) < 150)))
    edges = round(BEAT * RATE) * np.arange(1, 70)
    before = [strokes[edge - 4800 : edge - 480].max() for edge in edges]
    after = [strokes[edge : edge + 2400].max() for edge in edges]
    assert all(late > 2 * early for early, late in zip(before, after, strict=True)), (
        "every beat is where it was"
    )


def test_the_join_is_no_click() -> None:
    whole = heard(tape(song()), 40 * RATE)
    bends = np.abs(np.diff(whole[:, 0].astype(float), 2))
    assert bends.max() < 1.5 * np.abs(np.diff(song()[:, 0].astype(float), 2)).max()


def test_what_is_too_long_ends_gently() -> None:
    whole = heard(tape(song()), 10 * RATE)
    assert len(whole) == 10 * RATE
    assert np.allclose(whole[: 6 * RATE], song()[: 6 * RATE], atol=3e-7)
    assert sounds.decibels(whole[-2400:]) < sounds.decibels(whole[: 6 * RATE]) - 30


@pytest.mark.parametrize("short", [0, 1000])
def test_what_fits_is_left_alone(short: int) -> None:
    given = song(2)
    whole = heard(tape(given[: len(given) - short]), len(given))
    assert len(whole) == len(given)
    assert np.allclose(whole[: len(given) - short], given[: len(given) - short], atol=3e-7)


@pytest.mark.parametrize("seconds", [0.4, 3.0])
def test_very_short_recordings_come_again_as_a_whole(seconds: float) -> None:
    whole = heard(tape(song(2)[: round(seconds * RATE)]), 12 * RATE)
    assert len(whole) == 12 * RATE
    assert sounds.decibels(whole[6 * RATE : 7 * RATE]) > -40


def test_a_recording_that_can_be_loud_only_once_still_loops() -> None:
    swell = song() * np.linspace(0, 1, len(song()), dtype=np.float32)[:, None]
    assert len(heard(tape(swell), 50 * RATE)) == 50 * RATE


def test_no_sound_is_refused() -> None:
    taped([], Path("none.wav"))
    with pytest.raises(BadInput):
        heard(Path("none.wav"), RATE)
