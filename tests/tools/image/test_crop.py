"""The part that is cut is the part that was asked for, and the result says where it was."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from tests import pictures

from studio.core.errors import BadInput, Unavailable
from studio.core.outside import into
from studio.faces.cli import app
from studio.media.images import focus as looking
from studio.media.images import reading
from studio.tools.image.crop import crop


def grid(path: Path, width: int = 60, height: int = 40) -> Path:
    """A picture whose every pixel tells its own place: red is left, green is top."""
    picture = Image.new("RGB", (width, height))
    picture.putdata([(x, y, 128) for y in range(height) for x in range(width)])
    picture.save(path)
    return path


def corner_of(path: Path) -> tuple[int, int]:
    """Where the top left pixel of a cut-out grid came from."""
    with Image.open(path) as picture:
        red, green, _ = picture.convert("RGB").getpixel((0, 0))  # type: ignore[misc]
        return red, green


def numbers(box: str) -> tuple[int, ...]:
    return tuple(map(int, box.split(",")))


@pytest.mark.parametrize(
    ("options", "box"),
    [
        ({"box": "10,5,20,30"}, (10, 5, 20, 30)),
        ({"box": "20x30+10+5"}, (10, 5, 20, 30)),
        ({"box": "0,0,60,40"}, (0, 0, 60, 40)),
        ({"box": "59,39,1,1"}, (59, 39, 1, 1)),
        ({"width": 20, "height": 10}, (20, 15, 20, 10)),
        ({"width": 20}, (20, 0, 20, 40)),
        ({"height": 10}, (0, 15, 60, 10)),
        ({"square": True}, (10, 0, 40, 40)),
        ({"aspect": "1:1"}, (10, 0, 40, 40)),
        ({"aspect": "16:9"}, (0, 3, 60, 34)),
        ({"aspect": "9:16"}, (18, 0, 23, 40)),
        ({"aspect": "1000:1"}, (0, 19, 60, 1)),
        ({"square": True, "focus": "left"}, (0, 0, 40, 40)),
        ({"square": True, "focus": "right"}, (20, 0, 40, 40)),
        ({"width": 20, "height": 10, "focus": "top"}, (20, 0, 20, 10)),
        ({"width": 20, "height": 10, "focus": "Bottom-Right"}, (40, 30, 20, 10)),
        ({"width": 20, "height": 10, "focus": "center"}, (20, 15, 20, 10)),
        ({"width": 20, "height": 10, "focus": "0.5,0.5"}, (20, 15, 20, 10)),
        ({"width": 20, "height": 10, "focus": "0.25, 1"}, (5, 30, 20, 10)),
        ({"width": 20, "height": 10, "focus": "0,0"}, (0, 0, 20, 10)),
    ],
)
def test_the_part_is_what_was_asked_for(
    tmp_path: Path, options: dict[str, object], box: tuple[int, ...]
) -> None:
    made = crop(grid(tmp_path / "grid.png"), **options)  # type: ignore[arg-type]
    assert made.picture.name == "grid-crop.png"
    assert numbers(made.box) == box
    assert corner_of(made.picture) == box[:2]
    with Image.open(made.picture) as picture:
        assert picture.size == box[2:]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    had=st.tuples(*[st.integers(1, 50)] * 2),
    aspect=st.floats(0.01, 100),
    point=st.tuples(*[st.floats(0, 1)] * 2),
)
def test_the_largest_part_of_an_aspect_lies_within(
    tmp_path: Path, had: tuple[int, int], aspect: float, point: tuple[float, float]
) -> None:
    source = grid(tmp_path / "grid.png", *had)
    with into(tmp_path, overwrite=True):
        made = crop(source, aspect=aspect, focus=f"{point[0]:.4f},{point[1]:.4f}")
    left, top, width, height = numbers(made.box)
    assert left + width <= had[0]
    assert top + height <= had[1]
    assert width == had[0] or height == had[1]
    assert corner_of(made.picture) == (left, top)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "say which part to cut"),
        ({"focus": "top"}, "say which part to cut"),
        ({"square": True, "width": 10}, "in one way"),
        ({"box": "0,0,5,5", "aspect": 1.0}, "in one way"),
        ({"box": "0,0,5,5", "focus": "top"}, "a box says where it lies"),
        ({"box": "50,0,20,20"}, r"box 50,0,20,20 leaves grid\.png: it reaches to 70 × 20, .* is 60 × 40"),
        ({"box": "0,0,0,5"}, "is empty"),
        ({"box": "0,0,5"}, "box: write a box as"),
        ({"width": 61}, r"61 × 40 cannot be cut from grid\.png, which is 60 × 40"),
        ({"square": True, "focus": "somewhere"}, "focus: write centre, top"),
        ({"square": True, "focus": "0.5,1.5"}, "focus: write centre, top"),
        ({"aspect": "0"}, "aspect: "),
        ({"square": True, "focus": "face"}, r"grid\.png shows no face that was found"),
    ],
)
def test_unusable_calls(tmp_path: Path, options: dict[str, object], said: str) -> None:
    source = grid(tmp_path / "grid.png")
    with pytest.raises(BadInput, match=said):
        crop(source, **options)  # type: ignore[arg-type]
    assert [left.name for left in tmp_path.iterdir()] == ["grid.png"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_boxes_mean_the_picture_as_it_is_seen(tmp_path: Path, orientation: int) -> None:
    turned = pictures.oriented(tmp_path / "turned.jpg", orientation)
    with Image.open(crop(turned, box="24,0,24,16").picture) as made:
        assert made.size == (24, 16)
        assert made.getexif().get(pictures.ORIENTATION, 1) == 1
        red, green, blue = made.convert("RGB").getpixel((12, 8))  # type: ignore[misc]
        assert green > 150
        assert max(red, blue) < 90


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
@pytest.mark.parametrize("focus", ["centre", "saliency"])
def test_every_frame_is_cut_alike(tmp_path: Path, suffix: str, focus: str) -> None:
    made = crop(pictures.animation(tmp_path / f"moving{suffix}"), square=True, focus=focus)
    facts = reading.header(made.picture)
    assert (facts.width, facts.height, facts.frames) == (30, 30, 5)
    assert (facts.delays, facts.loop) == ((50, 60, 70, 80, 90), 0)
    strip = reading.read(made.picture)
    assert [round(strip(15, 15 + 30 * frame)[0] / 55) for frame in range(5)] == [0, 1, 2, 3, 4]


def test_saliency_finds_what_stands_out(tmp_path: Path) -> None:
    picture = Image.new("RGB", (600, 200), (110, 115, 120))
    ImageDraw.Draw(picture).ellipse((470, 60, 540, 130), fill=(230, 60, 20))
    picture.save(tmp_path / "ball.png")
    made = crop(tmp_path / "ball.png", square=True, focus="saliency")
    left, _, width, _ = numbers(made.box)
    assert left <= 470
    assert left + width >= 540
    assert made.focus == "saliency"


def test_the_part_may_follow_a_face(shared_media: Path) -> None:
    pytest.importorskip("cv2")
    for focus in ("face", "auto"):
        with into(focus):
            made = crop(shared_media / "astronaut.png", width=200, height=200, focus=focus)
        left, top, *_ = numbers(made.box)
        # Her eyes lie about 200 to 250 across and 95 to 120 down.
        assert (60 < left < 195, top < 90, made.focus) == (True, True, "face")


def test_auto_without_a_face_takes_what_stands_out(tmp_path: Path) -> None:
    made = crop(pictures.jpeg(tmp_path / "photo.jpg"), square=True, focus="auto")
    assert made.focus == "saliency"


def test_auto_needs_no_face_finder_and_face_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise Unavailable("Finding faces needs OpenCV 4, and version 5 is installed")

    monkeypatch.setattr(looking, "face_point", missing)
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    with pytest.raises(Unavailable, match="needs OpenCV"):
        crop(photo, square=True, focus="face")
    assert crop(photo, square=True, focus="auto").focus == "saliency"


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bits_stay_exact(tmp_path: Path, suffix: str) -> None:
    made = crop(pictures.deep(tmp_path / f"deep{suffix}"), box="10,20,30,10")
    assert (reading.read(made.picture).numpy() == pictures.deep_values()[20:30, 10:40]).all()


def test_print_colours_and_profiles_stay(tmp_path: Path) -> None:
    made = crop(pictures.cmyk(tmp_path / "print.tiff"), square=True, focus="auto")
    assert reading.header(made.picture).mode == "cmyk"
    tagged = pictures.jpeg(tmp_path / "tagged.jpg", icc_profile=pictures.srgb_profile())
    assert reading.header(crop(tagged, square=True).picture).icc


def test_transparency_stays(tmp_path: Path) -> None:
    with Image.open(crop(pictures.palette(tmp_path / "palette.png"), box="5,5,10,10").picture) as made:
        seen = made.convert("RGBA")
        assert seen.getpixel((0, 0))[3] == 0  # type: ignore[index]
        assert seen.getpixel((9, 9)) == (*pictures.RED, 255)


@pytest.mark.parametrize(
    "name", [b"with space.jpg", b'it\'s "so".jpg', b"line\nend.jpg", b"%d.jpg", b"a-\xff.jpg"]
)
def test_ugly_names(tmp_path: Path, name: bytes) -> None:
    if sys.platform == "darwin" and b"\xff" in name:
        pytest.skip("this file system wants UTF-8")
    source = pictures.jpeg(tmp_path / os.fsdecode(name))
    assert crop(source, square=True).picture.name == f"{source.stem}-crop.jpg"


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grid(tmp_path / "grid.png")
    call = ["image", "crop", "grid.png", "--aspect", "1:1", "--focus", "right", "--out", "part.png", "--json"]
    assert app.run(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["files"] == ["part.png"]
    assert told["result"] == {"picture": "part.png", "box": "20,0,40,40", "focus": "right"}
    assert app.run(["image", "crop", "grid.png", "--box", "50,0,20,20"])
    assert "leaves grid.png" in capsys.readouterr().err
