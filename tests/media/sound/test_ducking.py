"""The curve by which music makes room: where it goes down, how far, and back."""

import struct
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests import clips, sounds

from studio.core.run import Run, entered
from studio.media import probe
from studio.media.sound import ducking
from studio.media.sound.recordings import recording
from studio.media.sound.silences import Span


@pytest.fixture(autouse=True)
def _in_a_run(tmp_path: Path) -> Iterator[None]:
    with entered(Run(tmp_path / "run")):
        yield


def gains(path: Path) -> Any:
    """The curve from the beginning of the mix on."""
    data = path.read_bytes()[44:]
    return np.frombuffer(array("f", struct.unpack(f"<{len(data) // 4}f", data)), np.float32)[250:]


def test_words_are_found_and_breaths_bridged() -> None:
    spans = ducking.spoken(recording(sounds.speech()))
    assert len(spans) == 1, "pauses of 0.3 s are breath"
    talk = sounds.wave("talk", "0.5*sin(2*PI*200*t)*(between(t,1,2)+between(t,5,6))+0.0005*sin(2*PI*50*t)", 8)
    assert [(round(span.start, 1), round(span.end, 1)) for span in ducking.spoken(recording(talk))] == [
        (1.0, 2.0),
        (5.0, 6.0),
    ]


def test_a_click_is_no_word_and_silence_says_nothing() -> None:
    click = sounds.wave("tick", "0.5*sin(2*PI*200*t)*between(t,3,6)+0.9*between(t,1,1.01)", 8)
    assert [round(span.start) for span in ducking.spoken(recording(click))] == [3]
    assert ducking.spoken(recording(sounds.silence())) == []


def test_the_curve_is_a_sound_of_its_own(tmp_path: Path) -> None:
    file = ducking.curve([Span(1, 2)], 12, offset=0.5, seconds=5, file=tmp_path / "curve.wav")
    facts = probe.media(file).main_audio
    assert (facts.codec, facts.rate, facts.channels) == ("pcm_f32le", 1000, 1)
    curve = gains(file)
    low = 10 ** (-12 / 20)
    assert curve[1500:2500] == pytest.approx(low, abs=1e-6)
    assert curve[:1100] == pytest.approx(1)
    assert curve[4000:] == pytest.approx(1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    some.lists(some.tuples(some.floats(0, 20), some.floats(0.1, 5)), max_size=5),
    some.floats(1, 40),
    some.floats(0, 5),
)
def test_it_is_low_wherever_the_voice_speaks_and_never_jumps(
    tmp_path: Path, spoken: list[tuple[float, float]], decibels: float, offset: float
) -> None:
    from studio.media.sound.silences import merged

    spans = merged(sorted((Span(start, start + length) for start, length in spoken), key=lambda s: s.start))
    curve = gains(ducking.curve(spans, decibels, offset=offset, seconds=20, file=tmp_path / "curve.wav"))
    low = 10 ** (-decibels / 20)
    assert curve.min() >= low - 1e-5
    assert curve.max() <= 1 + 1e-5
    for span in spans:
        inside = curve[round(1000 * (span.start + offset)) + 1 : round(1000 * (span.end + offset)) - 1]
        assert inside == pytest.approx(low, abs=1e-4)
    assert np.abs(np.diff(curve)).max(initial=0) < 0.008


def test_nobody_speaks_in_a_blink() -> None:
    assert ducking.spoken(recording(clips.recording(seconds=0.05))) == []
