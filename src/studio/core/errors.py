"""The one tree of errors; whatever a user can meet is a leaf of it.

StudioError
├── BadInput      what was given cannot be used: a wrong value, a broken file
│   └── BadCall   the options contradict one another, or say too little, whatever the file
├── NotFound      something named is not there
├── Unavailable   a program, package, model, key or device is missing; the hint says the command that fixes it
├── Refused       it could be done but must not be: an existing file, a limit, a licence
└── ToolFailed    the work itself failed: a program gave up
    └── DiskFull  the disk has no room for what is made

Cancelled stands apart, so that no `except Exception` swallows it.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self


class StudioError(Exception):
    """An error a person can act on: one sentence, and a hint that says what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def told(self) -> str:
        """The sentence and the hint in one line, where there is room for no more."""
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def about(self, part: str) -> Self:
        """The same error, with the part of the work that it befell before what it says."""
        told = copy(self)
        told.message = f"{part}: {self.message}"
        told.args = (told.message,)
        return told

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), self.message, self.hint), self.__dict__


def _rebuilt(kind: type[StudioError], message: str, hint: str) -> StudioError:
    return kind(message, hint=hint)


class BadInput(StudioError):
    """What was given cannot be used."""


class BadCall(BadInput):
    """The options contradict one another, or say too little, whatever the file."""


class NotFound(StudioError):
    """Something named is not there."""


class Unavailable(StudioError):
    """Something this needs is missing on this machine."""


class Refused(StudioError):
    """It could be done but must not be."""


class ToolFailed(StudioError):
    """The work itself failed."""


class DiskFull(ToolFailed):
    """The disk has no room for what is made; with more room it would have been."""

    def __init__(self, message: str, *, hint: str = "", place: Path | None = None) -> None:
        super().__init__(message, hint=hint)
        self.place = place


class Cancelled(BaseException):
    """The person who asked for the work took it back."""
