"""Looking at a finished cut again: every picture there, and the copied ones the same as before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import StudioError
from studio.core.run import stop_if_cancelled
from studio.media.films.cutting.packets import Entry, Index, Plan, main_stream, pictures
from studio.media.opening import opened

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

_FEW = 4


@dataclass(frozen=True)
class _Looks:
    """What is decoded of a cut.

    Attributes:
        places: Its packets that are, counted in the order of decoding.
        copied: Those of them that were copied, as they stand in the source: for each join a few in a row,
            beginning with a key picture.
    """

    places: frozenset[int]
    copied: tuple[Sequence[Entry], ...]


@dataclass(frozen=True)
class _Seen:
    """A cut as it was read: when each of its pictures is shown, and what the decoded ones look like."""

    times: list[int]
    digests: dict[int, str]
    tick: float


def fault(originals: dict[int, str], plan: Plan, found: Index, target: Path) -> str:
    """What is wrong with a cut; empty if nothing is.

    All pictures are counted and their times compared. The edges are decoded, and so are some copied pictures
    beside them, which must come out as the originals did.
    """
    try:
        seen = _seen(target, _looks(plan, found).places)
    except StudioError as error:
        return f"the result cannot be read: {error.message}"
    wanted = sorted(entry.pts for entry in found.entries if entry.pts in plan.whole)
    if len(seen.times) != len(wanted):
        return f"the result has {len(seen.times)} pictures, not {len(wanted)}"
    scale = float(found.time_base) / seen.tick
    times = dict(zip(wanted, seen.times, strict=True))
    if any(abs(shown - (pts - plan.whole.start) * scale) > max(1.0, scale) for pts, shown in times.items()):
        return "its pictures are not shown at their times"
    if any(shown not in seen.digests for pts, shown in times.items() if pts in plan.head or pts in plan.tail):
        return "pictures at a join cannot be decoded"
    if any(seen.digests.get(times[pts]) != digest for pts, digest in originals.items()):
        return "a copied picture does not come out as it was"
    return ""


def _looks(plan: Plan, found: Index) -> _Looks:
    """Both edges, and some copied pictures right behind each join or key picture next to it."""
    middle = [entry for entry in found.entries if entry.pts in plan.middle]
    head = sum(entry.pts in plan.head for entry in found.entries)
    places: set[int] = set()
    copied = []
    if plan.head:
        copied.append(middle[:_FEW])
        places.update(range(head + len(copied[-1])))
    if plan.tail:
        key = max(number for number, entry in enumerate(middle) if entry.key)
        copied.append(middle[key : key + _FEW])
        places.update(range(head + key, head + key + len(copied[-1])))
        places.update(range(head + len(middle), plan.frames))
    return _Looks(frozenset(places), tuple(copied))


def _seen(target: Path, places: frozenset[int]) -> _Seen:
    """Read all of a cut, and decode what lies at some places."""
    times = []
    with opened(target) as container:
        stream = main_stream(container, target)
        stream.thread_type = "AUTO"
        eyes = _Eyes(stream)
        for place, packet in enumerate(pictures(container, stream)):
            times.append(packet.pts)
            if place in places:
                eyes.take(packet)
            elif place - 1 in places:
                eyes.rest()
        eyes.rest()
        return _Seen(sorted(times), eyes.digests, float(stream.time_base or 1))


def originals(container: InputContainer, stream: av.VideoStream, plan: Plan, found: Index) -> dict[int, str]:
    """What the copied pictures beside the edges look like in the source."""
    eyes = _Eyes(stream)
    for entries in _looks(plan, found).copied:
        wanted = {entry.pts for entry in entries}
        container.seek(entries[0].pts, stream=stream, backward=True)
        for packet in pictures(container, stream):
            if packet.pts in wanted:
                eyes.take(packet)
                wanted.discard(packet.pts)
            if not wanted:
                break
        eyes.rest()
    return eyes.digests


class _Eyes:
    """Decodes packets, and remembers what the pictures look like."""

    def __init__(self, stream: av.VideoStream) -> None:
        self._decoder = stream.codec_context
        self._waiting = False
        self.digests: dict[int, str] = {}

    def take(self, packet: Any) -> None:
        self._waiting = True
        self._look(packet)

    def rest(self) -> None:
        """Have the decoder give away what it still holds, and forget what it came from."""
        if self._waiting:
            self._look(None)
            self._decoder.flush_buffers()
            self._waiting = False

    def _look(self, packet: Any) -> None:
        stop_if_cancelled()
        for frame in self._decoder.decode(packet):
            if frame.pts is not None:
                self.digests[frame.pts] = _digest(frame)


def _digest(frame: Any) -> str:
    import xxhash

    digest = xxhash.xxh3_128()
    deep = int(frame.format.components[0].bits) > 8
    for plane in frame.planes:
        line, rows = plane.line_size, memoryview(plane)
        # What follows the pixels of a row is padding and may be anything.
        used = min(line, plane.width * (2 if deep else 1))
        for row in (
            [rows] if used == line else (rows[n * line : n * line + used] for n in range(plane.height))
        ):
            digest.update(row)
    return digest.hexdigest()
