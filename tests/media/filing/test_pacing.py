"""Reading is shared out among threads when it means waiting, and only then."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from studio.media.filing import pacing
from studio.media.filing.pacing import Pace


class Machine:
    """A machine whose clocks go as they are told to, and threads that count what they are given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = self.busy = 0.0
        self.waits = 0
        self.shared: list[Any] = []
        monkeypatch.setattr(pacing, "_clocks", lambda: pacing.Clocks(self.time, self.busy, self.waits))

    def reads(self, *, seconds: float, busy: float, waits: int) -> Callable[[int], int]:
        def work(item: int) -> int:
            self.time += seconds
            self.busy += busy
            self.waits += waits
            return -item

        return work

    def each(self, work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
        there = list(items)
        self.shared += there
        return [work(item) for item in there]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_what_a_disk_must_seek_is_read_by_several_from_then_on(machine: Machine) -> None:
    pace, work = Pace(machine.each), machine.reads(seconds=0.01, busy=0.001, waits=20)
    assert pace.each(work, range(3)) == [0, -1, -2]
    assert machine.shared == []
    assert pace.each(work, range(3, 5)) == [-3, -4]
    assert pace.each(work, [5]) == [-5]
    assert machine.shared == [3, 4, 5]


@pytest.mark.parametrize(
    ("busy", "waits"),
    [
        pytest.param(0.009, 0, id="from memory"),
        pytest.param(0.002, 0, id="beside others who take the processor away"),
        pytest.param(0.009, 50, id="from memory, but for moments"),
        pytest.param(0.002, 5, id="beside others, and once for a thread of its own"),
    ],
)
def test_who_never_waits_for_a_disk_reads_alone(machine: Machine, busy: float, waits: int) -> None:
    pace, work = Pace(machine.each), machine.reads(seconds=0.01, busy=busy, waits=waits)
    for _ in range(3):
        assert pace.each(work, [1, 2]) == [-1, -2]
    assert machine.shared == []


def test_the_system_tells_sleep_from_work() -> None:
    import time

    before = pacing._clocks()
    for _ in range(60):
        time.sleep(0.001)
    assert pacing._clocks().waiting_since(before)
