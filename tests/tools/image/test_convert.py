"""Every format can be made of every other, and what a format cannot hold is said."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, Refused
from studio.core.outside import into
from studio.core.run import Run, entered
from studio.faces.cli import app
from studio.media.images import plates, reading
from studio.media.images.libvips import engine
from studio.media.images.writing import write
from studio.tools.image.convert import Converted, convert

_frames = pytest.mark.skipif(not plates.available(), reason="needs OpenImageIO")
PLAIN = ["jpg", "png", "webp", "avif", "gif", "tiff", "bmp"]
FORMATS = [*PLAIN, *(pytest.param(name, marks=_frames) for name in ("exr", "tga", "dpx"))]


def shown(path: Path) -> Any:
    """The first frame as a screen shows it, in 8 bits."""
    return reading.read(path, pages="first").colourspace("srgb").numpy()[..., :3].astype(int)


def told(made: Converted) -> dict[str, Any]:
    return {name: value for name, value in vars(made).items() if value is not None and name != "picture"}


def exif(path: Path) -> dict[int, Any]:
    with Image.open(path) as picture:
        return dict(picture.getexif())


@pytest.mark.parametrize("format", FORMATS)
def test_a_photograph_looks_the_same_in_every_format(tmp_path: Path, format: Any) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    made = convert(photo, format=format)
    assert made.picture.name == f"photo-convert.{format}"
    facts = reading.header(made.picture)
    assert (facts.format, facts.width, facts.height) == ("jpeg" if format == "jpg" else format, 320, 200)
    difference = np.abs(shown(made.picture) - shown(photo)).mean()
    assert difference < {"jpg": 3, "webp": 4, "avif": 4, "gif": 12, "exr": 0.6, "dpx": 0.6}.get(format, 0.001)
    assert told(made) == ({"colours": "at most 256 a frame"} if format == "gif" else {})


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("orientation", [3, 6])
def test_results_stand_upright(tmp_path: Path, format: Any, orientation: int) -> None:
    made = convert(pictures.oriented(tmp_path / "turned.jpg", orientation), format=format)
    facts = reading.header(made.picture)
    assert (facts.stored_width, facts.stored_height, facts.orientation) == (48, 32, 1)
    assert np.abs(shown(made.picture)[4, 4] - pictures.RED).max() < 25


@pytest.mark.parametrize("format", ["png", "tiff"])
def test_sixteen_bits_stay_exact(tmp_path: Path, format: Any) -> None:
    made = convert(pictures.deep(tmp_path / "deep.tiff"), format=format)
    assert (reading.read(made.picture).numpy() == pictures.deep_values()).all()
    assert told(made) == {}


@pytest.mark.parametrize(("format", "bits"), [("jpg", "8"), ("webp", "8"), ("bmp", "8"), ("avif", "12")])
def test_lost_bits_are_told(tmp_path: Path, format: Any, bits: str) -> None:
    made = convert(pictures.deep(tmp_path / "deep.png"), format=format)
    assert made.depth == f"16 to {bits} bits"


def test_depth_when_told(tmp_path: Path) -> None:
    deep = pictures.deep(tmp_path / "deep.png")
    shallow = convert(deep, format="tiff", depth="8")
    assert reading.header(shallow.picture).depth == "8"
    assert np.abs(reading.read(shallow.picture).numpy() * 257.0 - pictures.deep_values()).max() <= 129
    assert shallow.depth == "16 to 8 bits"
    made = convert(shallow.picture, format="png", depth="16")
    values, source = (reading.read(path).numpy() for path in (made.picture, shallow.picture))
    assert (values == source.astype(np.uint16) * 257).all()


@pytest.mark.parametrize("format", ["png", "tiff"])
def test_depth_of_grey_and_transparency(tmp_path: Path, format: Any) -> None:
    source = tmp_path / "grey.png"
    Image.merge("LA", [pictures.photo().convert("L"), Image.new("L", (320, 200), 128)]).save(source)
    made = convert(source, format=format, depth="16")
    image = reading.read(made.picture)
    assert (image.bands, image.format, image(0, 0)[1]) == (2, "ushort", 128 * 257)
    assert told(made) == {}


@pytest.mark.parametrize("format", ["jpg", "bmp", pytest.param("dpx", marks=_frames)])
def test_transparency_is_laid_on_a_colour_and_told(tmp_path: Path, format: Any) -> None:
    disc = pictures.cutout(tmp_path / "disc.png")
    white = convert(disc, format=format)
    assert told(white) == {"flattened_on": "white"}
    assert shown(white.picture)[3, 3].min() > 250
    with into("blue"):
        blue = convert(disc, format=format, background="rgb(0, 0, 255)")
    assert told(blue) == {"flattened_on": "rgb(0, 0, 255)"}
    assert np.abs(shown(blue.picture)[3, 3] - (0, 0, 255)).max() < 8


@pytest.mark.parametrize("format", ["png", "webp", "avif", "gif", "tiff", pytest.param("exr", marks=_frames)])
def test_transparency_stays_unless_a_background_is_said(tmp_path: Path, format: Any) -> None:
    disc = pictures.cutout(tmp_path / "disc.png")
    clear = convert(disc, format=format)
    assert reading.header(clear.picture).alpha
    assert reading.read(clear.picture)(3, 3)[3] == 0
    assert clear.flattened_on is None
    with into("navy"):
        made = convert(disc, format=format, background="navy")
    assert made.flattened_on == "navy"
    assert np.abs(shown(made.picture)[3, 3] - (0, 0, 128)).max() < 12


def test_an_alpha_that_hides_nothing_is_no_loss(tmp_path: Path) -> None:
    pictures.photo().convert("RGBA").save(tmp_path / "opaque.png")
    assert told(convert(tmp_path / "opaque.png", format="jpg")) == {}


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
@pytest.mark.parametrize("format", ["gif", "webp"])
def test_animations_stay_animated(tmp_path: Path, suffix: str, format: Any) -> None:
    made = convert(pictures.animation(tmp_path / f"moving{suffix}"), format=format, keep="none")
    facts = reading.header(made.picture)
    assert (facts.frames, facts.delays, facts.loop) == (5, (50, 60, 70, 80, 90), 0)
    assert made.frames_dropped is None


@pytest.mark.parametrize("format", ["jpg", "png", "tiff", "avif", "bmp"])
def test_dropped_frames_are_told(tmp_path: Path, format: Any) -> None:
    moving = pictures.animation(tmp_path / "moving.gif")
    notes: list[tuple[str, dict[str, Any]]] = []
    with entered(Run(tmp_path / "run", listener=lambda event, fields: notes.append((event, fields)))):
        made = convert(moving, format=format)
    assert told(made) == {"frames_dropped": 4}
    assert ("converted", {"frames_dropped": 4}) in notes
    assert np.abs(shown(made.picture)[15, 20] - (0, 40, 220)).max() < 12


def test_dropped_pages_are_told(tmp_path: Path) -> None:
    first, *others = [pictures.photo(80, 60, seed=seed) for seed in range(3)]
    first.save(tmp_path / "pages.tiff", save_all=True, append_images=others)
    made = convert(tmp_path / "pages.tiff", format="png")
    assert told(made) == {"pages_dropped": 2}
    assert (shown(made.picture) == np.asarray(first)).all()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("suffix", [".jpg", ".tiff"])
def test_print_colours_stay_or_are_converted_and_told(tmp_path: Path, suffix: str, format: Any) -> None:
    made = convert(pictures.cmyk(tmp_path / f"print{suffix}"), format=format)
    kept = format in ("jpg", "tiff")
    assert reading.header(made.picture).mode.removesuffix("a") == ("cmyk" if kept else "rgb")
    assert made.colours == (None if kept else "CMYK to sRGB")
    red, green, blue = shown(made.picture)[20, 30]
    assert red > 200
    assert max(green, blue) < 60


def test_transparent_print_colours(tmp_path: Path) -> None:
    ink = engine().Image.black(30, 20, bands=5).linear(1, [0, 255, 255, 0, 0]).cast("uchar")
    ink.copy(interpretation="cmyk").tiffsave(os.fspath(tmp_path / "clear.tiff"))
    clear = convert(tmp_path / "clear.tiff", format="tiff")
    assert (reading.header(clear.picture).mode, told(clear)) == ("cmyk+alpha", {})
    flat = convert(tmp_path / "clear.tiff", format="jpg")
    assert told(flat) == {"flattened_on": "white", "colours": "CMYK to sRGB"}
    assert shown(flat.picture).min() > 250


@pytest.mark.parametrize("bands", [1, 3])
def test_linear_light_is_shown_as_it_looks(tmp_path: Path, bands: int) -> None:
    light = engine().Image.black(30, 20, bands=bands).linear(1, [0.2140] * bands).cast("float")
    light.copy(interpretation="scrgb" if bands > 1 else "b-w").tiffsave(os.fspath(tmp_path / "light.tiff"))
    made = convert(tmp_path / "light.tiff", format="png")
    assert np.abs(shown(made.picture) - 127).max() <= 1
    assert told(made) == {"depth": "32f to 16 bits", "colours": "linear light to sRGB"}


def wide(path: Path) -> Path:
    """A picture in the colours of Display P3, which are stronger than they are numbered."""
    plain = reading.read(pictures.jpeg(path.with_suffix(".jpg"), pictures.corners(), subsampling=0))
    return write(plain.icc_transform("p3", input_profile="srgb"), path)


def test_colour_profiles_stay_or_are_converted(tmp_path: Path) -> None:
    source = wide(tmp_path / "wide.png")
    name = reading.header(source).icc
    kept = convert(source, format="webp", lossless=True)
    assert reading.header(kept.picture).icc == name
    assert (shown(kept.picture) == shown(source)).all()
    srgb = convert(source, format="tiff", colour="srgb")
    assert (reading.header(srgb.picture).icc, srgb.colours) == (None, f"{name} to sRGB")
    assert np.abs(shown(srgb.picture)[5, 40] - pictures.GREEN).max() <= 6
    assert convert(source, format="bmp").colours == f"{name} to sRGB"


def test_metadata_stay_or_go(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x010F] = "Maker"
    photo = pictures.jpeg(tmp_path / "camera.jpg", exif=tags, icc_profile=pictures.srgb_profile())
    assert exif(convert(photo, format="png").picture)[0x010F] == "Maker"
    bare = convert(photo, format="webp", keep="icc").picture
    assert 0x010F not in exif(bare)
    assert reading.header(bare).icc
    assert reading.header(convert(photo, format="tiff", keep="none").picture).icc is None


def test_quality_effort_and_progress_are_obeyed(tmp_path: Path) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")

    def size(folder: str, **options: Any) -> int:
        with into(folder):
            return convert(photo, **options).picture.stat().st_size

    assert size("a", format="jpg", quality=95) > 2 * size("b", format="jpg", quality=40)
    assert size("c", format="png", effort=0) > size("d", format="png", effort=9)
    with Image.open(convert(photo, format="jpg", progressive=True).picture) as made:
        assert made.info.get("progressive")
    exact = convert(photo, format="webp", lossless=True)
    assert (shown(exact.picture) == shown(photo)).all()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "say the format"),
        ({"format": "docx"}, "format: "),
        ({"format": "png", "quality": 80}, "quality means nothing for png"),
        ({"format": "jpg", "effort": 5}, "effort means nothing for jpg"),
        ({"format": "jpg", "lossless": True}, "lossless means nothing for jpg"),
        ({"format": "webp", "progressive": True}, "progressive means nothing for webp"),
        ({"format": "webp", "lossless": True, "quality": 80}, "quality says how much may be lost"),
        ({"format": "jpg", "depth": "16"}, "jpg has no 16 bits"),
        ({"format": "exr", "depth": "8"}, "exr has no 8 bits"),
        ({"format": "webp", "effort": 10}, "effort: "),
        ({"format": "jpg", "background": "blurple"}, "'blurple' is not a colour"),
    ],
)
def test_unusable_calls(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    disc = pictures.cutout(tmp_path / "disc.png")
    with pytest.raises(BadInput, match=said):
        convert(disc, **options)
    assert [left.name for left in tmp_path.iterdir()] == ["disc.png"]


@pytest.mark.parametrize("written", ["jpeg", "JPG", ".jpg", "jpe"])
def test_formats_as_people_write_them(tmp_path: Path, written: Any) -> None:
    made = convert(pictures.cutout(tmp_path / "disc.png"), format=written)
    assert made.picture.name == "disc-convert.jpg"


def test_a_misleading_name_misleads_nobody(tmp_path: Path) -> None:
    named = pictures.cutout(tmp_path / "disc.png").rename(tmp_path / "disc.jpg")
    made = convert(named, format="webp")
    assert reading.header(made.picture).alpha


@pytest.mark.parametrize(
    "name", ["with space.jpg", 'it\'s "so".jpg', "line\nend.jpg", "%d.jpg", "-a.jpg", "é[0].jpg"]
)
def test_ugly_names(tmp_path: Path, name: str) -> None:
    source = pictures.jpeg(tmp_path / name)
    assert convert(source, format="webp").picture.name == f"{source.stem}-convert.webp"


@pytest.mark.skipif(sys.platform == "darwin", reason="this file system wants UTF-8")
@pytest.mark.parametrize("format", FORMATS)
def test_names_that_are_no_text(tmp_path: Path, format: Any) -> None:
    source = pictures.jpeg(tmp_path / os.fsdecode(b"a-\xe9\xff.jpg"))
    made = convert(source, format=format)
    assert os.fsencode(made.picture.name) == b"a-\xe9\xff-convert." + format.encode()


@pytest.mark.parametrize("format", ["jpg", "png", "tiff"])
def test_broken_pictures_leave_nothing(tmp_path: Path, format: Any) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    sources = [
        pictures.truncated(tmp_path / "cut.jpg", pictures.jpeg(whole / "photo.jpg")),
        pictures.truncated(tmp_path / "cut.png", pictures.deep(whole / "deep.png")),
        pictures.truncated(tmp_path / "cut.webp", pictures.animation(whole / "moving.webp")),
    ]
    for source in sources:
        with pytest.raises(BadInput, match=f"{source.name} is cut off or damaged"):
            convert(source, format=format)
    with pytest.raises(Refused, match="the limit is"):
        convert(pictures.bomb(tmp_path / "bomb.png"), format=format)
    assert not list(tmp_path.glob("*convert*"))
    assert not list(tmp_path.glob(".studio*"))


def test_one_pixel(tmp_path: Path) -> None:
    Image.new("RGB", (1, 1), "red").save(tmp_path / "one.png")
    for format in PLAIN:
        made = convert(tmp_path / "one.png", format=format)  # type: ignore[arg-type]
        assert np.abs(shown(made.picture)[0, 0] - (255, 0, 0)).max() < 8


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures.animation(tmp_path / "moving.gif")
    assert app.run(["image", "convert", "moving.gif", "--out", "still.jpeg", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["files"] == ["still.jpeg"]
    assert answer["result"]["frames_dropped"] == 4
    assert reading.header(tmp_path / "still.jpeg").format == "jpeg"
    assert app.run(["image", "convert", "moving.gif", "--format", "TIF", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == ["moving-convert.tiff"]
    assert app.run(["image", "convert", "moving.gif", "--format", "png", "--out", "a.webp"]) == 2
    assert app.run(["image", "convert", "moving.gif"])
    assert "say the format to convert to" in capsys.readouterr().err
