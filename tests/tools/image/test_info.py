"""What is told of a picture is true, and nothing private is told unasked."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, NotFound, Refused
from studio.faces.cli import app
from studio.media.images import likeness, reading, writing
from studio.tools.image.info import Animation, Place, Stored, info


def noted(path: Path) -> Path:
    """A photograph whose camera noted what it did, and where."""
    tags = Image.Exif()
    tags[0x010F], tags[0x0110] = "Maker", "Model 5"
    tags.get_ifd(0x8769).update({0x9003: "2024:05:17 18:03:22", 0x829A: 1 / 250, 0x829D: 2.8, 0x8827: 400})
    tags.get_ifd(0x8825).update({1: "S", 2: (33.0, 51.0, 24.0), 3: "E", 4: (151.0, 12.0, 36.0), 6: 58.5})
    return pictures.jpeg(path, exif=tags, icc_profile=pictures.srgb_profile(), dpi=(300, 300))


def test_a_photograph(tmp_path: Path) -> None:
    photo = noted(tmp_path / "photo.jpg")
    found = info(photo)
    assert (found.format, found.mislabelled) == ("jpg", None)
    assert (found.width, found.height, found.megapixels, found.aspect) == (320, 200, 0.064, "8:5")
    assert (found.mode, found.depth, found.alpha, found.colour_space) == ("rgb", "8", False, "rgb")
    assert (found.stored, found.animation, found.pages) == (None, None, None)
    assert found.bytes == photo.stat().st_size
    assert found.dpi == pytest.approx(300, abs=0.1)
    assert found.icc
    assert "sRGB" in found.icc
    assert found.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert found.taken_at == datetime(2024, 5, 17, 18, 3, 22)  # noqa: DTZ001
    assert found.exif == {
        "maker": "Maker",
        "camera": "Model 5",
        "aperture": 2.8,
        "iso": 400,
        "exposure": "1/250",
    }


def test_places_are_told_only_on_request(tmp_path: Path) -> None:
    photo = noted(tmp_path / "photo.jpg")
    shut = info(photo)
    assert shut.gps is None
    assert "latitude" not in str(shut)
    place = info(photo, gps=True).gps
    assert place == Place(-33.8566667, 151.21, 58.5)
    assert info(pictures.jpeg(tmp_path / "plain.jpg"), gps=True).gps is None


@pytest.mark.parametrize("orientation", [3, 6])
def test_sizes_are_those_of_the_upright_picture(tmp_path: Path, orientation: int) -> None:
    found = info(pictures.oriented(tmp_path / "turned.jpg", orientation))
    assert (found.width, found.height, found.aspect) == (48, 32, "3:2")
    assert found.stored == (Stored(32, 48, 6) if orientation == 6 else Stored(48, 32, 3))


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations(tmp_path: Path, suffix: str) -> None:
    found = info(pictures.animation(tmp_path / f"moving{suffix}"))
    assert (found.width, found.height) == (40, 30)
    assert (found.animation, found.pages) == (Animation(5, 0.35, (50, 60, 70, 80, 90), 0), None)


@pytest.mark.parametrize(
    ("make", "mode", "depth", "alpha", "space"),
    [
        (lambda path: pictures.deep(path / "a.png"), "rgb", "16", False, "srgb"),
        (lambda path: pictures.deep(path / "a.tiff"), "rgb", "16", False, "srgb"),
        (lambda path: pictures.cmyk(path / "a.jpg"), "cmyk", "8", False, "cmyk"),
        (lambda path: pictures.palette(path / "a.png"), "rgba", "1", True, "srgb"),
        (lambda path: pictures.cutout(path / "a.png"), "rgba", "8", True, "srgb"),
    ],
)
def test_kinds_of_pixels(tmp_path: Path, make: Any, mode: str, depth: str, alpha: bool, space: str) -> None:
    found = info(make(tmp_path))
    assert (found.mode, found.depth, found.alpha, found.colour_space) == (mode, depth, alpha, space)


def test_grey(tmp_path: Path) -> None:
    pictures.photo().convert("LA").save(tmp_path / "grey.png")
    found = info(tmp_path / "grey.png")
    assert (found.mode, found.alpha, found.colour_space) == ("grey+alpha", True, "grey")


def test_linear_light(tmp_path: Path) -> None:
    pytest.importorskip("OpenImageIO")
    path = writing.write(reading.read(pictures.jpeg(tmp_path / "photo.jpg")), tmp_path / "photo.exr")
    found = info(path)
    assert (found.format, found.colour_space, found.depth) == ("exr", "linear", "16f")


def test_pages_that_are_no_frames(tmp_path: Path) -> None:
    first, *others = [pictures.photo(80, 60, seed=seed) for seed in range(3)]
    first.save(tmp_path / "pages.tiff", save_all=True, append_images=others)
    found = info(tmp_path / "pages.tiff")
    assert (found.pages, found.animation) == (3, None)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("disc.png", None),
        ("disc.PNG", None),
        ("disc.jpg", "named .jpg but is png"),
        ("disc.txt", "named .txt but is png"),
        ("disc", "named without an ending but is png"),
    ],
)
def test_misleading_names_are_told(tmp_path: Path, name: str, said: str | None) -> None:
    assert info(pictures.cutout(tmp_path / "a.png").rename(tmp_path / name)).mislabelled == said


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ((1920, 1080), "16:9"),
        ((300, 300), "1:1"),
        ((451, 300), "1.503"),
        ((1, 1), "1:1"),
        ((10, 300), "1:30"),
    ],
)
def test_aspects_as_people_say_them(tmp_path: Path, size: tuple[int, int], aspect: str) -> None:
    Image.new("L", size).save(tmp_path / "a.png")
    assert info(tmp_path / "a.png").aspect == aspect


def test_the_perceptual_hash_stays_when_a_picture_is_scaled(tmp_path: Path) -> None:
    one = info(pictures.jpeg(tmp_path / "a.jpg")).perceptual_hash
    other = info(pictures.jpeg(tmp_path / "b.jpg", pictures.photo().resize((200, 125)))).perceptual_hash
    third = info(pictures.jpeg(tmp_path / "c.jpg", pictures.photo(seed=9))).perceptual_hash
    assert one
    assert other
    assert third
    assert likeness.hash_distance(one, other) <= 4 < likeness.hash_distance(one, third)


def test_one_colour_has_no_perceptual_hash(tmp_path: Path) -> None:
    Image.new("RGB", (30, 30), "navy").save(tmp_path / "a.png")
    found = info(tmp_path / "a.png")
    assert found.perceptual_hash is None
    assert found.sha256


def test_damage_is_an_error(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    for source in (
        pictures.jpeg(whole / "cut.jpg"),
        pictures.deep(whole / "cut.png"),
        pictures.deep(whole / "cut.tiff"),
        pictures.animation(whole / "cut.webp"),
    ):
        with pytest.raises(BadInput, match=f"{source.name} is cut off or damaged"):
            info(pictures.truncated(tmp_path / source.name, source))


def test_a_hole_in_the_middle_is_an_error(tmp_path: Path) -> None:
    hole = pictures.holed(
        tmp_path / "hole.jpg", pictures.jpeg(tmp_path / "photo.jpg", pictures.photo(800, 600))
    )
    with pytest.raises(BadInput, match=r"hole\.jpg is cut off or damaged: its data is incomplete"):
        info(hole)


def test_damage_in_a_later_frame_is_an_error(tmp_path: Path) -> None:
    moving = pictures.animation(tmp_path / "moving.webp", size=(200, 900))
    before, mark, frame = moving.read_bytes().rpartition(b"VP8L")
    moving.write_bytes(before + mark + frame[:6] + bytes(len(frame) - 6))
    assert info(moving, hashes=False).animation
    with pytest.raises(BadInput, match=r"moving\.webp is cut off or damaged"):
        info(moving)


def test_a_header_alone_is_told_without_hashes(tmp_path: Path) -> None:
    cut = pictures.truncated(tmp_path / "cut.jpg", pictures.jpeg(tmp_path / "photo.jpg"))
    found = info(cut, hashes=False)
    assert (found.width, found.height, found.sha256, found.perceptual_hash) == (320, 200, None, None)


def test_what_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.jpg").write_text("Dear diary\n")
    with pytest.raises(BadInput, match=r"empty\.jpg is empty"):
        info(tmp_path / "empty.jpg")
    with pytest.raises(BadInput, match="begins like text"):
        info(tmp_path / "text.jpg")
    with pytest.raises(NotFound):
        info(tmp_path / "gone.jpg")
    with pytest.raises(Refused, match="30,000 × 30,000"):
        info(pictures.bomb(tmp_path / "bomb.png"))


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    noted(tmp_path / "photo.jpg")
    assert app.run(["image", "info", "photo.jpg", "--gps", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == []
    assert told["result"]["taken_at"] == "2024-05-17T18:03:22"
    assert told["result"]["gps"]["altitude"] == 58.5
    assert app.run(["image", "info", "photo.jpg", "--no-hashes"]) == 0
    shown = capsys.readouterr().out
    assert "320 px" in shown
    assert "sha256" not in shown
    assert [left.name for left in tmp_path.iterdir() if left.name != "home"] == ["photo.jpg"]
