"""A plan drawn for the terminal: a stage a line, and lines that show who waits for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.engine.pipeline.order import Waits, ordered, reduced

STAGE, FAN = "●", "◍"

# Which of up, down, left and right a line leaves its place by.
_SHAPES: Mapping[tuple[bool, bool, bool, bool], str] = {
    (False, False, False, False): " ",
    (False, False, True, True): "─",
    (False, True, False, True): "╭",
    (False, True, True, False): "╮",
    (False, True, True, True): "┬",
    (True, False, False, True): "╰",
    (True, False, True, False): "╯",
    (True, False, True, True): "┴",
    (True, True, False, False): "│",
    (True, True, False, True): "├",
    (True, True, True, False): "┤",
    (True, True, True, True): "┼",
}


@dataclass(frozen=True)
class Line:
    """One line of the drawing: the lines of the graph, and the stage whose line it is, if it is one's."""

    graph: str
    stage: str = ""


def drawn(waits: Waits, fans: frozenset[str] = frozenset()) -> list[Line]:
    """The lines from the first stage to the last.

    Args:
        waits: Each stage with those it waits for.
        fans: The stages that are called for many things.
    """
    drawing = _Drawing(waits)
    return [line for name in ordered(waits) for line in drawing.stage(name, FAN if name in fans else STAGE)]


class _Drawing:
    """What is being drawn: the lanes, each with the stage whose result runs down in it."""

    def __init__(self, waits: Waits) -> None:
        self.waits = reduced(waits)
        self.lanes: list[str | None] = []
        self.last = -1
        self.left = {name: sum(name in others for others in self.waits.values()) for name in waits}

    def stage(self, name: str, sign: str) -> list[Line]:
        before = list(self.lanes)
        sources = [lane for lane, one in enumerate(before) if one in self.waits[name]]
        for lane in sources:
            other = before[lane]
            assert other
            self.left[other] -= 1
            if not self.left[other]:
                self.lanes[lane] = None
        own = next((lane for lane in sources if self.lanes[lane] is None), None)
        if own is None:
            own = self._free(before)
        lines = self._joined(before, sources, own) if sources else self._apart(own)
        self.last = own
        self.lanes[own] = name
        signs = [sign if lane == own else "│" if one else " " for lane, one in enumerate(self.lanes)]
        lines.append(Line(" ".join(signs).rstrip(), name))
        if not self.left[name]:
            self.lanes[own] = None
        while self.lanes and self.lanes[-1] is None:
            self.lanes.pop()
        return lines

    def _free(self, before: Sequence[str | None]) -> int:
        """The first lane nobody is in, to the right of all that run if there is none."""
        for lane, one in enumerate(self.lanes):
            if one is None and before[lane] is None:
                return lane
        self.lanes.append(None)
        return len(self.lanes) - 1

    def _apart(self, own: int) -> list[Line]:
        """A line between a stage that waits for none and one above it that it has nothing to do with."""
        if own != self.last:
            return []
        return [Line(" ".join("│" if one else " " for one in self.lanes).rstrip())]

    def _joined(self, before: Sequence[str | None], sources: Sequence[int], own: int) -> list[Line]:
        """The line in which what a stage waits for comes together in its lane."""
        if sources == [own]:
            return []
        low, high = min([*sources, own]), max([*sources, own])
        row = []
        for lane in range(len(self.lanes)):
            up = lane < len(before) and before[lane] is not None
            down = self.lanes[lane] is not None or lane == own
            meets = lane in sources or lane == own
            within = low < lane < high
            shape = (up, down, lane > low if meets else within, lane < high if meets else within)
            row.append(_SHAPES[shape] + ("─" if low <= lane < high else " "))
        return [Line("".join(row).rstrip())]
