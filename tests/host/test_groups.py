"""A control group of its own, where there is one to be had; a folder stands for the kernel's."""

import os
from pathlib import Path

import pytest

from studio.host import groups

MIB = 1 << 20


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    """What is known of a process that lives in the group `ours` and was started by this test."""
    folder = tmp_path / "proc"
    folder.mkdir()
    top = tmp_path / "kernel"
    (folder / "mountinfo").write_text(
        f"25 24 0:23 / /dev/shm rw - tmpfs tmpfs rw\n30 23 0:26 / {top} rw - cgroup2 cgroup2 rw\n"
    )
    (folder / "cgroup").write_text("4:memory:/old\n0::/ours\n")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A group that was given to us and passes memory on."""
    folder = tmp_path / "kernel" / "ours"
    folder.mkdir(parents=True)
    (folder / "cgroup.controllers").write_text("cpu memory pids\n")
    (folder / "cgroup.subtree_control").write_text("memory\n")
    (folder / "cgroup.procs").write_text("")
    return folder


def test_a_leaf_holds_the_process_and_its_limit(proc: Path, ours: Path) -> None:
    mine = groups.leaf(300 * MIB, proc=proc, pid=77)
    assert mine == ours / "studio-77"
    told = {file.name: file.read_text().strip() for file in mine.iterdir()}
    assert told == {
        "memory.max": str(300 * MIB), "memory.swap.max": "0", "memory.oom.group": "1", "cgroup.procs": "77",
    }  # fmt: skip


def test_a_second_one_lies_beside_the_first_and_not_in_it(proc: Path, ours: Path) -> None:
    (proc / "cgroup").write_text("0::/ours/studio-host\n")
    assert groups.leaf(MIB, proc=proc, pid=78) == ours / "studio-78"


def test_groups_of_those_who_are_gone_are_cleared_away(proc: Path, ours: Path) -> None:
    (ours / "studio-5").mkdir()
    (ours / "studio-6").mkdir()
    # As the kernel refuses to remove a group in which somebody lives.
    (ours / "studio-6" / "cgroup.procs").write_text("6")
    groups.leaf(MIB, proc=proc, pid=77)
    assert sorted(folder.name for folder in ours.glob("studio-*")) == ["studio-6", "studio-77"]


def test_a_group_without_memory_to_give_gives_none(proc: Path, ours: Path) -> None:
    (ours / "cgroup.controllers").write_text("hugetlb\n")
    with pytest.raises(groups.NotGiven, match="memory is not among"):
        groups.leaf(MIB, proc=proc)


def test_a_group_with_strangers_in_it_is_left_as_it_is(proc: Path, ours: Path) -> None:
    (ours / "cgroup.subtree_control").write_text("\n")
    (ours / "cgroup.procs").write_text("1\n")
    with pytest.raises(groups.NotGiven, match="1 processes that are not ours"):
        groups.leaf(MIB, proc=proc)
    assert not list(ours.glob("studio-*"))


def test_a_group_of_our_own_is_divided_once_nobody_is_left_in_it(proc: Path, ours: Path) -> None:
    (ours / "cgroup.subtree_control").write_text("\n")
    (ours / "cgroup.procs").write_text(f"{os.getpid()}\n")
    groups.leaf(MIB, proc=proc, pid=77)
    assert (ours / "studio-host" / "cgroup.procs").read_text() == f"{os.getpid()}\n"
    assert (ours / "cgroup.subtree_control").read_text() == "+memory\n"


def test_a_system_without_them_says_so(proc: Path, tmp_path: Path) -> None:
    with pytest.raises(groups.NotGiven, match=r"no control groups$"):
        groups.leaf(MIB, proc=tmp_path / "nowhere")
    (proc / "cgroup").write_text("4:memory:/old\n")
    with pytest.raises(groups.NotGiven, match="version 2"):
        groups.leaf(MIB, proc=proc)


def test_files_that_vanish_are_no_fault(proc: Path, ours: Path) -> None:
    (ours / "cgroup.controllers").unlink()
    with pytest.raises(groups.NotGiven, match="cannot be read"):
        groups.leaf(MIB, proc=proc)
