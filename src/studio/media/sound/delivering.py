"""Sound that was made here, as a file of the format somebody wants."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.sound.formats import SoundFormat
from studio.media.sound.taping import taped

if TYPE_CHECKING:
    from numpy import ndarray


def recorded(blocks: Iterable[ndarray], target: Path, format: SoundFormat) -> Path:
    """Write blocks of left and right at 48 kHz.

    Args:
        blocks: The samples.
        target: The file to write, without its ending.
        format: Its format; WAV with 24 bits needs no encoder.
    """
    from studio.media.sound import formats, writing
    from studio.media.sound.recordings import recording

    tape = target.with_name(f"{target.name}.wav")
    taped(blocks, tape)
    if format == "wav":
        return tape
    made = recording(tape)
    encoding = formats.encoding(format, made.stream)
    return writing.write(
        writing.single(made, []), target.with_name(f"{target.name}{encoding.suffix}"), encoding
    ).path
