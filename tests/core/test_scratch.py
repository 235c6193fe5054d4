"""Scratch folders are beside the results, private, and gone afterwards; only what bears our mark is swept."""

import errno
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from studio.core import scratch
from studio.core.errors import BadInput, StudioError, ToolFailed


def scraps(folder: Path) -> list[str]:
    return [left.name for left in folder.iterdir() if left.name.startswith(".studio-")]


def test_a_scratch_folder_is_beside_and_private_and_goes_away(tmp_path: Path) -> None:
    with scratch.beside(tmp_path / "new" / "deep") as folder:
        assert folder.parent == tmp_path / "new" / "deep"
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "half.txt").write_text("half")
    assert not (tmp_path / "new").exists(), "a folder made for nothing is taken away"


def test_a_folder_that_holds_something_by_then_stays(tmp_path: Path) -> None:
    with scratch.beside(tmp_path / "new"):
        (tmp_path / "new" / "result.txt").write_text("whole")
    assert [left.name for left in (tmp_path / "new").iterdir()] == ["result.txt"]


def test_a_scratch_folder_goes_away_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError), scratch.beside(tmp_path) as folder:
        folder.mkdir()
    assert not scraps(tmp_path)


def test_two_scratch_folders_live_side_by_side(tmp_path: Path) -> None:
    with scratch.beside(tmp_path) as one, scratch.beside(tmp_path) as other:
        assert one != other
        assert one.is_dir()
    assert not scraps(tmp_path)


def test_no_scratch_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="is a file, not a folder"), scratch.beside(tmp_path / "file"):
        pass
    below = scratch.beside(tmp_path / "file" / "below" / "deep")
    with pytest.raises(StudioError, match="not a directory") as refused, below:
        pass
    assert refused.value.hint
    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_that_cannot_hold_a_lock_keeps_no_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def full(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(ToolFailed, match="no space left on device"), scratch.beside(tmp_path / "new"):
        pass
    monkeypatch.undo()
    assert not (tmp_path / "new").exists()


def test_what_a_killed_process_left_is_swept_and_what_another_uses_is_not(tmp_path: Path) -> None:
    dead, alive = tmp_path / ".studio-dead", tmp_path / ".studio-alive"
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "lock").write_text("animation-ai-studio: results in the making\n")
        (folder / "half.txt").write_text("half")
    with (alive / "lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with scratch.beside(tmp_path):
            assert not dead.exists()
            assert (alive / "half.txt").exists()


def test_what_a_kill_leaves_where_anything_may_lie_is_swept_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = (
        "import os, signal\n"
        "from studio.core import scratch\n"
        "with scratch.anywhere() as folder:\n"
        "    (folder / 'half.txt').write_text('half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", killed], env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    (left,) = tmp_path.glob(".studio-*/half.txt")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with scratch.anywhere() as folder:
        assert folder.parent == tmp_path
        assert not left.parent.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_is_no_file_of_ours_holds_nobody_up(tmp_path: Path) -> None:
    pipe, link = tmp_path / ".studio-pipe", tmp_path / ".studio-link"
    for folder in (pipe, link):
        folder.mkdir()
    os.mkfifo(pipe / "lock")
    (tmp_path / "mark").write_text("animation-ai-studio: results in the making\n")
    (link / "lock").symlink_to(tmp_path / "mark")
    with scratch.beside(tmp_path):
        assert pipe.exists()
        assert link.exists()


def test_what_only_bears_a_name_like_ours_is_never_swept(tmp_path: Path) -> None:
    bare, locked, named_alike = (tmp_path / f".studio-{name}" for name in ("bare", "locked", "notes"))
    bare.mkdir()
    locked.mkdir()
    (locked / "lock").write_text("the key is under the mat")
    named_alike.write_text("a file of somebody's")
    long_ago = time.time() - 2 * 3600
    for path in (bare, locked, named_alike):
        os.utime(path, (long_ago, long_ago))
    with scratch.beside(tmp_path):
        assert bare.exists()
        assert (locked / "lock").exists()
        assert named_alike.exists()


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "make room there, or choose another place with --out"),
        (errno.EROFS, "choose a folder you may write to with --out"),
        (errno.ENAMETOOLONG, "name the result with --out"),
    ],
)
def test_what_cannot_be_written_says_what_helps(number: int, hint: str) -> None:
    told = scratch.unwritable(Path("there/film.mp4"), OSError(number, os.strerror(number)))
    assert told.hint == hint
    assert "film.mp4" in told.message
