"""Waveforms: what is drawn is what sounds, at its time and as high as it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.core.outside import into
from studio.media.sound.charts import Theme
from studio.tools.audio.waveform import waveform

GROUND, ACCENT, RED = (18, 19, 22), (232, 163, 61), (239, 91, 76)


def pixels(path: Path) -> Any:
    """The picture, a row for each line."""
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGBA"), np.int16)


def size(path: Path) -> tuple[int, int]:
    """Width and height."""
    with Image.open(path) as picture:
        return picture.size


def near(picture: Any, colour: tuple[int, int, int], within: int = 40) -> Any:
    """Where a picture has nearly this colour."""
    return np.abs(picture[..., :3] - np.array(colour)).max(axis=-1) < within


def swing(picture: Any) -> Any:
    """How many pixels of each column belong to the wave: what is warm and bright."""
    return ((picture[..., 0] > 150) & (picture[..., 0] - picture[..., 2] > 60)).sum(axis=0)


@pytest.mark.parametrize("wanted", [(1600, 360), (640, 200), (3000, 300), (300, 900)])
def test_it_has_the_size_asked_for(wanted: tuple[int, int]) -> None:
    made = waveform(sounds.speech(), width=wanted[0], height=wanted[1])
    assert size(made) == wanted
    assert made.suffix == ".png"


def test_sound_stands_at_its_time_and_silence_is_a_line() -> None:
    tall = swing(pixels(waveform(sounds.gaps(), width=1000, height=200, plain=True)))
    inner = tall[6:-6]
    share = np.arange(len(inner)) / len(inner) * 5
    sounding = ((share > 1.02) & (share < 1.98)) | ((share > 3.52) & (share < 3.98))
    silent = (share < 0.98) | ((share > 2.02) & (share < 3.48)) | (share > 4.02)
    assert inner[sounding].min() > 85
    assert inner[silent].max() <= 2


@pytest.mark.parametrize("level", [0.25, 0.5, 1.0])
def test_its_height_is_the_level(level: float) -> None:
    square = sounds.wave(f"square-{level}", f"{level}*(2*lt(mod(t,0.01),0.005)-1)", 10)
    picture = pixels(waveform(square, width=800, height=404, plain=True))
    within = picture[6:-6]
    assert np.median(swing(within)) == pytest.approx(level * len(within), abs=4)


def test_the_loudest_moment_can_fill_the_height() -> None:
    picture = pixels(
        waveform(sounds.wave("soft", "0.05*sin(2*PI*300*t)", 10), height=200, plain=True, fit=True)
    )
    assert np.median(swing(picture)) > 180


def test_clipping_is_marked() -> None:
    clipped = sounds.wave("clipped", "if(between(t,1,1.1),1.2,0.3)*sin(2*PI*300*t)", 2)
    red = near(pixels(waveform(clipped)), RED, 12)
    columns = np.flatnonzero(red.any(axis=0))
    assert 780 < columns.min() < columns.max() < 880
    assert not near(pixels(waveform(clips.recording())), RED, 12).any()


def test_channels_stand_apart() -> None:
    one_sided = sounds.wave("left-only", "0.9*sin(2*PI*300*t)|0", 10, layout="stereo")
    picture = pixels(waveform(one_sided, apart=True, plain=True, height=400))
    assert np.median(swing(picture[:195])) > 100
    assert np.median(swing(picture[205:])) <= 2
    together = pixels(waveform(one_sided, plain=True, height=400, format="webp"))
    assert np.median(swing(together)) > 300


def test_a_short_recording_shows_its_single_swings() -> None:
    cycles = sounds.wave("cycles", "0.8*sin(2*PI*50*t)", 0.1)
    picture = pixels(waveform(cycles, width=1000, height=300, plain=True))
    warm = (picture[..., 0] > 150) & (picture[..., 0] - picture[..., 2] > 60)
    upper = warm[:120].any(axis=0).astype(int)
    assert np.sum(np.diff(upper) == 1) == 5, "five swings up"


def test_bars_have_space_between_them() -> None:
    tall = swing(pixels(waveform(sounds.wave("even", "0.8*sin(2*PI*300*t)", 2), style="bars", plain=True)))
    inner = tall[20:-20]
    assert inner.max() > 200
    assert inner.min() == 0


def test_themes() -> None:
    grounds: dict[str, Any] = {}
    themes: tuple[Theme, ...] = ("dark", "light", "clear")
    for theme in themes:
        with into(theme):
            grounds[theme] = pixels(waveform(sounds.gaps(), theme=theme))[1, 1]
    assert tuple(grounds["dark"][:3]) == GROUND
    assert grounds["light"][:3].min() > 240
    assert grounds["clear"][3] == 0


def test_a_colour_of_ones_own() -> None:
    picture = pixels(waveform(sounds.speech(), colour="#3366ff"))
    assert near(picture, (0x33, 0x66, 0xFF), 10).sum() > 5000
    assert not near(picture, ACCENT, 10).any()


def test_times_are_written_below() -> None:
    plain = pixels(waveform(sounds.gaps(), height=300))
    letters = (plain[270:, :, :3].min(axis=-1) > 100).any(axis=0)
    starts = np.flatnonzero(np.diff(letters.astype(int)) == 1)
    assert len(starts) >= 6 * 3, "0:00 to 0:05"


@pytest.mark.parametrize(
    "source",
    [sounds.silence, lambda: clips.recording(seconds=0.1), sounds.surround, clips.with_cover, sounds.late],
    ids=["silent", "short", "surround", "cover", "film"],
)
def test_odd_recordings_are_drawn(source: Callable[[], Path]) -> None:
    assert size(waveform(source(), apart=True)) == (1600, 360)


def test_impossible_sizes_are_refused() -> None:
    with pytest.raises(BadInput, match="cannot be drawn"):
        waveform(clips.recording(), width=10)
    with pytest.raises(BadInput, match="is not a colour"):
        waveform(clips.recording(), colour="bright")


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    said = studio("audio", "waveform", clips.recording(), "--out", "pictures/wave.webp", "--style", "bars")
    assert (said.code, said.out.strip()) == (0, "pictures/wave.webp")
    assert size(Path("pictures/wave.webp")) == (1600, 360)
