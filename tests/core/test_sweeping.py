"""Scratch folders: only what bears our mark is swept, and results leave them for any file system."""

import fcntl
import os
import tempfile
import time
from pathlib import Path

import pytest

from studio.core import delivery


def test_what_a_killed_process_left_is_swept_and_what_another_uses_is_not(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".studio-dead", tmp_path / ".studio-alive"
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "lock").write_text("animation-ai-studio: results in the making\n")
        (folder / "half.txt").write_text("half")
    with (alive / "lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with delivery.scratch(tmp_path):
            assert not dead.exists()
            assert (alive / "half.txt").exists()


def test_what_only_bears_a_name_like_ours_is_never_swept(tmp_path: Path) -> None:
    bare, locked, named_alike = (tmp_path / f".studio-{name}" for name in ("bare", "locked", "notes"))
    bare.mkdir()
    locked.mkdir()
    (locked / "lock").write_text("the key is under the mat")
    named_alike.write_text("a file of somebody's")
    long_ago = time.time() - 2 * 3600
    for path in (bare, locked, named_alike):
        os.utime(path, (long_ago, long_ago))
    with delivery.scratch(tmp_path):
        assert bare.exists()
        assert (locked / "lock").exists()
        assert named_alike.exists()


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")
@pytest.mark.parametrize("overwrite", [False, True])
def test_results_reach_another_file_system(tmp_path: Path, overwrite: bool) -> None:
    made = tmp_path / "made.txt"
    made.write_text("new")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        target = Path(elsewhere) / "made.txt"
        if overwrite:
            target.write_text("old")
            delivery._replace(made, target)
        else:
            delivery._link_into_place(made, target)
            with pytest.raises(FileExistsError):
                delivery._link_into_place(made, target)
        assert [(path.name, path.read_text()) for path in Path(elsewhere).iterdir()] == [("made.txt", "new")]
