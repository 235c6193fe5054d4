"""Results that are values, laid out for reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from studio.core.materials import Unit
from studio.faces.cli import screen

if TYPE_CHECKING:
    from rich.console import Console

_MOST_ROWS = 40
_LONGEST, _BEGINS = 1000, 60
_NOTHING: tuple[Any, ...] = (None, "", (), [], {})


def told(result: Any, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """A result as names and values worth showing."""
    if isinstance(result, Path) or result is None:
        return {}
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {
            field.name: _united(result, field.name)
            for field in dataclasses.fields(result)
            if field.name not in without and getattr(result, field.name) not in _NOTHING
        }
    if isinstance(result, Mapping):
        return {name: value for name, value in result.items() if value not in _NOTHING}
    return {"result": result}


def show(console: Console, rows: Mapping[str, Any], *, title: str = "", indent: int = 0) -> None:
    """Print names and values as two quiet columns."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in _flat(rows):
        table.add_row(name.replace("_", " "), Text(_written(value)))
    if title:
        console.print(Text(title, "bold"))
    screen.table(console, Padding(table, (0, 0, 0, indent or (2 if title else 0))))


def _flat(rows: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for name, value in rows.items():
        inner = told(value) if dataclasses.is_dataclass(value) else value
        if isinstance(inner, Mapping):
            flat += _flat(inner, f"{prefix}{name} ")
        elif isinstance(inner, (list, tuple)) and inner and _has_fields(inner[0]):
            heading, *lines = _records(inner[:_MOST_ROWS])
            flat += [(f"{prefix}{name}", heading), *(("", line) for line in lines)]
            flat += [("", f"and {len(inner) - _MOST_ROWS} more")] if len(inner) > _MOST_ROWS else []
        else:
            flat.append((prefix + name, inner))
    return flat


def _has_fields(value: Any) -> bool:
    """Whether a value is a record; those of runs come as they were written down."""
    return dataclasses.is_dataclass(value) or isinstance(value, Mapping)


def _records(records: Sequence[Any]) -> list[str]:
    """Records as lines in columns, below what each column holds; what none of them has is no column."""
    from rich.cells import cell_len

    rows = [{name: _written(value) for name, value in told(one).items()} for one in records]
    names = [name for name in _names(records[0]) if any(name in row for row in rows)]
    table = [[name.replace("_", " ") for name in names]] if len(names) > 1 else []
    table += [[row.get(name, "-") for name in names] for row in rows]
    wide = [max(cell_len(cell) for cell in column) for column in zip(*table, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - cell_len(cell)) for cell, width in zip(line, wide, strict=True)
        ).rstrip()
        for line in table
    ]


def _names(record: Any) -> list[str]:
    if isinstance(record, Mapping):
        return list(record)
    return [field.name for field in dataclasses.fields(record)]


def _united(result: Any, name: str) -> Any:
    """A value with its unit written out, where its type names one."""
    value = getattr(result, name)
    unit = _unit(get_type_hints(type(result), include_extras=True)[name])
    if unit == "frames a second":
        return f"{_rate(value)} {unit}"
    if not unit or isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if unit in _WRITTEN_AS:
        return _WRITTEN_AS[unit](value)
    return f"{_written(value)} {unit}"


def _unit(hint: Any) -> str:
    """The name of the unit a type is marked with, also through `X | None`."""
    for part in (hint, *get_args(hint)):
        for mark in getattr(part, "__metadata__", ()):
            if isinstance(mark, Unit):
                return mark.name
    return ""


def _clock(seconds: float) -> str:
    """Seconds up to a minute, then as clocks show them."""
    if abs(seconds) < 60:
        return f"{round(seconds, 3):g} s"
    minutes, rest = divmod(round(abs(seconds), 2), 60)
    hours, minutes = divmod(int(minutes), 60)
    clock = f"{hours}:{minutes:02}" if hours else str(minutes)
    return f"{'-' if seconds < 0 else ''}{clock}:{f'{rest:05.2f}'.rstrip('0').rstrip('.')}"


def _rate(value: str) -> str:
    """A rate as a number, and the fraction it really is."""
    above, _, below = value.partition("/")
    return f"{float(above) / float(below):.5g} ({value})" if below else value


_WRITTEN_AS: dict[str, Callable[[float], str]] = {
    "bytes": screen.size,
    "s": _clock,
    "Hz": lambda value: f"{value / 1000:g} kHz",
    "bit/s": lambda value: (
        f"{value / 1_000_000:.3g} Mbit/s" if value >= 1e6 else f"{value / 1000:.3g} kbit/s"
    ),
}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(_written(part) for part in value)
    text = screen.safe(value)
    return text if len(text) <= _LONGEST else f"{text[:_BEGINS]}… ({len(text):,} letters; --json tells all)"
