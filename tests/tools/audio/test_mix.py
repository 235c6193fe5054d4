"""Mixes: sums to the sample, never above the limit, music that makes room for a voice."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.core.run import Run, entered
from studio.media.sound import loudness
from studio.tools.audio.mix import mix

RATE = 48_000


def tone(pitch: int, seconds: float = 2, level: float = 0.2, name: str = "") -> Path:
    """One even tone in floating point."""
    return sounds.wave(f"tone{name}-{pitch}-{seconds}-{level}", f"{level}*sin(2*PI*{pitch}*t)", seconds)


def true_peak(path: Path) -> float:
    with entered(Run(path.parent / "run")):
        return loudness.measure(path).true_peak or -200


def test_a_mix_is_the_sum() -> None:
    sources = [tone(300), tone(500), tone(700, 1.5)]
    made = mix(sources)
    wanted = np.zeros((2 * RATE, 1))
    for source in sources:
        samples = sounds.heard(source)
        wanted[: len(samples)] += samples
    assert (made.duration, made.lowered, made.limited) == (2.0, None, None)
    assert np.allclose(sounds.heard(made.sound), wanted, atol=1e-5)


def test_volumes_and_offsets() -> None:
    made = mix([tone(300), tone(900)], volumes=[0, -6], offsets=[0, 1.5])
    found = sounds.heard(made.sound)[:, 0]
    assert made.duration == 3.5
    assert sounds.strength(found[: int(1.4 * RATE)], RATE, 900) < -100
    assert sounds.strength(found[int(2.1 * RATE) : 3 * RATE], RATE, 900) == pytest.approx(-19.98, abs=0.05)


def test_an_offset_is_exact_to_the_sample() -> None:
    click = sounds.wave("one", "eq(n,0)*0.5", 1)
    found = sounds.heard(mix([sounds.silence(), click], offsets=[0, 12_345 / RATE]).sound)[:, 0]
    assert np.flatnonzero(found).tolist() == [12_345]


@pytest.mark.parametrize(("length", "seconds"), [("longest", 3.0), ("shortest", 1.0), ("first", 2.0)])
def test_lengths(length: Any, seconds: float) -> None:
    made = mix([tone(300), tone(500, 3), tone(700, 1)], length=length)
    assert len(sounds.heard(made.sound)) == seconds * RATE


def test_what_is_too_short_begins_again() -> None:
    made = mix([tone(300, 3), tone(700, 0.5)], length="first", repeat=True)
    found = sounds.heard(made.sound)[:, 0]
    assert len(found) == 3 * RATE
    for second in (0.1, 1.1, 2.6):
        assert sounds.strength(found[int(second * RATE) :][:9600], RATE, 700) == pytest.approx(
            -13.98, abs=0.3
        )


@pytest.mark.parametrize("limit", [-1.0, -6.0])
@pytest.mark.parametrize("peaks", ["lower", "limit"])
def test_it_never_exceeds_the_limit(peaks: Any, limit: float) -> None:
    loud = [sounds.music(4, decibels=-1), tone(220, 4, 0.7), tone(330, 4, 0.7)]
    made = mix(loud, limit=limit, peaks=peaks)
    assert true_peak(made.sound) <= limit + 0.2
    lowered, limited = (made.lowered, made.limited) if peaks == "lower" else (made.limited, made.lowered)
    assert lowered
    assert lowered > 4
    assert limited is None
    if peaks == "lower":
        wanted = sum(sounds.heard(source) * np.ones(2) for source in loud) * 10 ** (-lowered / 20)
        assert sounds.heard(made.sound) == pytest.approx(wanted, abs=1e-3)


def test_recordings_cross_over_where_they_overlap() -> None:
    made = mix([tone(300, 3), tone(700, 3)], offsets=[0, 2], crossfade=1)
    found = sounds.heard(made.sound)[:, 0]
    assert made.duration == 5.0
    early, late = found[2 * RATE :][:4800], found[3 * RATE - 4800 :][:4800]
    assert sounds.strength(early, RATE, 300) - sounds.strength(early, RATE, 700) > 15
    assert sounds.strength(late, RATE, 700) - sounds.strength(late, RATE, 300) > 15
    half = found[int(2.5 * RATE) - 2400 :][:4800]
    assert sounds.strength(half, RATE, 300) == pytest.approx(-13.98 - 3, abs=0.4)
    assert sounds.strength(found[:4800], RATE, 300) == pytest.approx(-13.98, abs=0.3), (
        "the beginning is not faded"
    )


@pytest.mark.parametrize("level", [0.0, -30.0])
@pytest.mark.parametrize("duck", [6.0, 15.0])
def test_music_makes_room_while_a_voice_speaks(duck: float, level: float) -> None:
    words = sounds.wave(
        f"voice{level}",
        f"{0.4 * 10 ** (level / 20)}*sin(2*PI*200*t)*between(t,2,5)*lt(mod(t,0.5),0.3)",
        9,
    )
    made = mix([words, tone(5000, 9)], duck=duck)
    found = sounds.heard(made.sound)[:, 0]

    def music(time: float) -> float:
        return sounds.strength(found[int(time * RATE) :][:9600], RATE, 5000) + 13.98

    assert [music(time) for time in (0.3, 1.2)] == pytest.approx([0, 0], abs=0.1)
    assert [music(time) for time in (2.0, 2.9, 3.8, 4.6)] == pytest.approx([-duck] * 4, abs=0.3)
    assert [music(time) for time in (6.2, 8.0)] == pytest.approx([0, 0], abs=0.1)
    assert sounds.strength(found[int(2.0 * RATE) : int(2.3 * RATE)], RATE, 200) == pytest.approx(
        sounds.strength(sounds.heard(words)[int(2.0 * RATE) : int(2.3 * RATE), 0], RATE, 200), abs=0.1
    )


def test_a_voice_that_never_speaks_moves_nothing() -> None:
    made = mix([sounds.silence(3), tone(500, 3)], duck=12)
    assert np.allclose(sounds.heard(made.sound), sounds.heard(tone(500, 3)), atol=1e-5)


def test_any_rates_and_channels() -> None:
    made = mix(
        [sounds.surround(2, decibels=-12), clips.recording(more=("-ar", "22050")), sounds.music(2, -12)],
        duck=6,
    )
    found = sounds.heard(made.sound)
    assert found.shape == (2 * RATE, 6)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"volumes": [0, 0, 0]}, "3 volumes for 2 recordings"),
        ({"offsets": [0, 9], "length": "first"}, "after the end of the mix"),
        ({"repeat": True}, "what repeats has no end"),
        ({"limit": 6}, "cannot be kept"),
    ],
)
def test_nonsense_is_refused(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        mix([tone(300), tone(500)], **options)


def test_one_alone_is_refused() -> None:
    with pytest.raises(BadInput, match="one recording alone"):
        mix([tone(300)])


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    options = [
        "--volumes",
        "0",
        "--volumes",
        "-12",
        "--duck",
        "9",
        "--length",
        "first",
        "--out",
        "scene.flac",
    ]
    said = studio("audio", "mix", sounds.speech(), sounds.music(), *options, "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["files"]) == (0, ["scene.flac"])
    assert answer["result"]["duration"] == pytest.approx(8)
