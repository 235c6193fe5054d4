"""Worlds nobody would wish for: odd names, odd files, full disks, disks that may not be written."""

import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import trees
from tests.trees import act

from studio.core.errors import ToolFailed
from studio.store.filing.acts import read
from studio.store.filing.carrying import Carried, carry_out, go_on
from studio.store.filing.undoing import undo

ODD = [
    b"\xff\xfe",
    b"new\nline",
    b"tab\t\x1b[31m",
    "ü".encode() * 127,
    b"-rf",
    b" ",
    b"~",
    "e\u0301".encode(),
    b"x" * 255,
]

Disk = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Makes small disks of their own, where this machine lets us."""
    mounted: list[Path] = []

    def make(size: str = "1m") -> Path:
        place = tmp_path / f"disk{len(mounted)}"
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
        if os.getuid() or subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no disk may be mounted here")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def remount(disk: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def why(carried: Carried) -> list[str]:
    return [problem.why for problem in carried.failed]


def test_odd_names_go_through_a_plan_file_and_back(tmp_path: Path, home: Path) -> None:
    root = tmp_path / "t"
    root.mkdir()
    for name in ODD:
        (root / os.fsdecode(name)).write_bytes(name)
    before = trees.look(root)
    acts = [act("move", file, root / "new" / file.name) for file in root.iterdir()]
    plan = read(trees.plan(root, acts).write(tmp_path / "plan.json"))
    assert carry_out(plan, home=home).done == len(ODD)
    assert {os.fsencode(file.name): file.read_bytes() for file in (root / "new").iterdir()} == dict(
        zip(ODD, ODD, strict=True)
    )
    assert undo(home).left == ()
    assert trees.look(root) == before


def test_the_longest_names_are_numbered_and_trashed(tmp_path: Path, home: Path) -> None:
    name = "ü" * 125 + ".png"
    root = trees.make(tmp_path / "t", {name: "1", f"x/{name}": "2", f"y/{name}": "3"})
    before = trees.look(root)
    acts = [act("move", root / name, root / "x" / name, conflict="number"), act("trash", root / "y" / name)]
    assert carry_out(trees.plan(root, acts), home=home).done == 2
    found = {file.read_text(): file.name for file in (root / "x").iterdir()}
    assert found == {"2": name, "1": "ü" * 124 + "-2.png"}
    assert undo(home).left == ()
    assert trees.look(root) == before


def test_what_is_no_file_is_left_alone(tmp_path: Path, home: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "A", "folder/b": "B"})
    os.mkfifo(root / "pipe")
    (root / "loop").symlink_to(root)
    (root / "dangling").symlink_to("nowhere")
    acts = [act("move", root / name, root / "new" / name) for name in ("pipe", "loop", "dangling", "folder")]
    carried = carry_out(trees.plan(root, acts), home=home)
    assert sorted(why(carried)) == [
        "is a folder, not a file", "is a link, not a file", "is a link, not a file", "is a pipe, not a file",
    ]  # fmt: skip
    assert not (root / "new").exists()


def test_a_device_is_left_alone(tmp_path: Path, home: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "A"})
    try:
        os.mknod(root / "zero", stat.S_IFCHR | 0o600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the administrator makes devices")
    acts = [act(kind, root / "zero", root / f"new/{kind}") for kind in ("move", "copy")]
    carried = carry_out(trees.plan(root, [*acts, act("trash", root / "zero")]), home=home)
    assert why(carried) == ["is a device, not a file"] * 3
    assert stat.S_ISCHR((root / "zero").stat().st_mode)
    assert not (root / "new").exists()


def test_nothing_goes_below_a_file(tmp_path: Path, home: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "A", "b": "B"})
    carried = carry_out(trees.plan(root, [act("move", root / "a", root / "b/a")]), home=home)
    assert why(carried) == [f"cannot go there: {root / 'b'} is a file, not a folder"]


def test_sparse_and_empty_files_cross_to_another_disk(tmp_path: Path, home: Path, disk: Disk) -> None:
    root, away = trees.make(tmp_path / "t", {"empty": "", "small": "x" * 5000}), disk("4m")
    with (root / "sparse").open("wb") as file:
        file.truncate(64 << 20)
        file.seek(32 << 20)
        file.write(b"island")
    os.utime(root / "sparse", ns=(1, 2**62))
    before = trees.look(root)
    acts = [act("move", file, away / "in" / file.name) for file in sorted(root.iterdir())]
    assert carry_out(trees.plan(root, acts), home=home).done == 3
    assert sorted(file.name for file in root.iterdir()) == []
    moved = (away / "in/sparse").stat()
    assert (moved.st_size, moved.st_mtime_ns, moved.st_blocks * 512 < 1 << 20) == (64 << 20, 2**62, True)
    assert undo(home).left == ()
    assert trees.look(root) == before
    assert list(away.iterdir()) == []
    assert (root / "sparse").stat().st_blocks * 512 < 1 << 20


def test_a_full_disk_stops_the_run_which_goes_on_once_there_is_space(
    tmp_path: Path, home: Path, disk: Disk
) -> None:
    root, away = trees.make(tmp_path / "t", {str(number): bytes(300_000) for number in range(6)}), disk("1m")
    before = trees.look(root)
    plan = trees.plan(root, [act("move", root / str(number), away / str(number)) for number in range(6)])
    with pytest.raises(ToolFailed, match="no space is left: 3 of 6 done, the rest untouched"):
        carry_out(plan, home=home)
    assert sorted(file.name for file in away.iterdir()) == ["0", "1", "2"]
    assert sorted(file.name for file in root.iterdir()) == ["3", "4", "5"]
    remount(away, "size=4m")
    assert go_on(1, home=home).done == 6
    assert undo(home).left == ()
    assert trees.look(root) == before


def test_a_full_home_stops_before_anything_is_done(tmp_path: Path, disk: Disk) -> None:
    root, home = trees.make(tmp_path / "t", {str(number): "x" for number in range(900)}), disk("256k")
    before = trees.look(root)
    plan = trees.plan(
        root, [act("move", root / str(number), root / "new" / str(number)) for number in range(900)]
    )
    with pytest.raises(ToolFailed, match=r"journal in .* cannot be written: no space left") as stopped:
        carry_out(plan, home=home)
    assert stopped.value.hint == "free some space, then try again"
    remount(home, "size=8m")
    assert carry_out(plan, home=home).done == 900
    assert undo(home).left == ()
    assert trees.look(root) == before


def test_a_disk_that_may_only_be_read(tmp_path: Path, home: Path, disk: Disk) -> None:
    away = trees.make(disk(), {"a": "A", "b": "B", "c": "C"})
    plan = trees.plan(
        away,
        [
            act("move", away / "a", away / "x"),
            act("move", away / "b", tmp_path / "b"),
            act("copy", away / "c", tmp_path / "c"),
        ],
    )
    remount(away, "ro")
    carried = carry_out(plan, home=home)
    assert why(carried) == [
        "could not be touched: read-only file system",
        "could not be touched: its folder may not be written",
    ]
    assert (carried.done, (tmp_path / "b").exists(), (tmp_path / "c").read_text()) == (1, False, "C")


def test_another_disk_has_a_trash_of_its_own(tmp_path: Path, home: Path, disk: Disk) -> None:
    away = trees.make(disk(), {"deep/a b%": "A"})
    assert carry_out(trees.plan(away, [act("trash", away / "deep/a b%")]), home=home).done == 1
    trash = away / f".Trash-{os.getuid()}"
    assert (trash / "files/a b%").read_text() == "A"
    assert "Path=deep/a%20b%25" in (trash / "info/a b%.trashinfo").read_text().splitlines()
    assert undo(home).left == ()
    assert (away / "deep/a b%").read_text() == "A"
    assert list((trash / "info").iterdir()) == []


def test_where_there_is_no_trash_things_are_kept_aside(tmp_path: Path, home: Path, disk: Disk) -> None:
    away = trees.make(disk(), {"a": "A"})
    (away / f".Trash-{os.getuid()}").write_text("in the way")
    assert carry_out(trees.plan(away, [act("trash", away / "a")]), home=home).done == 1
    assert (home / "filing/1/aside/a").read_text() == "A"
    assert undo(home).left == ()
    assert (away / "a").read_text() == "A"


def test_an_owner_without_rights_gets_them_back(tmp_path: Path, home: Path) -> None:
    root = trees.make(tmp_path / "t", {"a": "A"})
    (root / "a").chmod(0o000)
    before = trees.look(root) if not os.getuid() else {}
    carried = carry_out(trees.plan(root, [act("move", root / "a", root / "x/a")]), home=home)
    assert carried.done == 1
    assert undo(home).left == ()
    assert (root / "a").stat().st_mode & 0o777 == 0
    assert not before or trees.look(root) == before


def test_stopped_between_two_disks_not_a_byte_is_lost(
    tmp_path: Path, home: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, away = trees.make(tmp_path / "t", {"a": "A"}), disk()
    before = trees.look(root)
    plan = trees.plan(root, [act("move", root / "a", away / "a")])
    unlink = Path.unlink

    def stopped(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok=missing_ok)
        if path == root / "a":
            raise KeyboardInterrupt

    monkeypatch.setattr(Path, "unlink", stopped)
    with pytest.raises(KeyboardInterrupt):
        carry_out(plan, home=home)
    assert (away / "a").read_text() == "A"
    assert undo(home).left == ()
    assert trees.look(root) == before
