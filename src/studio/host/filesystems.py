"""What kind of file system a folder lies on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

# Read by us on Linux: psutil takes longer to import than the rest of opening a database takes.
_TABLE = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afs",
    "ncpfs",
    "9p",
    "ceph",
    "glusterfs",
    "lustre",
}
_NETWORK_FUSE = {"sshfs", "s3fs", "rclone", "gcsfuse", "glusterfs", "davfs", "curlftpfs"}


def network(folder: Path) -> str:
    """The name of the network file system a folder lies on; "" where it is on this machine or unknown."""
    place = str(folder.resolve())
    mounted = {where.rstrip("/"): kind.lower() for where, kind in _mounts()}
    for candidate in (place, *map(str, Path(place).parents)):
        if kind := mounted.get(candidate.rstrip("/")):
            return kind if _is_network(kind) else ""
    return ""


def _mounts() -> Iterator[tuple[str, str]]:
    """Where something is mounted, and what; what was mounted over something else comes later."""
    try:
        told = _TABLE.read_text("utf-8", "surrogateescape")
    except OSError:
        import psutil

        for part in psutil.disk_partitions(all=True):
            yield part.mountpoint, part.fstype
        return
    for line in filter(None, told.split("\n")):
        _, where, kind, *_ = line.split(" ")
        yield _ESCAPED.sub(lambda found: chr(int(found[1], 8)), where), kind


def _is_network(kind: str) -> bool:
    family, _, flavour = kind.partition(".")
    return family in _NETWORK or (family == "fuse" and flavour in _NETWORK_FUSE)
