"""Templates that are filled with what a request says, and paths that lead to what an answer says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

FIELDS = (
    "prompt", "first", "last", "seed", "frames", "seconds", "fps", "width", "height", "aspect", "name",
)  # fmt: skip
PICTURES = ("first", "last")

_FIELD = re.compile(r"\{([^{}]*)\}")
_ABSENT = object()


def fields(template: Any) -> Iterator[str]:
    """The names between braces, wherever in a template they stand."""
    if isinstance(template, str):
        yield from _FIELD.findall(template)
    elif isinstance(template, Mapping):
        for value in template.values():
            yield from fields(value)
    elif isinstance(template, list):
        for value in template:
            yield from fields(value)


def filled(template: Any, values: Mapping[str, Any]) -> Any:
    """A template with values for its names.

    A text that is nothing but a name becomes its value as it is; where that is None, what it would be the
    value of is left out.

    Args:
        template: Texts, numbers, lists and mappings.
        values: The values, by name.
    """
    found = _filled(template, values)
    return None if found is _ABSENT else found


def _filled(template: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(template, Mapping):
        pairs = ((name, _filled(value, values)) for name, value in template.items())
        return {name: value for name, value in pairs if value is not _ABSENT}
    if isinstance(template, list):
        return [value for one in template if (value := _filled(one, values)) is not _ABSENT]
    if not isinstance(template, str):
        return template
    if alone := _FIELD.fullmatch(template):
        value = values.get(alone[1])
        return _ABSENT if value is None else value
    return _FIELD.sub(lambda found: _plain(values.get(found[1])), template)


def path(template: str, values: Mapping[str, str]) -> str:
    """A path with values for its names, each as one step of the path that leads nowhere else."""
    return _FIELD.sub(lambda found: quote(str(values.get(found[1], "")), safe=""), template)


def at(answer: Any, place: str, values: Mapping[str, str] | None = None) -> Any:
    """What an answer says at a place; None where it says nothing there.

    Args:
        answer: The answer.
        place: Names and numbers with dots between them: data.0.url.
        values: What names between braces in it stand for.
    """
    for step in place.split(".") if place else ():
        name = _FIELD.sub(lambda found: str((values or {}).get(found[1], "")), step)
        if isinstance(answer, Mapping):
            answer = answer.get(name)
        elif isinstance(answer, list) and name.lstrip("-").isdecimal():
            number = int(name)
            answer = answer[number] if -len(answer) <= number < len(answer) else None
        else:
            return None
    return answer


def _plain(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
