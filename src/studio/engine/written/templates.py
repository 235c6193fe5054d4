"""References in braces: `{stage.output}` stands for what a stage has made, `{item}` for one of many."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from studio.core.delivery import material_fields
from studio.core.errors import BadInput

PATH_PARTS: Mapping[str, Callable[[Path], str]] = {
    "name": lambda path: path.name,
    "parent": lambda path: str(path.parent),
    "stem": lambda path: path.stem,
    "suffix": lambda path: path.suffix.removeprefix("."),
}
"""What can be asked of a path. The suffix comes without its dot: one writes {item.stem}.{item.suffix}."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
"""What parameters, stages and fields are called."""

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PART = re.compile(rf"{NAME.pattern}|\d{{1,9}}")
_ESCAPED = {"{{": "{", "}}": "}"}


@dataclass(frozen=True)
class Reference:
    """What stands between two braces.

    Attributes:
        root: `parameters`, `item`, `number` or the name of a stage.
        path: The names after it; whole numbers count from 0 in a list.
        at: Where in the text it begins.
    """

    root: str
    path: tuple[str, ...] = ()
    at: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return "{" + ".".join((self.root, *self.path)) + "}"


def references(value: Any) -> list[Reference]:
    """Every reference in a text, or in the texts of lists and mappings; BadInput where braces are astray."""
    return [piece for text in _texts(value) for piece in pieces(text) if isinstance(piece, Reference)]


def alone(text: str) -> Reference | None:
    """The reference that a text is, where it is nothing else."""
    found = pieces(text)
    return found[0] if len(found) == 1 and isinstance(found[0], Reference) else None


def filled(value: Any, scope: Mapping[str, Any]) -> Any:
    """A value with its references replaced by what they stand for.

    A text that is one single reference becomes the thing itself, whatever its type.

    Args:
        value: A text, or lists and mappings that hold some.
        scope: What there is, by root.
    """
    if not isinstance(value, str):
        return _mapped(value, lambda one: filled(one, scope))
    single = alone(value)
    return looked_up(single, scope) if single else filled_text(value, scope)


def filled_text(text: str, scope: Mapping[str, Any]) -> str:
    """A text with its references replaced, which stays a text whatever they stand for."""
    return "".join(one if isinstance(one, str) else _as_text(one, scope) for one in pieces(text))


def settled(value: Any, scope: Mapping[str, Any]) -> Any:
    """A value with those references replaced whose roots are known already; the others stay for later.

    What is put in is escaped: it is filled once more, and must come out of that as it is.
    """
    if not isinstance(value, str):
        return _mapped(value, lambda one: settled(one, scope))
    single = alone(value)
    return (
        escaped(looked_up(single, scope)) if single and single.root in scope else settled_text(value, scope)
    )


def settled_text(text: str, scope: Mapping[str, Any]) -> str:
    """The same for a text that stays one whatever its references stand for."""

    def put_in(piece: str | Reference) -> str:
        if isinstance(piece, Reference) and piece.root not in scope:
            return str(piece)
        return str(escaped(piece if isinstance(piece, str) else _as_text(piece, scope)))

    return "".join(put_in(piece) for piece in pieces(text))


def escaped(value: Any) -> Any:
    """A plain value written so that filling it gives it back; paths become texts."""
    if isinstance(value, str | Path):
        return str(value).replace("{", "{{").replace("}", "}}")
    return _mapped(value, escaped)


def material(value: Any) -> Any:
    """What a tool made as something other tools take: of several files and values the first file.

    Lists are gone through; whatever holds no files comes back as it is.
    """
    if isinstance(value, list | tuple):
        return [material(one) for one in value]
    fields = material_fields(value)
    return getattr(value, fields[0]) if fields else value


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str | Reference, ...]:
    """A text taken apart into plain text, its doubled braces made single, and references."""
    found: list[str | Reference] = []
    plain: list[str] = []
    end = 0
    for match in _PIECE.finditer(text):
        plain.append(text[end : match.start()])
        end = match.end()
        if match[0] in _ESCAPED:
            plain.append(_ESCAPED[match[0]])
            continue
        if match[1] is None:
            raise _astray(match[0], text)
        found += [joined] if (joined := "".join(plain)) else []
        plain = []
        found.append(_reference(match[1], match.start()))
    joined = "".join((*plain, text[end:]))
    return (*found, joined) if joined or not found else tuple(found)


def looked_up(reference: Reference, scope: Mapping[str, Any]) -> Any:
    """What a reference stands for."""
    if reference.root not in scope:
        raise BadInput(
            f"{reference}: there is no {reference.root} here", hint=_nearest(reference.root, list(scope))
        )
    value = scope[reference.root]
    for name in reference.path:
        value = _part(value, name, reference)
    return value


def _reference(inside: str, at: int) -> Reference:
    names = inside.strip().split(".")
    if not NAME.fullmatch(names[0]) or not all(_PART.fullmatch(name) for name in names[1:]):
        raise BadInput(
            f"{{{inside}}} is no reference",
            hint="write {parameters.NAME}, {STAGE.output} or {item}; for the brace itself write {{ or }}",
        )
    return Reference(names[0], tuple(names[1:]), at)


def _astray(brace: str, text: str) -> BadInput:
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    missing = "}" if brace == "{" else "{"
    return BadInput(
        f"{brace} without {missing} in {shown!r}", hint=f"for the brace itself write it twice: {brace}{brace}"
    )


def _part(value: Any, name: str, reference: Reference) -> Any:
    """The part of a value that a name asks for; of a list the part of each."""
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
        raise BadInput(f"{reference}: there is no {name}", hint=_nearest(name, [str(key) for key in value]))
    if isinstance(value, list | tuple):
        return _of_list(value, name, reference)
    if dataclasses.is_dataclass(value) and name in (
        fields := [one.name for one in dataclasses.fields(value)]
    ):
        return getattr(value, name)
    path = material(value)
    if isinstance(path, str | Path) and name in PATH_PARTS:
        return PATH_PARTS[name](Path(path))
    known = fields if dataclasses.is_dataclass(value) else list(PATH_PARTS)
    raise BadInput(f"{reference}: {kind_in_words(value)} has no {name}", hint=_nearest(name, known))


def _of_list(values: list[Any] | tuple[Any, ...], name: str, reference: Reference) -> Any:
    if not name.isdigit():
        return [_part(one, name, reference) for one in values]
    if int(name) >= len(values):
        raise BadInput(
            f"{reference}: the list has {len(values)} entries",
            hint="the first is 0; test its length with when",
        )
    return values[int(name)]


def _as_text(reference: Reference, scope: Mapping[str, Any]) -> str:
    value = material(looked_up(reference, scope))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, str | Path | int):
        return str(value)
    hint = "name one of its parts" if dataclasses.is_dataclass(value) else "let the reference stand alone"
    raise BadInput(f"{reference} is {kind_in_words(value)}, which cannot be part of a text", hint=hint)


def kind_in_words(value: Any) -> str:
    """What sort of thing a value is, for people."""
    words = {bool: "true or false", int: "a number", float: "a number", str: "a text", type(None): "nothing"}
    if isinstance(value, Path):
        return "a path"
    if isinstance(value, list | tuple):
        return "a list"
    return words.get(type(value), f"a {type(value).__name__}")


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known)) or 'none'}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, Mapping):
        return {name: change(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [change(one) for one in value]
    return value
