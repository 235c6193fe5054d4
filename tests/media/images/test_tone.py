"""Light and colour change as a reader of the description would compute by hand."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import pictures
from tests.media.images.test_blur import values

from studio.media.images import reading
from studio.media.images.libvips import Raster, engine
from studio.media.images.tone import range_of, saturated, toned


def ramp(kind: str = "uchar") -> Raster:
    """Every grey from black to white, in colour."""
    most = 65535 if kind == "ushort" else 255
    grey = engine().Image.identity(ushort=kind == "ushort").cast(kind)
    assert grey.width == most + 1
    return grey.bandjoin([grey, grey]).copy(interpretation="rgb16" if kind == "ushort" else "srgb")


@pytest.mark.parametrize("kind", ["uchar", "ushort"])
@pytest.mark.parametrize(
    "options",
    [
        {"brightness": 1.3},
        {"contrast": 1.5},
        {"contrast": 0.2},
        {"gamma": 2.2},
        {"gamma": 0.5},
        {"brightness": 0},
        {"limits": (0.2, 0.7)},
        {"limits": (0.1, 0.9), "brightness": 0.8, "contrast": 1.2, "gamma": 1.4},
    ],
)
def test_light_changes_in_the_order_that_is_said(kind: str, options: dict[str, float]) -> None:
    most = 65535 if kind == "ushort" else 255
    changed = toned(ramp(kind), **options)  # type: ignore[arg-type]
    light = np.arange(most + 1) / most
    low, high = options.get("limits", (0, 1))  # type: ignore[misc]
    light = (light - low) / (high - low) * options.get("brightness", 1)
    light = (light - 0.5) * options.get("contrast", 1) + 0.5
    light = np.clip(light, 0, None) ** (1 / options.get("gamma", 1))
    assert np.abs(values(changed)[0, :, 1] - np.clip(light * most, 0, most)).max() <= 0.51
    assert changed.format == kind


def test_transparency_stays(tmp_path: Path) -> None:
    disc = reading.read(pictures.cutout(tmp_path / "disc.png"))
    for changed in (toned(disc, brightness=0.5), saturated(disc, 0)):
        assert (values(changed)[..., 3] == values(disc)[..., 3]).all()
        assert changed.hasalpha()


def test_linear_light_goes_beyond_white() -> None:
    bright = (engine().Image.black(4, 4, bands=3) + 3.0).cast("float").copy(interpretation="scrgb")
    assert toned(bright, brightness=1.5).max() > 6
    assert toned(bright * 0, gamma=2).max() == 0
    assert toned(bright - 4, gamma=2).min() >= 0


def test_saturation_keeps_brightness() -> None:
    black = engine().Image.black(2, 2, bands=3)
    colour = black.linear(1, [200, 100, 50]).cast("uchar").copy(interpretation="srgb")
    luma = 0.2126 * 200 + 0.7152 * 100 + 0.0722 * 50
    assert np.abs(values(saturated(colour, 0)) - luma).max() <= 0.51
    strong = values(saturated(colour, 1.2))[0, 0]
    assert strong @ [0.2126, 0.7152, 0.0722] == pytest.approx(luma, abs=0.6)
    assert strong[0] > 200
    assert strong[2] < 50
    assert (values(saturated(colour, 1)) == values(colour)).all()


def test_grey_has_no_colours_to_change() -> None:
    grey = engine().Image.identity()
    assert saturated(grey, 3) is grey


@pytest.mark.parametrize(("clipped", "low", "high"), [(0, 10, 240), (0.02, 50, 200), (0.4, 100, 150)])
def test_range_is_what_is_left_between_the_clipped(
    tmp_path: Path, clipped: float, low: int, high: int
) -> None:
    samples = np.repeat(np.array([10, 50, 100, 150, 200, 240], np.uint8), [1, 20, 29, 29, 20, 1])
    Image.fromarray(samples.reshape(10, 10)).save(tmp_path / "grey.png")
    found = range_of(reading.read(tmp_path / "grey.png"), clipped)
    assert found == pytest.approx((low / 255, high / 255))


def test_range_of_one_colour_is_everything() -> None:
    assert range_of(engine().Image.black(5, 5) + 77, 0.01) == (0, 1)


def test_range_does_not_count_what_is_hidden(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    picture.paste((60, 90, 120, 255), (0, 0, 5, 10))
    picture.save(tmp_path / "half.png")
    found = range_of(reading.read(tmp_path / "half.png"), 0)
    assert found == pytest.approx((60 / 255, 120 / 255))


def test_range_of_sixteen_bits(tmp_path: Path) -> None:
    deep = reading.read(pictures.deep(tmp_path / "deep.png"))
    low, high = range_of(deep, 0)
    assert low * 65535 == pytest.approx(deep.min())
    assert high * 65535 == pytest.approx(deep.max())
