"""Graphics cards are seen by whatever sees them, and one that hangs holds nobody up."""

import json
import sys
import time
import types
from pathlib import Path

import pytest
from tests.command import SOON

from studio.host import gpus
from studio.host.gpus import Gpu, Lookout, Seen

GIB = 1 << 30


@pytest.fixture
def no_cards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on which nothing sees a card; returns a folder in which programs are looked for first."""
    monkeypatch.setitem(sys.modules, "pynvml", None)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def smi(folder: Path, text: str) -> None:
    program(folder, "nvidia-smi", f"printf '%s' '{text}'")


class Nvml(types.SimpleNamespace):
    """Two cards: one that tells all, and one that tells little, as parts of cards do."""

    NVML_TEMPERATURE_GPU = 0

    driver: str = "570.1"
    opened: int = 0
    calls: int = 0

    def nvmlInit(self) -> None:  # noqa: N802
        self.opened += 1
        self.loaded = self.driver

    def nvmlShutdown(self) -> None:  # noqa: N802
        self.opened -= 1

    def nvmlDeviceGetCount(self) -> int:  # noqa: N802
        self.calls += 1
        if self.loaded != self.driver:
            raise RuntimeError("driver/library version mismatch")
        return 2

    def nvmlDeviceGetHandleByIndex(self, number: int) -> int:  # noqa: N802
        return number

    def nvmlDeviceGetName(self, handle: int) -> str:  # noqa: N802
        return f"Card {handle}"

    def nvmlSystemGetDriverVersion(self) -> str:  # noqa: N802
        return self.driver

    nvmlMemory_v2 = 2  # noqa: N815

    def nvmlDeviceGetMemoryInfo(self, handle: int, version: int = 1) -> object:  # noqa: N802
        # The first version counts what the driver keeps for itself as used.
        if version == 1 and not handle:
            return types.SimpleNamespace(total=16 * GIB, used=2 * GIB)
        return types.SimpleNamespace(total=16 * GIB, used=GIB)

    def nvmlDeviceGetUtilizationRates(self, handle: int) -> object:  # noqa: N802
        if handle:
            raise RuntimeError("not supported")
        return types.SimpleNamespace(gpu=97, memory=40)

    def nvmlDeviceGetTemperature(self, handle: int, sensor: int) -> int:  # noqa: N802
        if handle:
            raise RuntimeError("not supported")
        return 81

    def nvmlDeviceGetPowerUsage(self, handle: int) -> int:  # noqa: N802
        if handle:
            raise RuntimeError("not supported")
        return 350_500


@pytest.fixture
def nvml(no_cards: Path, monkeypatch: pytest.MonkeyPatch) -> Nvml:
    library = Nvml()
    monkeypatch.setitem(sys.modules, "pynvml", library)
    return library


@pytest.mark.usefixtures("no_cards")
def test_a_machine_without_cards_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert gpus.look() == Seen()


def test_cards_are_seen_by_nvml(nvml: Nvml) -> None:
    telling, silent = gpus.look().gpus
    assert telling == Gpu("Card 0", 16 * GIB, GIB, "570.1", "NVML", busy=97, heat=81, power=350.5)
    assert silent == Gpu("Card 1", 16 * GIB, GIB, "570.1", "NVML")
    assert nvml.opened == 0


def test_nvml_stays_open_between_looks_and_is_opened_anew_with_a_new_driver(
    nvml: Nvml, no_cards: Path
) -> None:
    smi(no_cards, "Card 0, 16384, 1024, 580.1, 12, 70, 300\n")
    lookout = Lookout()
    assert [lookout.look(5).gpus[0].seen_by for _ in range(2)] == ["NVML"] * 2
    assert (nvml.opened, nvml.calls) == (1, 2)
    nvml.driver = "580.1"
    assert lookout.look(5).gpus[0].seen_by == "nvidia-smi"
    lookout._asked = -100.0
    assert lookout.look(5).gpus[0] == Gpu("Card 0", 16 * GIB, GIB, "580.1", "NVML", 97, 81, 350.5)
    lookout.close()
    assert nvml.opened == 0


def test_cards_are_seen_by_nvidia_smi(no_cards: Path) -> None:
    smi(no_cards, "NVIDIA H200, 143771, 512, 570.1, 99, 64, 612.25\nOdd, Name, 16384, 0, 570.1, 0, 30, 9\n")
    first, second = gpus.look().gpus
    assert first == Gpu("NVIDIA H200", 143771 << 20, 512 << 20, "570.1", "nvidia-smi", 99, 64, 612.25)
    assert (second.name, second.memory) == ("Odd, Name", 16 * GIB)


def test_what_a_card_does_not_tell_is_left_open(no_cards: Path) -> None:
    smi(no_cards, "GB10, [N/A], [N/A], 580.9, 4, 41, [Not Supported]\n")
    (card,) = gpus.look().gpus
    assert card == Gpu("GB10", None, None, "580.9", "nvidia-smi", 4, 41, None)


@pytest.mark.parametrize("text", ["No devices were found\n", "\n", ""])
def test_an_nvidia_smi_that_knows_no_card_names_none(no_cards: Path, text: str) -> None:
    smi(no_cards, text)
    assert gpus.look() == Seen()


def test_an_nvidia_smi_that_fails_says_why(no_cards: Path) -> None:
    program(no_cards, "nvidia-smi", "echo 'Driver/library version mismatch' >&2; exit 18")
    seen = gpus.look()
    assert seen.gpus == ()
    assert "Driver/library version mismatch" in seen.trouble


def test_one_that_hangs_holds_nobody_up(no_cards: Path) -> None:
    program(no_cards, "nvidia-smi", "exec sleep 60")
    began = time.monotonic()
    seen = gpus.look(0.2)
    assert time.monotonic() - began < SOON
    assert seen.trouble.startswith("the driver has not answered")


def test_one_that_begins_to_hang_leaves_what_was_seen(
    no_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpus, "_ANSWER_SECONDS", 0.3)
    now = [0.0]
    smi(no_cards, "Card, 16384, 512, 570.1, 99, 64, 300\n")
    lookout = Lookout(clock=lambda: now[0])
    before = lookout.look(5)
    assert before.gpus
    program(no_cards, "nvidia-smi", "exec sleep 60")
    assert lookout.look(5) == before, "it is not asked again so soon"
    now[0] = 6.0
    seen = lookout.look(5)
    assert seen.gpus == before.gpus
    assert "did not answer within 0.3 seconds" in seen.trouble


def test_a_mac_tells_its_metal(no_cards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    # As on a Mac, whatever card this machine may have.
    monkeypatch.setenv("PATH", str(no_cards))
    told = {
        "SPDisplaysDataType": [
            {"sppci_model": "Apple M3 Max", "spdisplays_mtlgpufamilysupport": "spdisplays_metal3"},
            {"sppci_model": "Something old"},
        ]
    }
    program(no_cards, "system_profiler", f"echo '{json.dumps(told)}'")
    assert gpus.look().gpus == (Gpu("Apple M3 Max", None, None, "Metal 3", "system_profiler"),)
