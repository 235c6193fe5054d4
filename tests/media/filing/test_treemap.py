"""Areas are as large as what they stand for, fill their box, and never lie on one another."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import pyvips
from hypothesis import example, given
from hypothesis import strategies as st
from tests import trees

from studio.media.filing import walking
from studio.media.filing.tallying import Node, tally
from studio.media.filing.treemap import COLOURS, Box, squares, svg

SVG = "{http://www.w3.org/2000/svg}"


def counted(folder: Path) -> Node:
    return tally(str(folder), walking.start([folder]).by_folder(), 0, largest=0).root


@given(
    st.lists(st.integers(1, 10**12), min_size=1, max_size=60),
    st.floats(1, 2000),
    st.floats(1, 2000),
)
@example([1, 87_683_139_565], 21.0, 11.0)
def test_areas_are_true_and_fill_the_box(sizes: list[int], width: float, height: float) -> None:
    sizes.sort(reverse=True)
    box = Box(5, 7, width, height)
    found = squares(sizes, box)
    for size, area in zip(sizes, found, strict=True):
        share = width * height * size / sum(sizes)
        assert area.width * area.height == pytest.approx(share, rel=1e-6, abs=1e-6)
        assert area.x >= 5 - 1e-6
        assert area.y >= 7 - 1e-6
        assert area.x + area.width <= 5 + width + 1e-4
        assert area.y + area.height <= 7 + height + 1e-4


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=20))
def test_no_area_lies_on_another(sizes: list[int]) -> None:
    found = squares(sorted(sizes, reverse=True), Box(0, 0, 300, 200))
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert min(wide, high) < 1e-6


def test_nothing_takes_no_room() -> None:
    assert [(box.width, box.height) for box in squares([0, 0], Box(0, 0, 9, 9))] == [(0, 0), (0, 0)]
    assert squares([], Box(0, 0, 9, 9)) == []


def test_equal_areas_are_nearly_square() -> None:
    assert all(0.5 < box.width / box.height < 2 for box in squares([1] * 12, Box(0, 0, 400, 300)))


def test_the_picture_shows_each_kind_as_large_as_it_is(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"a.png": b"x" * 900_000, "d/b.mp4": b"x" * 300_000})
    drawn = svg(counted(root), 800, 600, alone=True)
    picture = pyvips.Image.new_from_buffer(drawn.encode(), "").flatten()
    pixels = picture.numpy()
    count = {
        kind: int((abs(pixels[:600].astype(int) - rgb(COLOURS[kind])).max(axis=2) < 3).sum())
        for kind in ("images", "videos")
    }
    assert count["images"] / count["videos"] == pytest.approx(3, rel=0.15)
    assert sum(count.values()) > 0.85 * 800 * 600


def rgb(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def test_names_are_text_whatever_they_hold(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"<b>&\n.png": b"x" * 90_000, "\udcff.png": b"x" * 90_000})
    for alone in (True, False):
        drawn = ET.fromstring(svg(counted(root), 800, 600, alone=alone))
        titles = [title.text or "" for title in drawn.iter(f"{SVG}title")]
        assert any("<b>&\\n.png" in title for title in titles)
        assert any("\\xff.png" in title for title in titles)


def test_a_very_deep_folder_is_drawn(tmp_path: Path) -> None:
    root = trees.make(tmp_path / "t", {"/".join("d" * 200) + "/a.png": b"x" * 9000})
    assert ET.fromstring(svg(counted(root), 800, 600, alone=True)).tag == f"{SVG}svg"
