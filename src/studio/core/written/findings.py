"""What is wrong with a file people wrote: every fault with its place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Protocol

MOST = 200
"""How many faults of one file are told; whoever has more has one that explains them."""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault.

    Attributes:
        file: The file it is in.
        line: The line, counted from 1.
        column: The column, counted from 1.
        rule: What it offends against, in one word.
        message: What is wrong.
        hint: What to do about it.
    """

    file: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class Placing(Protocol):
    """A file that knows the place of everything in it."""

    @property
    def path(self) -> Path: ...

    def place(self, where: tuple[Any, ...], *, key: bool = False) -> tuple[int, int]: ...


class Findings:
    """All that is wrong with one document, each thing told once."""

    def __init__(self, document: Placing) -> None:
        self.document = document
        self._found: dict[Finding, None] = {}
        self._left_out = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def are_many(self) -> bool:
        """Whether there are so many that looking for more is in vain."""
        return len(self._found) >= MOST

    def add(
        self, rule: str, where: tuple[Any, ...], message: str, hint: str = "", *, key: bool = False
    ) -> None:
        """Add a fault.

        Args:
            rule: What it offends against.
            where: The names and numbers that lead to it from the top of the document.
            message: What is wrong.
            hint: What to do about it.
            key: Whether the name is at fault, not the value.
        """
        if len(self._found) >= MOST:
            self._left_out += 1
            return
        line, column = self.document.place(where, key=key)
        finding = Finding(str(self.document.path), line, column, rule, message, _as_hint(hint))
        self._found[finding] = None

    def all(self) -> list[Finding]:
        """Every fault, from the top of the file to its end."""
        found = sorted(self._found)
        if self._left_out:
            told = f"and {self._left_out:,} more faults that are not told"
            found.append(
                Finding(str(self.document.path), found[-1].line, 1, "more", told, "mend these first")
            )
        return found


def _as_hint(told: str) -> str:
    """As one says it aloud, also where it is the help of an option."""
    told = told.removesuffix(".")
    return told if told[1:2].isupper() else told[:1].lower() + told[1:]


def nearest(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names what somebody most likely meant."""
    known = sorted(known)
    near = get_close_matches(name, known, n=1) or get_close_matches(name.replace("-", "_"), known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return otherwise or (f"there are: {', '.join(known)}" if known else "")
