"""Loudness: against the standard's own arithmetic, and against the numbers it promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import clips, sounds
from tests.media.sound import reference

from studio.core.run import Run, entered
from studio.media.sound import loudness


@pytest.fixture(autouse=True)
def _in_a_run(tmp_path: Path) -> Iterator[None]:
    with entered(Run(tmp_path / "run")):
        yield


@pytest.mark.parametrize(
    "path", [sounds.speech, sounds.music, sounds.surround], ids=["speech", "music", "surround"]
)
@pytest.mark.parametrize("decibels", [0.0, -30.0])
def test_it_agrees_with_the_standard(path: object, decibels: float) -> None:
    assert callable(path)
    recording = path(decibels=decibels)
    measured = loudness.measure(recording)
    assert measured.integrated == pytest.approx(reference.integrated(sounds.heard(recording)), abs=0.03)
    assert measured.integrated == loudness.integrated(recording)


def test_a_tone_of_23_decibels_below_full_scale_has_minus_23_lufs() -> None:
    tone = f"{10 ** (-23 / 20)}*sin(2*PI*1000*t)"
    path = sounds.wave("ebu-3341", f"{tone}|{tone}", 5, layout="stereo")
    assert loudness.measure(path).integrated == pytest.approx(-23.0, abs=0.1)


def test_quiet_passages_do_not_count() -> None:
    loud, quiet = 10 ** (-23 / 20), 10 ** (-36 / 20)
    tone = f"if(between(t,5,45),{loud},{quiet})*sin(2*PI*1000*t)"
    path = sounds.wave("ebu-gating", f"{tone}|{tone}", 50, layout="stereo")
    assert loudness.measure(path).integrated == pytest.approx(-23.0, abs=0.1)


def test_a_peak_between_samples_is_seen() -> None:
    # A quarter of the sample rate, an eighth of a turn late: every sample misses the peak by 3 dB.
    path = sounds.wave("between", "0.5*sin(PI*t/2)*sin(2*PI*12000*t+PI/4)", 2)
    measured = loudness.measure(path)
    assert measured.sample_peak == pytest.approx(-9.03, abs=0.01)
    assert measured.true_peak == pytest.approx(-6.02, abs=0.2)


def test_power_is_measured_on_request() -> None:
    path = sounds.wave("power", "0.5*sin(2*PI*1000*t)", 2)
    assert loudness.measure(path).rms is None
    assert loudness.measure(path, power=True).rms == pytest.approx(-9.03, abs=0.01)


def test_silence_has_no_level() -> None:
    measured = loudness.measure(sounds.silence())
    assert (measured.integrated, measured.true_peak, measured.sample_peak) == (None, None, None)


def test_what_is_shorter_than_the_window_has_no_loudness_but_a_peak() -> None:
    measured = loudness.measure(clips.recording(seconds=0.3))
    assert measured.integrated is None
    assert measured.true_peak == pytest.approx(-6.0, abs=0.1)


def test_filters_come_first_and_streams_are_chosen() -> None:
    path = clips.recording()
    assert loudness.measure(path, after=["volume=-10dB"]).sample_peak == pytest.approx(-16.02, abs=0.01)
    film = clips.two_languages()
    assert loudness.integrated(film, stream=1) != loudness.integrated(film, stream=2)


def test_beyond_full_scale_there_are_levels_too() -> None:
    measured = loudness.measure(sounds.wave("beyond", "2*sin(2*PI*1000*t)", 2))
    assert measured.true_peak == pytest.approx(6.02, abs=0.1)
    assert measured.integrated
    assert measured.integrated > 0


def test_a_scratch_folder_may_be_called_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / "it's, [odd]; 100%: a\\b"
    odd.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(odd))
    exact = loudness.measure(sounds.music()).integrated
    assert exact is not None
    assert exact != round(exact, 1), "hundredths come from the file beneath that folder"
