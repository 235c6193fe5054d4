"""A folder is written down once, and checked as often as one likes."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import trees

from studio.core.errors import BadInput
from studio.core.run import Run, entered
from studio.tools.files.verify import Verified, verify

Verify = Callable[..., Verified]


@pytest.fixture
def call(tmp_path: Path) -> Verify:
    def call(folder: Path, **options: Any) -> Verified:
        with entered(Run(tmp_path / "run")):
            return verify(folder, **options)

    return call


@pytest.mark.parametrize("algorithm", ["xxh3", "sha256", "md5"])
def test_what_was_written_down_is_checked(tmp_path: Path, call: Verify, algorithm: str) -> None:
    odd = os.fsdecode(b"caf\xe9\nbar")
    root = trees.make(tmp_path / "t", {"a": "1", "deep/b": "2", odd: "3"})
    made = call(root, algorithm=algorithm)
    assert made.manifest
    assert (made.files, made.intact, made.summary) == (3, None, "3 files written down")
    again = call(root, against=made.manifest)
    assert (again.intact, again.same, again.algorithm, again.manifest) == (True, 3, algorithm, None)
    assert again.summary == "3 files as they were"
    (root / odd).write_text("4")
    (root / "deep/b").rename(root / "b")
    (root / "c").write_text("5")
    found = call(root, against=made.manifest)
    assert (found.intact, found.changed, found.new) == (False, ("caf\\xe9\nbar",), ("c",))
    assert [(one.before, one.now) for one in found.moved] == [("deep/b", "b")]
    assert found.summary == "not as it was: 1 changed (caf\\xe9\nbar first), 1 moved (deep/b first)"
    with pytest.raises(BadInput, match=r"(?s)1 changed \(caf.*1 moved"):
        call(root, against=made.manifest, strict=True)


def test_a_manifest_in_the_folder_is_not_new(tmp_path: Path, call: Verify) -> None:
    root = trees.make(tmp_path / "t", {"a": "1"})
    made = call(root).manifest
    assert made
    kept = made.rename(root / "manifest.xxh128")
    found = call(root, against=kept, strict=True)
    assert (found.intact, found.new, found.summary) == (True, (), "1 file as it was")
    (root / "b").touch()
    assert call(root, against=kept).summary == "1 file as it was, 1 new"


def test_pipes_and_links_are_passed_by(tmp_path: Path, call: Verify) -> None:
    root = trees.make(tmp_path / "t", {"a": "1"})
    os.mkfifo(root / "pipe")
    (root / "loop").symlink_to(root)
    assert call(root).files == 1
    (root / "a").unlink()
    with pytest.raises(BadInput, match="holds no files"):
        call(root)
