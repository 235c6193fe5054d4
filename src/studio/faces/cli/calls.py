"""A tool as a command: its signature becomes arguments and options, its outcomes lines on the screen."""

from __future__ import annotations

import inspect
import os
import re
import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from cyclopts import Group, Parameter

from studio.core import tool as contract
from studio.core.catalogue import AnyTool
from studio.core.errors import BadInput, StudioError
from studio.core.materials import Unit
from studio.faces import outcomes
from studio.faces.cli import neighbourly, process

if TYPE_CHECKING:
    from studio.engine.once.planning import Plan, Task

INPUTS = Group("Input", sort_key=1)
OPTIONS = Group("Options", sort_key=2)
RESULTS = Group("Where results go", sort_key=3)
EVERYWHERE = Group("For every tool", sort_key=4)

_OF_RUNS = frozenset({"detach"})
"""Flags that only productions have: what is called at once is not left alone."""


def _flag(group: Group, told: str, metavar: str = "", **more: Any) -> Parameter:
    return Parameter(group=group, help=told, negative=(), show_default=False, metavar=metavar or None, **more)


@dataclass(frozen=True)
class Flags:
    """What the command line adds to every tool."""

    out: Annotated[
        str, _flag(RESULTS, "A folder for the results, or the name of the one result; else here.", "PLACE")
    ] = ""
    overwrite: Annotated[bool, _flag(RESULTS, "Replace files that exist.")] = False
    dry_run: Annotated[bool, _flag(RESULTS, "Say what would be done, and do nothing.")] = False
    jobs: Annotated[
        int | None, _flag(EVERYWHERE, "How many inputs to work on at a time; 2 if not set.", "N")
    ] = None
    json: Annotated[bool, _flag(EVERYWHERE, "Print one JSON object per input and nothing else.")] = False
    log_json: Annotated[
        str,
        _flag(
            EVERYWHERE,
            "Log what happens to this file, as JSON lines; - is stderr.",
            "FILE",
            allow_leading_hyphen=True,
        ),
    ] = ""
    detach: Annotated[
        bool,
        _flag(EVERYWHERE, "Let it wait for a host, such as studio serve, rather than carry it out here."),
    ] = False
    cpus: Annotated[int | None, _flag(EVERYWHERE, neighbourly.CPUS, "N")] = None
    memory: Annotated[str, _flag(EVERYWHERE, neighbourly.MEMORY, "SIZE")] = ""
    gpus: Annotated[str, _flag(EVERYWHERE, neighbourly.GPUS, "CARDS")] = ""
    priority: Annotated[str, _flag(EVERYWHERE, neighbourly.PRIORITY, "WORD", allow_leading_hyphen=True)] = ""
    set: Annotated[
        tuple[str, ...],
        _flag(EVERYWHERE, "A setting for this call; may be repeated.", "NAME=VALUE", name="--set"),
    ] = ()

    @property
    def settings(self) -> tuple[str, ...]:
        named = {"--log-json": self.log_json or None, "--jobs": self.jobs}
        plain = (f"{name}={value}" for name, value in named.items() if value is not None)
        way = neighbourly.priority(self.priority, ranks=True).way
        return (*self.set, *plain, *neighbourly.settings(self.cpus, self.memory, way, self.gpus))


def command(tool: AnyTool) -> tuple[Callable[..., int], str]:
    """The function cyclopts takes for a tool, and the examples that stand below its help."""

    def call(*inputs: Any, **options: Any) -> int:
        flags = Flags(**{name: options.pop(name) for name in Flags.__dataclass_fields__ if name in options})
        return _carry_out(tool, inputs, options, flags)

    subject, *rest = tool.parameters
    parameters = [_inputs(subject), *(_option(parameter) for parameter in rest), *_flags(tool)]
    call.__signature__ = inspect.Signature(parameters, return_annotation=int)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    call.__name__ = tool.name
    call.__doc__ = _literal("\n\n".join(filter(None, (tool.summary, _reflowed(tool.description)))))
    return call, "\n".join(("[dim]Examples[/]", *(f"  {_literal(line)}" for line in tool.examples)))


def _literal(text: str) -> str:
    """Text whose brackets are shown, not obeyed. It does what rich.markup would, which help alone imports."""
    return re.sub(r"(\\*)(\[[a-z#/@][^[]*?\])", r"\1\1\\\2", text)


