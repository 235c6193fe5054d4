"""What is done to an item: its own settings over the defaults, checked once however many things there are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core import delivery
from studio.core.catalogue import AnyTool, Catalogue
from studio.core.errors import BadInput, NotFound
from studio.core.materials import media_of
from studio.core.written.documents import Where
from studio.core.written.findings import Findings, nearest
from studio.engine.batch.naming import KNOWN, Naming, naming
from studio.engine.once import planning
from studio.engine.plans import Retries, Stage
from studio.engine.workers import wire
from studio.engine.written import lacks, templates
from studio.engine.written.templates import Reference
from studio.engine.written.unusable import stand_in, unusable

if TYPE_CHECKING:
    from collections.abc import Collection

    from studio.engine.batch.grammar import Doing

_SETTINGS = ("keep", "cache", "jobs", "timeout", "retries", "continue_on_error", "resources")
_FROM_SOURCE = ".from-source"
_NOT_READY: tuple[None, bool, dict[str, Any]] = (None, False, {})


@dataclass(frozen=True)
class Recipe:
    """What is done to things.

    Attributes:
        tool: The tool.
        options: Its options as they were written.
        packed: Its options as workers take them; None where they differ from thing to thing.
        is_packed: Whether workers need not check them again.
        naming: How results are called.
        overwrite: Whether what is there may be replaced.
        suffix: The extension results will have; None where only the result tells.
        manner: The stage these things belong to, without a name.
    """

    tool: AnyTool
    options: Mapping[str, Any]
    packed: Mapping[str, Any] | None
    is_packed: bool
    naming: Naming
    overwrite: bool
    suffix: str | None
    manner: Stage

    @cached_property
    def group(self) -> str:
        """What things have in common that are worked on in one stage."""
        return repr(self.manner)

    @cached_property
    def makes_files(self) -> bool:
        return delivery.makes_files(self.tool)

    def suffix_of(self, source: str) -> str:
        """The extension its result will most likely have."""
        is_known = self.suffix is not None and self.suffix != _FROM_SOURCE
        return str(self.suffix) if is_known else os.path.splitext(source)[1]  # noqa: PTH122

    def given(self, subject: Any, scope: Mapping[str, Any], folder: Path) -> tuple[dict[str, Any], bool]:
        """A call's parameters as workers take them, and whether they need not check them again.

        Args:
            subject: What it works on; a path, a list of paths or a value.
            scope: What the parts of names stand for.
            folder: Where relative paths begin.
        """
        if self.packed is not None and self.is_packed:
            return {self.tool.subject.name: wire.packed({"": subject})[""], **self.packed}, True
        filled = templates.filled(self.options, scope) if self.packed is None else dict(self.options)
        checked = self.tool.checked({self.tool.subject.name: subject, **_placed(self.tool, filled, folder)})
        return packed(self.tool, checked)


def packed(tool: AnyTool, checked: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Checked values for the way to a worker, and whether they can be read there without their model."""
    try:
        return wire.packed(checked), True
    except wire.NotPlain:
        return tool.plain(checked), False


