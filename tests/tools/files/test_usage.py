"""What takes room is told and drawn."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import trees

from studio.core.errors import BadInput
from studio.core.run import Run, entered
from studio.tools.files.usage import Usage, usage

Call = Callable[..., Usage]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    def call(folder: Path, **options: Any) -> Usage:
        with entered(Run(tmp_path / "run")):
            return usage(folder, **options)

    return call


def test_it_is_told_by_folder_kind_age_and_owner(tmp_path: Path, call: Call) -> None:
    files = {"a.png": b"x" * 100_000, "small/b.txt": b"x" * 10, "large/c.mp4": b"x" * 500_000}
    root = trees.make(tmp_path / "t", files | {".hidden/d": b"x" * 10})
    os.link(root / "a.png", root / "link.png")
    found = call(root)
    assert (found.files, found.size, found.hard_links) == (4, 600_020, 1)
    assert [one.what for one in found.folders[:2]] == ["large", ".hidden"]
    assert [one.what for one in found.kinds[:2]] == ["videos", "images"]
    assert sum(one.taken for one in found.kinds) == found.taken
    assert sum(one.taken for one in found.ages) == found.taken
    assert sum(one.files for one in found.owners) == 4
    assert found.largest[0].what == str(root / "large/c.mp4")
    assert found.summary.startswith("4 files take ")
    assert "on disk, most of it videos (" in found.summary
    assert call(root, hidden=False).files == 3


def test_a_page_holds_the_picture_and_the_figures(tmp_path: Path, call: Call) -> None:
    root = trees.make(tmp_path / "t", {"a.png": b"x" * 100_000, os.fsdecode(b"\xff"): b"x" * 50_000})
    page = call(root).picture.read_text("utf-8")
    assert page.count("<svg") == 1
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    for heading in ("By kind", "By folder", "By age", "By owner", "Largest files"):
        assert f"<h2>{heading}</h2>" in page
    assert "\\xff" in page


def test_a_picture_alone_is_an_svg(tmp_path: Path, call: Call) -> None:
    root = trees.make(tmp_path / "t", {"a.png": b"x" * 100_000})
    picture = call(root, format="svg").picture
    assert picture.suffix == ".svg"
    assert picture.read_text("utf-8").startswith("<svg")


def test_an_empty_folder_takes_nothing_and_is_refused(tmp_path: Path, call: Call) -> None:
    (tmp_path / "t").mkdir()
    with pytest.raises(BadInput, match="holds no files"):
        call(tmp_path / "t")


def test_files_without_content_are_counted(tmp_path: Path, call: Call) -> None:
    root = trees.make(tmp_path / "t", {"a": "", "b": ""})
    assert (call(root).files, call(root).taken) == (2, 0)
