"""The machine on a terminal: bars, the last minutes as little columns, and what becomes of our runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from studio.faces.cli import screen
from studio.host import alarms

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from studio.engine.orders.onlooking import Seen
    from studio.engine.orders.record import Event, Summary
    from studio.host.gpus import Gpu
    from studio.host.pressure import Stall
    from studio.host.sampling import Flow, Sample

    _Row = tuple[Text, Text, Text, Text]
    """A name, a bar, the last minutes, and what is told."""

_COLUMNS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_BAR = 20
_WIDE = 140
_FEWEST = 8
_REMEMBERED = 40
_MOST_CORES = 64
_STYLES = {"": "green", "yellow": "yellow", "red": "bold red"}
_SWAP = (1.0, 50.0)
_WAITED = (10.0, 40.0)
_DISK = (90.0, 98.0)
_NEVER = (101.0, 101.0)
_GAP = "  "
_NARROWEST = 20


@dataclass
class Gauges:
    """Remembers the last samples, and draws them."""

    _bar: int = field(default=_BAR, init=False)
    _columns: int = field(default=_REMEMBERED, init=False)
    _past: dict[str, deque[float]] = field(default_factory=dict, init=False)

    def draw(self, sample: Sample, runs: Seen, width: int = _WIDE) -> RenderableType:
        """One picture of everything.

        Args:
            sample: The machine as it is now.
            runs: Our runs.
            width: How many characters fit side by side.
        """
        from rich.console import Group
        from rich.text import Text

        parts: list[RenderableType] = [self._machine(sample, width)]
        if warned := alarms.alarms(sample):
            parts.append(_warned(warned))
        if runs.trouble:
            parts.append(Text(f"The runs cannot be read: {screen.safe(runs.trouble)}", "yellow"))
        if runs.runs:
            parts += ["", _runs(runs.runs)]
        if runs.events:
            parts += ["", _events(runs.events)]
        return Group(*parts)

    def _machine(self, sample: Sample, width: int) -> RenderableType:
        from rich.text import Text

        self._bar = _BAR if width >= _WIDE else _BAR // 2
        self._columns = max(_FEWEST, min(_REMEMBERED, width - _WIDE + _REMEMBERED))
        rows: list[_Row] = []
        memory = sample.memory
        used = memory.limit - memory.available
        limited = "" if memory.limited_by == "machine" else f", limited by the {memory.limited_by}"
        self._add(rows, "processor", sample.cpu, alarms.CPU, _cores(sample.cores))
        self._add(
            rows, "memory", sample.memory_share, alarms.MEMORY,
            Text(f"{screen.size(used)} of {screen.size(memory.limit)}{limited}"),
        )  # fmt: skip
        swap = 100 * sample.swapped / sample.swap if sample.swap else 0.0
        told = f"{screen.size(sample.swapped)} of {screen.size(sample.swap)}" if sample.swap else "none"
        self._add(rows, "swap", swap, _SWAP, Text(told))
        disk = sample.disk
        full = 100 * (1 - disk.free / disk.total) if disk.total else 0.0
        self._add(rows, "disk", full, _DISK, Text(_disk(sample)))
        for number, card in enumerate(sample.cards.gpus):
            self._add(rows, f"gpu {number}", card.busy, _NEVER, _card(card))
        if sample.cards.trouble:
            rows.append(_row("graphics", Text(screen.safe(sample.cards.trouble), "yellow")))
        rows.append(_row("waited for", _waited(sample)))
        rows.append(_row("network", Text(_flow(sample.network, "in", "out"))))
        ours = sample.ours
        count = f"{ours.processes} process{'' if ours.processes == 1 else 'es'}"
        told = f"{count}, {ours.cpu:.1f} % of the processor, {screen.size(ours.memory)}"
        rows.append(_row("ours", Text(told, screen.ACCENT)))
        return _laid_out(rows, width)

    def _add(
        self, rows: list[_Row], name: str, value: float | None, limits: tuple[float, float], told: Text
    ) -> None:
        from rich.text import Text

        past = self._past.setdefault(name, deque(maxlen=_REMEMBERED))
        if value is None:
            rows.append((Text(name), Text("unknown", "dim"), Text(), told))
            return
        past.append(value)
        style = _STYLES[alarms.level(value, limits)]
        drawn = bar(value, self._bar)
        gauge = Text.assemble(
            (drawn, style), (" " * (self._bar - len(drawn)), ""), (f"{value:5.1f} %", style)
        )
        shown = columns(past)[-self._columns :].rjust(self._columns)
        rows.append((Text(name), gauge, Text(shown, "dim"), told))


def _row(name: str, told: Text) -> _Row:
    from rich.text import Text

    return Text(name), Text(), Text(), told


def _laid_out(rows: Sequence[_Row], width: int) -> Text:
    """The rows below one another, as lines: a table takes several times as long to draw, every second."""
    from rich.text import Text

    wide = [max(row[place].cell_len for row in rows) for place in range(3)]
    before = sum(wide) + len(_GAP) * len(wide)
    lines = []
    for *fixed, told in rows:
        line = Text(no_wrap=True)
        for cell, size in zip(fixed, wide, strict=True):
            line.append_text(cell).append(" " * (size - cell.cell_len) + _GAP)
        first, *more = told.wrap(screen.out(), max(_NARROWEST, width - before)) or [Text()]
        lines += [line.append_text(first), *(Text(" " * before).append_text(part) for part in more)]
    return Text("\n", no_wrap=True).join(lines)


def bar(percent: float, width: int) -> str:
    """A bar that is full at 100 percent, to an eighth of a character."""
    eighths = round(min(100.0, max(0.0, percent)) / 100 * width * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def columns(values: Iterable[float]) -> str:
    """A little column for each percentage."""
    last = len(_COLUMNS) - 1
    return "".join(_COLUMNS[round(min(100.0, max(0.0, value)) / 100 * last)] for value in values)


def line(sample: Sample) -> str:
    """A sample in one line, for logs."""
    parts = [
        f"{_clock(sample.at)}  processor {sample.cpu:.1f} %",
        f"memory {sample.memory_share:.1f} %",
        f"swap {screen.size(sample.swapped)}",
        f"disk {screen.size(sample.disk.free)} free",
        *(" ".join([card.name, *_told(card)]) for card in sample.cards.gpus),
        f"ours {sample.ours.cpu:.1f} %, {screen.size(sample.ours.memory)}",
    ]
    parts += [f"! {alarm.told}" for alarm in alarms.alarms(sample)]
    parts += [f"! graphics: {sample.cards.trouble}"] if sample.cards.trouble else []
    return screen.safe("  ".join(parts))


def _cores(shares: tuple[float, ...]) -> Text:
    from rich.text import Text

    count = f"{len(shares)} core{'' if len(shares) == 1 else 's'} "
    return Text(count + columns(shares[:_MOST_CORES]) + ("…" if len(shares) > _MOST_CORES else ""))


def _disk(sample: Sample) -> str:
    told = [f"{screen.size(sample.disk.free)} free of {screen.size(sample.disk.total)}"]
    if sample.disk.inodes:
        told.append(f"{sample.disk.free_inodes:,} more files")
    told.append(_flow(sample.written, "written", "read"))
    return ", ".join(filter(None, told))


def _flow(flow: Flow, into: str, out: str) -> str:
    told = [
        f"{screen.size(rate)}/s {name}"
        for rate, name in ((flow.into, into), (flow.out, out))
        if rate is not None
    ]
    return ", ".join(told)


def _told(card: Gpu) -> list[str]:
    figures = ((card.busy, "%"), (card.heat, "°C"), (card.power, "W"))
    return [f"{value:.0f} {unit}" for value, unit in figures if value is not None]


def _card(card: Gpu) -> Text:
    from rich.text import Text

    held = "" if card.memory is None else f"{screen.size(card.used or 0)} of {screen.size(card.memory)}"
    heat = "" if card.heat is None else f"{card.heat:.0f} °C"
    watts = "" if card.power is None else f"{card.power:.0f} W"
    style = _STYLES[alarms.level(card.heat, alarms.HEAT)] if heat else ""
    told = [part for part in ((card.name, ""), (held, ""), (heat, style), (watts, "")) if part[0]]
    return Text(", ").join(Text(*part) for part in told)


def _waited(sample: Sample) -> Text:
    """The shares of the last ten seconds in which something had to wait."""
    from rich.text import Text

    pressure = sample.pressure
    stalls = {"processor": pressure.cpu, "memory": pressure.memory, "disks": pressure.io}
    told = [_stalled(name, stall) for name, stall in stalls.items() if stall]
    return Text(", ").join(told) if told else Text("this system does not count it", "dim")


def _stalled(name: str, stall: Stall) -> Text:
    from rich.text import Text

    # A busy processor keeps somebody waiting; that everything stands still for memory or disks is worse.
    worst = stall.some if name == "memory" else stall.full
    return Text(
        f"{name} {stall.some:.0f} %", _STYLES[alarms.level(worst, _WAITED)] if worst >= _WAITED[0] else ""
    )


def _warned(found: Sequence[alarms.Alarm]) -> Text:
    from rich.text import Text

    return Text("\n").join(Text(f"! {screen.safe(one.told)}", _STYLES[one.level]) for one in found)


def _runs(runs: Sequence[Summary]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for _ in range(4):
        table.add_column(no_wrap=True)
    table.add_column()
    for run in runs:
        style = screen.ACCENT if run.state == "running" else "dim"
        failed = f", {run.failed} failed" if run.failed else ""
        far = f"{run.settled} settled{failed}" if run.steps else ""
        table.add_row(
            run.id, Text(run.state, style), screen.safe(run.name), far, Text(screen.safe(run.held), "yellow")
        )
    return table


def _events(events: Sequence[Event]) -> Text:
    """What was held back or stopped to make room, and why."""
    from rich.text import Text

    lines = []
    for event in events:
        what = event.name.partition(".")[2]
        source = screen.safe(event.fields.get("source", ""))
        told = " ".join(filter(None, [event.run, event.stage, source]))
        lines.append(Text.assemble((f"{_clock(event.at)}  ", "dim"), (f"{what} ", "yellow"), f"{told}: ",
                                   screen.safe(event.fields.get("reason", ""))))  # fmt: skip
    return Text("\n").join(lines)


def _clock(at: float) -> str:
    return f"{datetime.fromtimestamp(at).astimezone():%H:%M:%S}"
