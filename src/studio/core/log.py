"""The structured log: one JSON object a line, never a secret."""

from __future__ import annotations

import io
import json
import sys
import time
import weakref
from collections.abc import Sequence
from typing import IO, Any

from studio.core.errors import BadInput

_MASK = "********"
_SHORTEST_SECRET = 4
_EVERYWHERE = frozenset({"ts_ms", "level", "event", "run", "tool"})


class Log:
    """Writes what happens to a file or to stderr; with neither it is silent."""

    def __init__(self, target: str = "", *, run: str = "", secrets: Sequence[str] = ()) -> None:
        self._run = run
        # A value of one or two letters would mask half of every line and protect nobody.
        self._secrets = sorted((s for s in secrets if len(s) >= _SHORTEST_SECRET), key=len, reverse=True)
        self._stream = _opened(target)
        if self._stream and self._stream is not sys.stderr:
            weakref.finalize(self, self._stream.close)

    def write(self, event: str, level: str = "info", tool: str = "", /, **fields: Any) -> None:
        """Record one event.

        Args:
            event: What happened, as one dotted word.
            level: debug, info, warning or error.
            tool: The id of the tool it happened in.
            **fields: Anything worth knowing, as plain values.
        """
        if self._stream is None:
            return
        entry = {"ts_ms": time.time_ns() // 1_000_000, "level": level, "event": event, "run": self._run}
        entry |= {"tool": tool} if tool else {}
        # A tool may note what it likes; what every line says keeps its name.
        entry |= {f"{name}_" if name in _EVERYWHERE else name: value for name, value in fields.items()}
        self._stream.write(json.dumps(self.masked(entry), default=str) + "\n")
        self._stream.flush()

    def masked(self, value: Any) -> Any:
        """The same value with every secret in it made unreadable."""
        if isinstance(value, str):
            for secret in self._secrets:
                value = value.replace(secret, _MASK)
            return value
        if isinstance(value, dict):
            return {self.masked(name): self.masked(inner) for name, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.masked(inner) for inner in value]
        return value if isinstance(value, (int, float, bool, type(None))) else self.masked(str(value))


def _opened(target: str) -> IO[str] | None:
    if not target:
        return None
    if target == "-":
        return sys.stderr
    try:
        return io.TextIOWrapper(io.FileIO(target, "a"), "utf-8", write_through=True)
    except OSError as refused:
        reason = (refused.strerror or str(refused)).lower()
        raise BadInput(
            f"the log {target} cannot be written: {reason}", hint="choose another --log-json"
        ) from None
