"""Values that are known before the start: whether a tool takes them, and whether the files are there."""

from __future__ import annotations

import glob
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_origin

from studio.core import delivery
from studio.core.catalogue import AnyTool
from studio.core.errors import BadInput, StudioError
from studio.core.tool import Parameter
from studio.core.written.documents import Where
from studio.engine.once import inputs
from studio.engine.stages import manifests
from studio.engine.written import templates
from studio.engine.written.misfits import misfit
from studio.engine.written.unusable import unusable
from studio.media import sequences

if TYPE_CHECKING:
    from studio.engine.pipeline.around import Around
    from studio.engine.pipeline.grammar import Stage

Written = Mapping[str, tuple[Any, Where]]
_MOST_LOOKED_FOR = 1000


def format_by_name(tool: AnyTool, out: str, options: Mapping[str, Any]) -> str:
    """The format that the name of a result asks a tool for; empty where it asks for none."""
    name = out.rpartition("/")[2]
    chooses = any(parameter.name == "format" for parameter in tool.parameters)
    if not chooses or "format" in options or name.endswith("}") or not Path(name).suffix:
        return ""
    return delivery.kind_of(name).removeprefix(".")


def check(tool: AnyTool, stage: Stage, literal: Written, where: Where, around: Around) -> None:
    """Have a tool check what is known of its parameters.

    Args:
        tool: The tool.
        stage: The stage.
        literal: Each value that is known, and its place.
        where: The place of the stage.
        around: What the stage can refer to.
    """
    from pydantic import ValidationError

    from studio.core.written.shapes import reason

    known = {"parameters": around.parameters.values}
    settled: dict[str, Any] = {}
    places = {name: place for name, (_, place) in literal.items()}
    for name, (value, place) in literal.items():
        try:
            settled[name] = templates.filled(value, known)
        except BadInput as wrong:
            around.findings.add("reference", place, wrong.message, wrong.hint)
    subject = tool.subject.shown
    if subject in settled:
        _check_input(tool, settled.pop(subject), places[subject], around)
    for name, value in settled.items():
        _check_files(next(one for one in tool.parameters if one.shown == name), value, places[name], around)
    if chosen := format_by_name(tool, stage.out, stage.with_):
        settled["format"], places["format"] = chosen, (*where, "out")
    try:
        tool.Input.model_validate(settled)
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            name = str(error["loc"][0])
            if name in places and error["type"] != "missing":
                told = f"{'.'.join(str(part) for part in error['loc'])}: {reason(error)}"
                around.findings.add("value", _deeper(places[name], error["loc"]), told, _help(tool, name))
    if stage.with_.keys() <= settled.keys() and (contrary := unusable(tool, settled)):
        around.findings.add("value", (*where, "with"), contrary.message, contrary.hint)


def _deeper(place: Where, location: tuple[Any, ...]) -> Where:
    return (*place, *(part for part in location[1:] if isinstance(part, int)))


def _help(tool: AnyTool, name: str) -> str:
    told = next((one.help for one in tool.parameters if name in (one.shown, one.name)), "")
    return told or f"see studio {tool.material} {tool.name} --help"


def check_things(tool: AnyTool, stage: Stage, where: Where, around: Around) -> None:
    """Look whether what a fan-out goes over is there, where that is known already."""
    try:
        asked = templates.references(stage.for_each)
        if any(one.root != "parameters" or one.path[0] not in around.parameters.values for one in asked):
            return
        value = templates.filled(stage.for_each, {"parameters": around.parameters.values})
    except (BadInput, IndexError):
        return
    if isinstance(value, str | Path):
        _look_for(Path(around.folder, value), manifests.searched(tool), str(value), where, around)
    elif isinstance(value, list) and tool.subject.media and stage.input in (None, "{item}"):
        for number, one in enumerate(value[:_MOST_LOOKED_FOR]):
            if isinstance(one, str | Path):
                place = (*where, number) if isinstance(stage.for_each, list) else where
                _check_files(tool.subject, one, place, around)


