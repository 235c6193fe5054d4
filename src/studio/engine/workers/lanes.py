"""What waits for a worker, in lanes that take turns."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable

from studio.engine.workers.calls import Call, Hear


class Lanes:
    """What waits, in a lane for each who asked; the lanes take turns, so none waits for all of another.

    What waits for a card has a lane beside that of the same run's other work, for which it would stand in
    the way.
    """

    def __init__(self) -> None:
        self._lanes: dict[tuple[str, bool], deque[tuple[Call, Hear]]] = {}

    def __bool__(self) -> bool:
        return bool(self._lanes)

    @property
    def heads(self) -> list[tuple[Call, Hear]]:
        """The call that comes next in every lane, in the order of their turns."""
        return [waiting[0] for waiting in self._lanes.values()]

    def add(self, call: Call, hear: Hear) -> None:
        """Let a call wait behind those of its lane."""
        self._lanes.setdefault(_lane(call), deque()).append((call, hear))

    def take(self, number: int) -> tuple[Call, Hear]:
        """Take the head that has this number; its lane goes behind the others."""
        lane = next(lane for lane, waiting in self._lanes.items() if waiting[0][0].number == number)
        waiting = self._lanes.pop(lane)
        found = waiting.popleft()
        if waiting:
            self._lanes[lane] = waiting
        return found

    def put_back(self, calls: Iterable[tuple[Call, Hear]]) -> None:
        """Let calls come first again that a worker had and never began."""
        for call, hear in reversed(list(calls)):
            self._lanes.setdefault(_lane(call), deque()).appendleft((call, hear))

    def drop(self, numbers: Collection[int]) -> list[tuple[Call, Hear]]:
        """Forget these calls; returns them."""
        waiting = [one for lane in self._lanes.values() for one in lane]
        self._lanes = {}
        for call, hear in waiting:
            if call.number not in numbers:
                self.add(call, hear)
        return [one for one in waiting if one[0].number in numbers]


def _lane(call: Call) -> tuple[str, bool]:
    return call.lane, call.on_gpu
