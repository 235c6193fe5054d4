"""What one kind of database must be able to do to keep the engine's tables."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from studio.core.errors import Refused, ToolFailed

Row = Mapping[str, Any]

BOOK = "engine"


class Hindered(ToolFailed):
    """The tables cannot be used at the moment: they are locked, full, read-only or out of reach."""


class Backend(ABC):
    """One connection, or as many as it takes; queries name their values as `:name`."""

    place: str
    """Where the tables lie, for people to read; never a password."""

    @abstractmethod
    def rows(self, query: str, values: Mapping[str, Any]) -> list[Row]:
        """Every row a query finds."""

    @abstractmethod
    def change(self, statement: str, values: Mapping[str, Any]) -> int:
        """Carry out a statement; returns how many rows it touched."""

    @abstractmethod
    def change_many(self, statement: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Carry out a statement once for each mapping of values."""

    @abstractmethod
    def begin(self) -> None:
        """Begin a transaction."""

    @abstractmethod
    def commit(self) -> None:
        """Make what was done since last."""

    @abstractmethod
    def roll_back(self) -> None:
        """Undo what was done since."""

    @abstractmethod
    def announce(self) -> None:
        """Wake those who wait, on this machine and others, once the transaction has come to its end."""

    @abstractmethod
    def wait(self, seconds: float) -> bool:
        """Wait until another process has changed something, or the time is over."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""


def still_to_do(steps: Sequence[str], version: int) -> Sequence[str]:
    """The scripts a database of this version lacks; Refused where it knows more than we do."""
    if version > len(steps):
        raise Refused(
            f"the engine's tables were written by a newer version ({version} > {len(steps)})",
            hint="install that version again, or set STUDIO_HOME to another folder",
        )
    return steps[version:]
