"""What is adjusted changes as asked; everything else about the picture stays."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, Refused
from studio.core.outside import into
from studio.faces.cli import app
from studio.media.images import reading
from studio.tools.image.adjust import adjust


def shown(path: Path) -> Any:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def soft(path: Path) -> float:
    """How much neighbours differ."""
    return float(np.abs(np.diff(shown(path), axis=1)).mean())


def test_brighter_and_darker(tmp_path: Path) -> None:
    pictures.photo().save(tmp_path / "photo.png")
    before = shown(tmp_path / "photo.png")
    brighter = shown(adjust(tmp_path / "photo.png", brightness=1.2))
    assert np.abs(brighter - np.clip(before * 1.2, 0, 255)).max() <= 1


def test_everything_in_one_pass_is_as_one_after_the_other(tmp_path: Path) -> None:
    pictures.photo().save(tmp_path / "a.png")
    steps: list[dict[str, float]] = [
        {"auto_contrast": 1},
        {"brightness": 1.1},
        {"contrast": 0.9},
        {"gamma": 1.2},
        {"saturation": 1.3},
        {"blur": 1.5},
        {"sharpen": 0.7},
    ]
    together = {name: value for step in steps for name, value in step.items()}
    at_once = shown(adjust(tmp_path / "a.png", **together))  # type: ignore[arg-type]
    (tmp_path / "a-adjust.png").unlink()
    path = tmp_path / "a.png"
    for number, step in enumerate(steps):
        with into(tmp_path / str(number)):
            path = adjust(path, **step)  # type: ignore[arg-type]
    assert np.abs(at_once - shown(path)).mean() < 1


def test_auto_contrast_reaches_black_and_white_without_a_cast(tmp_path: Path) -> None:
    pale = pictures.photo().point(lambda value: 80 + value // 4)
    pale.save(tmp_path / "pale.png")
    before, after = shown(tmp_path / "pale.png"), shown(adjust(tmp_path / "pale.png", auto_contrast=0))
    assert (after.min(), after.max()) == (0, 255)
    low, high = before.min(), before.max()
    assert np.abs(after - (before - low) * 255 / (high - low)).max() <= 1


def test_blur_and_sharpen(tmp_path: Path) -> None:
    path = pictures.jpeg(tmp_path / "photo.jpg", quality=97)
    with into(tmp_path / "soft"):
        assert soft(adjust(path, blur=6)) < 0.5 * soft(path)
    with into(tmp_path / "sharp"):
        assert soft(adjust(path, sharpen=1)) > 1.08 * soft(path)


def test_no_saturation_is_grey(tmp_path: Path) -> None:
    grey = shown(adjust(pictures.jpeg(tmp_path / "photo.jpg"), saturation=0))
    assert np.abs(np.diff(grey, axis=2)).max() <= 2


@pytest.mark.parametrize(
    "options", [{"brightness": 1}, {"contrast": 1, "gamma": 1}, {"blur": 0, "sharpen": 0}]
)
def test_what_changes_nothing_gives_the_very_file(tmp_path: Path, options: dict[str, float]) -> None:
    path = pictures.jpeg(tmp_path / "photo.jpg")
    assert adjust(path, **options).read_bytes() == path.read_bytes()  # type: ignore[arg-type]


def test_nothing_asked(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="say what to adjust"):
        adjust(pictures.jpeg(tmp_path / "photo.jpg"))


@pytest.mark.parametrize(
    "options",
    [{"contrast": -1}, {"gamma": 0}, {"blur": float("nan")}, {"auto_contrast": 60}, {"sharpen": 99}],
)
def test_values_that_make_no_sense(tmp_path: Path, options: dict[str, float]) -> None:
    with pytest.raises(BadInput, match=next(iter(options))):
        adjust(pictures.jpeg(tmp_path / "photo.jpg"), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bits_stay_sixteen(tmp_path: Path, suffix: str) -> None:
    made = adjust(pictures.deep(tmp_path / f"deep{suffix}"), brightness=0.5)
    assert reading.header(made).depth == "16"
    image = reading.read(made)
    samples = np.frombuffer(image.write_to_memory(), np.uint16).reshape(48, 64, 3)
    assert np.abs(samples - pictures.deep_values() / 2.0).max() <= 1


def test_print_colours_and_profiles(tmp_path: Path) -> None:
    made = adjust(pictures.cmyk(tmp_path / "ink.jpg"), brightness=1.05)
    red = shown(made)[20, 30]
    assert red[0] > 180
    assert max(red[1:]) < 90
    profile = pictures.srgb_profile()
    kept = adjust(pictures.jpeg(tmp_path / "tagged.jpg", icc_profile=profile), contrast=1.1)
    with Image.open(kept) as picture:
        assert picture.info["icc_profile"] == profile


@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_picture_stays_upright(tmp_path: Path, orientation: int) -> None:
    made = adjust(pictures.oriented(tmp_path / "turned.jpg", orientation), brightness=0.8)
    assert reading.header(made).orientation == 1
    assert np.abs(shown(made)[4, 4] - np.array(pictures.RED) * 0.8).max() < 12


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations_stay_animated(tmp_path: Path, suffix: str) -> None:
    moving = pictures.animation(tmp_path / f"moving{suffix}")
    made = adjust(moving, brightness=0.5, blur=1, sharpen=0.5, auto_contrast=0.5)
    before, after = reading.header(moving), reading.header(made)
    assert (after.frames, after.delays, after.loop) == (before.frames, before.delays, before.loop)


@pytest.mark.parametrize("name", ["dot.png", "palette.png", "grey.jpg", "line.bmp"])
def test_small_and_odd_pictures(tmp_path: Path, name: str) -> None:
    if name == "palette.png":
        pictures.palette(tmp_path / name)
    else:
        Image.new("L", (1, 1 if name == "dot.png" else 9), 90).save(tmp_path / name)
    made = adjust(tmp_path / name, blur=5, sharpen=1, auto_contrast=1, saturation=2, gamma=1.1)
    before, after = reading.header(tmp_path / name), reading.header(made)
    assert (after.width, after.height, after.mode) == (before.width, before.height, before.mode)


@pytest.mark.parametrize("options", [{"blur": 2}, {"auto_contrast": 1}, {"brightness": 1}])
def test_broken_pictures_leave_nothing(tmp_path: Path, options: Any) -> None:
    (tmp_path / "whole").mkdir()
    whole = pictures.jpeg(tmp_path / "whole" / "photo.jpg")
    broken = pictures.truncated(tmp_path / "cut.jpg", whole)
    (tmp_path / "text.jpg").write_text("I am no picture")
    (tmp_path / "empty.jpg").touch()
    for path in (broken, tmp_path / "text.jpg", tmp_path / "empty.jpg"):
        with pytest.raises(BadInput, match=path.name):
            adjust(path, **options)
    with pytest.raises(Refused, match="limit"):
        adjust(pictures.bomb(tmp_path / "bomb.png"), **options)
    assert not list(tmp_path.glob("*adjust*"))


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures.jpeg(tmp_path / "photo.jpg")
    shutil.copy("photo.jpg", "- odd 'name'\n%d.jpg")
    line = [
        "image",
        "adjust",
        "photo.jpg",
        "./- odd 'name'\n%d.jpg",
        "--auto-contrast",
        "0.5%",
        "--blur",
        "2",
    ]
    assert app.run([*line, "--json", "--out", "made/"]) == 0
    answers = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert answers[0]["files"] == ["made/photo-adjust.jpg"]
    assert all(answer["ok"] for answer in answers)
    assert app.run(["image", "adjust", "photo.jpg"]) == 2
    assert "say what to adjust" in capsys.readouterr().err
