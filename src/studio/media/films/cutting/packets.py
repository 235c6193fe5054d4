"""A video stream as its packets stand in the file, and which of them a cut can keep as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.core.errors import BadInput
from studio.media.opening import opened, packets

if TYPE_CHECKING:
    import av
    from av.container import InputContainer


class Entry(NamedTuple):
    """One packet: a picture in the order of decoding."""

    pts: int
    dts: int
    duration: int
    key: bool


@dataclass(frozen=True)
class Span:
    """A stretch of time in the stream's own units; the end is not part of it."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.start < self.end

    def __contains__(self, pts: int) -> bool:
        return self.start <= pts < self.end


@dataclass(frozen=True)
class Plan:
    """What becomes of a cut: pictures to encode before and after, and the packets to copy between."""

    whole: Span
    head: Span
    middle: Span
    tail: Span
    frames: int
    copied: int


@dataclass(frozen=True)
class Index:
    """All packets of one video stream, in the order of decoding."""

    entries: tuple[Entry, ...]
    time_base: Fraction
    discards: bool

    @cached_property
    def end(self) -> int:
        last = max(self.entries, key=lambda entry: entry.pts)
        return last.pts + (last.duration or self.usual_duration)

    @cached_property
    def start(self) -> int:
        return min(entry.pts for entry in self.entries)

    @cached_property
    def usual_duration(self) -> int:
        times = sorted(entry.pts for entry in self.entries)
        steps = sorted(later - earlier for earlier, later in pairwise(times))
        return steps[len(steps) // 2] if steps else 1

    def seconds(self, pts: int) -> float:
        return float(pts * self.time_base)


def index(path: Path) -> Index:
    """Read where every picture of the main video stream lies; nothing is decoded."""
    with opened(path) as container:
        stream = main_stream(container, path)
        time_base = stream.time_base
        entries, discards = [], False
        for packet in pictures(container, stream):
            discards = discards or packet.is_discard
            dts = packet.pts if packet.dts is None else packet.dts
            entries.append(Entry(packet.pts, dts, packet.duration or 0, packet.is_keyframe))
    if not entries or not time_base:
        raise BadInput(f"{path.name} has no pictures in it")
    return Index(tuple(entries), time_base, discards)


def count(path: Path) -> int:
    """How many pictures the main video stream has, read from the file's own index where it has one."""
    with opened(path) as container:
        stream = main_stream(container, path)
        listed = sum(not entry.is_discard for entry in stream.index_entries) if stream.frames else 0
        return listed or sum(1 for _ in pictures(container, stream))


def pictures(container: InputContainer, stream: av.VideoStream) -> Iterator[Any]:
    """The packets of a stream that hold pictures with a time, from where the file stands."""
    return (packet for packet in packets(container, stream) if packet.size and packet.pts is not None)


def main_stream(container: InputContainer, path: Path) -> av.VideoStream:
    """The stream with the moving picture; a cover picture is none."""
    streams = [
        stream for stream in container.streams.video if not int(stream.disposition) & _ATTACHED_PICTURE
    ]
    if not streams:
        raise BadInput(f"{path.name} has no moving picture", hint="give a film, not a recording")
    found: av.VideoStream = streams[0]
    return found


_ATTACHED_PICTURE = 0x0400


def whole_pictures(found: Index, start: float, end: float | None) -> Span:
    """The span of the pictures that begin within a time, to a tolerance below what anyone can mean."""
    times = sorted(entry.pts for entry in found.entries)
    tolerance = min(0.001, found.seconds(found.usual_duration) / 4)
    origin = found.seconds(found.start)

    def first_from(moment: float) -> int:
        wanted = (moment + origin - tolerance) / float(found.time_base)
        return next((pts for pts in times if pts >= wanted), found.end)

    return Span(first_from(start), found.end if end is None else first_from(end))


def plan(found: Index, whole: Span) -> Plan:
    """Split a cut into what is copied and what must be encoded again."""
    runs = [group for group in _groups(found.entries) if _closed(group) and _inside(group, whole, found)]
    middle = _longest_run(runs, found)
    frames = sum(entry.pts in whole for entry in found.entries)
    if not middle:
        return Plan(whole, whole, Span(whole.end, whole.end), Span(whole.end, whole.end), frames, 0)
    copied = sum(entry.pts in middle for entry in found.entries)
    return Plan(whole, Span(whole.start, middle.start), middle, Span(middle.end, whole.end), frames, copied)


@dataclass(frozen=True)
class _Group:
    """A key picture and all that follow it up to the next, with the times they cover."""

    entries: tuple[Entry, ...]
    next_key: int | None

    @property
    def start(self) -> int:
        return self.entries[0].pts


def _groups(entries: Sequence[Entry]) -> Iterator[_Group]:
    keys = [number for number, entry in enumerate(entries) if entry.key]
    for number, first in enumerate(keys):
        last = keys[number + 1] if number + 1 < len(keys) else len(entries)
        yield _Group(tuple(entries[first:last]), entries[last].pts if last < len(entries) else None)


def _closed(group: _Group) -> bool:
    """Whether no picture leans on one outside of its group: then the group can stand alone."""
    return all(
        entry.pts >= group.start and (group.next_key is None or entry.pts < group.next_key)
        for entry in group.entries
    )


def _inside(group: _Group, whole: Span, found: Index) -> bool:
    end = group.next_key if group.next_key is not None else found.end
    return group.start >= whole.start and end <= whole.end


def _longest_run(groups: Sequence[_Group], found: Index) -> Span | None:
    """The longest stretch of groups that follow one another without a gap."""
    best: Span | None = None
    run: Span | None = None
    for group in groups:
        end = group.next_key if group.next_key is not None else found.end
        run = Span(run.start, end) if run and run.end == group.start else Span(group.start, end)
        if best is None or run.end - run.start > best.end - best.start:
            best = run
    return best
