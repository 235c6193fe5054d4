"""Samples say what the machine did since the one before, whatever counters and cores do meanwhile."""

import os
import types
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from studio.host import family, sampling
from studio.host.gpus import Gpu, Lookout, Seen
from studio.host.sampling import Flow, Ours, Sample, Sampler

Times = namedtuple("Times", "user system idle iowait guest")


class Machine:
    """Counters as a test sets them."""

    def __init__(self) -> None:
        self.at = 100.0
        self.cores = [Times(0, 0, 0, 0, 0), Times(0, 0, 0, 0, 0)]
        self.disks: Any = types.SimpleNamespace(write_bytes=0, read_bytes=0)
        self.network = {"lo": (0, 0), "eth0": (0, 0)}
        self.family = family.Taken(3, 0.0, 5000)

    def sampler(self, monkeypatch: pytest.MonkeyPatch, place: Path) -> Sampler:
        monkeypatch.setattr(psutil, "cpu_times", lambda percpu: self.cores)
        monkeypatch.setattr(psutil, "disk_io_counters", lambda: self.disks)
        monkeypatch.setattr(
            psutil,
            "net_io_counters",
            lambda pernic: {
                name: types.SimpleNamespace(bytes_recv=counts[0], bytes_sent=counts[1])
                for name, counts in self.network.items()
            },
        )
        monkeypatch.setattr(family, "taken", lambda roots: self.family)
        return Sampler(place, clock=lambda: self.at, now=lambda: 1e9 + self.at)


@pytest.fixture
def machine() -> Machine:
    return Machine()


Take = Callable[[], Sample]


@pytest.fixture
def take(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Take:
    return machine.sampler(monkeypatch, tmp_path).sample


def test_rates_are_means_since_the_sample_before(machine: Machine, take: Take) -> None:
    machine.at += 10
    # Waiting for a disk is idling, and what guests did is in the time of their hosts already.
    machine.cores = [Times(6, 2, 1, 1, 4), Times(0, 0, 8, 2, 0)]
    machine.disks = types.SimpleNamespace(write_bytes=4000, read_bytes=100)
    machine.network = {"lo": (999_999, 999_999), "eth0": (70, 30), "wifi": (30, 0)}
    machine.family = family.Taken(5, 4.0, 6000)
    sample = take()
    assert (sample.at, sample.seconds) == (1e9 + 110, 10)
    assert sample.cores == (80, 0)
    assert sample.cpu == 40
    assert sample.written == Flow(400, 10)
    assert sample.network == Flow(10, 3)
    assert sample.ours == Ours(5, 20, 6000)
    machine.at += 1
    assert take().written == Flow(0, 0)


def test_a_counter_that_begins_anew_tells_nothing(machine: Machine, take: Take) -> None:
    machine.at, machine.network = 101, {"eth0": (500, 500)}
    take()
    machine.at, machine.network, machine.disks = 102, {"eth0": (0, 900)}, None
    sample = take()
    assert sample.network == Flow(None, 400)
    assert sample.written == Flow()


def test_cores_may_come_and_go(machine: Machine, take: Take) -> None:
    machine.at, machine.cores = 101, [Times(5, 0, 5, 0, 0)]
    assert take().cores == (0,)
    machine.at, machine.cores = 102, [Times(6, 0, 6, 0, 0)]
    assert take().cores == (50,)


def test_a_clock_that_stands_still_divides_by_nothing(machine: Machine, take: Take) -> None:
    machine.family = family.Taken(3, 1.0, 5000)
    sample = take()
    assert (sample.cpu, sample.written, sample.ours.cpu) == (0, Flow(), 0)


def test_the_share_of_memory_is_that_of_what_may_be_used(take: Take) -> None:
    sample = take()
    used = sample.memory.limit - sample.memory.available
    assert sample.memory_share == pytest.approx(100 * used / sample.memory.limit)


def test_this_machine_is_seen_whole(tmp_path: Path) -> None:
    sampler = Sampler(tmp_path, roots=lambda: [os.getpid()])
    sample = sampler.sample()
    sampler.close()
    assert len(sample.cores) >= 1
    assert 0 < sample.memory_share < 100
    assert sample.disk.free > 0
    assert sample.ours.processes >= 1
    assert sample.ours.memory > 1_000_000


def test_cards_that_are_slow_to_answer_keep_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = []

    class Slow(Lookout):
        def look(self, seconds: float = 0.0) -> Seen:
            asked.append(seconds)
            return Seen((Gpu("Card", 1, 1, "1", "NVML"),), "the driver has not answered for 9 seconds")

    sample = sampling.Sampler(tmp_path, lookout=Slow()).sample()
    assert sample.cards.trouble.startswith("the driver")
    assert asked == [0, 0]
