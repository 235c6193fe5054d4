"""Recordings in other formats: what is kept, what is mixed, what is said about it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.core.outside import into
from studio.media import probe
from studio.media.sound import tags
from studio.media.sound.formats import FORMATS
from studio.media.sound.recordings import recording
from studio.tools.audio.convert import convert

LOSSY = ["mp3", "m4a", "aac", "ogg", "opus"]


def sixteen() -> Path:
    """Music in 16 bits and stereo."""
    return clips.made("sixteen.wav", "-i", sounds.music(3), "-c:a", "pcm_s16le")


def samples_of(path: Path, form: str = "s16le") -> bytes:
    """Samples as they are stored, by another program's conversion."""
    import subprocess

    from studio.media.encode import executable

    command = [
        executable(),
        "-v",
        "error",
        "-nostdin",
        "-i",
        f"file:{path}",
        "-map",
        "0:a:0",
        "-f",
        form,
        "-",
    ]
    return subprocess.run(command, check=True, capture_output=True).stdout


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_sounds_the_same(name: Any) -> None:
    source = sounds.wave("two-tones", "0.4*sin(2*PI*440*t)|0.2*sin(2*PI*660*t)", 3, layout="stereo")
    made = convert(source, format=name).sound
    facts = probe.media(made).main_audio
    codecs = {"m4a": "aac", "ogg": "vorbis", "wav": "pcm_f32le"}
    assert (made.suffix, facts.codec) == (f".{name}", codecs.get(name, name))
    assert (facts.channels, facts.layout) == (2, "stereo")
    found = sounds.heard(made, 48_000)
    assert len(found) / 48_000 == pytest.approx(3, abs=0.05)
    middle = found[48_000:96_000]
    assert sounds.strength(middle[:, 0], 48_000, 440) == pytest.approx(-7.96, abs=0.3)
    assert sounds.strength(middle[:, 1], 48_000, 660) == pytest.approx(-13.98, abs=0.3)
    assert sounds.strength(middle[:, 0], 48_000, 660) < -50


@pytest.mark.parametrize("name", ["wav", "flac"])
def test_lossless_formats_keep_every_bit(name: Any) -> None:
    made = convert(sixteen(), format=name).sound
    assert probe.media(made).main_audio.depth == 16
    assert samples_of(made) == samples_of(sixteen())

    deep = clips.made("deep.flac", "-i", sounds.music(3), "-c:a", "flac", "-sample_fmt", "s32")
    there = convert(deep, format=name).sound
    assert probe.media(there).main_audio.depth == 24
    assert samples_of(there, "s32le") == samples_of(deep, "s32le")


@pytest.mark.parametrize(("depth", "noise"), [("16", -91.0), ("24", -130.0), ("32f", -180.0)])
def test_depths_of_wav(depth: Any, noise: float) -> None:
    source = sounds.music(3, decibels=-3)
    made = convert(source, format="wav", depth=depth).sound
    assert probe.media(made).main_audio.codec == {"32f": "pcm_f32le"}.get(depth, f"pcm_s{depth}le")
    assert sounds.decibels(sounds.heard(made) - sounds.heard(source)) < noise


def test_fewer_bits_are_dithered() -> None:
    # Half a step of 16 bits: cut off, it would vanish; with dither it is heard below the noise.
    faint = sounds.wave("faint", f"{0.5 / 32768}*sin(2*PI*1000*t)", 4)
    found = sounds.heard(convert(faint, format="wav", depth="16").sound)[:, 0]
    assert sounds.strength(found, 48_000, 1000) == pytest.approx(20 * np.log10(0.5 / 32768), abs=1)


@pytest.mark.parametrize("layout", ["5.1", "5.1(side)"])
def test_surround_becomes_stereo_as_broadcasters_do_it(layout: str) -> None:
    pitches = (400, 500, 600, 60, 700, 800)
    tones = "|".join(f"0.2*sin(2*PI*{pitch}*t)" for pitch in pitches)
    source = sounds.wave(f"six-{layout}", tones, 2, layout=layout)
    made = convert(source, format="wav", channels="stereo")
    assert (made.channels, made.lowered) == ("stereo", None)
    found = sounds.heard(made.sound)[24_000:72_000]
    full, part = -13.98, -13.98 - 3.01
    left = [sounds.strength(found[:, 0], 48_000, pitch) for pitch in pitches]
    right = [sounds.strength(found[:, 1], 48_000, pitch) for pitch in pitches]
    assert [left[0], left[2], left[4]] == pytest.approx([full, part, part], abs=0.05)
    assert [right[1], right[2], right[5]] == pytest.approx([full, part, part], abs=0.05)
    assert max(left[1], left[3], left[5], right[0], right[3], right[4]) < -90


def test_a_sum_that_would_clip_is_turned_down_by_just_that_much() -> None:
    tones = "|".join(["0.9*sin(2*PI*200*t)"] * 6)
    made = convert(
        sounds.wave("hot-six", tones, 2, layout="5.1"), format="wav", channels="stereo", depth="24"
    )
    sum_of_all = 20 * np.log10(0.9 * (1 + 2 * 0.7071))
    assert made.lowered == pytest.approx(sum_of_all + 0.1, abs=0.1)
    found = sounds.heard(made.sound)
    assert sounds.peak(found) == pytest.approx(-0.1, abs=0.05)
    assert sounds.strength(found[24_000:72_000, 0], 48_000, 600) < -80, "nothing was cut"


