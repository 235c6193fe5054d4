"""A report is one file that shows all it was given, safely."""

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.pictures import in_memory, photo

from studio.core.errors import ToolFailed
from studio.media.report import Group, Report, Scale, Tile, weight, write

VOID = {"meta", "img", "path", "rect"}


class Page(HTMLParser):
    """The page as a browser sees it, and what does not close."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def page(path: Path, *groups: Group, scales: tuple[Scale, ...] = ()) -> Page:
    report = Report(
        kicker="studio image preprocess",
        title="Frames <of> Mia",
        lead="3 of 4 were kept.",
        facts=[("Kept", "3", "75%")],
        settings=[("longest", "1024 px")],
        scales=scales,
        groups=groups,
    )
    return Page(write(report, path / "report.html"))


def test_everything_given_is_there(tmp_path: Path) -> None:
    small = in_memory(photo(32, 24), "WEBP")
    tiles = [Tile("a.jpg", "640 × 480", small, link="b/a.jpg"), Tile("c.jpg", "is empty")]
    seen = page(tmp_path, Group("Kept", 2, tiles, "All that passed."), Group("Blurred", 0, empty="None."))
    for words in (
        "Frames <of> Mia",
        "3 of 4 were kept.",
        "1024 px",
        "640 × 480",
        "is empty",
        "All that passed.",
    ):
        assert words in seen.text
    assert [image["src"][:23] for image in seen.all("img") if image["src"]] == ["data:image/webp;base64,"]
    assert {link["href"] for link in seen.all("a")} == {"#group-0", "#group-1", "b/a.jpg"}
    assert "None." in seen.text


def test_the_page_is_well_formed_and_needs_nothing_else(tmp_path: Path) -> None:
    scale = Scale("Sharpness", [1, 5, 500], ticks=(1, 100, 10_000), low=80, logarithmic=True)
    seen = page(tmp_path, Group("Kept", 1, [Tile("a.jpg")]), scales=(scale,))
    assert [tag for tag in seen.open if tag != "html"] == []
    source = (tmp_path / "report.html").read_text("utf-8")
    assert not re.findall(r"https?://|<link|@import", source.replace("http://www.w3.org/2000/svg", ""))
    assert seen.all("html") == [{"lang": "en"}]


def test_a_name_can_do_no_harm(tmp_path: Path) -> None:
    names = ['<script>alert("x")</script>.jpg', "line\nend.jpg", os.fsdecode(b"caf\xe9 #1?.jpg")]
    seen = page(tmp_path, Group("Kept", 3, [Tile(name, link=name) for name in names]))
    assert len(seen.all("script")) == 1
    assert "line\\nend.jpg" in seen.text
    assert "caf\\xe9" in seen.text
    assert seen.all("a")[-1]["href"] == "caf%E9%20%231%3F.jpg"


def test_what_is_not_shown_is_counted(tmp_path: Path) -> None:
    assert "and 1,998 more" in page(tmp_path, Group("Kept", 2000, [Tile("a"), Tile("b")])).text


def test_tiles_are_taken_as_they_are_written(tmp_path: Path) -> None:
    alive = 0

    class Heavy(bytes):
        def __init__(self, *_: object) -> None:
            nonlocal alive
            alive += 1
            assert alive <= 2

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def tiles() -> Iterator[Tile]:
        for number in range(50):
            yield Tile(str(number), thumbnail=Heavy(b"\xff\xd8\xff"))

    assert len(page(tmp_path, Group("Kept", 50, tiles())).all("img")) == 50


@pytest.mark.parametrize(
    ("scale", "told", "outside"),
    [
        (Scale("S", [1, 79, 80, 900], ticks=(1, 10_000), low=80, logarithmic=True), "2 of 4 below 80", 2),
        (Scale("S", [0, 0.5, 1], ticks=(0, 1), low=0.03, high=0.97), "2 of 3 below 0.03 or above 0.97", 2),
        (Scale("S", [0.2, 0.4], ticks=(0, 1)), "2 measured", 0),
        (Scale("S", [], ticks=(0, 1), low=0.5), "0 of 0 below 0.5", 0),
        (Scale("S", [-5, 70_000], ticks=(1, 10_000), low=1, high=10_000), "2 of 2 below 1 or above", 2),
    ],
)
def test_a_scale_says_and_shows_what_is_outside(
    tmp_path: Path, scale: Scale, told: str, outside: int
) -> None:
    seen = page(tmp_path, scales=(scale,))
    assert told in seen.text
    bars = seen.all("rect")
    assert len([bar for bar in bars if bar["class"] == "outside"]) == outside
    assert all(0 <= float(bar["y"] or -1) <= 1 for bar in bars)


def test_it_says_where_it_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match=r"report\.html could not be written"):
        page(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("count", "written"),
    [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (2_790_000, "2.79 MB"), (5e12, "5 TB")],
)
def test_weights_read_well(count: float, written: str) -> None:
    assert weight(count) == written
