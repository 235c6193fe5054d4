"""`studio config`: the settings, and where each comes from."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Parameter

from studio.faces.cli import screen

config = App(name="config", help="See the settings and where each comes from.")


@config.command
def show(
    *,
    set: Annotated[
        tuple[str, ...],
        Parameter(name="--set", help="Try a setting, NAME=VALUE.", negative=(), consume_multiple=False),
    ] = (),
    json: Annotated[bool, Parameter(help="Print JSON and nothing else.", negative=())] = False,
) -> int:
    """Show every setting: its value, where that comes from, and what it means."""
    from dataclasses import asdict

    from studio.core.settings import FILE, PREFIX, load

    rows = load(set).rows()
    if json:
        for row in rows:
            screen.print_json(asdict(row))
        return 0
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 3))
    for _ in range(3):
        table.add_column(overflow="fold")
    for row in rows:
        source = Text(row.source, "dim" if row.source == "default" else screen.ACCENT)
        table.add_row(Text(row.name, "bold"), Text(screen.safe(row.value)), source)
        table.add_row("", Text(row.description, "dim"), "")
    screen.table(screen.out(), table)
    screen.out().print(
        f"\nSet them in {FILE}, as {PREFIX}NAME in the environment, or with --set NAME=VALUE.", style="dim"
    )
    return 0
