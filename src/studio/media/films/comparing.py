"""Two films beside one another, frame by frame and sample by sample."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from studio.core.errors import BadInput
from studio.core.run import run
from studio.media import probe
from studio.media.facts import MediaFacts
from studio.media.films.cutting.packets import main_stream
from studio.media.opening import opened

if TYPE_CHECKING:
    from numpy import ndarray

Heard = Literal["same", "different", "none"]

_ALIKE = 100.0


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two films are apart.

    Attributes:
        frames: How many frames the first has.
        other_frames: How many the other has.
        first: The first frame that differs, counted from 0; nothing if none does.
        worst: The frame that differs most.
        worst_psnr: How near its brightness is in the other film, in decibels; 100 where it is the same.
        mean_psnr: The same over all frames.
        sound: Whether both sound the same; none where neither has any.
    """

    frames: int
    other_frames: int
    first: int | None
    worst: int | None
    worst_psnr: float
    mean_psnr: float
    sound: Heard


def difference(film: Path, other: Path) -> Difference:
    """Compare two films of one size.

    Raises:
        BadInput: Their frames cannot be laid over one another.
    """
    facts, others = probe.media(film), probe.media(other)
    sizes = [(one.main_video.width, one.main_video.height) for one in (facts, others)]
    if sizes[0] != sizes[1]:
        (width, height), (other_width, other_height) = sizes
        raise BadInput(
            f"{film.name} is {width} × {height}, {other.name} {other_width} × {other_height}",
            hint="bring them to one size with studio video convert --size",
        )
    counts, first, worst, worst_psnr, total = [0, 0], None, None, math.inf, 0.0
    shown = zip_longest(_pictures(film), _pictures(other))
    for number, pair in enumerate(run().track(shown, "Comparing", total=facts.main_video.frames)):
        for side in (0, 1):
            counts[side] += pair[side] is not None
        near = _psnr(*pair)
        if near < math.inf:
            first = number if first is None else first
        if near < worst_psnr:
            worst, worst_psnr = number, near
        total += min(near, _ALIKE)
    return Difference(
        frames=counts[0],
        other_frames=counts[1],
        first=first,
        worst=worst,
        worst_psnr=round(min(worst_psnr, _ALIKE), 2),
        mean_psnr=round(total / max(counts), 2) if max(counts) else 0.0,
        sound=_heard(facts, others),
    )


def _pictures(film: Path) -> Iterator[Any]:
    with opened(film) as container:
        stream = main_stream(container, film)
        stream.thread_type = "AUTO"
        yield from container.decode(stream)


def _psnr(one: Any, other: Any) -> float:
    """How near two frames are; endless where every value of every plane is the same."""
    import numpy as np

    if one is None or other is None:
        return 0.0
    if one.format.name != other.format.name:
        other = other.reformat(format=one.format.name)
    values, others = one.to_ndarray(), other.to_ndarray()
    if np.array_equal(values, others):
        return math.inf
    apart = np.square(_brightness(one, values) - _brightness(other, others)).mean()
    peak = (1 << one.format.components[0].bits) - 1
    return 10 * math.log10(peak**2 / apart) if apart else _ALIKE


def _brightness(frame: Any, values: ndarray) -> ndarray:
    """The brightness of a frame: the first plane of most, the mean of the colours of others."""
    import numpy as np

    planar = frame.format.is_planar and not frame.format.is_rgb
    plane = values[: frame.height] if planar and values.ndim == 2 else values
    made: ndarray = plane.astype(np.float32)
    return made


def _heard(facts: MediaFacts, others: MediaFacts) -> Heard:
    if not facts.audio and not others.audio:
        return "none"
    if bool(facts.audio) != bool(others.audio):
        return "different"
    return "same" if _samples(facts.path) == _samples(others.path) else "different"


def _samples(film: Path) -> str:
    import hashlib

    import av

    found = hashlib.sha256()
    with av.open(str(film)) as container:
        for frame in container.decode(audio=0):
            found.update(f"{frame.rate} {frame.layout.name} {frame.format.name}".encode())
            found.update(frame.to_ndarray().tobytes())
    return found.hexdigest()
