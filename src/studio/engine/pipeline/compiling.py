"""From the file of a pipeline to the plan of a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.catalogue import AnyTool, Catalogue
from studio.core.errors import BadInput
from studio.core.written.documents import Document, read
from studio.core.written.findings import Finding, Findings
from studio.engine import plans
from studio.engine.pipeline import deliveries, hints, order
from studio.engine.pipeline.around import Around
from studio.engine.pipeline.checking import RESERVED, Seen, condition, look, tool_of
from studio.engine.pipeline.parameters import settle
from studio.engine.pipeline.values import format_by_name
from studio.engine.written import templates
from studio.engine.written.afterwards import check_hooks, planned_hooks
from studio.engine.written.conditions import referenced_in_condition, settled_condition
from studio.engine.written.places import base_of

if TYPE_CHECKING:
    from studio.engine.pipeline.grammar import Pipeline, Stage

_NOT_KNOWN: Mapping[str, Any] = {"output": Any, "count": int, "failed": int}


@dataclass(frozen=True)
class Compiled:
    """What became of a pipeline.

    Attributes:
        findings: All that is wrong with it.
        plan: The plan; None where anything is wrong.
        folder: Where its relative paths begin.
    """

    findings: tuple[Finding, ...]
    plan: plans.Plan | None
    folder: Path


def compiled(
    path: Path,
    catalogue: Catalogue,
    given: Mapping[str, Any] | None = None,
    *,
    here: Path | None = None,
    secrets: Collection[str] = (),
    complete: bool = True,
) -> Compiled:
    """Read a pipeline and make its plan, or find all that is wrong with it.

    Args:
        path: The file.
        catalogue: The tools.
        given: The parameters as they were chosen, as text or as values of their type.
        here: Where relative paths begin unless the file says; the current folder if left out.
        secrets: The names of the secrets that are set.
        complete: Whether parameters that must be said must be said now; without them there is no plan.
    """
    document = read(path, empty="studio pipeline schema says what belongs in")
    if not isinstance(document, Document):
        return Compiled(tuple(document), None, here or Path.cwd())
    findings = Findings(document)
    return _Compiling(document, catalogue, findings, secrets).whole(given or {}, here or Path.cwd(), complete)


class _Compiling:
    """One pipeline on its way."""

    def __init__(
        self, document: Document, catalogue: Catalogue, findings: Findings, secrets: Collection[str]
    ) -> None:
        self.document = document
        self.catalogue = catalogue
        self.findings = findings
        self.secrets = secrets

    def whole(self, given: Mapping[str, Any], here: Path, complete: bool) -> Compiled:
        from studio.core.written.shapes import shaped
        from studio.engine.pipeline.grammar import Pipeline

        written = shaped(Pipeline, self.document.value, self.findings)
        if written is None:
            return Compiled(tuple(self.findings.all()), None, here)
        folder = base_of(written.folder, self.document.path, here, self.findings)
        parameters = settle(written.parameters, given, self.findings, folder, complete=complete)
        tools = self._tools(written)
        around = Around(
            self.catalogue, folder, parameters, self._outputs(written, tools), self.secrets, self.findings
        )
        seen = [look(name, stage, tools[name], around) for name, stage in written.stages.items()]
        self._refuse_circles(seen)
        deliveries.check(seen, self.findings, folder)
        check_hooks(written, parameters.hints, self.findings)
        if self.findings or len(parameters.values) < len(parameters.hints):
            return Compiled(tuple(self.findings.all()), None, folder)
        plan = self._plan(written, seen, parameters.values)
        return Compiled(tuple(self.findings.all()), None if self.findings else plan, folder)

    def _tools(self, written: Pipeline) -> dict[str, AnyTool | None]:
        found = {}
        for name, stage in written.stages.items():
            where = ("stages", name)
            if not templates.NAME.fullmatch(name) or name in RESERVED:
                told = f"a stage cannot be called {name}"
                self.findings.add(
                    "name", where, told, "use letters, digits, _ and -, a letter first", key=True
                )
            found[name] = tool_of(stage, where, self.catalogue, self.findings)
        if not written.stages and not self.findings:
            self.findings.add("missing", ("stages",), "there is no stage", "add one with a tool", key=True)
        return found

    def _outputs(self, written: Pipeline, tools: Mapping[str, AnyTool | None]) -> dict[str, Any]:
        """What can be asked of every stage; a stage of the wrong shape is known by its name."""
        raw = self.document.value.get("stages")
        found: dict[str, Any] = dict.fromkeys(raw if isinstance(raw, dict) else (), _NOT_KNOWN)
        for name, stage in written.stages.items():
            if tool := tools[name]:
                found[name] = hints.of_stage(tool, fans_out=stage.for_each is not None)
        return found

    def _refuse_circles(self, seen: list[Seen]) -> None:
        waits = {one.name: one.waits for one in seen}
        for circle in order.circles(waits):
            told = f"{circle[0]} waits for itself: {' → '.join(circle)}"
            where = ("stages", circle[0])
            self.findings.add("circle", where, told, "take one of these steps out", key=True)

    def _plan(self, written: Pipeline, seen: list[Seen], values: Mapping[str, Any]) -> plans.Plan:
        by_name = {one.name: one for one in seen}
        known = {"parameters": values}
        stages = [
            self._planned(by_name[name], known)
            for name in order.ordered({one.name: one.waits for one in seen})
        ]
        return plans.Plan(
            name=written.name or self.document.path.stem,
            kind="pipeline",
            stages=tuple(stages),
            on_success=planned_hooks(written.on_success, known),
            on_failure=planned_hooks(written.on_failure, known),
        )

    def _planned(self, seen: Seen, known: Mapping[str, Any]) -> plans.Stage:
        stage = seen.stage
        assert seen.tool
        given = templates.settled(seen.given, known)
        if format_ := format_by_name(seen.tool, stage.out, stage.with_):
            given["format"] = format_
        return plans.Stage(
            name=seen.name,
            tool=seen.tool.id,
            given=given,
            after=tuple(sorted(seen.waits, key=list(self.document.value["stages"]).index)),
            each=templates.settled(stage.for_each, known),
            when=self._settled_condition(seen.name, stage, known),
            out=templates.settled(stage.out, known) if stage.out else "",
            overwrite=stage.overwrite,
            keep=stage.keep,
            cache=stage.cache,
            jobs=stage.jobs,
            timeout=stage.timeout,
            retries=stage.retries.planned(),
            continue_on_error=stage.continue_on_error,
            cpu=stage.resources.cpu,
            memory=stage.resources.memory,
        )

    def _settled_condition(self, name: str, stage: Stage, known: Mapping[str, Any]) -> str:
        if not (asked := condition(stage)):
            return ""
        try:
            settled = settled_condition(asked, known)
            referenced_in_condition(settled)
        except BadInput as wrong:
            self.findings.add("condition", ("stages", name, "when"), wrong.message, wrong.hint)
            return ""
        return settled
