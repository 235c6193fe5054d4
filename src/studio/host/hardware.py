"""What this machine has and what of it we may use."""

from __future__ import annotations

import os
import platform
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from studio.host import gpus as graphics
from studio.host.gpus import Gpu

_CGROUP = Path("/sys/fs/cgroup")
_GIVEN_BACK = ("inactive_file", "active_file", "slab_reclaimable")


@dataclass(frozen=True)
class Memory:
    """Bytes of memory; the limit is the control group's where that is tighter than the machine."""

    total: int
    limit: int
    available: int
    limited_by: str


@dataclass(frozen=True)
class Disk:
    """Bytes and inodes where files would be written; no inodes at all where they are not counted."""

    path: Path
    total: int
    free: int
    inodes: int
    free_inodes: int


@dataclass(frozen=True)
class Machine:
    """Everything at one glance."""

    system: str
    python: str
    processor: str
    cores: int
    usable_cores: int
    memory: Memory
    disk: Disk
    gpus: tuple[Gpu, ...]
    gpu_trouble: str = ""


def look(at: Path) -> Machine:
    """Take stock of the machine.

    Args:
        at: The folder whose disk is measured.
    """
    seen = graphics.look()
    return Machine(
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        processor=_processor(),
        cores=os.cpu_count() or 1,
        usable_cores=usable_cores(),
        memory=memory(),
        disk=disk(at),
        gpus=seen.gpus,
        gpu_trouble=seen.trouble,
    )


def usable_cores() -> int:
    """Cores this process may run on, also under a scheduler's mask or a container's quota."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    for folder in _cgroups():
        with suppress(OSError, ValueError):
            quota, _, period = (folder / "cpu.max").read_text().partition(" ")
            if quota != "max":
                allowed = min(allowed, max(1, -(-int(quota) // int(period))))
    return allowed


def memory() -> Memory:
    """Memory of the machine and of the control group we live in, whichever is tighter."""
    import psutil

    seen = psutil.virtual_memory()
    limit, available, limited_by = seen.total, seen.available, "machine"
    for folder in _cgroups():
        with suppress(OSError, ValueError):
            allowed = int((folder / "memory.max").read_text())
            if allowed < limit:
                limit, limited_by = allowed, "control group"
            if allowed < seen.total:
                available = min(available, max(0, allowed - _held(folder)))
    return Memory(total=seen.total, limit=limit, available=available, limited_by=limited_by)


def _held(group: Path) -> int:
    """Memory a control group cannot do without: what was read from files is given back when it is needed."""
    current = int((group / "memory.current").read_text())
    with suppress(OSError, ValueError):
        lines = (line.split() for line in (group / "memory.stat").read_text().splitlines())
        return current - sum(int(count) for name, count in lines if name in _GIVEN_BACK)
    return current


def disk(at: Path) -> Disk:
    """Space where files would be written; a folder not yet made counts as the nearest that is there."""
    place = next(folder for folder in (at.absolute(), *at.absolute().parents) if folder.exists())
    usage = shutil.disk_usage(place)
    counted = os.statvfs(place)
    return Disk(place, usage.total, usage.free, inodes=counted.f_files, free_inodes=counted.f_favail)


def whole_disk(at: Path) -> Disk:
    """The same, under the name people know it by: the folder at which it is mounted."""
    found = disk(at)
    device = found.path.stat().st_dev
    same = [folder for folder in (found.path, *found.path.parents) if folder.stat().st_dev == device]
    return replace(found, path=same[-1])


def _cgroups() -> list[Path]:
    """Our control group and those above it (version 2): every one of them limits us."""
    with suppress(OSError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            if line.startswith("0::"):
                own = _CGROUP / line[3:].strip().lstrip("/")
                return [folder for folder in (own, *own.parents) if folder.is_relative_to(_CGROUP)]
    return []


def _processor() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
