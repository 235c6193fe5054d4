"""A disk that was full is waited for no longer than there is reason to."""

from pathlib import Path

from studio.engine.stages.waiting import Shortage
from studio.host.hardware import Disk


class Machine:
    """A disk and a clock that tests turn."""

    def __init__(self) -> None:
        self.free = 1_000
        self.at = 100.0

    def look(self, place: Path) -> Disk:
        return Disk(place, 1_000_000, self.free, 1_000, 500)

    def clock(self) -> float:
        return self.at

    def shortage(self) -> Shortage:
        return Shortage(Path("/there"), look=self.look, clock=self.clock)


def test_more_room_is_seen_at_the_next_look() -> None:
    machine = Machine()
    shortage = machine.shortage()
    assert not shortage.is_over()
    machine.free = 500_000
    assert not shortage.is_over(), "it has looked just now"
    machine.at += 1
    assert shortage.is_over()


def test_room_that_was_made_before_it_was_measured_is_tried_in_the_end() -> None:
    machine = Machine()
    machine.free = 500_000
    shortage = machine.shortage()
    for _ in range(29):
        machine.at += 1
        assert not shortage.is_over()
    machine.at += 2
    assert shortage.is_over()
