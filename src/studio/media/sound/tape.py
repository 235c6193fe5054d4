"""Writes sound that is made here into a WAV, block by block: 24 bits, at any length in little memory."""

from __future__ import annotations

import wave
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO

from studio.core.errors import ToolFailed

if TYPE_CHECKING:
    from numpy import ndarray

_BYTES = 3
_FULL = 2**23 - 1


class Tape:
    """A recording that is being made."""

    def __init__(self, path: Path, rate: int, channels: int = 2) -> None:
        """Set it up.

        Args:
            path: The file to write.
            rate: Samples a second.
            channels: How many channels there are.
        """
        self._path = path
        self._rate = rate
        self._channels = channels
        self._raw: BinaryIO
        self._file: wave.Wave_write

    def __enter__(self) -> Tape:
        try:
            self._raw = self._path.open("wb")
        except OSError as refused:
            raise ToolFailed(f"{self._path.name} cannot be written: {refused.strerror}") from None
        self._file = wave.open(self._raw, "wb")
        self._file.setparams((self._channels, _BYTES, self._rate, 0, "NONE", ""))
        return self

    def add(self, block: ndarray) -> None:
        """Add samples.

        Args:
            block: A row for each instant, full scale being 1; what exceeds it is cut off.
        """
        import numpy as np

        whole = np.rint(np.clip(block, -1, 1) * _FULL).astype("<i4")
        try:
            self._file.writeframesraw(whole.reshape(-1, 1).view(np.uint8)[:, :_BYTES].tobytes())
        except OSError as refused:
            raise ToolFailed(f"{self._path.name} cannot be written: {refused.strerror}") from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._raw.close()