def _reflowed(text: str) -> str:
    """Paragraphs as single lines, so that the terminal breaks them where it needs to."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _inputs(subject: contract.Parameter) -> inspect.Parameter:
    media = subject.media
    kind = f"{media.kind} files".removeprefix("file ") if media and media.kind != "folder" else ""
    told = f"{subject.help} {f'Several {kind}, folders or patterns may be given.' if kind else ''}".strip()
    settings = Parameter(name="INPUT", group=INPUTS, help=_literal(told), negative=())
    hint: Any = Path if media else _chosen_from(subject.hint) or str
    return inspect.Parameter("inputs", inspect.Parameter.VAR_POSITIONAL, annotation=Annotated[hint, settings])


def _chosen_from(hint: Any) -> Any:
    """The words of which a list is made, where there are only so many."""
    element = get_args(hint)[0] if get_origin(hint) is list else None
    return element if get_origin(element) is Literal else None


def _option(parameter: contract.Parameter) -> inspect.Parameter:
    hint = _typed(parameter.hint)
    default = parameter.default
    if hint is str and default not in (None, contract.NOTHING):
        default = str(default)
    off = hint is bool and default is True
    settings = Parameter(
        name=f"--{parameter.shown.replace('_', '-')}",
        help=_literal(parameter.help),
        group=OPTIONS,
        metavar=_metavar(parameter.hint),
        negative=f"--no-{parameter.shown.replace('_', '-')}" if off else (),
        show_default=default not in (None, "", False, ()),
    )
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[hint, settings],
    )


_METAVARS = {"px": "PIXELS", "%": "PERCENT", "bytes": "SIZE", "width:height": "W:H", "colour": "COLOUR"}
_PLAIN: dict[Any, str] = {int: "NUMBER", float: "NUMBER", str: "TEXT"}


def _metavar(hint: Any) -> str | None:
    """What stands for the value in help, where the unit says it better than the type."""
    for part in (hint, *get_args(hint)):
        for mark in getattr(part, "__metadata__", ()):
            if isinstance(mark, Unit):
                return _METAVARS.get(mark.name, mark.name.upper())
    plain = _typed(hint)
    return next((_PLAIN[part] for part in (plain, *get_args(plain)) if part in _PLAIN), None)


def _typed(hint: Any) -> Any:
    """The type as cyclopts should read it; a value with a spelling of its own stays text until checked."""
    if get_origin(hint) is Annotated:
        base, *marks = get_args(hint)
        return str if any(isinstance(mark, Unit) and mark.parse for mark in marks) else base
    if get_origin(hint) in (Union, types.UnionType):
        return Union[tuple(_typed(part) for part in get_args(hint))]  # noqa: UP007
    if get_origin(hint) is list:
        return list[_typed(get_args(hint)[0])]  # type: ignore[misc]
    return hint


def _flags(tool: AnyTool) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=_resolved()[name]
        )
        for name, field in Flags.__dataclass_fields__.items()
        if tool.production or name not in _OF_RUNS
    ]


@cache
def _resolved() -> dict[str, Any]:
    """What the flags are, read once: the words of their types are compiled, and tools are many."""
    from typing import get_type_hints

    return get_type_hints(Flags, include_extras=True)


def _carry_out(tool: AnyTool, inputs: tuple[Any, ...], options: dict[str, Any], flags: Flags) -> int:
    from studio.assembly import open_studio
    from studio.engine.once.planning import plan
    from studio.faces.cli import screen
    from studio.faces.cli.report import Report

    if not inputs and tool.needs_input:
        raise BadInput(f"{tool.id} needs an input", hint=f"see studio {tool.material} {tool.name} --help")
    # Only productions are runs, and wait among others.
    rank = neighbourly.priority(flags.priority, ranks=tool.production).rank
    studio = open_studio(flags.settings)
    planned = plan(tool, inputs, options, out=flags.out, overwrite=flags.overwrite)
    if flags.dry_run:
        return _rehearse(planned, as_json=flags.json)
    if tool.production:
        from studio.faces.cli import producing

        return producing.produce(studio, planned, as_json=flags.json, detach=flags.detach, priority=rank)
    voucher = studio.keep(planned) if process.alone else None
    with Report(planned, as_json=flags.json) as report:
        for outcome in screen.undisturbed(studio.carry_out(planned, hear=report.hear, voucher=voucher)):
            report.show(outcome)
    return outcomes.exit_code_of_many(report.errors, of=len(planned.tasks))


def _rehearse(planned: Plan, *, as_json: bool) -> int:
    """Say what would happen, and what would not, as far as that can be told."""
    from studio.faces.cli import screen

    hindered = 0
    for task in planned.tasks:
        made: list[str] = []
        if not (hindrance := _hindrance(planned.tool, task)):
            try:
                made = _made(planned.tool, task)
            except StudioError as refused:
                hindrance = refused.message
        hindered += bool(hindrance)
        if as_json:
            found = {"input": task.source, "dry_run": True, "would_make": made}
            screen.print_json(found | ({"would_fail": hindrance} if hindrance else {}))
        elif hindrance:
            screen.line(screen.out(), f"{screen.safe(task.source)} ✗ {screen.safe(hindrance)}")
        else:
            # What a tool changes, and where, is known of those alone that say what they make.
            nothing = "what it does is not foretold" if planned.tool.effect else "only tells"
            told = ", ".join(made) or nothing
            screen.line(screen.out(), f"{screen.safe(task.source)} → {screen.safe(told)}")
    return outcomes.SOME_FAILED if hindered else outcomes.DONE


def _made(tool: AnyTool, task: Task) -> list[str]:
    """The results of a task, or the files that it puts in places of its own; nothing where it only tells."""
    from studio.core import delivery

    if delivery.makes_files(tool):
        return [str(task.expected or task.place.folder / f"{task.place.stem}.*")]
    return [str(path) for path in tool.makes(task.given)] if tool.makes else []


def _hindrance(tool: AnyTool, task: Task) -> str:
    """Why a task would fail, as far as can be told without doing it."""
    from studio.core import delivery

    subject = task.given[tool.subject.name]
    # Numbered pictures are pointed at by a pattern, which is no file.
    patterns = tool.subject.media is not None and tool.subject.media.kind == "footage"
    for path in subject if isinstance(subject, list) else [subject]:
        if isinstance(path, Path) and not patterns and not os.path.lexists(path):
            return f"{path} is not there"
    if task.expected and (found := delivery.in_the_way(task.expected, task.place)):
        return delivery.exists(found).message
    return ""
