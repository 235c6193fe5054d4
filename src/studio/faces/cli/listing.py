"""`studio tools`: what there is, found by a word, or explained with its schema."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from studio.core.catalogue import AnyTool
from studio.faces.cli import screen

tools = App(name="tools", help="List, search and explain the tools.")

AsJson = Annotated[bool, Parameter(name="--json", help="Print JSON and nothing else.", negative=())]


@tools.default
@tools.command(name="list")
def list_(*, json: AsJson = False) -> int:
    """List all tools, by material."""
    from studio.assembly import catalogue

    _print(list(catalogue().values()), as_json=json)
    return 0


@tools.command
def search(words: str, /, *more: str, json: AsJson = False) -> int:
    """Find tools by words in their names, summaries and options.

    Args:
        words: What to look for; every word must occur.
        more: Further words.
    """
    from studio.assembly import catalogue

    wanted = [word.casefold() for given in (words, *more) for word in given.split()]
    found = [tool for tool in catalogue().values() if all(word in _haystack(tool) for word in wanted)]
    _print(found, as_json=json)
    return 0 if found else 1


@tools.command
def show(tool: str, /, *, json: AsJson = False) -> int:
    """Explain one tool: its options, what it needs, its schema.

    Args:
        tool: The tool's id, such as image.resize.
    """
    from studio.assembly import catalogue
    from studio.faces.reference import description

    found = catalogue().named(tool)
    told = description(found)
    if json:
        screen.print_json(told)
    else:
        _explain(found, told)
    return 0


def _print(found: list[AnyTool], *, as_json: bool) -> None:
    if as_json:
        for tool in found:
            screen.print_json({"id": tool.id, "summary": tool.summary})
        return
    if not found:
        screen.err().print("No tool matches.", style="dim")
        screen.err().print("  → studio tools lists all of them", style="dim")
        return
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 3))
    for tool in found:
        table.add_row(Text(tool.id, screen.ACCENT), Text(tool.summary))
    screen.table(screen.out(), table)


def _explain(tool: AnyTool, told: dict[str, Any]) -> None:
    import json

    from rich.syntax import Syntax
    from rich.table import Table
    from rich.text import Text

    console = screen.out()
    console.print(Text.assemble((tool.id, f"bold {screen.ACCENT}"), "  ", tool.summary))
    if tool.description:
        console.print(f"\n{tool.description}", markup=False)
    table = Table.grid(padding=(0, 3))
    for parameter in tool.parameters:
        table.add_row(Text(parameter.shown, "bold"), Text(parameter.help))
    console.print("\nParameters", style="dim")
    screen.table(console, table)
    console.print("\nExamples", style="dim")
    for example in tool.examples:
        console.print(f"  {example}", markup=False)
    console.print("\nSchema", style="dim")
    console.print(Syntax(json.dumps(told["input"], indent=2), "json", background_color="default"))


def _haystack(tool: AnyTool) -> str:
    options = " ".join(f"{parameter.shown} {parameter.help}" for parameter in tool.parameters)
    return f"{tool.id} {tool.summary} {tool.description} {options}".casefold()
