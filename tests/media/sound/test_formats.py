"""What a format can hold, what is chosen where it cannot, and what it is asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.core.run import Run, entered
from studio.media.facts import AudioFacts
from studio.media.sound import formats
from studio.media.sound.formats import FORMATS, SoundFormat, Wishes


@pytest.fixture(autouse=True)
def notes(tmp_path: Path) -> Iterator[list[str]]:
    """What the run was told."""
    told: list[str] = []
    with entered(Run(tmp_path, listener=lambda event, fields: told.append(event))):
        yield told


def track(codec: str = "pcm_s16le", rate: int = 48_000, layout: str = "stereo", **more: Any) -> AudioFacts:
    counts = {"mono": 1, "stereo": 2, "2.1": 3, "5.1": 6, "5.1(side)": 6, "7.1": 8, "16 channels": 16}
    depth = {"pcm_s24le": 24, "pcm_f32le": 32, "pcm_s32le": 32, "flac": 24, "aac": 0, "mp3": 0}.get(codec, 16)
    given = {"bit_rate": 128_000, **more}
    return AudioFacts(0, codec, rate, counts[layout], layout, "fltp", depth, 0.0, 1.0, given["bit_rate"], "")


@pytest.mark.parametrize(
    ("name", "rate", "held"),
    [
        ("mp3", 96_000, 48_000),
        ("mp3", 44_100, 44_100),
        ("mp3", 37_800, 44_100),
        ("opus", 44_100, 48_000),
        ("opus", 11_025, 12_000),
        ("m4a", 192_000, 96_000),
        ("ogg", 384_000, 192_000),
        ("wav", 384_000, 384_000),
    ],
)
def test_rates_become_the_nearest_that_loses_nothing(
    name: SoundFormat, rate: int, held: int, notes: list[str]
) -> None:
    assert formats.encoding(name, track(rate=rate)).rate == held
    assert notes == ([] if rate == held else ["resampled"])


@pytest.mark.parametrize(
    ("name", "layout", "held"),
    [
        ("mp3", "5.1", "stereo"),
        ("mp3", "2.1", "stereo"),
        ("opus", "5.1(side)", "5.1"),
        ("m4a", "5.1(side)", "5.1"),
        ("ogg", "2.1", "stereo"),
        ("opus", "16 channels", "5.1"),
        ("wav", "5.1(side)", "5.1(side)"),
        ("flac", "2.1", "2.1"),
    ],
)
def test_channels_become_what_the_format_can_hold(name: SoundFormat, layout: str, held: str) -> None:
    assert formats.encoding(name, track(layout=layout)).layout == held


@pytest.mark.parametrize("name", FORMATS)
def test_better_quality_is_never_fewer_bits(name: SoundFormat) -> None:
    if FORMATS[name].lossless:
        return

    def asked(quality: int) -> float:
        arguments = formats.encoding(name, track(), Wishes(quality=quality)).arguments
        option = "-q:a" if "-q:a" in arguments else "-b:a"
        value = float(arguments[arguments.index(option) + 1])
        return -value if name == "mp3" else value

    values = [asked(quality) for quality in range(1, 101)]
    assert values == sorted(values)


@pytest.mark.parametrize(
    ("codec", "depth"),
    [
        ("pcm_s16le", "pcm_s16le"),
        ("pcm_s24le", "pcm_s24le"),
        ("pcm_f32le", "pcm_f32le"),
        ("pcm_s32le", "pcm_f32le"),
        ("aac", "pcm_s16le"),
        ("flac", "pcm_s24le"),
    ],
)
def test_wav_is_as_deep_as_the_original(codec: str, depth: str) -> None:
    assert formats.encoding("wav", track(codec)).codec == depth


def test_what_was_compressed_with_care_is_so_again() -> None:
    usual, fine = (
        formats.encoding("mp3", track("mp3", bit_rate=rate)).arguments for rate in (128_000, 320_000)
    )
    assert usual.index("2")
    assert fine.index("0.5")


@pytest.mark.parametrize(
    ("codec", "container", "name"),
    [
        ("pcm_s24be", "aiff", "wav"),
        ("alac", "mp4", "flac"),
        ("wmav2", "asf", "m4a"),
        ("aac", "aac", "aac"),
        ("aac", "mp4", "m4a"),
        ("vorbis", "ogg", "ogg"),
        ("opus", "matroska", "opus"),
        ("ac3", "ac3", "m4a"),
    ],
)
def test_a_format_is_kept_or_nearly(codec: str, container: str, name: str) -> None:
    lossless = track(codec) if codec in ("pcm_s24be", "alac") else track("aac")
    from dataclasses import replace

    assert formats.kept(replace(lossless, codec=codec), container) == name
