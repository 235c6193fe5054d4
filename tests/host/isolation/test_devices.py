"""Cards that nobody can open: a folder stands for /dev, and a process of its own looks at it."""

import ctypes
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio.host.isolation import devices

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has mounts of one's own")


@pytest.fixture
def dev(tmp_path: Path) -> Path:
    """What a machine with two makes of cards shows, and some of what every machine does."""
    folder = tmp_path / "dev"
    (folder / "dri").mkdir(parents=True)
    (folder / "shm").mkdir()
    for name in ("nvidia0", "nvidiactl", "kfd", "dri/renderD128", "null", "shm/ours"):
        (folder / name).write_text("here")
    return folder


def inside(work: Callable[[], Any], user: int = 0) -> Any:
    """What a process of its own makes of something, as JSON; it may be another user's."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            if user:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)
                # As after an exec: it may look at itself again.
                ctypes.CDLL(None).prctl(4, 1)
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return json.loads(said or "null")


def read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError as refused:
        return errno.errorcode[refused.errno or 0]


def as_seen(dev: Path) -> dict[str, Any]:
    """What this process and a program that it starts can do in a folder."""
    program = subprocess.run(["cat", str(dev / "nvidia0")], capture_output=True, text=True, check=False)
    names = ("nvidia0", "nvidiactl", "kfd", "dri/renderD128", "null", "shm/ours")
    return {"program": program.stdout, **{name: read(dev / name) for name in names}}


def hidden_and_seen(dev: Path) -> dict[str, Any]:
    hidden = devices.hide(dev)
    return {"took": hidden.took, "told": hidden.told, **as_seen(dev)}


def may_divide() -> bool:
    """Whether this system lets us have mounts of our own at all."""
    return bool(inside(lambda: not _refused()))


def _refused() -> bool:
    try:
        devices._apart()
    except OSError:
        return True
    return False


@pytest.mark.parametrize("user", [0, 1234])
def test_no_card_can_be_opened_and_all_else_can(dev: Path, user: int) -> None:
    """By the administrator, and by a user who has no rights but those over a world of his own."""
    if user and os.geteuid():
        pytest.skip("only the administrator can be another user")
    if not may_divide():
        pytest.skip("this system lets nobody have mounts of his own")
    for folder in (dev, *dev.parents):
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    seen = inside(lambda: hidden_and_seen(dev), user)
    assert seen["took"], seen["told"]
    assert seen["told"] == "out of reach: dri, kfd, nvidia0, nvidiactl"
    closed = {"ENXIO", "EACCES", "ENOENT"}
    assert {seen[name] for name in ("nvidia0", "nvidiactl", "kfd", "dri/renderD128")} <= closed
    assert (seen["null"], seen["shm/ours"], seen["program"]) == ("here", "here", "")


def test_nobody_else_notices(dev: Path) -> None:
    inside(lambda: hidden_and_seen(dev))
    assert as_seen(dev)["nvidia0"] == as_seen(dev)["program"] == "here"


def test_where_there_is_no_card_nothing_is_done(tmp_path: Path) -> None:
    (tmp_path / "null").touch()
    before = Path("/proc/self/ns/mnt").readlink()
    hidden = devices.hide(tmp_path)
    assert hidden == devices.Hidden(True, f"{tmp_path} holds no GPU")
    assert Path("/proc/self/ns/mnt").readlink() == before


def test_a_system_that_forbids_it_says_so_and_changes_nothing(
    dev: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container, or where AppArmor lets users have no world of their own."""

    def refuse(name: str, *unused: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(devices, "_call", refuse)
    monkeypatch.setattr(devices, "_threads", lambda: 1)
    hidden = devices.hide(dev)
    assert hidden == devices.Hidden(
        False, "this system lets us have no view of /dev of our own: operation not permitted"
    )
    assert as_seen(dev)["nvidia0"] == "here"


def test_a_half_that_would_be_worse_than_nothing_is_tried_elsewhere(
    dev: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mounts of one's own are given and nothing may be mounted: as Ubuntu does to strange programs."""

    def refuse(*unused: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(devices, "_mount", refuse)
    monkeypatch.setattr(devices, "_threads", lambda: 1)
    before = Path("/proc/self/ns/mnt").readlink()
    assert not devices.hide(dev).took
    assert Path("/proc/self/ns/mnt").readlink() == before


def test_a_process_with_threads_is_let_be(dev: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_threads", lambda: 2)
    assert devices.hide(dev) == devices.Hidden(False, "this process has threads already")


@pytest.mark.parametrize(
    ("name", "card"),
    [("nvidia0", True), ("nvidiactl", True), ("nvidia-uvm", True), ("nvidia-caps", True), ("kfd", True),
     ("dri", True), ("dxg", True), ("null", False), ("video0", False), ("nvme0", False), ("nvram", False)],
)  # fmt: skip
def test_cards_are_known_by_their_names(name: str, card: bool) -> None:
    assert devices.is_card(name) is card
