"""Results that are values, laid out for reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from studio.core.materials import Unit
from studio.faces.cli import screen

if TYPE_CHECKING:
    from rich.console import Console

_MOST_ROWS = 40


def told(result: Any, *, without: Sequence[str] = ()) -> dict[str, Any]:
    """A result as names and values worth showing."""
    if isinstance(result, Path) or result is None:
        return {}
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {
            field.name: _united(result, field.name)
            for field in dataclasses.fields(result)
            if field.name not in without and getattr(result, field.name) not in (None, "", (), [], {})
        }
    return dict(result) if isinstance(result, Mapping) else {"result": result}


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
    console.print(Padding(table, (0, 0, 0, indent or (2 if title else 0))))


def _flat(rows: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for name, value in rows.items():
        inner = told(value) if dataclasses.is_dataclass(value) else value
        if isinstance(inner, Mapping):
            flat += _flat(inner, f"{prefix}{name} ")
        elif isinstance(inner, (list, tuple)) and inner and dataclasses.is_dataclass(inner[0]):
            flat += [(f"{prefix}{name}", _line(one)) for one in inner[:_MOST_ROWS]]
            flat += [("", f"and {len(inner) - _MOST_ROWS} more")] if len(inner) > _MOST_ROWS else []
        else:
            flat.append((prefix + name, inner))
    return flat


def _line(value: Any) -> str:
    return "  ".join(_written(part) for part in told(value).values())


def _united(result: Any, name: str) -> Any:
    """A value with its unit written out, where its type names one."""
    value = getattr(result, name)
    marks = getattr(get_type_hints(type(result), include_extras=True)[name], "__metadata__", ())
    unit = next((mark.name for mark in marks if isinstance(mark, Unit)), "")
    if unit == "bytes" and isinstance(value, (int, float)):
        return screen.size(value)
    if unit in ("px", "%") and isinstance(value, (int, float)):
        return f"{_written(value)} {unit}"
    return value


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, (list, tuple)):
        return ", ".join(_written(part) for part in value)
    return screen.safe(value)
