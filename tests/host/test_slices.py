"""Cards and their parts are known by name, whoever tells of them, and however badly."""

import sys
import types
from pathlib import Path
from typing import Any

import pytest

from studio.core.cards import wanted
from studio.core.errors import NotFound
from studio.host import slices
from studio.host.isolation import devices
from studio.host.slices import Found, Slice

GIB = 1 << 30
WHOLE = Slice("GPU-aaa", "0", "H100", 80 * GIB)
HALVES = (Slice("MIG-b1", "1.0", "H100", 40 * GIB), Slice("MIG-b2", "1.1", "H100", 40 * GIB))


@pytest.fixture(autouse=True)
def _a_card_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Something is in /dev, and nothing can tell what it is."""
    monkeypatch.setattr(devices, "cards", lambda: ["nvidia0"])
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setenv("PATH", str(tmp_path))


def smi(folder: Path, script: str) -> None:
    (folder / "nvidia-smi").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "nvidia-smi").chmod(0o755)


def nvml(**more: Any) -> types.SimpleNamespace:
    """A whole card, and one that was divided into halves, at the first and the third of its places."""
    parts = {(1, 0): "MIG-b1", (1, 1): "MIG-b2"}

    def named(handle: Any) -> str:
        return parts[handle] if isinstance(handle, tuple) else ("GPU-aaa", "GPU-bbb")[handle]

    def divided(handle: int) -> list[int]:
        if not handle:
            raise RuntimeError("not supported")
        return [1, 1]

    def part(handle: int, place: int) -> tuple[int, int]:
        if (handle, place) not in parts:
            raise RuntimeError("not found")
        return handle, place

    def memory(handle: Any) -> types.SimpleNamespace:
        return types.SimpleNamespace(total=(40 if isinstance(handle, tuple) else 80) * GIB)

    return types.SimpleNamespace(**{
        "nvmlInit": lambda: None, "nvmlShutdown": lambda: None, "nvmlDeviceGetCount": lambda: 2,
        "nvmlDeviceGetHandleByIndex": lambda number: number, "nvmlDeviceGetName": lambda handle: "H100",
        "nvmlDeviceGetUUID": named, "nvmlDeviceGetMigMode": divided,
        "nvmlDeviceGetMaxMigDeviceCount": lambda handle: 7, "nvmlDeviceGetMigDeviceHandleByIndex": part,
        "nvmlDeviceGetMemoryInfo": memory, **more,
    })  # fmt: skip


def test_nvml_names_cards_and_the_parts_of_those_that_were_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", nvml())
    assert slices.found() == Found((WHOLE, *HALVES))


def test_nvidia_smi_stands_in(tmp_path: Path) -> None:
    part = "  MIG 2g.12gb     Device"
    lines = [
        "GPU 0: NVIDIA A30 (UUID: GPU-a)", "GPU 1: NVIDIA A30 (UUID: GPU-b)",
        f"{part}  0: (UUID: MIG-b0)", f"{part}  1: (UUID: MIG-b1)",
    ]  # fmt: skip
    smi(tmp_path, "\n".join(f"echo '{line}'" for line in lines))
    assert slices.found().slices == (
        Slice("GPU-a", "0", "NVIDIA A30"),
        Slice("MIG-b0", "1.0", "NVIDIA A30 MIG 2g.12gb"),
        Slice("MIG-b1", "1.1", "NVIDIA A30 MIG 2g.12gb"),
    )


@pytest.mark.parametrize("script", ["", "exit 9", "exec /bin/sleep 5"])
def test_cards_that_nobody_names_count_as_one(tmp_path: Path, script: str) -> None:
    """Whether nothing is installed, the driver is out of order, or it hangs."""
    if script:
        smi(tmp_path, script)
    there = slices.found(0.3)
    assert [part.name for part in there.slices] == [""]
    assert there.trouble


def test_where_no_card_is_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "cards", list)
    assert slices.found() == Found()


@pytest.mark.parametrize(
    ("shown", "names"),
    [("0", ["GPU-aaa"]), ("MIG-b2,0", ["MIG-b2", "GPU-aaa"]), ("", []), ("0,7,1.0", ["GPU-aaa"])],
)
def test_what_the_environment_hides_is_not_there(
    monkeypatch: pytest.MonkeyPatch, shown: str, names: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pynvml", nvml())
    assert [part.name for part in slices.found(shown=shown).slices] == names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("all", ["GPU-aaa", "MIG-b1", "MIG-b2"]),
        ("none", []),
        ("0:3", ["GPU-aaa", "GPU-aaa#2", "GPU-aaa#3"]),
        ("1", ["MIG-b1", "MIG-b2"]),
        ("1.1,0", ["MIG-b2", "GPU-aaa"]),
        ("GPU-a,MIG-b1:2", ["GPU-aaa", "MIG-b1", "MIG-b1#2"]),
    ],
)
def test_shares_are_given_out_as_was_asked(written: str, names: list[str]) -> None:
    assert list(slices.shares(wanted(written), (WHOLE, *HALVES))) == names


def test_a_card_that_there_is_not_is_said_to_be_missing() -> None:
    with pytest.raises(NotFound, match="there is no card 7") as missing:
        slices.shares(wanted("7"), (WHOLE,))
    assert missing.value.hint == "there are 0 (GPU-aaa)"
