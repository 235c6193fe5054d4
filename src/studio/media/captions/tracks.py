"""Captions that a film carries as a track of text."""

from __future__ import annotations

from pathlib import Path

from studio.media.captions.cues import Cue, tidy
from studio.media.opening import opened, packets

_TEXTS = ("mov_text",)


def cues(path: Path, stream: int) -> list[Cue]:
    """The cues of a track of an MP4 film, in the order of their times; none where it is of another kind.

    Args:
        path: The film.
        stream: The number of the track in the file.
    """
    found: list[Cue] = []
    with opened(path) as container:
        track = container.streams[stream]
        if track.codec_context.codec.canonical_name not in _TEXTS:
            return found
        for packet in packets(container, track):
            data = bytes(packet)
            text = data[2 : 2 + int.from_bytes(data[:2], "big")].decode("utf-8", "replace")
            lines = tuple(filter(None, (tidy(line) for line in text.replace("\r", "\n").split("\n"))))
            if lines and packet.pts is not None and packet.time_base:
                start = float(packet.pts * packet.time_base)
                end = start + float((packet.duration or 0) * packet.time_base)
                found.append(Cue(round(1000 * start), round(1000 * end), lines))
    return sorted(found, key=lambda cue: cue.start)
