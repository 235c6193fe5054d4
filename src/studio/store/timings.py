"""How long parts of films took on this machine, so that later films can be told how long they will take."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from studio.store.filing.home import home

_NAME = "timings.jsonl"
_KEPT = 2000
_LONGEST = 1 << 19


class Took(NamedTuple):
    """How long something took.

    Attributes:
        kind: What it was.
        amount: How much of it there was.
        seconds: How long it took.
    """

    kind: str
    amount: float
    seconds: float


def note(kind: str, amount: float, seconds: float) -> None:
    """Write down how long something took. Nothing is lost with it, so nothing fails for it.

    Args:
        kind: What it was.
        amount: How much of it there was, in whatever that is counted.
        seconds: How long it took.
    """
    line = json.dumps([kind, round(amount), round(seconds, 4)]) + "\n"
    with suppress(OSError):
        path = home() / _NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        # One write of one line: workers that note at the same time do not mix theirs.
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)
        if path.stat().st_size > _LONGEST:
            _shorten(path)


@contextmanager
def noted(kind: str, amount: float) -> Iterator[None]:
    """Write down how long the block takes, if it comes to its end.

    Args:
        kind: What it is.
        amount: How much of it there is.
    """
    began = time.monotonic()
    yield
    note(kind, amount, time.monotonic() - began)


def history() -> list[Took]:
    """What was written down, the latest last."""
    return list(_read(home() / _NAME))[-_KEPT:]


def _read(path: Path) -> Iterator[Took]:
    with suppress(OSError):
        for line in path.read_bytes().splitlines():
            with suppress(ValueError, TypeError):
                kind, amount, seconds = json.loads(line)
                yield Took(str(kind), float(amount), float(seconds))


def _shorten(path: Path) -> None:
    kept = [json.dumps(list(one)) for one in list(_read(path))[-_KEPT:]]
    shorter = path.with_name(f"{path.name}.{os.getpid()}")
    shorter.write_text("\n".join([*kept, ""]), "utf-8")
    shorter.replace(path)
