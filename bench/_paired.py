"""Two whole programs measured in turn on one machine, and a table that says which bars they hold."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table
from rich.text import Text

_MIB = 1 << 20
_SAMPLE_SECONDS = 0.02
_SAMPLES_PER_LOOK_AROUND = 5
_WIDE = 160


@dataclass(frozen=True)
class Command:
    """A program as it is started, and what has to be put right before each start."""

    name: str
    argv: tuple[str, ...]
    prepare: Callable[[], None] = lambda: None
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Cost:
    """What one run of a program took, its children included.

    Attributes:
        cpu: Seconds of user and system time.
        wall: Seconds by the clock.
        largest: MiB of the largest of its processes at its largest.
        tree: MiB of all its processes together; what they share is counted in each.
        said: What it printed.
        system: Those of its seconds of CPU that the system took for it.
    """

    cpu: float
    wall: float
    largest: float
    tree: float
    said: str
    system: float = 0.0


@dataclass(frozen=True)
class Pair:
    """Our costs and a peer's, round by round."""

    ours: Sequence[Cost]
    peer: Sequence[Cost]

    def cheaper(self) -> list[float]:
        """How many times our CPU time the peer took, in each round."""
        return [theirs.cpu / mine.cpu for mine, theirs in zip(self.ours, self.peer, strict=True)]

    def faster(self) -> list[float]:
        """How many times our time by the clock the peer took, in each round."""
        return [theirs.wall / mine.wall for mine, theirs in zip(self.ours, self.peer, strict=True)]


class Failed(Exception):
    """A measured program did not do its work, so its time means nothing."""


def in_turn(commands: Sequence[Command], rounds: int, *, warm: bool = True) -> dict[str, list[Cost]]:
    """Run the commands one after the other, round after round, so that a busy hour hits all alike.

    What each took is told on stderr at once, so that nobody waits for a long table in the dark.

    Args:
        commands: The programs.
        rounds: How often each is measured.
        warm: Run each once beforehand, unmeasured, so that no one pays for cold files alone.
    """
    costs: dict[str, list[Cost]] = {command.name: [] for command in commands}
    for command in commands if warm else ():
        measure(command)
    for number in range(1, rounds + 1):
        for command in commands:
            cost = measure(command)
            costs[command.name].append(cost)
            told = f"{cost.cpu:.2f} s CPU, {cost.wall:.2f} s by the clock"
            print(f"  round {number} of {rounds}, {command.name}: {told}", file=sys.stderr, flush=True)
    return costs


