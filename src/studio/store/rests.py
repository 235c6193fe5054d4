"""Which makers of pictures are let rest, because they failed again and again; for all processes of a home."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from studio.core.breaker import FAILURES, WITHIN, Breaker
from studio.core.scratch import unwritable

_NAME = "rests.json"


@dataclass(frozen=True)
class Rest:
    """A maker that has failed lately.

    Attributes:
        name: What it is called.
        breaker: Whether it is let rest.
        error: What went wrong the last time.
    """

    name: str
    breaker: Breaker
    error: str


class Rests:
    """All that have failed since they last did well."""

    def __init__(self, home: Path) -> None:
        """Take them up.

        Args:
            home: The home they are kept in.
        """
        self.path = home / "providers" / _NAME

    def all(self) -> list[Rest]:
        """Every one of them, by name."""
        with suppress(OSError):
            return sorted(_read(self.path.read_text("utf-8")).values(), key=lambda rest: rest.name)
        return []

    def hindrance(self, name: str, now: float | None = None) -> str:
        """Why a maker is not asked now; nothing if it is, and then this counts as its try."""
        now = time.time() if now is None else now
        if not any(rest.name == name and rest.breaker.opened is not None for rest in self.all()):
            return ""
        with self._changing() as rests:
            if (rest := rests.get(name)) is None:
                return ""
            if not rest.breaker.lets_through(now):
                return told(rest, now)
            rests[name] = Rest(name, rest.breaker.begun(now), rest.error)
            return ""

    def went_well(self, name: str) -> None:
        """A maker has done what it was asked."""
        if any(rest.name == name for rest in self.all()):
            with self._changing() as rests:
                rests.pop(name, None)

    def went_wrong(self, name: str, error: str, now: float | None = None) -> None:
        """A maker has failed."""
        now = time.time() if now is None else now
        with self._changing() as rests:
            before = rests[name].breaker if name in rests else Breaker()
            rests[name] = Rest(name, before.failed(now), error)

    def reset(self, name: str) -> bool:
        """Forget what went wrong with a maker; tells whether anything had."""
        with self._changing() as rests:
            return rests.pop(name, None) is not None

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Rest]]:
        """All of them, to be changed; nobody else changes them meanwhile."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                file.seek(0)
                rests = _read(file.read())
                yield rests
                file.truncate(0)
                file.write(json.dumps({name: _plain(rest) for name, rest in rests.items()}, indent=1) + "\n")
        except OSError as refused:
            raise unwritable(self.path, refused) from None


def told(rest: Rest, now: float) -> str:
    """Why a maker rests, and how it goes on, in one sentence."""
    often = f"{rest.name} failed {FAILURES} times within {WITHIN / 60:.0f} minutes"
    last = f"(last: {rest.error.rstrip('.')})"
    if rest.breaker.state(now) == "half-open":
        return f"{often} {last}; another shot is trying whether it works again"
    clock = time.strftime("%H:%M:%S", time.localtime(rest.breaker.until()))
    return f"{often} {last}; it is asked again at {clock}, or after studio breakers reset {rest.name}"


def _plain(rest: Rest) -> dict[str, Any]:
    return {**asdict(rest.breaker), "error": rest.error}


def _read(text: str) -> dict[str, Rest]:
    """What was written; nothing of it where a crash has left it broken."""
    try:
        return {name: _rest(name, dict(entry)) for name, entry in json.loads(text).items()}
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}


def _rest(name: str, entry: dict[str, Any]) -> Rest:
    breaker = Breaker(tuple(entry["failures"]), entry["opened"], entry["pause"], entry["tried"])
    return Rest(name, breaker, str(entry["error"]))
