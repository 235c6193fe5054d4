"""Writes out, as one would by hand, a cyclopts application that prints our help and does nothing else.

Written from what the command line shows today, so that the peer never falls behind. It defines only what
the asked help reaches: a whole application of this shape would take longer to start.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from cyclopts import App, Group

from studio.faces.cli import screen
from studio.faces.cli.app import build

_OPENING = f'''"""A studio that does nothing, but explains itself well."""

from pathlib import Path
from typing import Annotated, Literal, Optional

from cyclopts import App, Group, Parameter
from rich.console import Console
from rich.theme import Theme

ACCENT = "{screen.ACCENT}"

console = Console(
    highlight=False,
    theme=Theme({{
        "cyclopts.name": ACCENT,
        "cyclopts.border": "dim",
        "cyclopts.choices": "dim",
        "cyclopts.default": "dim",
    }}),
)
console.width = min(console.width, 100)
'''
_SAID = ("name", "negative", "show_default", "help", "metavar", "allow_leading_hyphen")


def application(arguments: Sequence[str]) -> str:
    """The source of a module whose `app` answers these arguments with the same text as ours."""
    words = [word for word in arguments if not word.startswith("-")]
    groups: dict[str, Group] = {}
    body = "\n".join(_Author(groups).root(build(words), words))
    defined = [f"{name} = Group({group.name!r}, sort_key={group.sort_key})" for name, group in groups.items()]
    return "\n".join((_OPENING, *defined, "", body, ""))


class _Author:
    """Writes the parts of an application down, and remembers the groups it has named."""

    def __init__(self, groups: dict[str, Group]) -> None:
        self._groups = groups

    def root(self, app: App, words: Sequence[str]) -> Iterator[str]:
        told = {"name": app.name[0], "help": app.help, "version": app.version, "usage": app.usage}
        commands = self._group(app.group_commands)
        yield (
            f"app = App({_keywords(told)}, help_format='rich', group_commands={commands}, console=console)\n"
        )
        for name in _commands(app):
            if app[name].usage:
                yield from self._material(app[name], name, words)
            else:
                yield from self._beside(app[name], name)

    def _material(self, app: App, name: str, words: Sequence[str]) -> Iterator[str]:
        told = {"name": name, "help": app.help, "usage": app.usage}
        group, commands = self._group(app.group), self._group(app.group_commands)
        yield f"{name} = App({_keywords(told)}, group={group}, group_commands={commands})"
        yield f"app.command({name})\n"
        if [name] == words[:1]:
            for verb in _commands(app):
                yield from self._tool(app[verb], verb, name)

    def _beside(self, app: App, name: str) -> Iterator[str]:
        yield f"\ndef {name}():\n    pass\n\n"
        told = {"name": name, "help": app.help}
        yield f"app.command({name}, {_keywords(told)}, group={self._group(app.group)})\n"

    def _tool(self, app: App, verb: str, material: str) -> Iterator[str]:
        assert app.default_command
        yield f"\ndef {verb}("
        for parameter in inspect.signature(app.default_command).parameters.values():
            yield f"    {self._parameter(parameter)},"
        yield f") -> int:\n    {inspect.getdoc(app.default_command)!r}\n    return 0\n\n"
        told = {"name": verb, "usage": app.usage, "help_epilogue": app.help_epilogue}
        yield f"{material}.command({verb}, {_keywords(told)})\n"

    def _parameter(self, parameter: inspect.Parameter) -> str:
        hint, settings = get_args(parameter.annotation)
        told = {name: getattr(settings, name) for name in _SAID if f"{name}=" in repr(settings)}
        told["name"] = told["name"][0] if told.get("name") else None
        made = f"Parameter(group={self._group(settings.group)}, {_keywords(told)})"
        annotated = f"{parameter.name}: Annotated[{_type(hint)}, {made}]"
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            return f"*{annotated}"
        return f"{annotated} = {parameter.default!r}"

    def _group(self, given: Any) -> str:
        group = given[0] if isinstance(given, tuple) else given
        name = re.sub(r"\W+", "_", group.name).upper()
        self._groups[name] = group
        return name


def _type(hint: Any) -> str:
    plain = isinstance(hint, type) and not get_args(hint)
    return hint.__name__ if plain else repr(hint).replace("typing.", "")


def _keywords(told: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in told.items() if value is not None)


def _commands(app: App) -> list[str]:
    return [name for name in app if not name.startswith("-")]
