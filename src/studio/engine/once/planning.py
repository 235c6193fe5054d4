"""What one call will do, decided before it starts: which inputs, which result where."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from studio.core import delivery
from studio.core.catalogue import AnyTool
from studio.core.delivery import Place
from studio.core.errors import BadInput
from studio.core.materials import media_of
from studio.engine.once import inputs
from studio.engine.once.inputs import Found
from studio.media import kinds, sequences


@dataclass(frozen=True)
class Task:
    """One tool call of a plan, its parameters checked."""

    number: int
    source: str
    given: Mapping[str, Any]
    place: Place
    suffix: str | None

    @property
    def expected(self) -> Path | None:
        """Where the result will be, if that can be known before it is made."""
        if self.place.exact:
            return self.place.folder / self.place.exact
        return None if self.suffix is None else self.place.folder / f"{self.place.stem}{self.suffix}"


@dataclass(frozen=True)
class Plan:
    """All tasks of a call, and the folder their results go to."""

    tool: AnyTool
    tasks: tuple[Task, ...]
    root: Path


def plan(
    tool: AnyTool,
    subjects: Sequence[Any],
    options: Mapping[str, Any],
    *,
    out: str = "",
    overwrite: bool = False,
) -> Plan:
    """Work out the tasks of a call.

    Args:
        tool: The tool to call.
        subjects: What was pointed at: files, folders and patterns, or plain values; what the tool takes
            by itself where nothing was.
        options: The other parameters, as given.
        out: A folder, or the name of the one result.
        overwrite: Whether results may replace what exists.
    """
    found = _subjects(tool, subjects)
    single = len(found) == 1
    if merge := _is_for_frames(tool, out):
        root, exact, options = _numbered(out, options, single=single)
    else:
        root, exact = _destination(out, single=single)
        options = _with_format(tool, options, exact)
    checked: dict[str, Any] = {}
    folders = {one.below: root / one.below for _, one, _ in found}
    tasks = []
    for number, (subject, one, stem) in enumerate(found):
        # The options are the same for all: checking them once keeps a call over thousands cheap.
        checked = (
            {**checked, tool.subject.name: subject}
            if checked and tool.subject.media
            else tool.checked({tool.subject.name: subject, **options})
        )
        place = Place(folders[one.below], stem, exact, overwrite, merge)
        source = str(one.path) if tool.subject.media else _called(subject)
        tasks.append(Task(number, source, checked, place, expected_suffix(tool, one.path, checked)))
    if delivery.makes_files(tool):
        _refuse_wrong_kind(tool, tasks[0], exact)
        _refuse_collisions(tasks)
    return Plan(tool, tuple(tasks), root)


def _subjects(tool: AnyTool, given: Sequence[Any]) -> list[tuple[Any, Found, str]]:
    """Each subject as the tool takes it, the file it stands for, and the stem of its result."""
    media = tool.subject.media
    if media is None:
        if not given and not tool.needs_input:
            given = tool.subject.default
        values = [list(given)] if tool.takes_all else given
        return [(value, Found(Path()), f"{tool.material}-{tool.name}") for value in values]
    paths = [Path(value) for value in given]
    first = paths[0]
    if media.kind == "folder" and get_origin(tool.subject.hint) is list:
        return [(paths, Found(first), delivery.default_stem(first, tool))]
    if media.kind == "folder":
        return [(path, Found(path), delivery.default_stem(path, tool)) for path in paths]
    found = inputs.expand(paths, media.kind, repeated=tool.takes_all)
    if tool.takes_all:
        stem = (
            delivery.default_stem(first, tool)
            if first.exists()
            else delivery.default_stem(found[0].path, tool)
        )
        return [([one.path for one in found], Found(first), stem)]
    return [(one.path, one, delivery.default_stem(one.path, tool)) for one in found]


def _called(subject: Any) -> str:
    """What people are shown of a value, or of several."""
    return (", ".join(map(str, subject)) if isinstance(subject, list) else str(subject))[:80]


def _destination(out: str, *, single: bool) -> tuple[Path, str]:
    """`--out` names a file when it looks like one and there is one result; otherwise a folder."""
    path = Path(out)
    # os.path.isdir says no where Path.is_dir would raise.
    if not out or out.endswith(os.sep) or os.path.isdir(path) or not path.suffix:  # noqa: PTH112
        return path, ""
    if not single:
        raise BadInput(
            f"--out {out} names one file, and there are several inputs",
            hint=f"name a folder: --out {path.stem}/",
        )
    return path.parent, path.name


def _is_for_frames(tool: AnyTool, out: str) -> bool:
    """Whether `--out frames/shot.####.png` tells a tool that can number its results how to."""
    return any(parameter.name == "names" for parameter in tool.parameters) and sequences.is_pattern(Path(out))


def _numbered(out: str, options: Mapping[str, Any], *, single: bool) -> tuple[Path, str, Mapping[str, Any]]:
    """The folder that pictures go into, and the options that say how they are called."""
    path = Path(out)
    if not single:
        raise BadInput(
            f"--out {out} names the frames of one film, and there are several inputs",
            hint=f"name a folder: --out {path.parent}/",
        )
    if path.parent == Path():
        raise BadInput(
            f"--out {out} would scatter the frames here", hint=f"name a folder, too: --out frames/{out}"
        )
    named = {"names": path.stem, "format": delivery.kind_of(path.name).removeprefix(".")}
    return path.parent.parent, path.parent.name, {**named, **options}


def _with_format(tool: AnyTool, options: Mapping[str, Any], exact: str) -> Mapping[str, Any]:
    """A tool that can choose the format takes it from the name that was asked for."""
    if exact and "format" not in options and any(parameter.name == "format" for parameter in tool.parameters):
        return {**options, "format": delivery.kind_of(exact).removeprefix(".")}
    return options


def expected_suffix(tool: AnyTool, source: Path, given: Mapping[str, Any]) -> str | None:
    """The extension of the result, if it can be known: the format asked for, or that of the input."""
    subject, result = tool.subject.media, delivery.main_material(tool)
    if result and result.kind == "folder":
        return ""
    if isinstance(chosen := given.get("format"), str) and chosen != "auto":
        return "" if _is_numbered(tool, chosen) else f".{chosen}"
    if subject and result and subject.kind == result.kind and not tool.takes_all and "format" not in given:
        return source.suffix if _is_subject_changed(tool) else None
    return None


def _is_numbered(tool: AnyTool, format: str) -> bool:
    """Whether footage comes out as a folder of pictures, because that is what the format is one of."""
    result = delivery.main_material(tool)
    is_footage = result is not None and result.kind == "footage"
    return is_footage and f".{format}" in kinds.suffixes("image") - kinds.suffixes("footage") - {".webp"}


def _is_subject_changed(tool: AnyTool) -> bool:
    """Whether the result is the input made over, not a thing of the same kind that was made beside it."""
    if media_of(tool.returns):
        return True
    hints = get_type_hints(tool.returns, include_extras=True)
    return next(name for name, hint in hints.items() if media_of(hint)) == tool.subject.name


def _refuse_wrong_kind(tool: AnyTool, task: Task, exact: str) -> None:
    if exact and task.suffix is not None and delivery.kind_of(exact) != delivery.kind_of(f"x{task.suffix}"):
        raise BadInput(
            f"--out {exact} asks for {Path(exact).suffix}, "
            f"and {tool.id} keeps {task.suffix or 'no extension'}",
            hint=f"name it {Path(exact).stem}{task.suffix}, and convert it afterwards",
        )


def _refuse_collisions(tasks: Sequence[Task]) -> None:
    taken: dict[str, Task] = {}
    for task in tasks:
        suffix = task.suffix or ""
        if task.suffix is None and task.given.get("format", suffix) is None:
            # Nobody chose a format, so it will most likely be the input's; delivery has the last word.
            suffix = Path(task.source).suffix
        key = os.path.abspath(task.place.folder / (task.place.exact or f"{task.place.stem}{suffix}"))
        if (other := taken.setdefault(key, task)) is not task:
            raise BadInput(
                f"{other.source} and {task.source} would both become {task.place.stem}{suffix} "
                f"in {'this folder' if task.place.folder == Path() else task.place.folder}",
                hint="give each an --out of its own; two of one folder need other names, or two calls",
            )
