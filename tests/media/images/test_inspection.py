"""What is wrong with a picture is found, and what only looks wrong is not."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter
from tests.pictures import photo

from studio.media.images import inspection, reading
from studio.media.images.inspection import Findings, Limits

GOOD = Findings(640, 480, sharpness=500, exposure=0.5, visible=1, flat=False, likeness="0" * 16)
LIMITS = Limits(80, 0.03, 0.97, 64, 64, 4)


def found_in(picture: Image.Image, path: Path) -> Findings:
    picture.save(path)
    return inspection.look_over(reading.read(path)).findings


def test_numbers_of_a_photograph(tmp_path: Path) -> None:
    found = found_in(photo(640, 400), tmp_path / "photo.png")
    assert (found.width, found.height, found.visible, found.flat) == (640, 400, 1, False)
    assert found.sharpness > 80
    assert 0.3 < found.exposure < 0.7


def test_blur_is_measured(tmp_path: Path) -> None:
    soft = photo(640, 400).filter(ImageFilter.GaussianBlur(4))
    assert found_in(soft, tmp_path / "soft.png").sharpness < 10


def test_a_soft_background_does_no_harm(tmp_path: Path) -> None:
    portrait = photo(640, 400).filter(ImageFilter.GaussianBlur(6))
    portrait.paste(photo(640, 400).crop((0, 0, 160, 100)), (240, 150))
    assert found_in(portrait, tmp_path / "portrait.png").sharpness > 80


def cut_out(subject: Image.Image, hidden: str = "black") -> Image.Image:
    """A disc of a picture on transparent ground, whose hidden colours are another's."""
    mask = Image.new("L", subject.size, 0)
    ImageDraw.Draw(mask).ellipse((120, 20, 480, 380), fill=255)
    picture = Image.composite(subject, Image.new("RGB", subject.size, hidden), mask).convert("RGBA")
    picture.putalpha(mask)
    return picture


def test_the_outline_of_a_cut_out_is_no_sharpness(tmp_path: Path) -> None:
    soft = photo(640, 400).filter(ImageFilter.GaussianBlur(6))
    assert found_in(cut_out(soft), tmp_path / "soft.png").sharpness < 10
    assert found_in(cut_out(photo(640, 400)), tmp_path / "sharp.png").sharpness > 80


@pytest.mark.parametrize("hidden", ["black", "white", "magenta"])
def test_hidden_colours_do_not_count_as_light(tmp_path: Path, hidden: str) -> None:
    grey = Image.new("RGB", (640, 400), (100, 100, 100))
    found = found_in(cut_out(grey, hidden), tmp_path / "grey.png")
    assert found.exposure == pytest.approx(100 / 255, abs=0.01)
    assert found.visible == pytest.approx(3.1416 * 180**2 / (640 * 400), abs=0.01)


def test_alpha_below_the_threshold_is_background(tmp_path: Path) -> None:
    picture = photo().convert("RGBA")
    picture.putalpha(30)
    picture.save(tmp_path / "faint.png")
    image = reading.read(tmp_path / "faint.png")
    assert inspection.look_over(image).findings.visible == 0
    assert inspection.look_over(image, alpha_threshold=0.1).findings.visible == 1


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "I;16", "P", "1"])
def test_every_kind_of_picture_can_be_looked_over(tmp_path: Path, mode: str) -> None:
    found = found_in(photo(96, 64).convert("L" if mode == "I;16" else mode), tmp_path / "x.png")
    assert (found.width, found.height) == (96, 64)


def test_one_pixel_is_flat(tmp_path: Path) -> None:
    found = found_in(Image.new("RGB", (1, 1), "red"), tmp_path / "one.png")
    assert (found.sharpness, found.flat) == (0, True)


@pytest.mark.parametrize(
    ("changed", "reason", "detail"),
    [
        ({"visible": 0.0}, "empty", "nothing"),
        ({"width": 63}, "too small", "63 × 480, at least 64 × 64"),
        ({"height": 63}, "too small", "640 × 63"),
        ({"width": 2000}, "too long", "at most 4 to 1"),
        ({"height": 2600}, "too long", "640 × 2600"),
        ({"exposure": 0.02, "sharpness": 0.0, "flat": True}, "too dark", "brightness 0.020, at least 0.03"),
        ({"exposure": 0.98}, "too bright", "at most 0.97"),
        ({"sharpness": 79.0}, "blurred", "sharpness 79, at least 80"),
        ({"sharpness": 0.0, "flat": True}, "flat", "one colour"),
    ],
)
def test_what_is_wrong_first_of_all_is_said(changed: dict[str, float], reason: str, detail: str) -> None:
    from dataclasses import replace

    fault = inspection.fault_in(replace(GOOD, **changed), LIMITS)  # type: ignore[arg-type]
    assert fault is not None
    assert fault.reason == reason
    assert detail in fault.detail


def test_what_keeps_to_the_limits_passes_and_limits_can_be_lifted() -> None:
    bad = Findings(1, 900, sharpness=0, exposure=0, visible=1, flat=True, likeness="0" * 16)
    assert inspection.fault_in(GOOD, LIMITS) is None
    assert inspection.fault_in(bad, Limits(min_sharpness=0)) is None


def test_a_thumbnail_is_small_and_keeps_transparency(tmp_path: Path) -> None:
    cut_out(photo(640, 400)).save(tmp_path / "cut.png")
    seen = inspection.look_over(reading.read(tmp_path / "cut.png"))
    with Image.open(inspection.thumbnail(seen.small, 128, tmp_path / "small.webp")) as small:
        assert (small.size, small.mode) == ((128, 80), "RGBA")
