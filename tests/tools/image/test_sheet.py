"""A sheet shows every picture it was given, and says which could not be shown."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, NotFound
from studio.core.run import Run, entered
from studio.tools.image.sheet import Sheet, sheet

COLOURS = [(220, 30, 30), (30, 180, 60), (30, 60, 200), (230, 200, 40), (120, 40, 160), (60, 200, 210)]


@pytest.fixture
def six(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "six"
    folder.mkdir()
    for number, colour in enumerate(COLOURS):
        Image.new("RGB", (300, 200), colour).save(folder / f"{number}.png")
    return sorted(folder.iterdir())


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Sheet]:
    def made(found: list[Path], **options: Any) -> Sheet:
        with entered(Run(tmp_path / "run")):
            return sheet(found, **{"format": "png", **options})

    return made


def seen(result: Sheet) -> Image.Image:
    with Image.open(result.picture) as picture:
        return picture.convert("RGB")


def test_pictures_stand_in_order(six: list[Path], make: Callable[..., Sheet]) -> None:
    result = make(six, columns=3, cell=90, gap=10, captions="none")
    picture = seen(result)
    margin = 20
    assert picture.size == (3 * 90 + 2 * 10 + 2 * margin, 2 * 60 + 10 + 2 * margin)
    places = [(margin + 45 + 100 * (at % 3), margin + 30 + 70 * (at // 3)) for at in range(6)]
    assert [picture.getpixel(place) for place in places] == COLOURS
    assert picture.getpixel((2, 2)) == (0x12, 0x13, 0x16)
    assert (result.shown, result.columns, result.unreadable) == (6, 3, ())


def test_captions_and_title_take_room(six: list[Path], make: Callable[..., Sheet]) -> None:
    heights = [
        seen(make(six, columns=3, cell=160, **options)).height
        for options in ({"captions": "none"}, {}, {"captions": "size"}, {"captions": "size", "title": "Six"})
    ]
    assert heights == sorted(set(heights))


def test_the_ground_is_the_one_asked_for(six: list[Path], make: Callable[..., Sheet]) -> None:
    assert seen(make(six, background="white")).getpixel((1, 1)) == (255, 255, 255)
    with pytest.raises(BadInput, match="not a colour"):
        make(six, background="no colour")


def test_the_shape_of_places_is_that_of_most_pictures(tmp_path: Path, make: Callable[..., Sheet]) -> None:
    for number, size in enumerate([(200, 300), (200, 300), (400, 100)]):
        Image.new("RGB", size, "red").save(tmp_path / f"{number}.png")
    found = sorted(tmp_path.glob("*.png"))
    options = {"columns": 3, "cell": 100, "gap": 0, "captions": "none"}
    margin = 12
    assert seen(make(found, **options)).size == (300 + 2 * margin, 150 + 2 * margin)
    assert seen(make(found, **options, aspect="2:1")).size == (300 + 2 * margin, 50 + 2 * margin)


def test_fill_leaves_no_ground_in_a_place(tmp_path: Path, make: Callable[..., Sheet]) -> None:
    Image.new("RGB", (400, 100), "red").save(tmp_path / "wide.png")
    options = {"cell": 80, "aspect": "1:1", "captions": "none", "gap": 0}
    inside = seen(make([tmp_path / "wide.png"], **options))
    assert inside.getpixel((50, 14)) != (255, 0, 0)
    filled = seen(make([tmp_path / "wide.png"], **options, fit="fill"))
    assert filled.getpixel((50, 14)) == (255, 0, 0)


def test_pictures_are_seen_as_people_see_them(tmp_path: Path, make: Callable[..., Sheet]) -> None:
    found = [
        pictures.oriented(tmp_path / "turned.jpg", 6),
        pictures.cmyk(tmp_path / "ink.jpg"),
        pictures.animation(tmp_path / "moving.gif"),
        pictures.deep(tmp_path / "deep.png"),
    ]
    result = make(found, columns=4, cell=48, aspect="3:2", gap=4, captions="none")
    picture = seen(result)
    assert result.shown == 4
    assert picture.getpixel((8 + 5, 8 + 5)) == pytest.approx(pictures.RED, abs=30)
    red, green, _ = picture.getpixel((8 + 52 + 24, 8 + 16))  # type: ignore[misc]
    assert red > 150 > green


def test_a_broken_picture_has_a_marked_place(
    six: list[Path], tmp_path: Path, make: Callable[..., Sheet]
) -> None:
    whole = pictures.jpeg(tmp_path / "whole.jpg")
    broken = [pictures.truncated(tmp_path / "cut.jpg", whole), tmp_path / "gone.png", tmp_path / "text.png"]
    broken[2].write_text("no picture")
    result = make([*broken, *six], columns=3, captions="size")
    assert result.shown == 6
    assert [one.picture for one in result.unreadable] == ["cut.jpg", "gone.png", "text.png"]
    assert result.unreadable[0].reason.startswith("is cut off or damaged")
    assert result.unreadable[1].reason == "is not there"


def test_nothing_but_broken_pictures_is_no_sheet(tmp_path: Path, make: Callable[..., Sheet]) -> None:
    (tmp_path / "zero.png").touch()
    with pytest.raises(BadInput, match=r"^zero\.png is empty"):
        make([tmp_path / "zero.png"])
    with pytest.raises(BadInput, match=r"none of 2 pictures can be read; zero\.png is empty"):
        make([tmp_path / "zero.png", tmp_path / "gone.png"])
    with pytest.raises(NotFound):
        make([tmp_path / "gone.png"])


def test_many_pictures_make_smaller_places(six: list[Path], make: Callable[..., Sheet]) -> None:
    result = make(six * 100, captions="none", format="jpg")
    width, height = seen(result).size
    assert width * height < 50_000_000
    assert result.shown == 600


def test_a_sheet_that_is_too_large_is_refused_before_any_work(
    six: list[Path], make: Callable[..., Sheet]
) -> None:
    with pytest.raises(BadInput, match="the sheet would be") as refused:
        make(six, cell=30_000, columns=3)
    assert "--cell" in refused.value.hint
    with pytest.raises(BadInput, match="the sheet would be"):
        make(six, cell=6000, columns=3, format="webp")


def test_it_is_always_the_same(six: list[Path], make: Callable[..., Sheet], tmp_path: Path) -> None:
    whole = pictures.jpeg(tmp_path / "whole.jpg")
    found = [*six, pictures.truncated(tmp_path / "cut.jpg", whole)] * 3
    assert make(found, title="x").picture.read_bytes() == make(found, title="x").picture.read_bytes()


def test_by_the_command_line(six: list[Path], studio: Callable[..., Any], tmp_path: Path) -> None:
    strange = six[0].with_name(os.fsdecode(b"caf\xe9.png"))
    six[0].rename(strange)
    said = studio("image", "sheet", six[0].parent, "--title", "Six", "--out", "all.webp", "--json")
    assert said.code == 0
    answer = json.loads(said.out)
    assert answer["files"] == ["all.webp"]
    assert answer["result"]["shown"] == 6
    with Image.open("all.webp") as picture:
        assert picture.format == "WEBP"
