"""Control groups of version 2: where we live, and a leaf of our own where that has been given to us."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_LEAF = "studio-"
_MEMORY = "memory"


class NotGiven(Exception):
    """There is no control group here that we may divide, and why."""


def leaf(memory: int, *, proc: Path = Path("/proc/self"), pid: int = 0) -> Path:
    """Move this process into a group of its own that may hold so much memory, with all it will start.

    When it takes more, the kernel ends the whole group and nothing else. Groups of processes that are
    gone are cleared away on the occasion.

    Args:
        memory: Bytes.
        proc: What is known of this process.
        pid: Its number; found out if 0.

    Raises:
        NotGiven: There is no such group to be had.
    """
    above = _divisible(_own(proc))
    pid = pid or os.getpid()
    mine = above / f"{_LEAF}{pid}"
    _clear(above)
    try:
        mine.mkdir(exist_ok=True)
        (mine / "memory.max").write_text(f"{memory}\n")
        with suppress(OSError):
            # Swap would only put off the end, and slow the neighbours down until then.
            (mine / "memory.swap.max").write_text("0\n")
        (mine / "memory.oom.group").write_text("1\n")
        (mine / "cgroup.procs").write_text(f"{pid}\n")
    except OSError as refused:
        with suppress(OSError):
            mine.rmdir()
        raise NotGiven(f"{above} may not be divided: {(refused.strerror or '').lower()}") from None
    return mine


def _own(proc: Path) -> Path:
    """The group this process lives in."""
    try:
        mounts = (proc / "mountinfo").read_text().splitlines()
        groups = (proc / "cgroup").read_text().splitlines()
    except OSError:
        raise NotGiven("this system has no control groups") from None
    tops = [Path(line.split()[4]) for line in mounts if line.partition(" - ")[2].startswith("cgroup2 ")]
    places = [line[3:].strip().lstrip("/") for line in groups if line.startswith("0::")]
    if not tops or not places:
        raise NotGiven("this system has no control groups of version 2")
    return tops[0] / places[0]


def _divisible(own: Path) -> Path:
    """The group below which ours may lie: our own, or above one that an earlier process of ours has made."""
    group = own.parent if own.name.startswith(_LEAF) else own
    try:
        offered = (group / "cgroup.controllers").read_text().split()
        passed_on = (group / "cgroup.subtree_control").read_text().split()
    except OSError as refused:
        raise NotGiven(f"{group} cannot be read: {(refused.strerror or '').lower()}") from None
    if _MEMORY not in offered:
        raise NotGiven("memory is not among what our control group may divide")
    if not os.access(group, os.W_OK) or not os.access(group / "cgroup.procs", os.W_OK):
        raise NotGiven("our control group has not been given to us")
    if _MEMORY not in passed_on:
        _pass_on(group)
    return group


def _pass_on(group: Path) -> None:
    """Let groups below ours have memory of their own, which takes that no process is left in it itself."""
    inside = (group / "cgroup.procs").read_text().split()
    if strangers := set(inside) - _kin():
        raise NotGiven(f"{len(strangers)} processes that are not ours live in our control group")
    try:
        host = group / f"{_LEAF}host"
        host.mkdir(exist_ok=True)
        for pid in inside:
            with suppress(ProcessLookupError):
                (host / "cgroup.procs").write_text(f"{pid}\n")
        (group / "cgroup.subtree_control").write_text(f"+{_MEMORY}\n")
    except OSError as refused:
        raise NotGiven(f"{group} may not be divided: {(refused.strerror or '').lower()}") from None


def _kin() -> set[str]:
    """This process, the one that started it, and all of those that one has started."""
    import psutil

    parent = psutil.Process(os.getppid())
    return {str(one.pid) for one in (parent, *parent.children(recursive=True))}


def _clear(above: Path) -> None:
    """Take groups away in which nobody lives any more: the kernel refuses the others."""
    for group in above.glob(f"{_LEAF}*"):
        with suppress(OSError):
            group.rmdir()
