"""A plan as SVG: well formed, boxes that do not touch, lines that pass none of them."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.engine.drawing.layout import laid
from studio.engine.drawing.svg import Box, drawn

WAITS = {
    "probe": [],
    "proxy": ["probe"],
    "still": ["proxy"],
    "sound": [],
    "report": ["sound", "still", "probe"],
}
SVG = "{http://www.w3.org/2000/svg}"
numbers = some.integers(0, 9)


def picture(**more: str) -> str:
    boxes = {
        name: Box("video.info", "each of clips", name == "proxy", name == "report", name == "sound")
        for name in WAITS
    }
    return drawn("Dailies & <more>", WAITS, boxes)


def test_it_is_well_formed_and_says_everything() -> None:
    root = ElementTree.fromstring(picture())
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts[0] == "Dailies & <more>"
    assert set(WAITS) <= set(texts)
    assert any("video.info" in (text or "") for text in texts)
    # Of the three that report waits for, probe comes long before still.
    assert len([way for way in root.iter(f"{SVG}path") if way.get("class") == "way"]) == 4


def test_marks_tell_what_a_stage_is() -> None:
    root = ElementTree.fromstring(picture())
    boxes = [rim.get("class") for rim in root.iter(f"{SVG}rect")]
    assert len(boxes) == 1 + len(WAITS) + 2
    assert boxes.count("box when") == 1
    assert len(list(root.iter(f"{SVG}circle"))) == 1


def test_it_is_readable_on_dark_ground_too() -> None:
    light, dark = picture().split("@media (prefers-color-scheme: dark)")
    for part in (".ground", ".box", ".name", ".told", ".way"):
        assert part in light
        assert part in dark
    assert "#e8a33d" in light


def test_it_can_be_shown() -> None:
    import pyvips

    shown = pyvips.Image.svgload_buffer(picture().encode())
    root = ElementTree.fromstring(picture())
    assert (shown.width, shown.height) == (int(root.get("width", "")), int(root.get("height", "")))
    # Something is drawn where the first box lies, on the ground around it nothing.
    grey = shown.flatten().colourspace("b-w")
    assert grey.crop(0, 0, 20, 20).deviate() == 0
    assert grey.deviate() > 5


def test_long_names_are_cut_to_their_box() -> None:
    made = drawn("x", {"a" * 90: []}, {"a" * 90: Box("tool")})
    name = re.search(r'class="name"[^>]*>([^<]*)<', made)
    assert name
    assert len(name[1]) < 30
    assert name[1].endswith("…")


@pytest.mark.parametrize("waits", [{}, {"a": []}])
def test_little_to_draw_is_no_trouble(waits: dict[str, list[str]]) -> None:
    ElementTree.fromstring(drawn("x", waits, {name: Box("tool") for name in waits}))


@given(some.lists(some.sets(numbers, max_size=3), max_size=10))
def test_no_two_boxes_touch_and_no_line_passes_through_one(graph: list[set[int]]) -> None:
    waits = {
        f"s{number}": [f"s{one}" for one in others if one < number] for number, others in enumerate(graph)
    }
    layout = laid(waits)
    for (column, row), (other, below) in combinations(layout.places.values(), 2):
        assert column != other or abs(row - below) >= 0.999
    for way in layout.ways.values():
        assert [column for column, _ in way] == list(range(way[0][0], way[-1][0] + 1))
        for column, row in way[1:-1]:
            assert all(
                column != other or abs(row - place) >= 0.999 for other, place in layout.places.values()
            )
