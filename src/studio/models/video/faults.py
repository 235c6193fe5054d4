"""Faults on demand: any provider made to fail as real ones do, to try out checks and retries."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from studio.core.errors import BadInput, ToolFailed
from studio.core.written.findings import nearest
from studio.models.video.request import Result

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.models.video import VideoProvider
    from studio.models.video.card import CapabilityCard
    from studio.models.video.request import Request

Fault = Literal["drift", "black", "frozen", "length", "seam", "timeout"]
FAULTS: tuple[Fault, ...] = get_args(Fault)

_DRIFTED = 14.0
_LONGEST_RUN = 0.4
_STEPPED, _BESIDE = 8.0, (0.012, 0.03)
"""How far the colours of a chunk step, and how far its picture lies aside, in parts of the width."""


@dataclass(frozen=True)
class Faulty:
    """A provider that fails.

    Attributes:
        provider: The one that does the work.
        faults: How it may fail.
        rate: How many of its clips have a fault, as a share of all.
        seed: Which of them; the same seed plants the same faults in the same requests.
    """

    provider: VideoProvider
    faults: tuple[Fault, ...] = FAULTS
    rate: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        for fault in self.faults:
            if fault not in FAULTS:
                raise BadInput(f"there is no fault called {fault}", hint=nearest(fault, FAULTS))
        if not self.faults or not 0 <= self.rate <= 1:
            raise BadInput("faults need a kind, and a rate from 0 to 1", hint=f"kinds: {', '.join(FAULTS)}")

    @property
    def card(self) -> CapabilityCard:
        """What the one that does the work can do."""
        return self.provider.card

    def reads(self, request: Request) -> list[Path]:
        """What the one that does the work reads."""
        return self.provider.reads(request)

    def make(self, request: Request) -> Result:
        """Make what is asked, with or without a fault.

        Raises:
            ToolFailed: The fault is that no answer comes.
        """
        chance = self._chance(request)
        # The first chunk of a shot has no seam.
        able = [fault for fault in self.faults if fault != "seam" or request.first]
        if chance.random() >= self.rate or not able:
            return self.provider.make(request)
        fault = chance.choice(able)
        if fault == "timeout":
            raise ToolFailed(
                f"{self.card.name} gave no answer in {request.timeout or 60:g} s (planted on purpose)",
                hint="try again, with another seed or another provider",
            )
        begun = time.monotonic()
        made = self.provider.make(request)
        frames = _rewritten(request, fault, chance)
        seconds = made.seconds + time.monotonic() - begun
        return replace(made, frames=frames, seconds=seconds, faults=(*made.faults, fault))

    def _chance(self, request: Request) -> random.Random:
        return random.Random(f"{self.seed}/{request.seed}/{request.first}/{request.end}")


def _rewritten(request: Request, fault: Fault, chance: random.Random) -> int:
    """Write the clip anew with its fault; returns how many frames it has then."""
    from studio.media.films.reel import Reel, unreeled

    whole = request.out.with_name(f".{request.out.name}.whole.mp4")
    request.out.replace(whole)
    try:
        frames = unreeled(whole)
        count = 0
        size = (request.width, request.height)
        with Reel(request.out, size, request.fps) as reel:
            for planes in _PLANTED[fault](frames, request.frames, chance):
                reel.add(planes)
                count += 1
    finally:
        whole.unlink(missing_ok=True)
    return count


def _drift(frames: Iterator[ndarray], count: int, chance: random.Random) -> Iterator[ndarray]:
    """Colours wander off, further with every frame, as in a chain that is too long."""
    import numpy as np

    way = [chance.choice((-1, 1)) * chance.uniform(0.6, 1.0) * _DRIFTED for _ in range(3)]
    for number, planes in enumerate(frames):
        share = (number + 1) / count
        moved = planes.astype(np.float32).reshape(-1)
        for part, far in zip(_parts(moved), way, strict=True):
            np.add(part, far * share, out=part)
        yield np.clip(np.rint(moved), 0, 255).astype(np.uint8).reshape(planes.shape)


def _black(frames: Iterator[ndarray], count: int, chance: random.Random) -> Iterator[ndarray]:
    run = _run(count, chance)
    for number, planes in enumerate(frames):
        if number in run:
            luma, *chroma = _parts(planes.reshape(-1))
            luma[:] = 16
            for part in chroma:
                part[:] = 128
        yield planes


def _frozen(frames: Iterator[ndarray], count: int, chance: random.Random) -> Iterator[ndarray]:
    run = _run(count, chance, least=2)
    held = None
    for number, planes in enumerate(frames):
        if number in run:
            held = planes if held is None else held
            yield held
        else:
            yield planes


def _seam(frames: Iterator[ndarray], _: int, chance: random.Random) -> Iterator[ndarray]:
    """A chunk that does not go with the one before it: all of it has other colours, or lies beside it."""
    import numpy as np

    steps = [chance.choice((-1, 1)) * chance.uniform(0.6, 1.0) * _STEPPED for _ in range(3)]
    aside = chance.choice((-1, 1)) * chance.uniform(*_BESIDE) if chance.random() < 0.5 else 0.0
    for planes in frames:
        if aside:
            yield _moved(planes, aside)
            continue
        moved = planes.astype(np.float32).reshape(-1)
        for part, step in zip(_parts(moved), steps, strict=True):
            np.add(part, step, out=part)
        yield np.clip(np.rint(moved), 0, 255).astype(np.uint8).reshape(planes.shape)


def _moved(planes: ndarray, share: float) -> ndarray:
    """A frame whose picture lies beside where it was, by a share of its width; what is left comes again."""
    import numpy as np

    width = planes.shape[1]
    half = round(share * width / 2)
    made = np.empty_like(planes)
    for part, other, across, step in zip(
        _parts(planes.reshape(-1)),
        _parts(made.reshape(-1)),
        (width, width // 2, width // 2),
        (2 * half, half, half),
        strict=True,
    ):
        other.reshape(-1, across)[:] = np.roll(part.reshape(-1, across), step, axis=1)
    return made


def _length(frames: Iterator[ndarray], count: int, chance: random.Random) -> Iterator[ndarray]:
    """Some frames too few or too many at the end."""
    wrong = max(1, round(count * chance.uniform(0.05, 0.25)))
    shorter = count > 1 and chance.random() < 0.5
    last = None
    for number, planes in enumerate(frames):
        if shorter and number >= max(1, count - wrong):
            return
        last = planes
        yield planes
    for _ in range(0 if last is None else wrong):
        assert last is not None
        yield last


def _parts(flat: ndarray) -> tuple[ndarray, ndarray, ndarray]:
    """Luma and both chromas of a frame as it lies in memory."""
    pixels = flat.size * 2 // 3
    return flat[:pixels], flat[pixels : pixels * 5 // 4], flat[pixels * 5 // 4 :]


def _run(count: int, chance: random.Random, least: int = 1) -> range:
    """Some frames in a row."""
    length = min(count, max(least, round(count * chance.uniform(0.1, _LONGEST_RUN))))
    first = chance.randint(0, count - length)
    return range(first, first + length)


_Planted = Callable[[Any, int, random.Random], Any]
_PLANTED: Mapping[Fault, _Planted] = {
    "drift": _drift,
    "black": _black,
    "frozen": _frozen,
    "length": _length,
    "seam": _seam,
}