def _check_input(tool: AnyTool, value: Any, place: Where, around: Around) -> None:
    """Look whether the input is there, and whether it is one where one is taken."""
    media = tool.subject.media
    if media is None:
        _check_value(tool, value, place, around)
    elif get_origin(tool.subject.hint) is list:
        several = value if isinstance(value, list) else [value]
        for number, one in enumerate(several[:_MOST_LOOKED_FOR]):
            if isinstance(one, str | Path) and str(one):
                where = (*place, number) if isinstance(value, list) else place
                _look_for(Path(around.folder, one), media.kind, str(one), where, around)
            else:
                around.findings.add("value", place, f"input: {one!r} is no path", tool.subject.help)
    elif isinstance(value, list):
        told = f"input: {tool.id} takes one thing, and this is a list"
        around.findings.add("value", place, told, "say for_each, and take {item}")
    elif isinstance(value, str | Path) and str(value):
        _check_single(tool, value, place, around)
    else:
        around.findings.add("value", place, f"input: {value!r} is no path", tool.subject.help)


def _check_single(tool: AnyTool, value: str | Path, place: Where, around: Around) -> None:
    path = Path(around.folder, value)
    many = f"input: {tool.id} takes one thing, and {value} is"
    if tool.subject.media and tool.subject.media.kind != "folder" and _is_folder(path):
        around.findings.add("value", place, f"{many} a folder", f"say for_each: {value}")
    elif glob.has_magic(str(value)) and not os.path.lexists(path):
        around.findings.add("value", place, f"{many} a pattern", f'say for_each: "{value}"')
    else:
        _check_files(tool.subject, value, place, around)


def check_entry(parameter: Parameter, element: Any, value: Any, place: Where, around: Around) -> None:
    """Look at one entry of a list whose others are not known yet."""
    from pydantic import TypeAdapter, ValidationError

    from studio.core.written.shapes import reason

    try:
        settled = templates.filled(value, {"parameters": around.parameters.values})
        TypeAdapter(element).validate_python(settled)
    except BadInput as wrong:
        around.findings.add("reference", place, wrong.message, wrong.hint)
    except ValidationError as refused:
        told = f"{parameter.shown}: {reason(refused.errors(include_url=False)[0])}"
        around.findings.add("value", place, told, parameter.help)
    else:
        _check_files(parameter, settled, place, around)


def _check_value(tool: AnyTool, value: Any, place: Where, around: Around) -> None:
    from pydantic import TypeAdapter, ValidationError

    from studio.core.written.shapes import reason

    try:
        TypeAdapter(tool.subject.hint).validate_python(value)
    except ValidationError as refused:
        told = reason(refused.errors(include_url=False)[0])
        around.findings.add("value", place, f"input: {told}", tool.subject.help)


def _check_files(parameter: Parameter, value: Any, place: Where, around: Around) -> None:
    """Look whether the files or folders that are named are there."""
    if parameter.media is None:
        return
    if isinstance(value, list):
        for number, one in enumerate(value[:_MOST_LOOKED_FOR]):
            _check_files(parameter, one, (*place, number), around)
    elif isinstance(value, str | Path):
        _check_file(parameter.media.kind, value, place, around, parameter.help)


def _check_file(kind: str, value: str | Path, place: Where, around: Around, hint: str) -> None:
    path = Path(around.folder, value)
    is_pattern = kind == "footage" and sequences.is_pattern(path)
    folder = path.parent if is_pattern else path
    if kind == "folder" or is_pattern:
        if not _is_folder(folder):
            around.findings.add("file", place, f"there is no folder {folder}", _near(folder))
    elif not os.path.isfile(path):  # noqa: PTH113 -- says no where Path.is_file raises
        around.findings.add("file", place, f"there is no file {value}", _near(path))
    elif told := misfit(str(value), kind):
        around.findings.add("type", place, told, hint)


def _look_for(path: Path, kind: str, shown: str, place: Where, around: Around) -> None:
    """Look whether a file, folder or pattern leads to anything."""
    if glob.has_magic(str(path)) or _is_folder(path):
        try:
            inputs.expand([path], kind)
        except StudioError as nothing:
            around.findings.add("file", place, nothing.message, nothing.hint)
    elif not os.path.lexists(path):
        around.findings.add("file", place, f"there is no {shown}", _near(path))
    elif told := misfit(shown, kind):
        around.findings.add("type", place, told, "name files of that kind")


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- says no where Path.is_dir raises


def _near(path: Path) -> str:
    """What lies there that has nearly this name."""
    from studio.core.written.findings import nearest

    try:
        names = os.listdir(path.parent)  # noqa: PTH208 -- names are enough
    except (OSError, ValueError):
        return f"there is no folder {path.parent} either"
    return (
        nearest(path.name, names[:_MOST_LOOKED_FOR], f"looked for in {path.parent}")
        if names
        else "it is empty"
    )
