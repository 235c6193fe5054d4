"""A mark is where it was sent, as large as it was meant, and can be read on any ground."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests import pictures

from studio.core.errors import BadInput, NotFound, Refused
from studio.core.outside import into
from studio.faces.cli import app
from studio.media import fontfile, fonts
from studio.media.images import reading
from studio.tools.image.watermark import Watermarked, watermark


def shown(path: Path) -> Any:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


def plain(path: Path, size: tuple[int, int] = (400, 300), colour: Any = (128, 128, 128)) -> Path:
    Image.new("RGB", size, colour).save(path)
    return path


def changed(made: Path, ground: int = 128, least: int = 0) -> tuple[int, int, int, int]:
    """The box of everything that differs from an even ground: left, top, right, bottom."""
    rows, columns = np.nonzero(np.abs(shown(made) - ground).max(axis=2) > least)
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


def box_of(result: Watermarked) -> tuple[int, int, int, int]:
    assert result.box
    left, top, width, height = map(int, result.box.split(","))
    return left, top, left + width, top + height


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """A red disc on transparency, twice as wide as high."""
    picture = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, 199, 99), fill=(220, 0, 0, 255))
    picture.save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


@pytest.mark.parametrize(
    ("position", "corner"),
    [
        ("top-left", (9, 9)),
        ("top", (150, 9)),
        ("top-right", (291, 9)),
        ("left", (9, 125)),
        ("centre", (150, 125)),
        ("right", (291, 125)),
        ("bottom-left", (9, 241)),
        ("bottom", (150, 241)),
        ("bottom-right", (291, 241)),
    ],
)
def test_a_logo_is_where_it_was_sent(
    tmp_path: Path, logo: Path, position: Any, corner: tuple[int, int]
) -> None:
    result = watermark(plain(tmp_path / "p.png"), mark=logo, position=position, opacity=1)
    expected = (*corner, corner[0] + 100, corner[1] + 50)
    assert box_of(result) == expected
    assert changed(result.picture, least=3) == expected
    assert tuple(shown(result.picture)[corner[1] + 25, corner[0] + 50]) == (220, 0, 0)


@pytest.mark.parametrize(
    ("scale", "size"), [(25, (100, 50)), (50, (200, 100)), (10, (40, 20)), (100, (400, 200))]
)
def test_scale_is_relative_to_the_picture(
    tmp_path: Path, logo: Path, scale: float, size: tuple[int, int]
) -> None:
    left, top, right, bottom = box_of(
        watermark(plain(tmp_path / "p.png"), mark=logo, scale=scale, margin=0, position="centre")
    )
    assert (right - left, bottom - top) == size


def test_text_stays_within_its_share_and_is_what_changed(tmp_path: Path) -> None:
    result = watermark(
        plain(tmp_path / "p.png"), text="© 2026 Ada Lovelace", scale=50, edge="none", opacity=1
    )
    left, top, right, bottom = box_of(result)
    assert 190 <= right - left <= 200
    assert right == 391
    assert bottom == 291
    inside = changed(result.picture, least=12)
    assert np.abs(np.subtract(inside, (left, top, right, bottom))).max() <= 1
    assert result.fonts == ("Source Sans Pro Semibold",)


@pytest.mark.parametrize("ground", [0, 128, 255])
@pytest.mark.parametrize("edge", ["auto", "outline"])
@pytest.mark.parametrize("colour", ["white", "black", "#808080"])
def test_text_is_legible_on_any_ground(tmp_path: Path, ground: int, edge: Any, colour: str) -> None:
    path = plain(tmp_path / "p.png", colour=(ground,) * 3)
    result = watermark(path, text="MINIMUM", scale=60, colour=colour, edge=edge, opacity=1)
    left, top, right, bottom = box_of(result)
    found = shown(result.picture)[top:bottom, left:right]
    assert found.max() - found.min() > 100


def test_without_an_edge_white_on_white_is_nothing(tmp_path: Path) -> None:
    path = plain(tmp_path / "p.png", colour="white")
    assert shown(watermark(path, text="Hello", edge="none").picture).min() == 255


def test_opacity_and_the_alpha_of_the_colour(tmp_path: Path) -> None:
    for opacity, colour, expected in (
        (1, "white", 255),
        (0.5, "white", 191),
        (0.5, "#ffffff80", 160),
        (0, "white", 128),
    ):
        with into(tmp_path / f"{opacity}{colour}"):
            made = watermark(
                plain(tmp_path / "p.png"), text="MMM", scale=100, edge="none", opacity=opacity, colour=colour
            )
        assert abs(shown(made.picture).max() - expected) <= 1


def test_tiles_are_all_over(tmp_path: Path) -> None:
    result = watermark(plain(tmp_path / "p.png"), text="Draft", position="tile", angle=-30, opacity=1)
    assert result.box is None
    assert result.marks > 15
    found = np.abs(shown(result.picture) - 128).max(axis=2) > 60
    assert all(found[y : y + 100, x : x + 100].any() for y in (0, 100, 200) for x in (0, 100, 200, 300))


def test_turned_marks_stay_inside(tmp_path: Path, logo: Path) -> None:
    for angle in (30, 90, -45, 180, 359.5):
        with into(tmp_path / str(angle)):
            result = watermark(
                plain(tmp_path / "p.png"), mark=logo, angle=angle, position="bottom-left", opacity=1
            )
        left, top, right, bottom = box_of(result)
        assert right - left <= 102
        assert bottom - top <= 77
        box = changed(result.picture, least=8)
        assert all(
            abs(found - told) <= 2 or found > told for found, told in zip(box[:2], (left, top), strict=True)
        )
        assert box[2] <= right + 1
        assert box[3] <= bottom + 1


def test_turned_text_is_as_crisp_as_straight_text(tmp_path: Path) -> None:
    def sharpest(angle: float) -> float:
        with into(tmp_path / str(angle)):
            made = watermark(
                plain(tmp_path / "p.png", colour="black"),
                text="IHIH",
                scale=90,
                angle=angle,
                edge="none",
                opacity=1,
            )
        return float(np.abs(np.diff(shown(made.picture)[..., 0], axis=1)).max())

    assert sharpest(15) > 0.75 * sharpest(0)


def test_lines(tmp_path: Path) -> None:
    one = box_of(watermark(plain(tmp_path / "a.png"), text="Line", scale=40))
    two = box_of(watermark(plain(tmp_path / "b.png"), text=r"Line\nLine", scale=40))
    assert two[3] - two[1] > 1.8 * (one[3] - one[1])
    assert two[2] - two[0] == pytest.approx(one[2] - one[0], abs=2)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_pictures_that_lie_on_their_side(tmp_path: Path, logo: Path, orientation: int) -> None:
    with Image.open(pictures.oriented(tmp_path / "small.jpg", orientation)) as small:
        exif = small.getexif()
        small.resize((small.width * 8, small.height * 8)).save(tmp_path / "turned.jpg", exif=exif, quality=95)
    result = watermark(tmp_path / "turned.jpg", mark=logo, position="top-left", opacity=1, margin=0)
    found = shown(result.picture)
    assert found.shape[:2] == (256, 384)
    assert np.abs(found[24, 48] - (220, 0, 0)).max() < 15
    assert np.abs(found[200, 40] - np.array(pictures.BLUE)).max() < 15
    assert reading.header(result.picture).orientation == 1


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations(tmp_path: Path, logo: Path, suffix: str) -> None:
    moving = pictures.animation(tmp_path / f"moving{suffix}", size=(80, 60))
    result = watermark(moving, mark=logo, opacity=1, scale=50, margin=0)
    before, after = reading.header(moving), reading.header(result.picture)
    assert (after.frames, after.delays) == (before.frames, before.delays)
    with Image.open(result.picture) as picture:
        for number in range(5):
            picture.seek(number)
            assert np.abs(np.array(picture.convert("RGB").getpixel((60, 50))) - (220, 0, 0)).max() < 40


def test_sixteen_bits(tmp_path: Path) -> None:
    result = watermark(pictures.deep(tmp_path / "deep.png", 200, 150), text="deep", scale=60)
    assert reading.header(result.picture).depth == "16"
    left, top, _, _ = box_of(result)
    kept = np.frombuffer(reading.read(result.picture).write_to_memory(), np.uint16).reshape(150, 200, 3)
    assert (kept[: top - 20] == pictures.deep_values(200, 150)[: top - 20]).all()
    assert left > 50


@pytest.mark.parametrize("name", ["ink.jpg", "grey.png", "palette.png", "flat.bmp", "one.tif"])
def test_odd_pictures(tmp_path: Path, logo: Path, name: str) -> None:
    if name == "ink.jpg":
        pictures.cmyk(tmp_path / name)
    elif name == "palette.png":
        pictures.palette(tmp_path / name)
    else:
        Image.new("L", (64, 40), 100).save(tmp_path / name)
    result = watermark(tmp_path / name, mark=logo, scale=50, margin=0, opacity=1, position="centre")
    facts = reading.header(result.picture)
    middle = shown(result.picture)[facts.height // 2, facts.width // 2]
    assert (middle > 128).tolist() == [True, False, False]


def test_a_text_finds_room_on_small_pictures_or_is_refused(tmp_path: Path) -> None:
    small = watermark(plain(tmp_path / "small.png", (120, 80)), text="© 2026 Ada Lovelace", scale=25)
    left, _, right, _ = box_of(small)
    assert 90 < right - left <= 120
    for size in ((1, 1), (20, 20), (2000, 2)):
        with pytest.raises(BadInput, match="there is no room for the text"):
            watermark(plain(tmp_path / "tiny.png", size), text="© 2026 Ada Lovelace")


def test_what_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", tuple)
    with pytest.raises(BadInput, match="no font here has 日"):
        watermark(plain(tmp_path / "p.png"), text="日本")
    assert not list(tmp_path.glob("*watermark*"))


def test_the_result_names_a_font_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "f.ttf").write_bytes(fontfile.renamed(fonts.ours("manrope"), "Somebody's"))
    monkeypatch.setattr(fonts, "installed", lambda: (fonts.in_file(tmp_path / "f.ttf"),))
    result = watermark(plain(tmp_path / "p.png"), text="5 \u20bf")
    assert result.fonts == ("Source Sans Pro Semibold", f"Somebody's ({tmp_path / 'f.ttf'})")


def test_fonts_by_name_and_by_file(tmp_path: Path) -> None:
    serif = watermark(plain(tmp_path / "a.png"), text="Rag", font="serif", weight="bold")
    assert serif.fonts == ("Source Serif Pro Bold",)
    own = tmp_path / "my font.ttf"
    shutil.copy(fonts.ours("manrope").path, own)
    mine = watermark(plain(tmp_path / "b.png"), text="Rag", font_file=own)
    assert mine.fonts == (f"Manrope ({own})",)
    with pytest.raises(NotFound, match="no font called Wingdings 9"):
        watermark(plain(tmp_path / "c.png"), text="Rag", font="Wingdings 9")
    (tmp_path / "no.ttf").write_text("no")
    with pytest.raises(BadInput, match=r"no\.ttf is not a font"):
        watermark(plain(tmp_path / "d.png"), text="Rag", font_file=tmp_path / "no.ttf")


def test_drawn_logos_stay_sharp(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">'
        '<rect width="2" height="4" fill="#f00"/></svg>'
    )
    path = plain(tmp_path / "p.png", (800, 800), "white")
    made = watermark(path, mark=tmp_path / "logo.svg", scale=50, position="centre", opacity=1)
    row = shown(made.picture)[400]
    assert (row[250:398] == (255, 0, 0)).all()
    assert (row[402:] == 255).all()


@pytest.mark.parametrize("options", [{}, {"text": "a", "mark": "logo.png"}])
def test_one_thing_is_put_on(tmp_path: Path, logo: Path, options: Any) -> None:
    with pytest.raises(BadInput, match="say one thing"):
        watermark(plain(tmp_path / "p.png"), **options)


@pytest.mark.parametrize(
    "options",
    [
        {"opacity": 2},
        {"scale": 0},
        {"margin": -1},
        {"position": "north"},
        {"colour": "reddish"},
        {"text": " "},
    ],
)
def test_values_that_make_no_sense(tmp_path: Path, options: Any) -> None:
    with pytest.raises(BadInput):
        watermark(plain(tmp_path / "p.png"), **{"text": "a", **options})


def test_broken_pictures_leave_nothing(tmp_path: Path, logo: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = pictures.jpeg(tmp_path / "whole" / "photo.jpg")
    broken = pictures.truncated(tmp_path / "cut.jpg", whole)
    (tmp_path / "text.jpg").write_text("I am no picture")
    (tmp_path / "empty.jpg").touch()
    for path in (broken, tmp_path / "text.jpg", tmp_path / "empty.jpg"):
        for options in ({"text": "a"}, {"mark": logo}):
            with pytest.raises(BadInput, match=path.name):
                watermark(path, **options)
        with pytest.raises(BadInput, match=path.name):
            watermark(whole, mark=path)
    with pytest.raises(Refused, match="limit"):
        watermark(pictures.bomb(tmp_path / "bomb.png"), text="a")
    assert not list(Path().glob("*watermark*"))


def test_command_line(tmp_path: Path, logo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain(tmp_path / "a b.png")
    line = [
        "image",
        "watermark",
        "a b.png",
        "--text",
        "Ünï\\n2",
        "--position",
        "TOP_center",
        "--angle",
        "-30",
    ]
    assert app.run([*line, "--scale", "40%", "--margin", "5%", "--json", "--out", "made.png"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["files"] == ["made.png"]
    assert answer["result"]["fonts"] == ["Source Sans Pro Semibold"]
    assert app.run(["image", "watermark", "a b.png", "--mark", "logo.png"]) == 0
    assert (tmp_path / "a b-watermark.png").exists()
    assert app.run(["image", "watermark", "a b.png", "--mark", "none.png", "--out", "other.png"])
    assert "none.png" in capsys.readouterr().err
