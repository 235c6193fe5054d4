"""A thousand stages that do nothing, on every engine: what is left is the engine."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench._bounded import Bounded, bounded
from bench._engines import ENGINES, Engine
from bench._paired import Answer, Failed, Grid, spread
from bench._stages import BEHIND, LAYERS, WIDE, layered, written
from bench._startup import Measured

OURS, BARE = "studio", "dbos"
LIMIT = 300.0

_DEARER = 2.0
_ROOM = 60
_COLUMNS = (
    *("engine", "outlives a kill", "start s", "stages s", "ms each", "× DBOS"),
    *("CPU start s", "CPU stages s", "MiB", "rounds"),
)


@dataclass
class Entrant(Measured):
    """One engine and what was measured of it, round by round.

    Attributes:
        engine: The engine.
        home: The folder it keeps its things in from run to run, as on anybody's machine.
        trouble: Why there is nothing, or nothing more.
    """

    engine: Engine = field(kw_only=True)
    home: Path = field(kw_only=True)
    trouble: str = ""

    def warm_up(self, one: Path) -> None:
        """Install it, and run it once so that nothing is new to it."""

        def begin() -> None:
            self.engine.prepare(self.home)
            self._run(one, 1)

        self._attempt(begin)

    def take_turn(self, one: Path, every: Path, count: int) -> None:
        """A single stage, then all of them."""
        if self.trouble or (self.wholes and self.engine.slow):
            return
        print(f"  {self.engine.title} …", file=sys.stderr)

        def turn() -> None:
            start, whole = self._run(one, 1), self._run(every, count)
            self.starts.append(start)
            self.wholes.append(whole)

        self._attempt(turn)

    def _attempt(self, work: Callable[[], object]) -> None:
        try:
            work()
        except Failed as failed:
            self.trouble = " ".join(str(failed).split())

    def _run(self, stages: Path, count: int) -> Bounded:
        run = bounded(self.engine.given(stages, self.home), LIMIT)
        if (done := self.engine.done(run.cost.said, self.home)) != count:
            raise Failed(f"{done} of {count} stages done: {run.cost.said.strip()[-300:]}")
        return run


def dag(work: Path, chosen: Sequence[str], rounds: int) -> Answer:
    """Every engine in turn, round after round: one stage, then all of them."""
    plan = layered()
    one, every = written([[]], work), written(plan, work)
    layers = f"{LAYERS} layers of {WIDE}, each after {BEHIND} of the layer before"
    answer = Answer(f"{len(plan):,} stages that do nothing: {layers}")
    entrants = {name: Entrant(engine=ENGINES[name], home=work / name) for name in chosen}
    for entrant in entrants.values():
        entrant.warm_up(one)
    for _ in range(rounds):
        for entrant in entrants.values():
            entrant.take_turn(one, every, len(plan))
    answer.grid = Grid(
        _COLUMNS, [_row(entrant, entrants.get(BARE), len(plan)) for entrant in entrants.values()]
    )
    _judge(answer, entrants)
    _explain(answer, entrants)
    return answer


def _row(entrant: Entrant, bare: Entrant | None, count: int) -> list[str]:
    engine = entrant.engine
    if not entrant.wholes:
        return [engine.title, engine.keeps, *["–"] * (len(_COLUMNS) - 3), "0"]
    against = entrant.against(bare) if bare else []
    return [
        engine.title,
        engine.keeps,
        f"{statistics.median(start.cost.wall for start in entrant.starts):.3g}",
        spread(entrant.walls),
        f"{statistics.median(entrant.walls) / count * 1000:.3g}",
        f"{statistics.median(against):.2f}" if against else "–",
        f"{statistics.median(start.cost.cpu for start in entrant.starts):.3g}",
        f"{statistics.median(entrant.cpus):.3g}",
        f"{entrant.peak:.0f}",
        str(len(entrant.wholes)),
    ]


def _judge(answer: Answer, entrants: Mapping[str, Entrant]) -> None:
    ours = entrants.get(OURS)
    if ours is None:
        return
    if not ours.wholes:
        answer.judge("all stages done", ours.trouble[:_ROOM], held=False)
        return
    if (bare := entrants.get(BARE)) and bare.wholes:
        answer.at_most(f"≤ {_DEARER:g} × bare DBOS, over start-up", _DEARER, ours.against(bare))
    for name, peer in entrants.items():
        if name not in (OURS, BARE) and peer.engine.durable and peer.wholes:
            ratios = peer.against(ours)
            answer.at_least(f"faster than {peer.engine.name}, over start-up", 1.0, ratios)


def _explain(answer: Answer, entrants: Mapping[str, Entrant]) -> None:
    answer.remark("start is a run of one stage, from nothing to the end of its process;")
    answer.remark("stages is what all of them took more than that in the same round;")
    answer.remark(
        f"medians and ends of rounds in turn; a run may take {LIMIT:g} s, and slow engines get one round"
    )
    answer.remark("MiB is the peak of all processes together; homes and databases live from run to run")
    for entrant in entrants.values():
        if entrant.trouble:
            answer.remark(f"{entrant.engine.title}: {entrant.trouble}")
        if left := max((run.left for run in entrant.wholes), default=0):
            answer.remark(f"{entrant.engine.title} left {left} processes behind, which were ended")
