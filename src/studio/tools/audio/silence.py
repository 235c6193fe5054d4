"""Finding where recordings are silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from studio.core.materials import Audio, Decibels, Range, Seconds, Unit
from studio.core.tool import tool
from studio.media.sound.silences import Span


@dataclass(frozen=True)
class Silences:
    """Where a recording is silent.

    Attributes:
        spans: Each silence, from start to end.
        total: How long it is silent altogether.
        share: The silent part of the whole.
        duration: How long the recording is.
    """

    spans: tuple[Span, ...]
    total: Seconds
    share: Annotated[float, Unit("%")]
    duration: Seconds


@tool(pure=True)
def silence(
    sound: Audio,
    *,
    threshold: Decibels = -50,
    shortest: Annotated[Seconds, Range(above=0)] = 0.5,
) -> Silences:
    """List where a recording is silent.

    Silent is where every channel stays below the threshold for long enough. The times are exact to
    the sample.

    Args:
        sound: The recording, or a film whose sound is meant.
        threshold: What counts as silence: nothing louder than this, against full scale.
        shortest: How long it must last.

    Examples:
        studio audio silence interview.wav
        studio audio silence takes/ --threshold -40 --shortest 1.5 --json
    """
    from studio.media.sound import silences
    from studio.media.sound.recordings import recording

    heard = recording(sound)
    spans = silences.silences(heard, threshold=threshold, shortest=shortest)
    total = sum(span.length for span in spans)
    duration = max(heard.seconds, spans[-1].end if spans else 0.0)
    return Silences(tuple(spans), round(total, 6), round(100 * total / duration, 2), duration)
