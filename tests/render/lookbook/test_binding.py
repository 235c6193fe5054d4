"""A book lies in its folder whole: a page that needs nothing else, every picture, every sheet."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image
from tests.render.lookbook.test_checks import BALL, WALL
from tests.render.lookbook.test_measures import PLACE, SVG

from studio.render.lookbook.binding import bound
from studio.render.lookbook.leaves import Picture, Section, Sheet, What, Wish
from studio.render.lookbook.sections import sections
from studio.render.shelf import OURS, Shelf


def through(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
    yield from items


def plain(name: str, count: int, faults: tuple[str, ...] = ()) -> Sheet:
    def drawn() -> Iterator[Picture]:
        for number in range(count):
            pixels = np.full((90, 160, 3), 40 * number, np.uint8)
            yield Picture(f"{name} <{number}>", "plain", pixels, faults if number == 1 else ())

    return Sheet(name, f"All {name}", "Look & see.", 2, count, 16 / 9, drawn)


def test_everything_is_there_and_what_fails_is_marked(tmp_path: Path) -> None:
    found = bound(
        [Section("Things", "Small ones.", (plain("cups", 3, ("too flat",)), plain("jars", 2)))],
        ["dusk", "ink"], tmp_path, through,
    )  # fmt: skip
    assert found.pictures == 5
    assert [(one.picture, one.told) for one in found.faults] == [("pictures/cups-002.jpg", "too flat")]
    page = (tmp_path / "index.html").read_text("utf-8")
    linked = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert len(set(linked)) == 5 + 2
    assert all((tmp_path / one).is_file() for one in linked)
    assert "5 pictures in the styles dusk and ink." in page
    assert page.count("<figure") == 5
    assert page.count('class="failing"') == 1
    assert page.count("too flat") == 2
    assert "cups &lt;0&gt;" in page
    assert not re.findall(r"https?://|<script", page.replace("http://www.w3.org", ""))
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "pictures", "sheets"}
    with Image.open(tmp_path / "sheets/cups.png") as sheet:
        # Two pictures of 160 stand side by side, in two rows.
        assert 320 < sheet.width < 480
        assert sheet.height > 2 * 90
    with Image.open(tmp_path / "pictures/cups-003.jpg") as picture:
        assert picture.size == (160, 90)


def test_nothing_is_drawn_before_its_turn(tmp_path: Path) -> None:
    alive: list[int] = []

    def watched(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
        assert (label, total) == ("Drawing", 6)
        for item in items:
            alive.append(len(list((tmp_path / "pictures").iterdir())))
            yield item

    bound([Section("A", "a", (plain("cups", 3), plain("jars", 3)))], ["dusk"], tmp_path, watched)
    # Whenever one is drawn, all before it lie on disk.
    assert alive == [0, 1, 2, 3, 4, 5]


@pytest.fixture
def wish(tmp_path: Path) -> Wish:
    """A vocabulary of two bare walls and one thing, in one of our styles."""
    for kind in ("packs", "skies"):
        copytree(OURS / kind, tmp_path / kind)
    for name in ("pairings.yaml", "type.yaml", "camera.yaml", "transitions.yaml"):
        copyfile(OURS / name, tmp_path / name)
    for name in ("coast", "street"):
        (tmp_path / "places" / name).mkdir(parents=True)
        (tmp_path / "places" / name / "place.yaml").write_text(PLACE + "weather: [clear, rain]\n")
        wall = SVG.format(box="-2000 -1000 4000 2000", inside=WALL)
        (tmp_path / "places" / name / "wall.svg").write_text(wall)
    (tmp_path / "props").mkdir()
    (tmp_path / "props/ball.svg").write_text(
        SVG.format(box="-20 -40 40 40", inside=BALL.format(paint="@cloth"))
    )
    return Wish(Shelf((tmp_path,)), ("dusk",), 200)


def test_a_section_counts_what_it_draws(wish: Wish) -> None:
    made = sections(list(get_args(What)), wish)
    assert [section.title for section in made] == [
        "Places", "Things", "People", "Type", "Cameras", "Transitions", "Graphics",
    ]  # fmt: skip
    for section in made:
        for sheet in section.sheets:
            drawn = list(sheet.drawn())
            assert len(drawn) == sheet.count, sheet.name
            assert [one for one in drawn if one.faults] == []
    assert [section.title for section in sections(["cameras", "type"], wish)] == ["Type", "Cameras"]


def test_places_come_in_all_times_weathers_and_shapes(wish: Wish) -> None:
    (section,) = sections(["places"], wish)
    assert [sheet.name for sheet in section.sheets] == [
        "place-coast", "shapes-coast", "place-street", "shapes-street",
    ]  # fmt: skip
    times, shapes = section.sheets[:2]
    assert times.count == 4 * 2
    assert {picture.detail for picture in times.drawn()} >= {"dawn, clear", "night, rain"}
    drawn = list(shapes.drawn())
    assert [one.pixels.shape[:2] for one in drawn] == [(112, 200), (200, 112), (150, 150), (170, 136)]
    assert [one.detail for one in drawn] == ["16:9, dusk", "9:16, dusk", "1:1, dusk", "4:5, dusk"]


def test_what_cannot_be_drawn_is_marked_and_the_rest_goes_on(wish: Wish) -> None:
    (wish.shelf.folders[0] / "places/coast/wall.svg").write_text("<svg")
    (section,) = sections(["places"], wish)
    broken, whole = list(section.sheets[0].drawn()), list(section.sheets[2].drawn())
    assert all("it is no SVG" in one.faults[0] for one in broken)
    assert [one for one in whole if one.faults] == []
