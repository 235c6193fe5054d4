"""Reading YAML as version 1.2 means it, with the place of everything in it; what is wrong is a finding.

PyYAML reads plain scalars by version 1.1, where 16:9 is 969 and `no` is false: we use its parser alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.written.findings import Finding

if TYPE_CHECKING:
    from yaml.events import Event

LARGEST = 32_000_000
_DEEPEST = 40
_MOST_BY_ALIASES = 100_000

Where = tuple[Any, ...]
_Place = tuple[int, int]
_START: _Place = (1, 1)

_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]{1,300}|0o[0-7]{1,300}|0x[0-9a-fA-F]{1,300}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_ENDLESS = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|[\ud800-\udfff]")
_YAML = "tag:yaml.org,2002:"
_KINDS: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "null": (type(None),),
}
_BASES = {"0o": 8, "0x": 16}


class _Wrong(Exception):
    """The file cannot be read on."""

    def __init__(self, place: _Place, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Document:
    """A file as it was read.

    Attributes:
        path: The file.
        text: All of it.
        value: What it says, in mappings, lists, texts, numbers, true, false and nothing.
    """

    path: Path
    text: str = field(repr=False)
    value: Any = field(repr=False)

    def place(self, where: Where, *, key: bool = False) -> _Place:
        """Line and column of a value or of the name it has; of what holds it, where it is not there."""
        for end in range(len(where), -1, -1):
            first, second = (self._values, self._names)
            if key:
                first, second = second, first
            if found := first.get(where[:end]) or second.get(where[:end]):
                return found
        return _START

    @cached_property
    def _read_again(self) -> _Reader:
        # Places are only wanted where something is wrong; keeping them for all would double the memory.
        reader = _Reader(self.text, placing=True)
        reader.read()
        return reader

    @property
    def _names(self) -> Mapping[Where, _Place]:
        return self._read_again.names

    @property
    def _values(self) -> Mapping[Where, _Place]:
        return self._read_again.values


def read(path: Path, *, empty: str = "write something into it") -> Document | list[Finding]:
    """Read a file, or tell why it cannot be read.

    Args:
        path: The file.
        empty: The hint that is given where nothing is in it.
    """
    try:
        text = _text(path)
        reader = _Reader(text)
        value = reader.read()
        if value is None:
            raise _Wrong(_START, "it is empty", empty)
    except _Wrong as wrong:
        return [Finding(str(path), *wrong.place, "syntax", wrong.message, wrong.hint)]
    if reader.findings:
        return sorted(
            Finding(str(path), *wrong.place, "syntax", wrong.message, wrong.hint) for wrong in reader.findings
        )
    return Document(path, text, value)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as refused:
        reason = getattr(refused, "strerror", None) or str(refused)
        raise _Wrong(_START, f"it cannot be read: {reason.lower()}", "look at the name") from None
    if len(content) > LARGEST:
        raise _Wrong(_START, "it is larger than 32 MB", "name folders or patterns instead of single files")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start]
        place = (before.count(b"\n") + 1, wrong.start - before.rfind(b"\n"))
        raise _Wrong(place, "it is not UTF-8 text", "save it as UTF-8") from None


@dataclass
class _Open:
    """A mapping or list that is being read."""

    value: Any
    where: Where
    anchor: str | None
    before: int
    key: str | None = None


class _Reader:
    """Makes values of the scanner's events, without recursion, so that no depth can break it."""

    def __init__(self, text: str, *, placing: bool = False) -> None:
        self.text = text
        self.findings: list[_Wrong] = []
        self.names: dict[Where, _Place] = {}
        self.values: dict[Where, _Place] = {}
        self._placing = placing
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0
        self._by_aliases = 0
        self._root: Any = None
        self._documents = 0

    def read(self) -> Any:
        for event in self._events():
            self._take(event)
        return self._root

    def _events(self) -> Iterator[Event]:
        import yaml

        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            yield from yaml.parse(self.text, Loader=loader)
        except yaml.MarkedYAMLError as wrong:
            raise self._misread(wrong) from None
        except (yaml.YAMLError, ValueError) as wrong:
            told = " ".join(str(wrong).split())
            raise _Wrong(_START, f"it is no YAML: {told}", "look for odd characters") from None

    def _misread(self, wrong: Any) -> _Wrong:
        mark = wrong.problem_mark or wrong.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else _START
        told = f"{wrong.problem or wrong.context}"
        lines = self.text.split("\n")
        line = lines[place[0] - 1] if place[0] <= len(lines) else ""
        hint = "look at the indentation, the colons and the quotation marks near it"
        if "\t" in line:
            hint = "indent with spaces, never with tabs"
        elif "{" in line and "'" not in line and '"' not in line:
            hint = "put a value that begins with a brace in quotation marks"
        return _Wrong(place, told, hint)

    def _take(self, event: Event) -> None:
        kind = type(event).__name__
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise _Wrong(_place(event), "a second document begins here", "keep one in a file")
        elif kind == "ScalarEvent":
            self._scalar(event)
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._begin(event, {} if kind == "MappingStartEvent" else [])
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._end()

    def _scalar(self, event: Any) -> None:
        if self._wants_key():
            self._key(event, event.value)
            return
        value = self._resolved(event)
        self._count += 1
        if event.anchor:
            self._anchors[event.anchor] = (value, 1)
        self._put(value, event)

    def _alias(self, event: Any) -> None:
        if any(one.anchor == event.anchor for one in self._open):
            raise _Wrong(_place(event), f"*{event.anchor} stands within what it repeats", "write it out")
        if event.anchor not in self._anchors:
            hint = f"mark what is meant with &{event.anchor} further up"
            raise _Wrong(_place(event), f"there is nothing called {event.anchor}", hint)
        value, count = self._anchors[event.anchor]
        self._by_aliases += count
        if self._by_aliases > _MOST_BY_ALIASES:
            raise _Wrong(_place(event), "repeated with *, the file grows beyond all measure", "write it out")
        self._count += count
        if self._wants_key():
            self._key(event, str(value) if isinstance(value, str | int | float) else None)
        else:
            self._put(value, event)

    def _begin(self, event: Any, value: Any) -> None:
        if len(self._open) >= _DEEPEST:
            raise _Wrong(_place(event), f"it goes more than {_DEEPEST} levels deep", "make it flatter")
        if event.tag not in (None, "!", f"{_YAML}map", f"{_YAML}seq"):
            self._complain(event, f"the tag {event.tag} means nothing here", "leave it away")
        if self._wants_key():
            raise _Wrong(_place(event), "a name must be a plain word", "put braces in quotation marks")
        where = self._put(value, event)
        self._count += 1
        self._open.append(_Open(value, where, event.anchor, self._count))

    def _end(self) -> None:
        done = self._open.pop()
        if done.anchor:
            self._anchors[done.anchor] = (done.value, self._count - done.before + 1)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _key(self, event: Any, name: str | None) -> None:
        inside = self._open[-1]
        if name is None or _CONTROL.search(name):
            raise _Wrong(_place(event), "a name must be a plain word", "put it in quotation marks")
        if name == "<<":
            self._complain(event, "<< is no part of YAML 1.2", "write the values out, or use defaults")
        if name in inside.value:
            self._complain(event, f"{name} is there twice", "keep one of them")
        inside.key = name
        if self._placing:
            self.names.setdefault((*inside.where, name), _place(event))

    def _put(self, value: Any, event: Any) -> Where:
        """Put a value where it belongs; returns the way to it."""
        where: Where = ()
        if not self._open:
            self._root = value
        elif isinstance((inside := self._open[-1]).value, dict):
            assert inside.key is not None
            where = (*inside.where, inside.key)
            inside.value[inside.key] = value
            inside.key = None
        else:
            where = (*inside.where, len(inside.value))
            inside.value.append(value)
        if self._placing:
            self.values.setdefault(where, _place(event))
        return where

    def _resolved(self, event: Any) -> Any:
        """A scalar as the core schema of YAML 1.2 means it."""
        text = event.value
        if _CONTROL.search(text):
            self._complain(event, "it has a character nobody can see", "take it out")
            return ""
        tag = event.tag or ""
        if not event.style and not tag:
            return self._plain(event, text)
        if not tag or tag in ("!", f"{_YAML}str"):
            return text
        kind = _KINDS.get(tag.removeprefix(_YAML)) if tag.startswith(_YAML) else None
        if kind is None:
            self._complain(event, f"the tag {tag} means nothing here", "leave it away")
            return text
        value = self._plain(event, text)
        if type(value) not in kind:
            self._complain(event, f"{text!r} is no {tag.removeprefix(_YAML)}", "leave the tag away")
        return value

    def _plain(self, event: Any, text: str) -> Any:
        value: Any = text
        if _NULL.fullmatch(text):
            value = None
        elif _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
            value = text.lower() == "true"
        elif _WHOLE.fullmatch(text):
            value = int(text, _BASES.get(text[:2], 10))
        elif _NUMBER.fullmatch(text):
            value = float(text)
        if _ENDLESS.fullmatch(text) or value in (float("inf"), float("-inf")):
            self._complain(event, f"{text} is no number anybody can work with", "write a smaller one")
        return value

    def _complain(self, event: Any, message: str, hint: str) -> None:
        self.findings.append(_Wrong(_place(event), message, hint))


def _place(event: Any) -> _Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
