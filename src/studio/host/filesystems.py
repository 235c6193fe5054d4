"""What kind of file system a folder lies on."""

from __future__ import annotations

from pathlib import Path

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
    import psutil

    place = str(folder.resolve())
    mounted = {part.mountpoint.rstrip("/"): part.fstype.lower() for part in psutil.disk_partitions(all=True)}
    for candidate in (place, *map(str, Path(place).parents)):
        if kind := mounted.get(candidate.rstrip("/")):
            return kind if _is_network(kind) else ""
    return ""


def _is_network(kind: str) -> bool:
    family, _, flavour = kind.partition(".")
    return family in _NETWORK or (family == "fuse" and flavour in _NETWORK_FUSE)
