"""Reading what programs have written: plain recordings of one voice."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import ToolFailed

if TYPE_CHECKING:
    from numpy import ndarray


def read(path: Path, speaker: str) -> tuple[ndarray, int]:
    """The samples of a recording, from -1 to 1, and how many there are in a second.

    Args:
        path: The recording.
        speaker: Who wrote it, for sentences about it.
    """
    import numpy as np

    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2:
                raise ToolFailed(f"{speaker} wrote samples of {8 * file.getsampwidth()} bits, not 16")
            frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
            channels, rate = file.getnchannels(), file.getframerate()
    except (OSError, EOFError, wave.Error):
        raise ToolFailed(f"{speaker} wrote no recording") from None
    return frames.reshape(-1, channels).mean(axis=1).astype(np.float32) / 32768, rate
