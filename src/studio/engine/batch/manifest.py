"""The frozen items of a stage, until they are written into the folder of a run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

_AT_ONCE = 1 << 16


class Manifest:
    """Items, one JSON object a line. A hundred thousand lines are much alike, and take a few megabytes."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(1)
        self._packed: list[bytes] = []
        self._whole: bytes | None = None
        self.total = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add an item; only until they are read for the first time."""
        assert self._whole is None
        if packed := self._packer.compress(json.dumps(row).encode("ascii") + b"\n"):
            self._packed.append(packed)
        self.total += 1

    def lines(self) -> Iterator[str]:
        """The items as text, each with the end of its line."""
        if self._whole is None:
            self._whole = b"".join([*self._packed, self._packer.flush()])
            self._packed.clear()
        unpacker = zlib.decompressobj()
        rest, packed = b"", self._whole
        while packed:
            whole, separator, rest = (rest + unpacker.decompress(packed, _AT_ONCE)).rpartition(b"\n")
            yield from (whole + separator).decode("ascii").splitlines(keepends=True)
            packed = unpacker.unconsumed_tail
        yield from (rest + unpacker.flush()).decode("ascii").splitlines(keepends=True)

    @property
    def size(self) -> int:
        """How many bytes it takes while it waits."""
        return len(self._whole or b"") + sum(map(len, self._packed))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The items in plain values."""
        return (json.loads(line) for line in self.lines())
