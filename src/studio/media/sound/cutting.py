"""Keeping parts of a recording and leaving out the rest, exact to the sample."""

from __future__ import annotations

from collections.abc import Sequence

from studio.media.sound.recordings import Recording
from studio.media.sound.silences import Span
from studio.media.sound.writing import Graph


def parts(recording: Recording, spans: Sequence[Span]) -> Graph:
    """The graph that lets some spans of a recording be heard one after the other.

    Args:
        recording: What is cut.
        spans: What stays, in order and apart from one another.
    """
    rate = recording.stream.rate
    marks = [round(time * rate) for span in spans for time in (span.start, span.end)]
    seconds = sum(span.length for span in spans)
    # The sound is cut at every mark; every second piece, beginning after the first mark, stays.
    count = len(marks) + 1
    pieces = "".join(f"[p{number}]" for number in range(count))
    cut = f"{recording.head()},asegment=samples={'|'.join(map(str, marks))}{pieces}"
    dropped = [f"[p{number}]anullsink" for number in range(0, count, 2)]
    settled = [f"[p{number}]asetpts=N/SR/TB[k{number}]" for number in range(1, count, 2)]
    joined = "".join(f"[k{number}]" for number in range(1, count, 2))
    chain = [cut, *dropped, *settled, f"{joined}concat=n={len(spans)}:v=0:a=1[out]"]
    return _graph(recording, ";".join(chain), seconds)


def part(recording: Recording, start: float, end: float | None) -> Graph:
    """The graph that lets one span be heard; it lasts to the end where none is named."""
    rate = recording.stream.rate
    until = "" if end is None else f":end_sample={round(end * rate)}"
    seconds = (recording.seconds if end is None else end) - start
    text = f"{recording.head()},atrim=start_sample={round(start * rate)}{until},asetpts=N/SR/TB[out]"
    return _graph(recording, text, seconds)


def _graph(recording: Recording, text: str, seconds: float) -> Graph:
    stream = recording.stream
    return Graph(recording.input, text, seconds, stream.rate, stream.layout, stream.channels)
