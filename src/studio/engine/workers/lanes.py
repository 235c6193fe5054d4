"""What waits for a worker, in lanes that take turns."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable

from studio.engine.workers.calls import Call, Hear


class Lanes:
    """What waits, in a lane for each who asked; the lanes take turns, so none waits for all of another."""

    def __init__(self) -> None:
        self._lanes: dict[str, deque[tuple[Call, Hear]]] = {}

    def __bool__(self) -> bool:
        return bool(self._lanes)

    @property
    def next_tool(self) -> str:
        """The tool of the call that comes next."""
        return next(iter(self._lanes.values()))[0][0].tool

    def add(self, call: Call, hear: Hear) -> None:
        """Let a call wait behind those of its lane."""
        self._lanes.setdefault(call.lane, deque()).append((call, hear))

    def take(self) -> tuple[Call, Hear]:
        """The call that comes next; its lane goes behind the others."""
        lane, waiting = next(iter(self._lanes.items()))
        found = waiting.popleft()
        del self._lanes[lane]
        if waiting:
            self._lanes[lane] = waiting
        return found

    def put_back(self, calls: Iterable[tuple[Call, Hear]]) -> None:
        """Let calls come first again that a worker had and never began."""
        for call, hear in reversed(list(calls)):
            self._lanes.setdefault(call.lane, deque()).appendleft((call, hear))

    def drop(self, numbers: Collection[int]) -> list[tuple[Call, Hear]]:
        """Forget these calls; returns them."""
        waiting = [one for lane in self._lanes.values() for one in lane]
        self._lanes = {}
        for call, hear in waiting:
            if call.number not in numbers:
                self.add(call, hear)
        return [one for one in waiting if one[0].number in numbers]
