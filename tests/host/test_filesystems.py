"""A folder's file system is that of the innermost mount it lies on."""

from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from studio.host import filesystems


@dataclass
class Mount:
    mountpoint: str
    fstype: str


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", ""),
        ("/srv/films", "nfs4"),
        ("/srv/films/deep/down", "nfs4"),
        ("/srv/films/deep/disk/x", ""),
        ("/srv/filmstrips", ""),
        ("/far/x", "fuse.sshfs"),
        ("/near/x", ""),
    ],
)
def test_network_mounts_are_told_from_disks(folder: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = [
        Mount("/", "ext4"),
        Mount("/srv/films", "NFS4"),
        Mount("/srv/films/deep/disk", "xfs"),
        Mount("/far", "fuse.sshfs"),
        Mount("/near", "fuse.ntfs-3g"),
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: mounts)
    assert filesystems.network(Path(folder)) == kind


def test_this_machine_answers(tmp_path: Path) -> None:
    assert isinstance(filesystems.network(tmp_path), str)
