"""Spectrograms: every tone at its pitch, its time and its strength."""

from collections.abc import Callable
from math import log10
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.core.outside import into
from studio.tools.audio.spectrogram import spectrogram


def brightness(path: Path) -> Any:
    """How bright each pixel is; on the dark ground brighter is stronger."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("L"), np.int16)


def size(path: Path) -> tuple[int, int]:
    """Width and height."""
    with Image.open(path) as picture:
        return picture.size


def row(scale: str, hertz: float, height: int, low: float = 20, high: float = 24_000) -> float:
    """Where a frequency belongs, counted from the top."""
    place: Any = {
        "mel": lambda f: log10(1 + f / 700),
        "log": log10,
        "linear": lambda f: f,
    }[scale]
    return float(height * (1 - (place(hertz) - place(low)) / (place(high) - place(low))))


@pytest.mark.parametrize("scale", ["mel", "log", "linear"])
@pytest.mark.parametrize("hertz", [250, 1000, 6000, 15_000])
def test_a_tone_lies_at_its_pitch(scale: Any, hertz: int) -> None:
    source = sounds.wave(f"pure-{hertz}", f"0.5*sin(2*PI*{hertz}*t)", 2)
    picture = brightness(spectrogram(source, scale=scale, width=600, height=500, plain=True))
    brightest = int(np.argmax(picture[:, 100:500].mean(axis=1)))
    assert brightest == pytest.approx(row(scale, hertz, 500), abs=4)


@pytest.mark.parametrize("seconds", [0.4, 5.0, 40.0])
def test_sounds_lie_at_their_time(seconds: float) -> None:
    between = f"between(t,{0.4 * seconds},{0.6 * seconds})"
    source = sounds.wave(f"middle-{seconds}", f"0.5*sin(2*PI*2000*t)*{between}", seconds)
    picture = brightness(spectrogram(source, width=1000, height=300, plain=True))
    line = picture[round(row("mel", 2000, 300)) - 2 :][:4].max(axis=0)
    lit = np.flatnonzero(line > 140)
    blur = 25 if seconds > 1 else 70
    assert lit.min() == pytest.approx(400, abs=blur)
    assert lit.max() == pytest.approx(600, abs=blur)


def test_stronger_is_brighter_and_the_key_tells_how_strong() -> None:
    levels = []
    for level in (-80, -60, -40, -20, -3):
        source = sounds.wave(f"level{level}", f"{10 ** (level / 20)}*sin(2*PI*2000*t)", 1)
        picture = brightness(spectrogram(source, width=300, height=300, plain=True))
        levels.append(int(picture[round(row("mel", 2000, 300)) - 2 :][:4, 100:200].max()))
    assert levels == sorted(levels)
    assert levels[-1] - levels[0] > 150


def test_short_bursts_survive_in_long_recordings() -> None:
    bursts = sounds.wave("bursts", "0.5*sin(2*PI*3000*t)*lt(mod(t,10),0.05)", 120, rate=16_000)
    picture = brightness(spectrogram(bursts, width=600, height=300, plain=True))
    line = picture[round(row("mel", 3000, 300, high=8000)) - 2 :][:4].max(axis=0)
    assert np.sum(np.diff((line > 60).astype(int)) == 1) >= 11


def test_channels_together_or_apart() -> None:
    source = sounds.wave("sides", "0.5*sin(2*PI*500*t)|0.5*sin(2*PI*8000*t)", 2, layout="stereo")
    whole = brightness(spectrogram(source, width=400, height=400, plain=True))
    for hertz in (500, 8000):
        assert whole[round(row("mel", hertz, 400)) - 3 :][:6, 200].max() > 140
    with into("apart"):
        lanes = brightness(spectrogram(source, width=400, height=420, plain=True, apart=True))
    half = 205
    upper, lower = lanes[:half, 100:300].mean(axis=1), lanes[-half:, 100:300].mean(axis=1)
    assert np.argmax(upper) > np.argmax(lower), "left, with the low tone, comes first"
    assert np.argmax(upper) == pytest.approx(row("mel", 500, half), abs=6)
    assert np.argmax(lower) == pytest.approx(row("mel", 8000, half), abs=6)


def test_opposite_channels_do_not_cancel() -> None:
    source = sounds.wave("opposite", "0.5*sin(2*PI*1000*t)|-0.5*sin(2*PI*1000*t)", 1, layout="stereo")
    assert brightness(spectrogram(source, width=300, height=300, plain=True)).max() > 140


def test_a_range_of_frequencies() -> None:
    source = sounds.wave("pure-1000", "0.5*sin(2*PI*1000*t)", 2)
    picture = brightness(
        spectrogram(source, width=300, height=400, low=500, high=2000, scale="log", plain=True)
    )
    assert int(np.argmax(picture[:, 150])) == pytest.approx(200, abs=5)
    with pytest.raises(BadInput, match="holds nothing from 30000 Hz"):
        spectrogram(source, low=30_000)


@pytest.mark.parametrize("theme", ["dark", "light", "clear"])
def test_themes_and_axes(theme: Any) -> None:
    with Image.open(spectrogram(sounds.speech(), theme=theme)) as picture:
        assert picture.size == (1600, 720)
        ground = picture.convert("RGBA").getpixel((2, 2))
    assert ground == {"dark": (18, 19, 22, 255), "light": (250, 249, 247, 255), "clear": (0, 0, 0, 0)}[theme]


@pytest.mark.parametrize(
    "source",
    [
        sounds.silence,
        lambda: clips.recording(seconds=0.1),
        lambda: clips.recording(seconds=0.004),
        lambda: clips.recording(more=("-ar", "8000")),
        sounds.surround,
        clips.with_cover,
        sounds.late,
    ],
    ids=["silent", "short", "a blink", "telephone", "surround", "cover", "film"],
)
def test_odd_recordings_are_drawn(source: Callable[[], Path]) -> None:
    assert size(spectrogram(source(), width=500, height=300)) == (500, 300)


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    options = ("--scale", "log", "--floor", "-80", "--out", "s.jpg", "--width", "400", "--height", "300")
    said = studio("audio", "spectrogram", clips.recording(), *options)
    assert (said.code, said.out.strip()) == (0, "s.jpg")
    assert size(Path("s.jpg")) == (400, 300)
