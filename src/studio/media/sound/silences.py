"""Where a recording is silent, and what is left of it without that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from studio.core import scratch
from studio.core.materials import Seconds
from studio.media import encode, quoting
from studio.media.sound.recordings import Recording

_TOLD = re.compile(r"lavfi\.silence_(start|end)=(\S+)")
_LAST_END = re.compile(r"silence_end: (\S+)")
# Two times nearer than this are one: the shortest recording that makes sense is far longer.
_SAME = 0.001


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a recording.

    Attributes:
        start: Where it begins.
        end: Where it ends.
    """

    start: Seconds
    end: Seconds

    @property
    def length(self) -> float:
        return self.end - self.start


def silences(recording: Recording, *, threshold: float, shortest: float) -> list[Span]:
    """Find every stretch in which all channels stay below a level, exact to the sample.

    Args:
        recording: What to listen to.
        threshold: The level, in dB against full scale.
        shortest: How long it must be quiet, in seconds.
    """
    with scratch.anywhere() as place:
        told = place / "silence.txt"
        chain = [
            recording.head().partition("]")[2],
            f"silencedetect=noise={threshold}dB:duration={shortest}",
            f"ametadata=mode=print:file={quoting.in_graph(str(told))}",
        ]
        said = encode.messages(
            [
                *("-nostats", "-vn", "-sn", "-dn", *recording.input),
                *("-map", f"0:{recording.stream.index}", "-af", ",".join(chain)),
            ],
            seconds=recording.seconds,
            label="Listening",
        )
        events = _TOLD.findall(told.read_text("ascii", "replace")) if told.exists() else []
    return _spans(events, said, recording.seconds)


def _spans(events: Sequence[tuple[str, str]], said: str, seconds: float) -> list[Span]:
    times = {
        kind: [max(0.0, float(time)) for which, time in events if which == kind] for kind in ("start", "end")
    }
    starts, ends = times["start"], times["end"]
    if len(starts) > len(ends):
        # A silence that lasts to the end is settled only after the last sample, and told in words.
        last = _LAST_END.findall(said)
        ends = [*ends, float(last[-1]) if last else seconds]
    return [Span(start, end) for start, end in zip(starts, ends, strict=False) if end > start]


def kept(quiet: Sequence[Span], seconds: float, *, padding: float, inside: bool) -> list[Span]:
    """What is left without the silence.

    Args:
        quiet: The silences.
        seconds: How long the whole is.
        padding: How much of each silence stays beside the sound.
        inside: Take silence out between sounds too, not only at both ends.
    """
    edges = [Span(0.0, 0.0), *quiet, Span(seconds, seconds)]
    sounds = [Span(before.end, after.start) for before, after in pairwise(edges)]
    sounds = [sound for sound in sounds if sound.length > _SAME]
    if not inside and sounds:
        sounds = [Span(sounds[0].start, sounds[-1].end)]
    wide = [Span(max(0.0, sound.start - padding), min(seconds, sound.end + padding)) for sound in sounds]
    # Between sounds with little silence there is nothing to take out.
    return merged(wide)


def merged(spans: Sequence[Span], *, apart: float = _SAME) -> list[Span]:
    """Make one of spans that touch or lie nearer to one another than this."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end + apart:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