def test_voices_stay_as_loud_from_mono_to_stereo_and_back() -> None:
    mono = clips.recording()
    wide = convert(mono, format="wav", channels="stereo").sound
    found = sounds.heard(wide)
    assert found.shape[1] == 2
    assert np.array_equal(found[:, 0], sounds.heard(mono)[:, 0])
    assert np.array_equal(found[:, 0], found[:, 1])
    back = convert(wide, format="wav", channels="mono").sound
    assert np.allclose(sounds.heard(back), sounds.heard(mono), atol=1e-4)


def test_what_a_format_cannot_hold_becomes_the_nearest() -> None:
    made = convert(sounds.surround(2), format="mp3")
    assert made.channels == "stereo"
    made = convert(clips.recording(more=("-ar", "44100")), format="opus")
    assert made.rate == 48_000
    made = convert(clips.recording(more=("-ar", "96000")), format="mp3")
    assert made.rate == 48_000
    for name in ("m4a", "ogg", "opus", "flac", "wav"):
        kept = convert(sounds.surround(2), format=name)
        assert kept.channels is None
        assert probe.media(kept.sound).main_audio.channels == 6


@pytest.mark.parametrize("rate", [8000, 22_050, 44_100])
def test_rates_are_changed_without_aliases(rate: int) -> None:
    source = sounds.wave("sweepless", "0.3*sin(2*PI*900*t)+0.3*sin(2*PI*23000*t)", 2)
    found = sounds.heard(convert(source, format="wav", rate=rate).sound)[:, 0]
    assert len(found) == pytest.approx(2 * rate, abs=1)
    assert sounds.strength(found, rate, 900) == pytest.approx(-10.46, abs=0.05)
    alias = abs(23_000 - round(23_000 / rate) * rate)
    assert sounds.strength(found[rate // 4 : -rate // 4], rate, alias) < -80


def test_quality_and_bit_rate_matter() -> None:
    for name in LOSSY:
        sizes = []
        for quality in (20, 95):
            with into(f"{quality}"):
                made = convert(sounds.music(4), format=name, quality=quality)  # type: ignore[arg-type]
                sizes.append(made.sound.stat().st_size)
        assert sizes[0] < 0.8 * sizes[1], name
    made = convert(sounds.music(4), format="mp3", bit_rate="64k")  # type: ignore[arg-type]
    assert probe.media(made.sound).main_audio.bit_rate == pytest.approx(64_000, rel=0.08)


@pytest.mark.parametrize("name", ["mp3", "m4a", "flac", "ogg", "opus"])
def test_tags_and_cover_travel_everywhere(name: Any) -> None:
    source = clips.made(
        "tagged.mp3",
        *("-i", clips.with_cover(), "-map", "0", "-c", "copy", "-id3v2_version", "3"),
        *("-metadata", 'title=Wind; "and" = #1\nsecond \\ line', "-metadata", "artist=Zoë Ñandú"),
    )
    before = tags.read(recording(source))
    once = convert(source, format=name)
    after = tags.read(recording(once.sound))
    assert after.values["title"] == 'Wind; "and" = #1\nsecond \\ line'
    assert after.values["artist"] == "Zoë Ñandú"
    assert (once.left_out, after.cover is not None) == (None, True)
    assert before.cover
    assert after.cover
    assert after.cover.data == before.cover.data
    back = tags.read(recording(convert(once.sound, format="mp3").sound))
    assert back.values["title"] == after.values["title"]
    assert back.cover == before.cover


def test_what_is_left_out_is_said() -> None:
    assert convert(clips.with_cover(), format="wav").left_out == "cover"
    bare = convert(clips.with_cover(), format="mp3", bare=True).sound
    assert tags.read(recording(bare)) == tags.Tags()


def test_the_sound_of_a_film_is_converted_and_keeps_its_place() -> None:
    found = sounds.heard(convert(sounds.late(), format="wav").sound)
    assert sounds.peak(found[:23_000]) < -80
    assert sounds.peak(found[24_500:30_000]) > -10


def test_beyond_full_scale_nothing_is_cut_where_it_can_be_turned_down() -> None:
    loud = sounds.wave("beyond", "2*sin(2*PI*1000*t)", 2)
    made = convert(loud, format="flac")
    assert made.lowered == pytest.approx(6.1, abs=0.1)
    assert sounds.peak(sounds.heard(convert(loud, format="wav").sound)) == pytest.approx(6.02, abs=0.01)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "say the format"),
        ({"format": "wav", "quality": 50}, "keeps every sample"),
        ({"format": "mp3", "quality": 50, "bit_rate": 64_000}, "exclude each other"),
        ({"format": "mp3", "depth": "24"}, "no depth"),
        ({"format": "flac", "depth": "32f"}, "whole numbers"),
        ({"format": "opus", "rate": 44_100}, "cannot hold 44100"),
        ({"format": "mp3", "channels": "5.1"}, "cannot be made|cannot hold"),
    ],
)
def test_nonsense_is_refused(options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        convert(sounds.music(3), **options)


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    said = studio("audio", "convert", sixteen(), "--out", "web/song.mp3", "--bit-rate", "128k", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["files"]) == (0, ["web/song.mp3"])
    assert probe.media(Path("web/song.mp3")).main_audio.bit_rate == pytest.approx(128_000, rel=0.05)
