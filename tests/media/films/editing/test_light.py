"""Light and colours do in films what they do in pictures, at any depth."""

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips

from studio.media import probe
from studio.media.encode import executable
from studio.media.films.editing import colours
from studio.media.films.editing.light import Light
from studio.media.films.transcoding import tones

COLOURS = [
    (255, 255, 255),
    (192, 32, 32),
    (40, 160, 80),
    (60, 70, 200),
    (128, 128, 128),
    (230, 200, 120),
    (10, 12, 14),
]
LUMA = np.array([0.2126, 0.7152, 0.0722])


def painted(colour: tuple[int, int, int], pixels: str = "yuv444p10le", spread: str = "limited") -> Path:
    """A lossless film of one colour."""
    name = "".join(f"{part:02x}" for part in colour)
    plain = ("-f", "lavfi", "-i", f"color=0x{name}:s=32x32:r=25:d=0.04,format=gbrp")
    tags = f"setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range={spread}"
    there = (
        f"zscale=matrix=bt709:range={spread},format={pixels},{tags}"
        if "yuv" in pixels
        else f"format={pixels}"
    )
    return clips.made(f"painted-{name}-{pixels}-{spread}.mkv", *plain, "-vf", there, "-c:v", "ffv1")


def lit(path: Path, light: Light) -> Any:
    film = probe.media(path).main_video
    before, ready = colours.to_light(film)
    back = ["zscale=matrix=gbr:range=full", "format=gbrp16le", "format=rgb48le"]
    chain = [*tones.named(film), *before, *light.filters(ready, clips.folder()), *back]
    command = [executable(), "-v", "error", "-i", str(path), "-vf", ",".join(chain), "-f", "rawvideo", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<u2").reshape(-1, 3)[500] / 65535


def wanted(colour: tuple[int, int, int], light: Light) -> Any:
    value = np.array(colour) / 255
    value = value * light.brightness * light.contrast + 0.5 - 0.5 * light.contrast
    value = np.clip(value, 0, 1) ** (1 / light.gamma)
    grey = float(value @ LUMA)
    return np.clip(grey + (value - grey) * light.saturation, 0, 1)


LIGHTS = [
    Light(brightness=0.7),
    Light(contrast=1.2),
    Light(contrast=0.6, brightness=1.1),
    Light(saturation=0),
    Light(saturation=0.5),
    Light(gamma=1.8),
    Light(gamma=0.6, saturation=0.8, contrast=0.9, brightness=0.9),
]


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize(
    ("pixels", "spread"),
    [("yuv444p10le", "limited"), ("yuv444p12le", "full"), ("yuv420p", "limited"), ("gbrp", "full")],
)
def test_it_is_what_pictures_get(light: Light, pixels: str, spread: str) -> None:
    for colour in COLOURS:
        # Where light falls below black, colour difference alone leaves a trace of tint.
        tolerance = 0.012 if pixels == "yuv420p" or max(colour) < 20 else 0.004
        path = painted(colour, pixels, spread)
        assert lit(path, light) == pytest.approx(wanted(colour, light), abs=tolerance), colour


def test_colours_go_round_from_red_to_green_to_blue() -> None:
    red = painted((150, 75, 75))
    assert np.argmax(lit(red, Light(hue=120))) == 1
    assert np.argmax(lit(red, Light(hue=-120))) == 2
    for degrees in (45, 120, 180, -60):
        turned = lit(red, Light(hue=degrees))
        assert turned @ LUMA == pytest.approx(wanted((150, 75, 75), Light()) @ LUMA, abs=0.005)
    there = lit(red, Light(hue=90, gamma=1.000001))
    assert there == pytest.approx(lit(red, Light(hue=90)), abs=0.003)


def test_nothing_to_do_is_no_filter() -> None:
    film = probe.media(painted(COLOURS[0])).main_video
    assert Light().filters(film, clips.folder()) == []
    assert Light().neutral
    assert not Light(hue=1).neutral


def test_light_of_a_film_keeps_its_depth_and_its_colour_samples() -> None:
    film = replace(probe.media(painted(COLOURS[0])).main_video, pixel_format="yuv422p12le", depth=12)
    assert Light(gamma=2).filters(film, clips.folder())[-1] == "format=yuv422p12le"
    assert not [step for step in Light(contrast=2).filters(film, clips.folder()) if step.startswith("format")]
