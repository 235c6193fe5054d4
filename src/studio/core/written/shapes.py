"""The shape of what people write: checked by models, every misfit told with its place and what is meant."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.core.written.documents import Where
from studio.core.written.findings import Findings, nearest

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
        name = ".".join(str(part) for part in where + place)
        told = reason(error)
        if name or error["type"] != "value_error":
            told = f"{name or 'the file'}: {told}"
        findings.add("shape", where + place, told, _told_of(model, place))


def reason(error: Mapping[str, Any]) -> str:
    """What a check of pydantic complains of, in words of ours."""
    told: str = error["msg"].removeprefix("Value error, ")
    if error["type"] in _BOUNDS:
        bound, name = _BOUNDS[error["type"]]
        told = f"{bound} {error['ctx'][name]:g}"
    told = _WORDS.get(error["type"].partition("_")[0], told[:1].lower() + told[1:])
    if error["type"] == "value_error" and isinstance(error["input"], Mapping):
        # It is about how the parts of it go together: all of them are no help.
        return told
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
