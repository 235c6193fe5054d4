"""Edit decision lists as the CMX 3600 wrote them, which every program for cutting still reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.media.timelines.timecode import counted, drops, timecode

if TYPE_CHECKING:
    from studio.media.timelines.cut import Clip, Timeline, Track, Transition

_FIRST_HOUR = 3600
_REEL = re.compile(r"[^A-Z0-9]")
_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_NAME = 120
_UNKNOWN = "AX"


def written(timeline: Timeline) -> str:
    """A timeline as a file: its first track of pictures, and its first track of sound that is heard.

    What lists of this kind have no name for, such as a whip from shot to shot, is a dissolve of the same
    length, with a note that says what it was.
    """
    return "\n".join([f"TITLE: {_plain(timeline.name)}", _counting(timeline), *_events(timeline), ""])


def _counting(timeline: Timeline) -> str:
    return f"FCM: {'DROP' if drops(timeline.rate) else 'NON-DROP'} FRAME"


def _events(timeline: Timeline) -> Iterator[str]:
    pictures = next((track for track in timeline.tracks if track.kind == "Video"), None)
    sound = next((track for track in timeline.tracks if track.kind == "Audio" and track.heard), None)
    number = 1
    for track, channel in ((pictures, "V"), (sound, "AA")):
        if track:
            yield from _List(timeline, channel, number).events(track)
            number += sum(1 for _ in track.placed())
    for marker in timeline.markers:
        at = _List(timeline, "V", 0).recorded(marker.start)
        yield f"* LOC: {at} {marker.colour:<7} {_plain(marker.name)}"


class _List:
    """The events of one track."""

    def __init__(self, timeline: Timeline, channel: str, first: int) -> None:
        self._rate, self._channel, self._first = timeline.rate, channel, first
        self._drop = drops(timeline.rate)
        self._begins = _FIRST_HOUR * counted(timeline.rate)
        if self._drop:
            # An hour of such timecode has as many frames as an hour of the clock, nearly.
            self._begins = round(_FIRST_HOUR * timeline.rate)

    def recorded(self, frame: int) -> str:
        """Where a frame of the film is on its tape, which begins at one o'clock."""
        return self._code(self._begins + frame)

    def _code(self, frame: int) -> str:
        return timecode(frame, self._rate, drop=self._drop)

    def events(self, track: Track) -> Iterator[str]:
        """One event a clip, and two lines where it comes out of a transition."""
        last: tuple[Clip, int] | None = None
        for number, (at, clip, before, after) in enumerate(track.placed(), self._first):
            early = before.before if before else 0
            begin, end = at - early, at + clip.frames - (after.before if after else 0)
            source = clip.start - early
            if before and last:
                yield from self._dissolve(number, (begin, end), clip, source, before, last)
            else:
                yield self._event(number, _reel(clip), "C", source, (begin, end))
                yield f"* FROM CLIP NAME: {_plain(clip.name)}"
            yield f"* SOURCE FILE: {_plain(clip.file)}"
            last = clip, source + end - begin

    def _dissolve(
        self,
        number: int,
        span: tuple[int, int],
        clip: Clip,
        source: int,
        how: Transition,
        last: tuple[Clip, int],
    ) -> Iterator[str]:
        """The clip before, ending as the dissolve begins, and the clip after, beginning with it."""
        yield self._event(number, _reel(last[0]), "C", last[1], (span[0], span[0]))
        yield self._event(number, _reel(clip), f"D    {how.frames:03}", source, span)
        yield f"* FROM CLIP NAME: {_plain(last[0].name)}"
        yield f"* TO CLIP NAME: {_plain(clip.name)}"
        if how.kind != "dissolve":
            yield f"* TRANSITION: {_plain(how.kind)}"

    def _event(self, number: int, reel: str, how: str, source: int, span: tuple[int, int]) -> str:
        begin, end = span
        times = (
            self._code(source),
            self._code(source + end - begin),
            self.recorded(begin),
            self.recorded(end),
        )
        return f"{number:03}  {reel:<8} {self._channel:<5} {how:<8} {' '.join(times)}"


def _reel(clip: Clip) -> str:
    """What a tape would be called: eight letters and digits."""
    return _REEL.sub("", clip.told.get("reel", "").upper())[:8] or _UNKNOWN


def _plain(text: str) -> str:
    """A text in one line."""
    return _LINE.sub(" ", text).strip()[:_LONGEST_NAME]
