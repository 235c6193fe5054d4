"""What pipelines and batches have in common on paper, and how the shape of what people write is checked."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from studio.core.materials import Range, Seconds, parse_bytes
from studio.engine import plans
from studio.engine.written.documents import Where
from studio.engine.written.findings import Findings, nearest

M = TypeVar("M", bound=BaseModel)

_ROUNDS = 8
_BOUNDS = {
    "greater_than": ("should be more than", "gt"),
    "greater_than_equal": ("should be at least", "ge"),
    "less_than": ("should be less than", "lt"),
    "less_than_equal": ("should be at most", "le"),
}
_WORDS = {
    "bool": "should be true or false",
    "dict": "should be names with values",
    "float": "should be a number",
    "int": "should be a whole number",
    "list": "should be a list",
    "model": "should be names with values",
    "path": "should be a path",
    "string": "should be a text",
}
_MOST_SHOWN = 60


class Written(BaseModel):
    """Anything people write: names that are not known are faults."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        coerce_numbers_to_str=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Retries(Written):
    """How often something that failed is tried again."""

    times: Annotated[int, Range(0, 1000)] = Field(default=0, description="How often, after the first try.")
    wait: Seconds = Field(default=1.0, description="The wait before the second try.")
    factor: Annotated[float, Range(1, 100)] = Field(
        default=2.0, description="How much longer every next wait is."
    )
    most: Seconds = Field(default=300.0, description="The longest wait.")
    jitter: Annotated[float, Range(0, 1)] = Field(
        default=0.25, description="The share by which a wait is stretched at random."
    )

    def planned(self) -> plans.Retries:
        return plans.Retries(self.times, self.wait, self.factor, self.most, self.jitter)


def _retries(given: object) -> object:
    return {"times": given} if isinstance(given, int) and not isinstance(given, bool) else given


def _memory(given: object) -> object:
    parse_bytes(given)
    return given


def _listed(given: object) -> object:
    return [given] if isinstance(given, str) else given


RetriesOrTimes = Annotated[
    Retries,
    BeforeValidator(_retries, json_schema_input_type=Annotated[int, Range(0, 1000)] | Retries),
]
NameOrNames = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
Values = dict[str, Any]
Memory = Annotated[str, BeforeValidator(_memory)]
Duration = Annotated[
    Seconds, WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}], "x-unit": "s"})
]


class Resources(Written):
    """What one call may count on."""

    cpu: Annotated[float, Range(0, 1024)] = Field(default=0.0, description="Cores one call uses.")
    memory: Memory = Field(default="", description="Memory one call uses, such as 2 GB.")


class Hook(Written):
    """What is done when a run has ended: a program is started, or an address is told."""

    command: list[str] = Field(
        default_factory=list, description="A program and its arguments; never a line for a shell."
    )
    webhook: str = Field(default="", description="An address that gets the run as JSON.")

    def planned(self) -> plans.Hook:
        return plans.Hook(tuple(self.command), self.webhook)


class File(Written):
    """What every file may say of itself."""

    name: str = Field(default="", description="What people call it; the name of the file if left out.")
    description: str = Field(default="", description="What it is good for.")
    folder: str = Field(
        default="",
        description="Where relative paths begin, seen from this file; the current folder if left out.",
    )
    on_success: list[Hook] = Field(default_factory=list, description="What is done when all went well.")
    on_failure: list[Hook] = Field(default_factory=list, description="What is done when it did not.")


def shaped(model: type[M], value: Any, findings: Findings, where: Where = ()) -> M | None:
    """A value as the model means it, without what has the wrong shape; None where nothing is left.

    Args:
        model: The model.
        value: What was written.
        findings: Where faults are added.
        where: The place of the value in the document.
    """
    told = False
    for _ in range(_ROUNDS):
        try:
            return model.model_validate(value)
        except ValidationError as refused:
            errors = refused.errors(include_url=False)
        if not told:
            for error in errors:
                _explain(model, error, findings, where)
            value, told = deepcopy(value), True
        for error in errors:
            if not _taken_out(value, error):
                return None
    return None


def _taken_out(value: Any, error: Any) -> bool:
    """Take out what is wrong, so that the rest can be looked at, too."""
    place = error["loc"][:-1] if error["type"] == "missing" else error["loc"]
    for part in place[:-1]:
        if not isinstance(value, dict | list) or not _holds(value, part):
            return True
        value = value[part]
    if not place or not isinstance(value, dict | list):
        return False
    if _holds(value, place[-1]):
        if isinstance(value, list):
            value.clear()
        else:
            del value[place[-1]]
    return True


def _holds(value: Any, part: Any) -> bool:
    return part in value if isinstance(value, dict) else isinstance(part, int) and part < len(value)


def _explain(model: type[BaseModel], error: Any, findings: Findings, where: Where) -> None:
    place = tuple(error["loc"])
    known = _names_at(model, place[:-1])
    if error["type"] == "extra_forbidden":
        name = str(place[-1])
        findings.add("name", where + place, f"there is no {name} here", nearest(name, known), key=True)
    elif error["type"] == "missing":
        hint = _told_of(model, place)
        findings.add("missing", where + place[:-1], f"{place[-1]} is missing", hint, key=True)
    else:
        name = ".".join(str(part) for part in where + place) or "the file"
        findings.add("shape", where + place, f"{name}: {reason(error)}", _told_of(model, place))


def reason(error: Mapping[str, Any]) -> str:
    """What a check of pydantic complains of, in words of ours."""
    told = error["msg"].removeprefix("Value error, ")
    if error["type"] in _BOUNDS:
        bound, name = _BOUNDS[error["type"]]
        told = f"{bound} {error['ctx'][name]:g}"
    told = _WORDS.get(error["type"].partition("_")[0], told[:1].lower() + told[1:])
    shown = repr(error["input"])
    return f"{told} (given: {shown if len(shown) <= _MOST_SHOWN else shown[: _MOST_SHOWN - 3] + '...'})"


def _names_at(model: type[BaseModel], place: Where) -> list[str]:
    found = _model_at(model, place)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def _told_of(model: type[BaseModel], place: Where) -> str:
    """The description of the field a place is in."""
    for end in range(len(place), 0, -1):
        found = _model_at(model, place[: end - 1])
        for name, field in found.model_fields.items() if found else ():
            if place[end - 1] in (name, field.alias):
                return f"{field.description or ''}".strip()
    return ""


def _model_at(model: Any, place: Where) -> type[BaseModel] | None:
    """The model that a place in a document is checked by."""
    hint = model
    for part in place:
        hint = _bare(hint)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            names = {field.alias or name: field for name, field in hint.model_fields.items()}
            hint = names[part].annotation if part in names else Any
        else:
            hint = get_args(hint)[-1] if get_args(hint) else Any
    hint = _bare(hint)
    return hint if isinstance(hint, type) and issubclass(hint, BaseModel) else None


def _bare(hint: Any) -> Any:
    """A type without its marks, and without None beside it."""
    while get_origin(hint) is Annotated or get_origin(hint) in (Union, UnionType):
        hint = next(part for part in get_args(hint) if part is not NoneType)
    return hint
