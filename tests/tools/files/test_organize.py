"""Files go into folders by what they are or when they were made, once somebody says so."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests import pictures, trees

from studio.core.errors import BadCall
from studio.core.run import Run, entered
from studio.store.filing import acts
from studio.store.filing.carrying import carry_out
from studio.store.filing.filed import Filed
from studio.store.filing.home import configure
from studio.store.filing.undoing import undo
from studio.tools.files.organize import organize

PNG, MP4, ZIP = b"\x89PNG\r\n\x1a\n" + b"0" * 40, b"\0\0\0\x18ftypisom" + b"0" * 40, b"PK\3\4" + b"0" * 40

Organize = Callable[..., Filed]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    configure(home=tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def filed(tmp_path: Path, home: Path) -> Organize:
    def call(folder: Path, **options: Any) -> Filed:
        with entered(Run(tmp_path / "run")):
            return organize(folder, **options)

    return call


def files(folder: Path) -> set[str]:
    return {name for name, (kind, *_) in trees.look(folder).items() if kind == "file"}


def test_nothing_is_touched_and_the_plan_says_what_would_be(
    tmp_path: Path, home: Path, filed: Organize
) -> None:
    root = trees.make(tmp_path / "t", {"a.png": PNG, "b.zip": ZIP, "c.py": "import os\n", "deep/d.png": PNG})
    before = trees.look(root)
    made = filed(root)
    assert trees.look(root) == before
    assert made.plan
    assert (made.files, made.run, made.kinds) == (3, None, {"images": 1, "archives": 1, "code": 1})
    assert (made.first[0].what, made.first[0].where) == ("a.png", "images/a.png")
    assert carry_out(acts.read(made.plan), home=home).done == 3
    assert files(root) == {"images/a.png", "archives/b.zip", "code/c.py", "deep/d.png"}
    assert undo(home).left == ()
    assert trees.look(root) == before


def test_the_content_decides_when_the_ending_lies(tmp_path: Path, filed: Organize) -> None:
    root = trees.make(tmp_path / "t", {"picture.mp3": PNG, "film": MP4})
    made = filed(root, apply=True)
    assert files(root) == {"images/picture.mp3", "videos/film"}
    assert made.mislabelled == ("picture.mp3 is png",)


def test_by_date_the_camera_comes_first(tmp_path: Path, filed: Organize) -> None:
    root = trees.make(tmp_path / "t", {"notes.md": "x"})
    for number, taken in enumerate(("2019:03:04 05:06:07", "2020:11:12 13:14:15", "0000:00:00 00:00:00"), 1):
        tags = Image.Exif()
        tags.get_ifd(0x8769)[0x9003] = taken
        pictures.jpeg(root / f"IMG_{number:04}.jpg", exif=tags)
    for file in root.iterdir():
        os.utime(file, (1_500_000_000, 1_500_000_000))
    made = filed(root, by="date", apply=True)
    assert files(root) == {
        "2019/03/IMG_0001.jpg", "2020/11/IMG_0002.jpg", "2017/07/IMG_0003.jpg", "2017/07/notes.md",
    }  # fmt: skip
    assert made.dates == {"exif": 2, "modified": 2}
    assert made.sequences == ()


def test_frames_and_what_lies_beside_go_together(tmp_path: Path, filed: Organize) -> None:
    frames = {f"s.{number:03}.png": PNG for number in (1, 2, 4)}
    root = trees.make(tmp_path / "t", {**frames, "s.002.json": "{}", "p.png": PNG, "p.txt": "caption"})
    made = filed(root, layout="{kind}/{stem}/{name}", apply=True)
    assert files(root) == {f"images/s/{name}" for name in (*frames, "s.002.json")} | {
        "images/p/p.png",
        "images/p/p.txt",
    }
    assert (made.sequences, made.beside) == (("s.###.png [1-4], lacks 3",), 2)
    assert [(one.what, one.where) for one in made.first][1] == (
        "s.###.png [1-4], lacks 3", "images/s/s.###.png [1-4], lacks 3",
    )  # fmt: skip


def test_a_layout_may_name_files_anew_but_frames_stay_apart(tmp_path: Path, filed: Organize) -> None:
    frames = {f"s.{number:03}.png": PNG for number in (1, 2)}
    root = trees.make(tmp_path / "t", {**frames, "a.txt": "x", "none": "text here"})
    filed(root, layout="{stem}/{year}_{stem}.{suffix}", apply=True)
    assert {name.replace(name.split("/")[1][:4], "Y") for name in files(root)} == {
        "s/Y_s.001.png", "s/Y_s.002.png", "a/Y_a.txt", "none/Y_none",
    }  # fmt: skip


def test_into_another_folder_as_copies(tmp_path: Path, home: Path, filed: Organize) -> None:
    root = trees.make(tmp_path / "t", {"a.png": PNG, "deep/a.png": PNG + b"1", "deep/b.zip": ZIP})
    before = trees.look(root)
    filed(root, into=tmp_path / "t/out", action="copy", recursive=True, apply=True)
    assert files(root / "out") == {"images/a.png", "images/a-2.png", "archives/b.zip"}
    assert (
        filed(root, into=tmp_path / "t/out", action="move", recursive=True, conflict="skip-equal").files == 3
    )
    assert undo(home).left == ()
    assert trees.look(root) == before


@pytest.mark.parametrize(
    ("conflict", "left", "text"),
    [("skip", {"a.txt", "documents/a.txt"}, "old"), ("overwrite", {"documents/a.txt"}, "new")],
)
def test_a_taken_name(tmp_path: Path, filed: Organize, conflict: str, left: set[str], text: str) -> None:
    root = trees.make(tmp_path / "t", {"a.txt": "new", "documents/a.txt": "old"})
    made = filed(root, conflict=conflict, apply=True)
    assert (files(root), (root / "documents/a.txt").read_text()) == (left, text)
    assert made.files == (conflict == "overwrite")


def test_two_of_one_name_are_never_laid_over_one_another(tmp_path: Path, filed: Organize) -> None:
    root = trees.make(tmp_path / "t", {"a.txt": "1", "b/a.txt": "2", "c/a.txt": "3"})
    filed(root, recursive=True, conflict="overwrite", apply=True)
    assert sorted((root / "documents" / name).read_text() for name in ("a.txt", "a-2.txt", "a-3.txt")) == [
        "1",
        "2",
        "3",
    ]


def test_what_is_in_order_stays_and_plans_and_hidden_files_do(tmp_path: Path, filed: Organize) -> None:
    root = trees.make(tmp_path / "t", {"images/a.png": PNG, ".hidden": "x", "b.txt": "x"})
    plan = filed(root).plan
    assert plan
    (root / "plan.json").write_bytes(plan.read_bytes())
    filed(root, recursive=True, apply=True)
    assert files(root) == {"images/a.png", ".hidden", "documents/b.txt", "plan.json"}
    again = filed(root, recursive=True)
    assert (again.plan, again.files) == (None, 0)


def test_links_pipes_and_loops_are_left_alone_and_said(tmp_path: Path, filed: Organize) -> None:
    root = trees.make(tmp_path / "t", {"a.txt": "x"})
    os.mkfifo(root / "pipe")
    (root / "loop").symlink_to(root)
    made = filed(root, recursive=True, apply=True)
    assert made.files == 1
    assert [(one.file, one.reason) for one in made.stayed] == [
        (".", "holds 2 links, pipes or devices, which stay")
    ]


@pytest.mark.parametrize(
    ("layout", "told"),
    [
        ("/{kind}", "leads elsewhere"),
        ("../{kind}", "leads elsewhere"),
        ("{size}/{name}", "there is no {size}"),
        ("{kind", "a lone"),
    ],
)
def test_a_layout_that_makes_no_sense(tmp_path: Path, filed: Organize, layout: str, told: str) -> None:
    with pytest.raises(BadCall, match=told.replace("{", r"\{")):
        filed(trees.make(tmp_path / "t", {"a": "x"}), layout=layout)
