"""Files are found by what they are, and what is wrong with them is named."""

import csv
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import clips, pictures

from studio.core.errors import BadInput, Refused
from studio.store import database
from studio.store.library import page
from studio.store.library.problems import problems
from studio.store.library.scanning import scan
from studio.store.library.searching import Query, find


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    place = tmp_path_factory.mktemp("library")
    media = place / "media"
    (media / "Straße").mkdir(parents=True)
    for name, path in {
        "plain.mp4": clips.sounding(),
        "hdr.mp4": clips.hdr(),
        "uneven.mp4": clips.uneven(),
        "black.mp4": clips.black(),
        "torn.mp4": clips.torn(),
        "cut off.mp4": clips.cut_off(),
        "Straße/tone.mp3": clips.with_cover(),
        "quiet.wav": clips.recording(seconds=1, more=("-af", "volume=-20dB")),
        "dated.mp4": clips.silent(seconds=3, more=("-metadata", "creation_time=2024-05-06T07:08:09Z")),
        "late.mp4": clips.made(
            "late.mp4",
            *("-i", clips.silent(seconds=4), "-i", clips.recording(), "-c:v", "copy", "-c:a", "aac"),
        ),
        "photo.jpg": pictures.jpeg(place / "photo.jpg"),
    }.items():
        shutil.copyfile(path, media / name)
    with database.opened(place / "home") as connection:
        scan(connection, media)
        yield connection


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"kind": "audio"}, {"tone.mp3", "quiet.wav"}),
        ({"kind": "image"}, {"photo.jpg"}),
        ({"longer": 2.5}, {"dated.mp4", "late.mp4", "cut off.mp4"}),
        ({"shorter": 1.2}, {"hdr.mp4", "quiet.wav"}),
        ({"codec": "H.265"}, {"hdr.mp4"}),
        ({"codec": "mp3"}, {"tone.mp3"}),
        ({"codec": "jpg"}, {"photo.jpg"}),
        ({"rate": "825/49"}, {"uneven.mp4"}),
        ({"rate": "48000", "kind": "audio"}, {"tone.mp3", "quiet.wav"}),
        ({"louder": -15, "kind": "audio"}, {"tone.mp3"}),
        ({"quieter": -25}, {"quiet.wav"}),
        ({"until": "2024"}, {"dated.mp4"}),
        ({"since": "2024-05-06", "until": "2024-05-06"}, {"dated.mp4"}),
        ({"since": "2024-05-07", "until": "2024"}, set()),
        ({"words": ["TONE"]}, {"tone.mp3"}),
        ({"words": ["strasse"]}, {"tone.mp3"}),
        ({"words": ["mp4", "off"]}, {"cut off.mp4"}),
        ({"words": ["%"]}, set()),
        ({"missing": True}, set()),
    ],
)
def test_every_condition_finds_what_it_says(
    library: sqlite3.Connection, query: dict[str, Any], names: set[str]
) -> None:
    assert {entry.path.name for entry in find(library, Query(**query))} == names


def test_sizes_are_compared(library: sqlite3.Connection) -> None:
    everything = list(find(library, Query(order="size")))
    sizes = [entry.size for entry in everything]
    assert sizes == sorted(sizes)
    middle = sizes[len(sizes) // 2]
    assert [entry.size for entry in find(library, Query(order="size", larger=middle))] == sizes[
        sizes.index(middle) :
    ]


def test_the_order_can_be_turned_and_cut(library: sqlite3.Connection) -> None:
    found = list(find(library, Query(order="length", backwards=True, most=2)))
    assert [entry.duration for entry in found] == [4.0, 4.0]
    loud = [entry.loudness for entry in find(library, Query(order="loudness"))]
    assert loud[-1] is None
    assert loud[0] is not None


def test_a_folder_narrows_it(library: sqlite3.Connection) -> None:
    below = next(find(library, Query(words=["tone"]))).path.parent
    assert [entry.path.name for entry in find(library, Query(folder=below))] == ["tone.mp3"]


def test_problems_are_named_and_nothing_else_is(library: sqlite3.Connection) -> None:
    assert {(problem.path.name, problem.sort) for problem in problems(library)} == {
        ("torn.mp4", "damaged"),
        ("cut off.mp4", "damaged"),
        ("black.mp4", "black"),
        ("black.mp4", "silent"),
        ("uneven.mp4", "rate"),
        ("late.mp4", "sound length"),
    }
    late = next(problem for problem in problems(library) if problem.sort == "sound length")
    assert late.about == "has sound that is 2.00 s shorter than its picture"


def test_films_of_another_rate_are_problems_where_one_is_wanted(library: sqlite3.Connection) -> None:
    found = [problem for problem in problems(library, rate="24") if "instead of 24" in problem.about]
    assert {problem.path.name for problem in found} >= {"plain.mp4", "hdr.mp4", "dated.mp4"}
    assert "uneven.mp4" not in {problem.path.name for problem in found}


def test_the_page_holds_everything_in_itself(library: sqlite3.Connection, tmp_path: Path) -> None:
    html = page.write(library, tmp_path / "library.html").read_text("utf-8")
    assert "11 files in 2 folders. 5 should be looked at." in html
    assert html.count("data:image/webp;base64") >= 10
    assert "shows nothing but black" in html
    assert "Stra%C3%9Fe/tone.mp3" in html
    assert not list(tmp_path.glob(".*"))


def test_the_page_shows_no_more_than_it_is_told(library: sqlite3.Connection, tmp_path: Path) -> None:
    html = page.write(library, tmp_path / "library.html", most=1).read_text("utf-8")
    assert html.count('class="picture"') == 4


def test_tables_hold_every_file(library: sqlite3.Connection, tmp_path: Path) -> None:
    rows = json.loads(page.write(library, tmp_path / "library.json").read_text("utf-8"))
    assert len(rows) == 11
    assert {row["kind"] for row in rows} == {"video", "audio", "image"}
    with page.write(library, tmp_path / "library.csv").open(newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["path"] for row in table] == [row["path"] for row in rows]


def test_a_file_is_replaced_only_when_that_was_asked_for(library: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "mine.html").write_text("mine")
    with pytest.raises(Refused, match="exists"):
        page.write(library, tmp_path / "mine.html")
    assert (tmp_path / "mine.html").read_text() == "mine"
    page.write(library, tmp_path / "mine.html", overwrite=True)
    with pytest.raises(BadInput, match=r"cannot be a \.pdf"):
        page.write(library, tmp_path / "library.pdf")
