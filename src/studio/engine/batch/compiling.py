"""From the file of a batch to the plan of a run, and to its frozen items."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.catalogue import Catalogue
from studio.core.errors import StudioError
from studio.core.written.documents import Document, Where, read
from studio.core.written.findings import Finding, Findings
from studio.engine import plans
from studio.engine.batch.gathering import Thing, gathered
from studio.engine.batch.manifest import Manifest
from studio.engine.batch.naming import Target, stem_of, target
from studio.engine.batch.recipes import Kitchen, Recipe
from studio.engine.written.afterwards import check_hooks, planned_hooks
from studio.engine.written.places import base_of

if TYPE_CHECKING:
    from studio.engine.batch.grammar import Batch, Item

_REMEMBERED = 1000


@dataclass(frozen=True)
class Compiled:
    """What became of a batch.

    Attributes:
        findings: All that is wrong with it.
        plan: The plan; None where anything is wrong.
        manifests: The items of every stage, by the name of the file its stage asks for.
        folder: Where its relative paths begin.
    """

    findings: tuple[Finding, ...]
    plan: plans.Plan | None
    manifests: Mapping[str, Manifest]
    folder: Path


def compiled(
    path: Path, catalogue: Catalogue, *, here: Path | None = None, secrets: Collection[str] = ()
) -> Compiled:
    """Read a batch, find all it works on and make its plan, or find all that is wrong with it.

    Args:
        path: The file.
        catalogue: The tools.
        here: Where relative paths begin unless the file says; the current folder if left out.
        secrets: The names of the secrets that are set.
    """
    from studio.core.written.shapes import shaped
    from studio.engine.batch.grammar import Batch

    here = here or Path.cwd()
    document = read(path, empty="studio batch schema says what belongs in")
    if not isinstance(document, Document):
        return Compiled(tuple(document), None, {}, here)
    findings = Findings(document)
    written = shaped(Batch, document.value, findings)
    if written is None:
        return Compiled(tuple(findings.all()), None, {}, here)
    folder = base_of(written.folder, path, here, findings)
    kitchen = Kitchen(catalogue, written.defaults, folder, secrets, findings)
    compiling = _Compiling(kitchen, folder, findings)
    compiling.go_through(written)
    check_hooks(written, {}, findings)
    if findings:
        return Compiled(tuple(findings.all()), None, {}, folder)
    plan = compiling.plan(written, written.name or path.stem)
    manifests = {stage.manifest: compiling.stages[stage.name].manifest for stage in plan.stages}
    return Compiled((), plan, manifests, folder)


@dataclass
class _Stage:
    """A stage that is being filled."""

    stage: plans.Stage
    manifest: Manifest = field(default_factory=Manifest)


@dataclass
class _Compiling:
    """One batch on its way.

    Attributes:
        kitchen: Makes recipes.
        folder: Where relative paths begin.
        findings: Where faults are added.
        stages: The stages by name.
    """

    kitchen: Kitchen
    folder: Path
    findings: Findings
    stages: dict[str, _Stage] = field(default_factory=dict)
    _groups: dict[str, str] = field(default_factory=dict)
    _taken: dict[int, int] = field(default_factory=dict)
    _recipes: dict[str, Recipe | None] = field(default_factory=dict)
    _number: int = 0
    _delivered: int = 0

    def go_through(self, written: Batch) -> None:
        """Look at all items and what they lead to."""
        from studio.core.written.shapes import shaped
        from studio.engine.batch.grammar import Item

        for index, one in enumerate(written.items):
            where = ("items", index)
            item = shaped(Item, {"input": one} if isinstance(one, str) else one, self.findings, where)
            if item is not None:
                self._item(item, index, where)
            if self.findings.are_many:
                break
        if not written.items and not self.findings:
            self.findings.add(
                "missing", ("items",), "there is nothing to work on", "name files or folders", key=True
            )
        if written.items:
            self.kitchen.finish()

    def _item(self, item: Item, index: int, where: Where) -> None:
        own = item.model_dump_json(exclude={"input"}, exclude_unset=True)
        if own not in self._recipes:
            if len(self._recipes) >= _REMEMBERED:
                self._recipes.clear()
            self._recipes[own] = self.kitchen.recipe(item, where)
        recipe = self._recipes[own]
        tool = recipe.tool if recipe else self.kitchen.tools.get(item.tool or self.kitchen.defaults.tool)
        if tool is None:
            return
        place = (*where, "input")
        count = 0
        try:
            for thing in gathered(tool, item.input, self.folder):
                count += 1
                if self.findings.are_many:
                    return
                if recipe:
                    self._add(recipe, thing, index, where)
        except StudioError as nothing:
            self.findings.add("file", place, nothing.message, nothing.hint)
        if count > 1 and recipe and recipe.naming.is_for_one:
            told = f"{recipe.naming.name} names one file, and there are {count:,} things"
            self.findings.add("delivery", place, told, "put {stem} or {number} into the name")

    def _add(self, recipe: Recipe, thing: Thing, index: int, where: Where) -> None:
        self._number += 1
        stage = self._stage(recipe)
        aim = None
        try:
            suffix = recipe.suffix_of(thing.source)
            scope, default = self._scope(recipe, thing, suffix)
            given, packed = recipe.given(thing.subject, scope, self.folder)
            if recipe.makes_files:
                aim = target(recipe.naming, scope, default, thing.below, str(self.folder))
                self._refuse_second(aim, thing, suffix, index, where)
        except StudioError as wrong:
            self.findings.add("value", where, f"{thing.source}: {wrong.message}", wrong.hint)
            return
        row = {
            "number": stage.manifest.total,
            "source": thing.source,
            "given": given,
            "checked": packed,
            "folder": aim.folder if aim else "",
            "stem": aim.stem if aim else "",
            "exact": aim.exact if aim else "",
            "suffix": suffix if recipe.suffix is not None else None,
            "overwrite": recipe.overwrite,
        }
        stage.manifest.add(row)

    def _scope(self, recipe: Recipe, thing: Thing, suffix: str) -> tuple[dict[str, Any], str]:
        """What the parts of names stand for, and what the result is called if nobody says."""
        tool = recipe.tool
        stem = default = f"{tool.material}-{tool.name}"
        name = stem
        if tool.subject.media:
            path = self._led(thing)
            (stem, default), name = stem_of(path, tool), path.name
        scope = {
            "stem": stem,
            "name": name,
            "suffix": suffix.removeprefix("."),
            "parent": thing.below,
            "number": self._number,
            "tool": tool.id,
        }
        return scope, default

    def _led(self, thing: Thing) -> Path:
        """The file a result is called after; many files together are called after what led to them."""
        if not isinstance(thing.subject, list):
            assert isinstance(thing.subject, Path)
            return thing.subject
        led = self.folder / thing.source
        return led if led.exists() else Path(thing.subject[0])

    def _refuse_second(self, aim: Target, thing: Thing, suffix: str, index: int, where: Where) -> None:
        """Find two results that would have one place. Only hashes are kept: there may be very many."""
        name = aim.exact or f"{aim.stem}{suffix}"
        first = self._taken.setdefault(hash((aim.folder, name)), index)
        self._delivered += 1
        if len(self._taken) < self._delivered:
            self._delivered -= 1
            whom = "another thing of this item" if first == index else f"something of item {first + 1}"
            told = f"{thing.source} and {whom} would both become {name} in {aim.folder}"
            self.findings.add("delivery", where, told, "give each an out of its own, or names with {parent}")

    def _stage(self, recipe: Recipe) -> _Stage:
        if (name := self._groups.get(recipe.group)) is None:
            plain = recipe.tool.id.replace(".", "-")
            alike = sum(one.stage.tool == recipe.tool.id for one in self.stages.values())
            name = self._groups[recipe.group] = f"{plain}-{alike + 1}" if alike else plain
            self.stages[name] = _Stage(recipe.manner)
        return self.stages[name]

    def plan(self, written: Batch, name: str) -> plans.Plan:
        """The plan, once all has been gone through."""
        stages = [
            replace(one.stage, name=name, manifest=f"{name}.jsonl", total=one.manifest.total)
            for name, one in self.stages.items()
        ]
        return plans.Plan(
            name=name,
            kind="batch",
            stages=tuple(stages),
            on_success=planned_hooks(written.on_success, {}),
            on_failure=planned_hooks(written.on_failure, {}),
        )
