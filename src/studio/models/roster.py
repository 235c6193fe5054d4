"""Who can be asked for one kind of work: those that come along, and those of other packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from studio.core.errors import NotFound, Unavailable


@dataclass(frozen=True)
class Roster:
    """Everybody who does one kind of work; a module is imported only when somebody of it is asked.

    Attributes:
        kind: What people call one of them.
        own: Those that come along: by name, where the function lies that makes one.
        entry_points: Where other packages say the same of theirs.
    """

    kind: str
    own: Mapping[str, str]
    entry_points: str

    def names(self) -> list[str]:
        """Everybody who can be asked: those that come along, then those of other packages."""
        return [*self.own, *(name for name in self._others() if name not in self.own)]

    def known(self, name: str) -> bool:
        """Whether somebody is called so, with or without a model of his own behind a colon."""
        return name.partition(":")[0] in self.names()

    def refuse_unknown(self, name: str) -> None:
        """Raise NotFound where nobody is called so."""
        if not self.known(name):
            raise self._nobody(name)

    def maker(self, name: str) -> Any:
        """The function that makes the one of a name.

        Args:
            name: What it is called; which of its models is meant may stand behind a colon.

        Raises:
            NotFound: Nobody is called so.
            Unavailable: The package it comes from cannot be used.
        """
        base = name.partition(":")[0]
        where = self.own.get(base) or self._others().get(base)
        if where is None:
            raise self._nobody(name)
        module, _, called = where.partition(":")
        try:
            return getattr(import_module(module), called)
        except (ImportError, AttributeError) as broken:
            raise Unavailable(
                f"the {self.kind} {name} cannot be used: {broken}",
                hint=f"install the package of {module} again",
            ) from broken

    def _nobody(self, name: str) -> NotFound:
        from studio.core.written.findings import nearest

        hint = nearest(name.partition(":")[0], self.names())
        return NotFound(f"there is no {self.kind} called {name}", hint=hint)

    def _others(self) -> Mapping[str, str]:
        from importlib.metadata import entry_points

        return {entry.name: entry.value for entry in entry_points(group=self.entry_points)}
