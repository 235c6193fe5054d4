"""Recordings at one level: measured in the finished file, on everything from a whisper to a wall of sound."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.media import probe
from studio.media.sound import loudness
from studio.media.sound.loudness import Levels
from studio.tools.audio.normalize import Normalized, normalize


def measured(path: Path) -> Levels:
    """Its levels, listened to anew: `info` of the same room must say the same."""
    from studio.core.run import Run, entered

    with entered(Run(path.parent / "run")):
        return loudness.measure(path, power=True)


def hot(seconds: float = 8) -> Path:
    """Music pressed against full scale and beyond."""
    pressed = ("-af", "volume=24dB,asoftclip=type=hard,volume=1.5dB", "-c:a", "pcm_f32le")
    return clips.made("hot.wav", "-i", sounds.music(seconds), *pressed)


MATERIAL: dict[str, Callable[[], Path]] = {
    "speech": lambda: sounds.speech(4),
    "music": lambda: sounds.music(4),
    "surround": lambda: sounds.surround(4),
    "quiet": lambda: sounds.speech(4, -50),
    "hot": lambda: hot(4),
    "mp3": lambda: clips.made("speech.mp3", "-i", sounds.speech(4), "-b:a", "128k"),
    "surround film": clips.surround,
    "telephone": lambda: clips.made(
        "telephone.wav", "-i", sounds.speech(4), "-ar", "8000", "-c:a", "pcm_s16le"
    ),
}


@pytest.mark.parametrize(
    ("name", "target"), [(name, target) for name in MATERIAL for target in (-23.0, -16.0)] + [("music", -9.0)]
)
def test_it_reaches_the_level_and_keeps_the_limit(name: str, target: float) -> None:
    found = normalize(MATERIAL[name](), loudness=target, limit=-1.5)
    after = measured(found.sound)
    assert (found.reached, found.remark) == (True, "")
    assert after.integrated == pytest.approx(target, abs=0.1)
    assert after.true_peak is not None
    assert after.true_peak <= -1.5 + 0.2
    assert found.after.loudness == pytest.approx(after.integrated, abs=0.01)


def test_what_has_room_is_only_turned_up() -> None:
    source = sounds.speech(decibels=-40)
    found = normalize(source, loudness=-30)
    assert not found.limited
    before, after = sounds.heard(source), sounds.heard(found.sound)
    assert after.shape == before.shape
    assert sounds.decibels(after - before * 10 ** (found.gain / 20)) < -95


def test_limited_peaks_leave_the_rest_in_place() -> None:
    source = sounds.music(decibels=-6)
    found = normalize(source, loudness=-9, format="wav")
    assert found.limited
    before, after = sounds.heard(source)[:, 0], sounds.heard(found.sound)[:, 0]
    assert len(after) == len(before)
    likeness = [
        float((before[2000:-2000] * after[2000 + n : len(after) - 2000 + n]).sum()) for n in range(-8, 9)
    ]
    assert likeness.index(max(likeness)) == 8, "it may not come early or late"


def test_the_report_says_what_was_and_what_is() -> None:
    source = sounds.speech(decibels=-20)
    found = normalize(source)
    assert found.before.loudness == pytest.approx(measured(source).integrated, abs=0.01)
    assert found.after.loudness == pytest.approx(-16, abs=0.1)
    assert found.gain == pytest.approx(-16 - (found.before.loudness or 0), abs=1.5)


def test_what_cannot_be_reached_is_said() -> None:
    clicks = sounds.wave("clicks", "0.9*sin(2*PI*1000*t)*lt(mod(t,1),0.002)", 6)
    found = normalize(clicks, loudness=-12)
    assert not found.reached
    assert "below the target" in found.remark
    assert found.gain < 20, "a hopeless case is not driven to the utmost"
    assert (measured(found.sound).true_peak or 0) <= -1.3


@pytest.mark.parametrize("level", [-1.0, -6.0])
def test_a_peak_is_met(level: float) -> None:
    found = normalize(sounds.music(), peak=level)
    assert (found.reached, found.limited) == (True, False)
    assert measured(found.sound).true_peak == pytest.approx(level, abs=0.15)


def test_an_encoder_that_loses_something_is_given_room() -> None:
    source = clips.made("speech.mp3", "-i", sounds.speech(), "-b:a", "128k")
    found = normalize(source, loudness=-11, limit=-1.5)
    assert (measured(found.sound).true_peak or 0) <= -1.5 + 0.2
    assert found.reached or "below the target" in found.remark


def test_average_power_is_met() -> None:
    found = normalize(sounds.speech(), rms=-24)
    assert found.reached
    assert sounds.decibels(sounds.heard(found.sound)) == pytest.approx(-24, abs=0.1)


@pytest.mark.parametrize(
    ("source", "reason"),
    [(sounds.silence, "it is silent"), (lambda: clips.recording(seconds=0.1), "too short")],
    ids=["silent", "short"],
)
def test_what_has_no_loudness_is_left_alone(source: Callable[[], Path], reason: str) -> None:
    found = normalize(source())
    assert not found.reached
    assert reason in found.remark
    assert found.sound.read_bytes() == source().read_bytes()


def test_what_is_too_short_for_loudness_has_a_peak() -> None:
    found = normalize(clips.recording(seconds=0.1), peak=-3)
    assert found.reached
    assert sounds.peak(sounds.heard(found.sound)) == pytest.approx(-3, abs=0.2)


def test_tags_and_cover_stay() -> None:
    found = probe.media(normalize(clips.with_cover()).sound)
    assert (found.container, found.cover, found.metadata["title"]) == ("mp3", True, "Tone")


def test_another_format_is_written_and_measured() -> None:
    found = normalize(sounds.surround(), loudness=-18, format="mp3")
    assert found.sound.suffix == ".mp3"
    assert measured(found.sound).integrated == pytest.approx(-18, abs=0.1)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"loudness": -16.0, "peak": -1.0}, "has one level"),
        ({"limit": 3.0}, "cannot be kept"),
        ({"limit": -40.0}, "cannot be kept"),
    ],
)
def test_nonsense_is_refused(options: dict[str, float], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        normalize(clips.recording(), **options)  # type: ignore[arg-type]


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    said = studio("audio", "normalize", sounds.speech(), "--loudness", "-20", "--json", "--out", "out/")
    answer = json.loads(said.out)
    assert said.code == 0
    assert answer["result"]["reached"]
    assert Path(answer["files"][0]).name == f"{sounds.speech().stem}-normalize.wav"
    assert measured(Path(answer["files"][0])).integrated == pytest.approx(-20, abs=0.1)


def test_results_are_values() -> None:
    assert isinstance(normalize(sounds.speech()), Normalized)
