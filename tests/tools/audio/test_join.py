"""Recordings joined: lengths that add up, levels that stay, any mixture of rates and channels."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.media import probe
from studio.tools.audio.join import join

RATE = 48_000


def three() -> list[Path]:
    """Three tones of different length and pitch, alike in all else."""
    return [
        clips.recording(seconds=length, pitch=pitch) for length, pitch in ((1, 300), (0.5, 600), (2, 900))
    ]


def test_lengths_add_up_to_the_sample() -> None:
    made = join(three())
    found = sounds.heard(made.sound)
    assert np.array_equal(found, np.concatenate([sounds.heard(one) for one in three()]))
    assert made.starts == (0, 1, 1.5)
    assert (made.duration, made.rate, made.channels, made.lowered) == (3.5, RATE, "mono", None)


def test_gaps_are_silent_and_exact() -> None:
    made = join(three(), gap=0.25)
    found = sounds.heard(made.sound)[:, 0]
    assert len(found) == 4 * RATE
    assert not found[RATE : RATE + RATE // 4].any()
    assert made.starts == (0, 1.25, 2.0)


def test_crossfades_overlap_with_even_power() -> None:
    noises = [sounds.wave(f"n{seed}", f"0.2*(2*random({seed})-1)+0*{seed}", 2) for seed in (0, 1)]
    other = clips.made("other.wav", "-i", noises[1], "-af", "areverse", "-c:a", "pcm_f32le")
    made = join([noises[0], other], crossfade=1)
    found = sounds.heard(made.sound)[:, 0]
    assert len(found) == 3 * RATE
    assert made.starts == (0, 1)
    level = sounds.decibels(sounds.heard(noises[0]))
    for start in (0.2, 1.25, 1.5, 2.2):
        assert sounds.decibels(found[int(start * RATE) :][:4800]) == pytest.approx(level, abs=0.6)


def test_three_with_crossfades() -> None:
    made = join(three(), crossfade=0.2)
    assert made.duration == pytest.approx(3.1)
    found = sounds.heard(made.sound)[:, 0]
    for time, pitch in ((0.3, 300), (1.0, 600), (2.0, 900)):
        piece = found[int(time * RATE) :][:9600]
        assert sounds.pitch(piece, RATE, pitch) == pytest.approx(pitch, abs=2)


def test_all_rates_and_channels_go_together_at_their_level() -> None:
    sources = [
        clips.recording(more=("-ar", "8000")),
        clips.recording(pitch=550, suffix=".mp3", more=("-ar", "44100")),
        sounds.wave("stereo", "0.5*sin(2*PI*660*t)|0.25*sin(2*PI*660*t)", 2, layout="stereo"),
        sounds.wave("six", "|".join(["0.1*sin(2*PI*770*t)"] * 6), 2, layout="5.1"),
    ]
    made = join(sources)
    assert (made.rate, made.channels) == (RATE, "5.1")
    found = sounds.heard(made.sound)
    assert len(found) == pytest.approx(8 * RATE, abs=20)
    centre, left, right = found[:, 2], found[:, 0], found[:, 1]
    assert sounds.strength(centre[RATE // 2 : RATE], RATE, 440) == pytest.approx(-6, abs=0.2)
    assert sounds.strength(left[int(4.5 * RATE) : 5 * RATE], RATE, 660) == pytest.approx(-6, abs=0.1)
    assert sounds.strength(right[int(4.5 * RATE) : 5 * RATE], RATE, 660) == pytest.approx(-12, abs=0.1)


def test_a_mono_voice_is_as_loud_beside_stereo() -> None:
    made = join([clips.recording(), sounds.music(2)])
    found = sounds.heard(made.sound)
    assert made.channels == "stereo"
    assert np.array_equal(found[: 2 * RATE, 0], found[: 2 * RATE, 1])
    assert sounds.peak(found[: 2 * RATE]) == pytest.approx(
        sounds.peak(sounds.heard(clips.recording())), abs=0.01
    )


def test_films_give_their_sound() -> None:
    made = join([clips.sounding(), sounds.late()], format="flac")
    assert probe.media(made.sound).main_audio.codec == "flac"
    assert made.duration == pytest.approx(4, abs=0.05)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"gap": 1.0, "crossfade": 1.0}, "exclude each other"),
        ({"crossfade": 0.3}, "0.500 s, too short for a crossfade of 0.3 s on both sides"),
    ],
)
def test_nonsense_is_refused(options: dict[str, float], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        join(three(), **options)  # type: ignore[arg-type]


def test_one_alone_is_refused() -> None:
    with pytest.raises(BadInput, match="one recording alone"):
        join([clips.recording()])


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    said = studio("audio", "join", *three(), "--out", "all.mp3", "--gap", "0.5", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["files"]) == (0, ["all.mp3"])
    assert answer["result"]["duration"] == pytest.approx(4.5, abs=0.06)
