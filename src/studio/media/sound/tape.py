"""A WAV file that samples are written into as they are made: 24 bits, at any length in little memory."""

from __future__ import annotations

import wave
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from studio.core.errors import BadInput, ToolFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy import ndarray

_BYTES = 3
_FULL = 2**23 - 1
_MOST = 2**32 - 2**16
"""Bytes that a WAV file can count."""


class Tape:
    """A recording that is being made.

    Attributes:
        written: How many samples of each channel are on it.
    """

    def __init__(self, path: Path, rate: int, channels: int = 2) -> None:
        """Set it up.

        Args:
            path: The file to write.
            rate: Samples a second.
            channels: How many channels there are.
        """
        self.written = 0
        self._path = path
        self._rate = rate
        self._channels = channels
        self._raw: BinaryIO
        self._file: wave.Wave_write

    def __enter__(self) -> Tape:
        with self._explained():
            self._raw = self._path.open("wb")
        self._file = wave.open(self._raw, "wb")
        self._file.setparams((self._channels, _BYTES, self._rate, 0, "NONE", "not compressed"))
        return self

    def add(self, block: ndarray) -> None:
        """Add samples.

        Args:
            block: A row for each instant, full scale being 1; what exceeds it is held there.
        """
        import numpy as np

        whole = np.rint(np.clip(block, -1, 1) * _FULL).astype("<i4")
        self.written += len(whole)
        if self.written * self._channels * _BYTES > _MOST:
            hours = _MOST / (self._channels * _BYTES * self._rate * 3600)
            raise BadInput(f"a WAV file cannot hold more than {hours:.0f} hours", hint="make it in parts")
        with self._explained():
            self._file.writeframesraw(whole.view(np.uint8).reshape(-1, 4)[:, :_BYTES].tobytes())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._explained(), self._raw:
            self._file.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What the file system says, as a person can act on it."""
        try:
            yield
        except OSError as refused:
            reason = (refused.strerror or str(refused)).lower()
            raise ToolFailed(
                f"{self._path.name} cannot be written: {reason}",
                hint="free some space, or write to another disk",
            ) from None