def measure(command: Command) -> Cost:
    """Run one program to its end."""
    command.prepare()
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command.argv,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env=environment(command),
        )
        memory = Memory(process.pid)
        # The time of a process counts that of the children it has waited for.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.stop()
        said.seek(0)
        printed = said.read().decode(errors="replace")
    if process.returncode:
        raise Failed(f"{command.name} ended with {process.returncode}: {printed.strip()[-600:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(cpu, wall, memory.largest / _MIB, memory.tree / _MIB, printed, usage.ru_stime)


def environment(command: Command) -> dict[str, str]:
    """Everyone keeps compiled Python between runs, as is usual, whatever holds where this is measured."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, "PYTHONPYCACHEPREFIX": _compiled(), **command.environment}


@cache
def _compiled() -> str:
    folder = tempfile.mkdtemp(prefix="bench-compiled-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Memory:
    """Watches how much a process and its descendants hold.

    Attributes:
        largest: Bytes of the largest of them at its largest.
        tree: Bytes of all of them together.
        met: Every one of them that was seen.
    """

    def __init__(self, pid: int) -> None:
        self.largest = 0
        self.tree = 0
        self.met: set[psutil.Process] = set()
        self._root = psutil.Process(pid)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        family = [self._root]
        count = 0
        while not self._ended.wait(_SAMPLE_SECONDS):
            if count % _SAMPLES_PER_LOOK_AROUND == 0:
                family = [self._root, *_descendants(self._root)]
                self.met.update(family)
            count += 1
            held = [_resident(process) for process in family]
            self.largest = max(self.largest, *held)
            self.tree = max(self.tree, sum(held))


def _descendants(root: psutil.Process) -> list[psutil.Process]:
    try:
        return root.children(recursive=True)
    except psutil.Error:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


@dataclass(frozen=True)
class Bar:
    """A promise, and what was found. Where it is missed, the note says why."""

    promise: str
    found: str
    held: bool
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A table of a question's own, where costs say too little: words and figures, as they are shown."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass
class Answer:
    """What one question came to: costs, bars, and what has to be known to read them."""

    question: str
    costs: dict[str, list[Cost]] = field(default_factory=dict)
    grid: Grid | None = None
    bars: list[Bar] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def at_least(self, promise: str, wanted: float, ratios: Sequence[float], note: str = "") -> None:
        """Judge the median of paired ratios that should be large."""
        self.bars.append(Bar(promise, spread(ratios, "×"), statistics.median(ratios) >= wanted, note))

    def at_most(self, promise: str, wanted: float, ratios: Sequence[float], note: str = "") -> None:
        """Judge the median of paired ratios that should be small."""
        self.bars.append(Bar(promise, spread(ratios, "×"), statistics.median(ratios) <= wanted, note))

    def judge(self, promise: str, found: str, held: bool, note: str = "") -> None:
        """Set down a bar that is no ratio."""
        self.bars.append(Bar(promise, found, held, note))

    def remark(self, text: str) -> None:
        self.remarks.append(text)

    @property
    def held(self) -> bool:
        return all(bar.held for bar in self.bars)


def bustle() -> str:
    """How busy the machine is with other things; to be asked before we are busy ourselves."""
    return f"load before we began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def spread(values: Sequence[float], unit: str = "") -> str:
    """The median, and between which ends it lies."""
    middle = f"{statistics.median(values):.3g}{unit}"
    return middle if len(values) == 1 else f"{middle}  ({min(values):.3g} – {max(values):.3g})"


def show(answers: Iterable[Answer], *, as_json: bool) -> int:
    """Print everything, each answer as soon as it is there; the exit code is 1 if any bar was missed."""
    console = Console(highlight=False, width=_WIDE)
    seen = []
    for answer in answers:
        seen.append(answer)
        if not as_json:
            _print(answer, console)
    if as_json:
        print(json.dumps([_plain(answer) for answer in seen], indent=2))
    return 0 if all(answer.held for answer in seen) else 1


def _print(answer: Answer, console: Console) -> None:
    console.print(Text(f"\n{answer.question}", "bold"))
    if answer.grid:
        console.print(_grid(answer.grid))
    elif answer.costs:
        console.print(_costs(answer.costs))
    if answer.bars:
        console.print(_bars(answer.bars))
    for bar in answer.bars:
        if not bar.held and bar.note:
            console.print(Text(f"  {bar.promise}: {bar.note}"))
    for remark in answer.remarks:
        console.print(Text(f"  {remark}", "dim"))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for position, column in enumerate(columns):
        table.add_column(column, justify="left" if position == 0 else "right", no_wrap=True)
    return table


def _costs(costs: Mapping[str, Sequence[Cost]]) -> Table:
    table = _table("  program", "CPU s", "wall s", "largest process MiB", "all processes MiB")
    for name, measured in costs.items():
        table.add_row(
            f"  {name}",
            spread([cost.cpu for cost in measured]),
            spread([cost.wall for cost in measured]),
            spread([cost.largest for cost in measured]),
            spread([cost.tree for cost in measured]),
        )
    return table


def _grid(grid: Grid) -> Table:
    first, *others = grid.columns
    table = _table(f"  {first}", *others)
    for name, *figures in grid.rows:
        table.add_row(f"  {name}", *figures)
    return table


def _bars(bars: Sequence[Bar]) -> Table:
    table = _table("  bar", "found", "")
    for bar in bars:
        verdict = Text("held", "green") if bar.held else Text("MISSED", "bold red")
        table.add_row(f"  {bar.promise}", bar.found, verdict)
    return table


def _plain(answer: Answer) -> dict[str, object]:
    costs = {
        name: [{key: value for key, value in asdict(cost).items() if key != "said"} for cost in measured]
        for name, measured in answer.costs.items()
    }
    bars = [asdict(bar) for bar in answer.bars]
    told = {"question": answer.question, "costs": costs, "bars": bars, "remarks": answer.remarks}
    return told | ({"grid": asdict(answer.grid)} if answer.grid else {})


def fresh(folder: Path) -> Callable[[], None]:
    """What empties a folder of results before each run."""

    def empty() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    return empty
