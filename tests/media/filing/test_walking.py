"""Every file is come by once, whatever lies beside it, and what could not be looked at is told."""

import os
import socket
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.media.filing import walking


def names(walk: walking.Walk, folder: Path) -> list[str]:
    return [os.path.relpath(found.path, folder) for found in walk]


def test_a_file_is_told_with_what_the_system_knows_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"12345")
    os.link(tmp_path / "a.bin", tmp_path / "b.bin")
    one, other = walking.start([tmp_path])
    status = (tmp_path / "a.bin").stat()
    assert one.path == str(tmp_path / "a.bin")
    assert (one.size, one.modified_ns, one.inode) == (5, status.st_mtime_ns, status.st_ino)
    assert (one.device, one.links, one.owner) == (status.st_dev, 2, status.st_uid)
    assert other[1:] == one[1:]


def test_folders_follow_one_another_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/2", "b/1", "a/x/3", "a/4", "0"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(walking.start([tmp_path]), tmp_path) == ["0", "a/4", "a/x/3", "b/1", "b/2"]


def test_an_ugly_world_is_walked_to_its_end(tmp_path: Path) -> None:
    ugly = [b"not utf-8 \xff\xfe", b"two\nlines", b"x" * 255, b" ", b"-rf", "ü".encode()]
    for name in ugly:
        (tmp_path / os.fsdecode(name)).touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "dangling").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(tmp_path / "s"))
        walk = walking.start([tmp_path])
        assert sorted(os.fsencode(name) for name in names(walk, tmp_path)) == sorted(ugly)
    assert (walk.passed, walk.unread) == (4, [])


def test_links_are_followed_only_when_told_and_loops_end(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "far").touch()
    (inside / "to").symlink_to(outside)
    (outside / "back").symlink_to(inside)
    (inside / "dangling").symlink_to("nowhere")
    assert names(walking.start([inside]), tmp_path) == []
    assert names(walking.start([inside], follow=True), tmp_path) == ["inside/to/far"]


def test_a_folder_that_is_named_twice_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/file").touch()
    roots = [tmp_path / "below", tmp_path, tmp_path / "below"]
    assert names(walking.start(roots), tmp_path) == ["below/file"]


def test_hidden_names_count_only_when_told(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").touch()
    (tmp_path / ".hidden").touch()
    assert names(walking.start([tmp_path]), tmp_path) == []
    assert names(walking.start([tmp_path], hidden=True), tmp_path) == [".hidden", ".git/config"]


def test_a_folder_may_be_left_out(tmp_path: Path) -> None:
    for folder in ("kept", "aside"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file").touch()
    assert names(walking.start([tmp_path], without=[tmp_path / "aside"]), tmp_path) == ["kept/file"]


def test_what_cannot_be_listed_is_told_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("closed", "open"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file").touch()
    real = os.open

    def opened(folder: str, flags: int) -> int:
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied", folder)
        return real(folder, flags)

    monkeypatch.setattr(os, "open", opened)
    walk = walking.start([tmp_path])
    assert names(walk, tmp_path) == ["open/file"]
    assert walk.unread == [(str(tmp_path / "closed"), "permission denied")]


def test_it_begins_only_at_folders(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotFound, match="is not there"):
        walking.start([tmp_path / "nowhere"])
    with pytest.raises(BadInput, match="is no folder"):
        walking.start([tmp_path / "file"])
