"""The disk is measured once, with little, and not again until the home lies on another one."""

import json
import os
import time
from pathlib import Path

import pytest

from studio.host import diskspeed
from studio.host.diskspeed import disk_speed


def test_it_is_measured_once_and_kept_with_its_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    before = time.time()
    first = disk_speed(home)
    assert first
    assert before <= first.at <= time.time()
    assert 1e5 < first.written < 1e12
    assert [file.name for file in home.iterdir()] == ["disk-speed.json"]
    monkeypatch.setattr(diskspeed, "_written", lambda _: pytest.fail("it was measured again"))
    assert disk_speed(home) == first


def test_every_piece_is_safe_on_the_disk_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_size))
    assert disk_speed(tmp_path)
    assert synced == [number << 20 for number in range(1, 17)]


def test_a_slow_disk_gets_less_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(float(number) for number in range(100))
    monkeypatch.setattr(time, "perf_counter", lambda: next(now))
    speed = disk_speed(tmp_path)
    assert speed
    assert speed.written == pytest.approx((1 << 20) / 2, rel=0.01), "two pieces in four seconds"


def test_another_disk_is_measured_anew(tmp_path: Path) -> None:
    (tmp_path / "disk-speed.json").write_text(json.dumps({"written": 5.0, "at": 6.0, "device": -1}))
    speed = disk_speed(tmp_path)
    assert speed
    assert speed.written != 5


@pytest.mark.parametrize("text", ["", "[]", '{"written": "fast", "at": 1}'])
def test_a_note_that_cannot_be_read_is_measured_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "disk-speed.json").write_text(text)
    assert disk_speed(tmp_path)


def test_where_nothing_can_be_written_it_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    assert disk_speed(tmp_path / "file" / "home") is None

    def full(descriptor: int, piece: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert disk_speed(tmp_path / "home") is None
    assert list((tmp_path / "home").iterdir()) == []
