"""Whether the stages of a pipeline can work: tools, options, references, and the types of all of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from studio.core import delivery
from studio.core.catalogue import AnyTool, Catalogue
from studio.core.errors import BadInput, NotFound
from studio.core.tool import Parameter
from studio.core.written.documents import Where
from studio.core.written.findings import Findings, nearest
from studio.engine.pipeline import hints, values
from studio.engine.pipeline.around import Around
from studio.engine.written import lacks, templates
from studio.engine.written.conditions import referenced_in_condition
from studio.engine.written.templates import Reference, pieces

if TYPE_CHECKING:
    from studio.engine.pipeline.grammar import Stage

RESERVED = frozenset({"parameters", "item", "number"})
"""Names no stage may have: references begin with them."""


@dataclass
class Seen:
    """What was seen of one stage.

    Attributes:
        name: Its name.
        stage: As it was written.
        tool: Its tool, if there is one.
        given: The tool's parameters under the names people use.
        waits: The stages it waits for.
    """

    name: str
    stage: Stage
    tool: AnyTool | None
    given: dict[str, Any] = field(default_factory=dict)
    waits: list[str] = field(default_factory=list)


def look(name: str, stage: Stage, tool: AnyTool | None, around: Around) -> Seen:
    """Look at one stage; whatever is wrong with it is found."""
    return _Look(Seen(name, stage, tool), around).whole()


def condition(stage: Stage) -> str:
    """The condition of a stage as a text."""
    return str(stage.when).lower() if isinstance(stage.when, bool) else stage.when


def tool_of(stage: Stage, where: Where, catalogue: Catalogue, findings: Findings) -> AnyTool | None:
    """The tool of a stage, or a finding that names the nearest."""
    try:
        return catalogue.named(stage.tool)
    except NotFound as missing:
        findings.add("tool", (*where, "tool"), missing.message, missing.hint)
        return None


class _Look:
    """One stage under the eye."""

    def __init__(self, seen: Seen, around: Around) -> None:
        self.seen = seen
        self.stage = seen.stage
        self.around = around
        self.findings = around.findings
        self.where: Where = ("stages", seen.name)
        self.common = {"parameters": around.parameters.hints, **around.stages}
        self.scope: Mapping[str, Any] = self.common

    def whole(self) -> Seen:
        self._waits_said()
        self._goes_over()
        if self.stage.when != "":
            self._condition()
        if self.seen.tool:
            self._needs(self.seen.tool)
            self._options(self.seen.tool)
            self._delivers(self.seen.tool)
        else:
            self._references(self.stage.input, (*self.where, "input"))
            self._references(self.stage.with_, (*self.where, "with"))
        if self.stage.out:
            self._text(self.stage.out, (*self.where, "out"))
        return self.seen

    def _waits_said(self) -> None:
        for number, other in enumerate(self.stage.after):
            where = (*self.where, "after", number)
            if other in self.around.stages:
                self._wait(other)
            else:
                hint = nearest(other, self.around.stages)
                self.findings.add(
                    "stage", where, f"{self.seen.name} waits for {other}, and there is none", hint
                )

    def _wait(self, name: str) -> None:
        if name in self.around.stages and name not in self.seen.waits:
            self.seen.waits.append(name)

    def _goes_over(self) -> None:
        """From here on there is an item, where there is more than one call."""
        if self.stage.for_each is None:
            return
        where = (*self.where, "for_each")
        item: Any = Any
        hint = self._references(self.stage.for_each, where)
        if self.seen.tool:
            try:
                item = hints.item_of(hint, self.seen.tool)
                values.check_things(self.seen.tool, self.stage, where, self.around)
            except BadInput as wrong:
                self.findings.add("type", where, wrong.message, wrong.hint)
        self.scope = {**self.common, "item": item, "number": int}

    def _condition(self) -> None:
        where = (*self.where, "when")
        try:
            asked = referenced_in_condition(condition(self.stage))
        except BadInput as wrong:
            self.findings.add("condition", where, wrong.message, wrong.hint)
            return
        for reference in asked:
            if reference.root in ("item", "number"):
                told = f"{reference}: a stage runs or does not, whatever its single things are"
                self.findings.add("reference", where, told, "ask before for_each, or leave it away")
            else:
                self._type_of(reference, where)

    def _needs(self, tool: AnyTool) -> None:
        for message, hint in lacks.lacking(tool, self.around.secrets):
            self.findings.add("machine", (*self.where, "tool"), message, hint)

    def _options(self, tool: AnyTool) -> None:
        subject = tool.subject
        options = {parameter.shown: parameter for parameter in tool.parameters if parameter is not subject}
        given: dict[str, tuple[Parameter, Any, Where]] = {}
        for name, value in self.stage.with_.items():
            where = (*self.where, "with", name)
            if name in options:
                given[name] = (options[name], value, where)
            else:
                mine = name in (subject.name, subject.shown)
                hint = "write it as input" if mine else nearest(name, options)
                self.findings.add("option", where, f"{tool.id} has no option {name}", hint, key=True)
                self._references(value, where)
        given = {subject.shown: (subject, *self._input()), **given}
        for name, missing in options.items():
            if missing.required and name not in self.stage.with_:
                told = f"{tool.id} needs {name}"
                self.findings.add("option", (*self.where, "with"), told, missing.help, key=True)
        literal = {}
        for name, (parameter, value, where) in given.items():
            if value is None and parameter is subject:
                continue
            self.seen.given[name] = value
            if self._is_taken(parameter, value, where):
                literal[name] = (value, where)
        values.check(tool, self.stage, literal, self.where, self.around)

    def _input(self) -> tuple[Any, Where]:
        where = (*self.where, "input")
        tool = self.seen.tool
        if self.stage.input is None and self.stage.for_each is None and not (tool and not tool.needs_input):
            hint = f"what {tool.id} works on: {tool.subject.help}" if tool else ""
            self.findings.add("missing", self.where, f"{self.seen.name} has no input", hint, key=True)
        return (
            "{item}" if self.stage.input is None and self.stage.for_each is not None else self.stage.input
        ), where

    def _is_taken(self, parameter: Parameter, value: Any, where: Where) -> bool:
        """Whether a value is known already; what will be put in later must be of a type that is taken."""
        if not isinstance(value, str):
            known = self._is_known(value, where)
            if not known and isinstance(value, list):
                self._entries(parameter, value, where)
            return known
        try:
            found = pieces(value)
        except BadInput as wrong:
            self.findings.add("reference", where, wrong.message, wrong.hint)
            return False
        if len(found) == 1 and isinstance(found[0], Reference):
            hint = self._type_of(found[0], where)
            is_refused = self._refuse(hint, parameter.hint, parameter, where, found[0])
            return hint is not None and not is_refused and self._value_is_known(found[0])
        return self._text(value, where)

    def _entries(self, parameter: Parameter, value: list[Any], where: Where) -> None:
        element = hints.element_of(parameter.hint)
        if element is None:
            self._refuse(list[Any], parameter.hint, parameter, where)
            return
        for number, one in enumerate(value):
            place = (*where, number)
            if isinstance(one, str) and (alone := self._alone(one)):
                self._refuse(self._type_of(alone, place), element, parameter, place, alone)
            elif not isinstance(one, str) or self._is_known(one, place):
                values.check_entry(parameter, element, one, place, self.around)

    def _refuse(
        self, hint: Any, wanted: Any, parameter: Parameter, where: Where, reference: Reference | None = None
    ) -> bool:
        if hint is None:
            return False
        is_subject = bool(self.seen.tool and parameter is self.seen.tool.subject)
        if told := hints.refusal(hint, wanted, all_at_once=is_subject):
            name = "input" if is_subject else parameter.shown
            advice = "say for_each, and take {item}" if told.endswith("takes one") else parameter.help
            if reference and hints.is_place_for_text(hint, wanted):
                parts = (replace(reference, path=(*reference.path, part)) for part in ("parent", "name"))
                advice = f"where it lies is a text: {'/'.join(map(str, parts))}"
            self.findings.add("type", where, f"{name}: {told}", advice)
        return bool(told)

    def _is_known(self, value: Any, where: Where) -> bool:
        """Whether a list or mapping refers to nothing that comes later."""
        self._references(value, where)
        try:
            return all(self._value_is_known(one) for one in templates.references(value))
        except BadInput:
            return False

    def _value_is_known(self, reference: Reference) -> bool:
        return bool(
            reference.root == "parameters"
            and reference.path
            and reference.path[0] in self.around.parameters.values
        )

    def _text(self, text: str, where: Where) -> bool:
        """Look at a text with references in it; whether all of them are known."""
        known = True
        try:
            found = [piece for piece in pieces(text) if isinstance(piece, Reference)]
        except BadInput as wrong:
            self.findings.add("reference", where, wrong.message, wrong.hint)
            return False
        for reference in found:
            hint = self._type_of(reference, where)
            if hint is not None and not hints.can_be_text(hint):
                told = f"{reference} is {hints.words(hint)}, which cannot be part of a text"
                self.findings.add("type", where, told, "name one of its parts")
            known = known and hint is not None and self._value_is_known(reference)
        return known

    def _references(self, value: Any, where: Where) -> Any:
        """Look at every reference in a value; the value's own type."""
        if isinstance(value, str):
            if (alone := self._alone(value)) is not None:
                return Any if (hint := self._type_of(alone, where)) is None else hint
            self._text(value, where)
            return str
        inside = list(_inside(value))
        types = [self._references(one, (*where, part)) for part, one in inside]
        if isinstance(value, list):
            same = bool(types) and all(one == types[0] for one in types)
            return list[types[0]] if same else list[Any]  # type: ignore[valid-type]
        return dict[str, Any] if isinstance(value, dict) else type(value)

    def _alone(self, value: str) -> Reference | None:
        try:
            return templates.alone(value)
        except BadInput:
            return None

    def _type_of(self, reference: Reference, where: Where) -> Any:
        """The type of what a reference will be; None where it leads nowhere, which is found."""
        self._wait(reference.root)
        if reference.root in ("item", "number") and reference.root not in self.scope:
            told = f"{reference} has a meaning only where there is for_each"
            self.findings.add("reference", where, told, "say what the stage goes over: for_each: folder/")
            return None
        try:
            return hints.looked_up(reference, self.scope)
        except BadInput as wrong:
            rule = "reference" if reference.root in self.scope else "stage"
            self.findings.add(rule, where, wrong.message, wrong.hint)
            return None

    def _delivers(self, tool: AnyTool) -> None:
        makes = delivery.makes_files(tool)
        if self.stage.out and not makes:
            told = f"{tool.id} makes no files, so there is nothing to deliver"
            self.findings.add("delivery", (*self.where, "out"), told, "its result stays with the run")
        if makes and not self.stage.keep and not self.stage.out:
            told = f"what {self.seen.name} makes would be thrown away"
            self.findings.add("delivery", (*self.where, "keep"), told, "say where it goes with out")


def _inside(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
