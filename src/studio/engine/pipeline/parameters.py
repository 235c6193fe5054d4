"""The parameters of a pipeline: whether they are declared well, and what they are this time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from studio.core.written.findings import Findings, nearest
from studio.engine.pipeline import hints
from studio.engine.written.templates import NAME

if TYPE_CHECKING:
    from studio.engine.pipeline.grammar import Parameter

_PATHS = frozenset({"file", "folder", "image", "video", "audio"})
_NUMBERS = frozenset({"integer", "number"})
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True)
class Parameters:
    """What is known of the parameters.

    Attributes:
        hints: The type of each.
        values: The value of each that has one.
    """

    hints: Mapping[str, Any]
    values: Mapping[str, Any]


def settle(
    declared: Mapping[str, Parameter],
    given: Mapping[str, Any],
    findings: Findings,
    folder: Path,
    *,
    complete: bool,
) -> Parameters:
    """What the parameters are; whatever is wrong with them is found.

    Args:
        declared: The parameters as they were written.
        given: What was chosen, as text or as values of their type.
        findings: Where faults are added.
        folder: Where relative paths begin.
        complete: Whether those that must be said must be said now.
    """
    for name in given:
        if name not in declared:
            findings.add(
                "parameter",
                ("parameters",),
                f"--set {name}: there is no parameter {name}",
                nearest(name, declared) or "it has no parameters",
                key=True,
            )
    values = {}
    for name, parameter in declared.items():
        _check_declaration(name, parameter, findings)
        try:
            if name in given:
                values[name] = _read(parameter, given[name], folder)
            elif parameter.default is not None:
                values[name] = _read(parameter, parameter.default, folder)
            elif parameter.required is False:
                values[name] = None
            elif complete:
                findings.add(
                    "parameter",
                    ("parameters", name),
                    f"{name} must be said",
                    f"--set {name}=VALUE{f' ({parameter.help})' if parameter.help else ''}",
                    key=True,
                )
        except ValueError as wrong:
            where = ("parameters", name) if name in given else ("parameters", name, "default")
            told = f"--set {name}" if name in given else f"the default of {name}"
            findings.add("parameter", where, f"{told}: {wrong}", parameter.help)
    return Parameters({name: _hint(parameter) for name, parameter in declared.items()}, values)


def _check_declaration(name: str, parameter: Parameter, findings: Findings) -> None:
    where = ("parameters", name)
    if not NAME.fullmatch(name):
        findings.add(
            "name",
            where,
            f"{name!r} cannot be a name",
            "use letters, digits, _ and -, a letter first",
            key=True,
        )
    if (parameter.type == "choice") != bool(parameter.choices):
        told = "needs choices" if parameter.type == "choice" else "cannot have choices"
        hint = "choices: [small, large]" if parameter.type == "choice" else "say type: choice"
        findings.add("parameter", where, f"{name} {told}", hint, key=True)
    if parameter.required and parameter.default is not None:
        hint = "leave out one of them"
        findings.add("parameter", (*where, "required"), f"{name} has a default and must be said", hint)
    for bound in ("minimum", "maximum"):
        if getattr(parameter, bound) is not None and parameter.type not in _NUMBERS:
            hint = "say type: integer or type: number"
            findings.add("parameter", (*where, bound), f"{name} is no number and has a {bound}", hint)
    if _greater(parameter.minimum, parameter.maximum):
        findings.add("parameter", (*where, "minimum"), f"{name}: minimum is more than maximum", "swap them")


def _greater(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and one > other


def _hint(parameter: Parameter) -> Any:
    if parameter.type == "choice":
        return Literal[tuple(parameter.choices)] if parameter.choices else Any
    return hints.OF_PARAMETERS[parameter.type]


def _read(parameter: Parameter, given: Any, folder: Path) -> Any:
    """A value as its type wants it; ValueError says what is wrong."""
    kind = parameter.type
    if kind == "choice":
        return _chosen(parameter, given)
    if kind == "list":
        return [part.strip() for part in given.split(",")] if isinstance(given, str) else _list(given)
    if kind == "boolean":
        return _yes_or_no(given)
    if kind in _NUMBERS:
        return _number(parameter, given)
    if kind in _PATHS:
        return _path(kind, given, folder)
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError(f"should be a text (given: {given!r})")
    return str(given)


def _chosen(parameter: Parameter, given: Any) -> Any:
    for choice in parameter.choices:
        if given == choice or str(given) == str(choice):
            return choice
    choices = ", ".join(str(choice) for choice in parameter.choices)
    raise ValueError(f"should be one of {choices} (given: {given})")


def _list(given: Any) -> list[Any]:
    if not isinstance(given, list | tuple):
        raise ValueError(f"should be a list (given: {given!r})")
    return list(given)


def _yes_or_no(given: Any) -> bool:
    told = str(given).lower()
    if told not in _TRUE | _FALSE:
        raise ValueError(f"should be true or false (given: {given})")
    return told in _TRUE


def _number(parameter: Parameter, given: Any) -> int | float:
    whole = parameter.type == "integer"
    try:
        number = int(given) if whole and not isinstance(given, float) else float(given)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(given, bool) or not math.isfinite(number) or (whole and number != int(number)):
        raise ValueError(f"should be a {'whole ' if whole else ''}number (given: {given!r})")
    if _greater(parameter.minimum, number):
        raise ValueError(f"should be at least {parameter.minimum:g} (given: {given})")
    if _greater(number, parameter.maximum):
        raise ValueError(f"should be at most {parameter.maximum:g} (given: {given})")
    return int(number) if whole else number


def _path(kind: str, given: Any, folder: Path) -> Path:
    if not isinstance(given, str | Path) or not str(given) or "\0" in str(given):
        raise ValueError(f"should be a path (given: {given!r})")
    path = Path(folder, given)
    if kind == "folder" and not path.is_dir():
        raise ValueError(f"there is no folder {given}")
    if kind != "folder" and not path.is_file():
        raise ValueError(f"there is no file {given}")
    return path
