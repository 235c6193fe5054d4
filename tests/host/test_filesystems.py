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


MOUNTS = [
    Mount("/", "ext4"),
    Mount("/srv/films", "NFS4"),
    Mount("/srv/films/deep/disk", "xfs"),
    Mount("/far", "fuse.sshfs"),
    Mount("/near", "fuse.ntfs-3g"),
    Mount("/far off", "cifs"),
    Mount("/over", "ext4"),
    Mount("/over", "nfs"),
]


@pytest.mark.parametrize("told_by", ["the kernel", "psutil"])
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
        ("/far off/x", "cifs"),
        ("/over/x", "nfs"),
    ],
)
def test_network_mounts_are_told_from_disks(
    folder: str, kind: str, told_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    if told_by == "the kernel":
        written = [(mount.mountpoint.replace(" ", "\\040"), mount.fstype) for mount in MOUNTS]
        table.write_text("".join(f"dev {where} {kind} rw 0 0\n" for where, kind in written))
    monkeypatch.setattr(filesystems, "_TABLE", table)
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: MOUNTS)
    assert filesystems.network(Path(folder)) == kind


def test_this_machine_answers(tmp_path: Path) -> None:
    assert isinstance(filesystems.network(tmp_path), str)


def test_a_machine_that_names_no_mounts_has_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.touch()
    monkeypatch.setattr(filesystems, "_TABLE", table)
    assert filesystems.network(tmp_path) == ""
