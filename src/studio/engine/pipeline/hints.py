"""What a reference will be before there is anything, as Python's own types, and what a parameter can take."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from studio.core import materials
from studio.core.catalogue import AnyTool
from studio.core.errors import BadInput
from studio.core.materials import Media, Unit, media_of
from studio.core.written.findings import nearest
from studio.engine.written.templates import PATH_PARTS, Reference

OF_PARAMETERS: Mapping[str, Any] = {
    "audio": materials.Audio,
    "boolean": bool,
    "file": materials.AnyFile,
    "folder": materials.Folder,
    "image": materials.Image,
    "integer": int,
    "list": list[Any],
    "number": float,
    "text": str,
    "video": materials.Video,
}

# A film may be numbered pictures, and a file may be anything; only opening it tells.
_TAKEN: Mapping[str, frozenset[str]] = {
    "audio": frozenset({"audio", "file"}),
    "file": frozenset({"file", "audio", "video", "image", "footage"}),
    "folder": frozenset({"folder", "footage"}),
    "footage": frozenset({"footage", "video", "file"}),
    "image": frozenset({"image", "file"}),
    "video": frozenset({"video", "footage", "file"}),
}
_SEVERAL_WORDS = {
    "a file": "files",
    "a film or numbered pictures": "films",
    "a folder": "folders",
    "a number": "numbers",
    "a recording": "recordings",
    "a text": "texts",
    "a video": "videos",
    "a whole number": "whole numbers",
    "an image": "images",
}
_SEVERAL = frozenset({"folder", "footage"})
"""Kinds that may hold many things, and may be given where a list is wanted."""


def of_stage(tool: AnyTool, *, fans_out: bool) -> Mapping[str, Any]:
    """What can be asked of a stage."""
    output = list[tool.returns] if fans_out else tool.returns  # type: ignore[name-defined]
    return {"output": output, "count": int, "failed": int}


def item_of(hint: Any, tool: AnyTool) -> Any:
    """What one thing of a fan-out is, or BadInput where there are no single things to go over."""
    for one in alternatives(hint):
        if one is Any:
            return Any
        if get_origin(one) in (list, tuple):
            return get_args(one)[0] if get_args(one) else Any
        media = _material(one)
        if one is str or (media and media.kind in _SEVERAL | {"file"}):
            return _searched(tool)
    raise BadInput(
        f"for_each goes over a list or a folder, and this is {words(hint)}",
        hint="without for_each, one call takes it as its input",
    )


def _searched(tool: AnyTool) -> Any:
    """A folder is searched for what the tool takes."""
    media = tool.subject.media
    kind = media.kind if media and media.kind != "folder" else "file"
    return Annotated[Path, Media(kind)]


def looked_up(reference: Reference, scope: Mapping[str, Any]) -> Any:
    """The type of what a reference stands for; BadInput where there is nothing of that name."""
    if reference.root not in scope:
        raise BadInput(f"{reference}: there is no {reference.root}", hint=nearest(reference.root, scope))
    hint = scope[reference.root]
    for name in reference.path:
        hint = _part(hint, name, reference)
    if isinstance(hint, Mapping):
        known = ", ".join(f"{{{'.'.join((reference.root, *reference.path, name))}}}" for name in hint)
        raise BadInput(f"{reference} says too little", hint=f"write one of {known or 'them'}")
    return hint


def _part(hint: Any, name: str, reference: Reference) -> Any:
    if isinstance(hint, Mapping):
        if name in hint:
            return hint[name]
        inside = hint.get("output")
        meant = inside is not None and name in _fields(inside)
        told = f"did you mean {{{reference.root}.output.{name}}}?" if meant else nearest(name, hint)
        raise BadInput(f"{reference}: there is no {name}", hint=told)
    found = [part for one in alternatives(hint) if (part := _part_of(one, name)) is not None]
    if found:
        return found[0]
    raise BadInput(f"{reference}: {words(hint)} has no {name}", hint=nearest(name, _fields(hint)))


def _part_of(hint: Any, name: str) -> Any:
    if hint is Any or get_origin(hint) is dict or hint is dict:
        return Any
    if get_origin(hint) in (list, tuple):
        element = get_args(hint)[0] if get_args(hint) else Any
        if name.isdigit():
            return element
        parts = [part for one in alternatives(element) if (part := _part_of(one, name)) is not None]
        return list[parts[0]] if parts else None  # type: ignore[valid-type]
    if dataclasses.is_dataclass(hint) and name in (hints := get_type_hints(hint, include_extras=True)):
        return hints[name]
    return str if name in PATH_PARTS and (hint is str or _material(hint)) else None


def _fields(hint: Any) -> list[str]:
    """All that can be asked of a type."""
    found: list[str] = []
    for one in alternatives(hint):
        if get_origin(one) in (list, tuple):
            found += _fields(get_args(one)[0]) if get_args(one) else []
        elif dataclasses.is_dataclass(one):
            found += [field.name for field in dataclasses.fields(one)]
        if one is str or _material(one):
            found += PATH_PARTS
    return found


def alternatives(hint: Any) -> list[Any]:
    """The types of a union, without None; marks are kept."""
    if get_origin(hint) in (Union, UnionType):
        return [one for part in get_args(hint) if part is not NoneType for one in alternatives(part)]
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        if get_origin(inner) in (Union, UnionType):
            return [Annotated[one, *marks] if one is not NoneType else one for one in alternatives(inner)]
    return [] if hint is NoneType else [hint]


def refusal(given: Any, wanted: Any, *, all_at_once: bool = False) -> str:
    """Why a parameter cannot take what it would be given; empty if it can.

    Args:
        given: The type of what it would be given.
        wanted: The type of the parameter.
        all_at_once: Whether a folder may stand for the list of what is in it.
    """
    offers, wishes = alternatives(given), alternatives(wanted)
    if not offers or any(_fits(one, wish, all_at_once) for one in offers for wish in wishes):
        return ""
    several = all(_is_list(one) for one in offers) and not any(_is_list(one) for one in wishes)
    return f"this is {words(given)}, and it takes {'one' if several else words(wanted)}"


def element_of(hint: Any) -> Any:
    """The type of one entry, where a parameter takes a list; otherwise None."""
    return next((_element(one) for one in alternatives(hint) if _is_list(one)), None)


def can_be_text(hint: Any) -> bool:
    """Whether something can stand within a text."""
    simple = (str, int, float, bool)
    return any(
        one is Any or _material(one) or _plain(one) in simple or get_origin(_plain(one)) is Literal
        for one in alternatives(hint)
    )


def is_place_for_text(given: Any, wanted: Any) -> bool:
    """Whether a parameter takes a text and would be given a file."""
    offers = alternatives(given)
    is_file = bool(offers) and all(_material(one) for one in offers)
    return is_file and any(_plain(one) is str for one in alternatives(wanted))


def _fits(given: Any, wanted: Any, all_at_once: bool) -> bool:
    if given is Any or wanted is Any or given == wanted:
        return True
    if _is_list(wanted):
        return _fits_list(given, wanted, all_at_once)
    media = media_of(wanted)
    if media:
        offered = _material(given)
        return _plain(given) is str or bool(offered and offered.kind in _TAKEN[media.kind])
    return not _is_list(given) and _fits_value(given, wanted)


def _fits_list(given: Any, wanted: Any, all_at_once: bool) -> bool:
    if _is_list(given) and not refusal(_element(given), _element(wanted)):
        return True
    offered = _material(_element(given) if _is_list(given) else given)
    return all_at_once and (given is str or bool(offered and offered.kind in _SEVERAL))


def _fits_value(given: Any, wanted: Any) -> bool:
    readable = any(isinstance(mark, Unit) and mark.parse for mark in get_args(wanted)[1:])
    given, wanted = _plain(given), _plain(wanted)
    if get_origin(wanted) is Literal:
        choices = set(get_args(wanted))
        return given is str or (get_origin(given) is Literal and set(get_args(given)) <= choices)
    if get_origin(given) is Literal:
        given = type(get_args(given)[0])
    if wanted is str:
        return given in (str, int, float)
    if wanted is float:
        return given in (int, float) or (readable and given is str)
    if wanted in (int, bool):
        return given is wanted or (readable and given is str)
    return True


def _is_list(hint: Any) -> bool:
    return get_origin(_plain(hint)) in (list, tuple)


def _element(hint: Any) -> Any:
    inside = get_args(_plain(hint))
    return inside[0] if inside else Any


def _plain(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def _material(hint: Any) -> Media | None:
    """What a type is as material: itself, or of a result the first file in it."""
    if _is_list(hint):
        return None
    if found := media_of(hint):
        return found
    if not dataclasses.is_dataclass(hint):
        return None
    hints = get_type_hints(hint, include_extras=True)
    marks = (media_of(hints[field.name]) for field in dataclasses.fields(hint))
    return next((mark for mark in marks if mark), None)


def words(hint: Any) -> str:
    """A type in words."""
    return " or ".join(dict.fromkeys(_words(one) for one in alternatives(hint))) or "nothing"


def _words(hint: Any) -> str:
    plain = _plain(hint)
    simple = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", Any: "anything"}
    if _is_list(hint):
        inside = [_SEVERAL_WORDS.get(words(one), words(one)) for one in alternatives(_element(hint))]
        return "a list" if "anything" in inside else f"a list of {' or '.join(inside)}"
    if get_origin(plain) is Literal:
        return f"one of {', '.join(str(choice) for choice in get_args(plain))}"
    if media := media_of(hint):
        told = {"footage": "a film or numbered pictures", "audio": "a recording"}
        return told.get(media.kind, f"{'an' if media.kind == 'image' else 'a'} {media.kind}")
    if dataclasses.is_dataclass(hint):
        media = _material(hint)
        return words_of(media) if media else f"a {getattr(hint, '__name__', 'result')}"
    return simple.get(plain, getattr(plain, "__name__", str(plain)))


def words_of(media: Media) -> str:
    """A kind of media in words."""
    return _words(Annotated[Path, media])