@dataclass
class Kitchen:
    """Makes recipes, and remembers them.

    Attributes:
        catalogue: The tools.
        defaults: What holds for items that say nothing.
        folder: Where relative paths begin.
        secrets: The names of the secrets that are set.
        findings: Where faults are added.
        used: The options among the defaults that some tool knows.
        tools: The tools that were asked for.
    """

    catalogue: Catalogue
    defaults: Doing
    folder: Path
    secrets: Collection[str]
    findings: Findings
    used: set[str] = field(default_factory=set)
    tools: dict[str, AnyTool | None] = field(default_factory=dict)

    def recipe(self, own: Doing, where: Where) -> Recipe | None:
        """The recipe of an item; None where something is wrong with it, which is found."""
        said = "tool" in own.model_fields_set
        tool = self._tool(own.tool if said else self.defaults.tool, (where if said else ("defaults",)), where)
        if tool is None:
            return None
        options, places = self._options(tool, own, where)
        way = self._naming(tool, own, where)
        if options is None or way is None:
            return None
        if way.suffix and "format" not in options and _chooses_format(tool):
            options["format"] = delivery.kind_of(f"x{way.suffix}").removeprefix(".")
            places["format"] = (*self._place("out", own, where), "out")
        return self._checked(tool, options, places, way, own, where)

    def finish(self) -> None:
        """Find the options among the defaults that no tool has."""
        known = {one.shown for tool in self.tools.values() if tool for one in tool.parameters[1:]}
        for name in self.defaults.with_:
            if name not in self.used and known:
                told = f"no tool here has an option {name}"
                self.findings.add("option", ("defaults", "with", name), told, nearest(name, known), key=True)

    def _tool(self, name: str, said: Where, where: Where) -> AnyTool | None:
        if not name:
            hint = "say tool: image.resize here, or for all under defaults"
            self.findings.add("missing", where, "there is no tool", hint)
            return None
        if name not in self.tools:
            try:
                self.tools[name] = self.catalogue.named(name)
            except NotFound as missing:
                self.tools[name] = None
                self.findings.add("tool", (*said, "tool"), missing.message, missing.hint)
            else:
                for message, hint in lacks.lacking(self.catalogue.named(name), self.secrets):
                    self.findings.add("machine", (*said, "tool"), message, hint)
        return self.tools[name]

    def _options(
        self, tool: AnyTool, own: Doing, where: Where
    ) -> tuple[dict[str, Any] | None, dict[str, Where]]:
        known = {one.shown: one for one in tool.parameters[1:]}
        shared = {name: value for name, value in self.defaults.with_.items() if name in known}
        self.used |= shared.keys()
        places: dict[str, Where] = {name: ("defaults", "with", name) for name in shared}
        good = True
        for name in own.with_:
            places[name] = (*where, "with", name)
            if name not in known:
                told = f"{tool.id} has no option {name}"
                mine = name in (tool.subject.name, tool.subject.shown)
                hint = "write it as input" if mine else nearest(name, known)
                self.findings.add("option", places[name], told, hint, key=True)
                good = False
        options = {**shared, **own.with_}
        for name, parameter in known.items():
            if parameter.required and name not in options:
                self.findings.add("option", where, f"{tool.id} needs {name}", parameter.help)
                good = False
        return (options if good else None), places

    def _naming(self, tool: AnyTool, own: Doing, where: Where) -> Naming | None:
        said = own.out if own.out is not None else self.defaults.out
        place = (*self._place("out", own, where), "out")
        if said and not delivery.makes_files(tool):
            if own.out:
                told = f"{tool.id} makes no files, so there is nothing to deliver"
                self.findings.add("delivery", place, told, "its result stays with the run")
            said = ""
        try:
            return naming(said or "", self.folder)
        except BadInput as wrong:
            self.findings.add("reference", place, wrong.message, wrong.hint)
            return None

    def _place(self, name: str, own: Doing, where: Where) -> Where:
        return where if getattr(own, name) is not None else ("defaults",)

    def _checked(
        self,
        tool: AnyTool,
        options: dict[str, Any],
        places: Mapping[str, Where],
        way: Naming,
        own: Doing,
        where: Where,
    ) -> Recipe | None:
        refers = self._refers(options, places)
        if refers is None:
            return None
        if refers:
            values, sure, checked = _NOT_READY
        else:
            if not self._is_taken(tool, options, places, (*where, "with") if own.with_ else where):
                return None
            options = _placed(tool, options, self.folder)
            values, sure, checked = _ready(tool, options)
        defaults = {one.name: one.default for one in tool.parameters[1:]}
        return Recipe(
            tool=tool,
            options=options,
            packed=values,
            is_packed=sure,
            naming=way,
            overwrite=bool(self._setting("overwrite", own)),
            suffix=planning.expected_suffix(
                tool, Path(f"x{_FROM_SOURCE}"), {**defaults, **options, **checked}
            ),
            manner=self._manner(tool, own),
        )

    def _refers(self, options: Mapping[str, Any], places: Mapping[str, Where]) -> bool | None:
        """Whether options differ from thing to thing; None where a reference means nothing."""
        asked: list[Reference] = []
        good = True
        for name, value in options.items():
            try:
                here = templates.references(value)
            except BadInput as wrong:
                self.findings.add("reference", places[name], wrong.message, wrong.hint)
                good = False
                continue
            for one in here:
                if one.root not in KNOWN or one.path:
                    told = f"{one} means nothing in a batch"
                    self.findings.add("reference", places[name], told, nearest(one.root, KNOWN))
                    good = False
            asked += here
        return bool(asked) if good else None

    def _is_taken(
        self, tool: AnyTool, options: dict[str, Any], places: Mapping[str, Where], where: Where
    ) -> bool:
        from pydantic import ValidationError

        from studio.core.written.shapes import reason

        for name, value in options.items():
            options[name] = templates.filled(value, {})
            self._look_for(tool, name, options[name], places[name])
        try:
            tool.Input.model_validate({tool.subject.name: stand_in(tool), **options})
        except ValidationError as refused:
            wrong = [one for one in refused.errors(include_url=False) if str(one["loc"][0]) in places]
            for error in wrong:
                name = str(error["loc"][0])
                told = f"{'.'.join(str(part) for part in error['loc'])}: {reason(error)}"
                parameter = next(one for one in tool.parameters if name in (one.name, one.shown))
                self.findings.add("value", places[name], told, parameter.help)
            return not wrong
        if contrary := unusable(tool, options):
            self.findings.add("value", where, contrary.message, contrary.hint)
        return contrary is None

    def _look_for(self, tool: AnyTool, name: str, value: Any, place: Where) -> None:
        parameter = next(one for one in tool.parameters if one.shown == name)
        for one in value if isinstance(value, list) else [value]:
            if parameter.media and isinstance(one, str) and not (self.folder / one).exists():
                self.findings.add("file", place, f"there is no {one}", f"looked for in {self.folder}")

    def _setting(self, name: str, own: Doing) -> Any:
        said = getattr(own, name)
        return getattr(self.defaults, name) if said is None else said

    def _manner(self, tool: AnyTool, own: Doing) -> Stage:
        said = {name: self._setting(name, own) for name in _SETTINGS}
        retries, resources = said["retries"], said["resources"]
        return Stage(
            name="",
            tool=tool.id,
            keep=bool(said["keep"]),
            cache=said["cache"] is not False,
            jobs=said["jobs"] or 0,
            timeout=said["timeout"] or 0.0,
            retries=retries.planned() if retries else Retries(),
            continue_on_error=bool(said["continue_on_error"]),
            cpu=resources.cpu if resources else 0.0,
            memory=resources.memory if resources else "",
        )


def _chooses_format(tool: AnyTool) -> bool:
    return any(one.name == "format" for one in tool.parameters)


def _ready(tool: AnyTool, options: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool, dict[str, Any]]:
    """Options that hold for all things, for the way to a worker; and as the tool has checked them."""
    if tool.subject.media is None:
        return {}, False, {}
    checked = tool.checked({tool.subject.name: stand_in(tool), **options})
    del checked[tool.subject.name]
    return *packed(tool, checked), checked


def _placed(tool: AnyTool, options: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The options with whole paths: workers stand elsewhere."""

    def place(value: Any) -> Any:
        if isinstance(value, list):
            return [place(one) for one in value]
        return str(folder / value) if isinstance(value, str | Path) else value

    media = {one.shown for one in tool.parameters if media_of(one.hint)}
    return {name: place(value) if name in media else value for name, value in options.items()}
