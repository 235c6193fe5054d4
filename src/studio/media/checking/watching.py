"""Watches a film once: every frame is decoded a single time, made small, and told in a few numbers."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput
from studio.media.opening import frames, opened

if TYPE_CHECKING:
    from numpy import ndarray

WIDE, HIGH = 64, 36
"""How large frames are looked at as a whole; upright ones are turned."""

REACH = 48
"""How many frames back one is looked for again."""

PACE = 4
"""Every so many frames, it is looked at how most of the picture has changed."""

_SKIPPED = 4
_STEPS = (2, 3, 4)
_COLUMNS = {
    "moved": 1, "apart": 1, "further": len(_STEPS), "most": 1, "step": 3, "again": 1, "lag": 1, "changed": 3,
    "mean": 3, "bright": 2,
}  # fmt: skip

Glance = Callable[[int, "ndarray", "ndarray", "ndarray"], None]
"""Told of each frame: its number, its luma, and both chromas, as they were decoded."""


@dataclass
class Seen:
    """What was seen of a film, a row for each frame.

    Attributes:
        count: How many frames could be decoded.
        damaged: How many pieces of the file could not.
        moved: How much each frame differs from the one before, pixel by pixel, in steps of 8 bits.
        apart: The same for small pictures of them, luma and chroma together.
        most: How much most of the picture differs from the one before, whatever little of it does.
        step: By how much most of it has changed since the one before, luma and both chromas.
        further: How much each differs so from the second, third and fourth before it.
        again: How much each differs from the most similar of those before, the last one left out.
        lag: How many frames back that one lies.
        changed: By how much most of the picture has changed, luma and both chromas: on every fourth frame,
            since the fourth before it.
        mean: The mean of luma and of both chromas.
        bright: The luma that one pixel in six exceeds, and the one that one in fifty stays below.
    """

    count: int = 0
    damaged: int = 0
    moved: Any = None
    apart: Any = None
    most: Any = None
    step: Any = None
    further: Any = None
    again: Any = None
    lag: Any = None
    changed: Any = None
    mean: Any = None
    bright: Any = None
    _rows: list[tuple[float, ...]] = field(default_factory=list, repr=False)

    def settle(self) -> None:
        """Put the rows into columns."""
        import numpy as np

        widths = list(_COLUMNS.values())
        table = np.array(self._rows, np.float32).reshape(-1, sum(widths))
        self._rows.clear()
        for name, part in zip(_COLUMNS, np.split(table, np.cumsum(widths[:-1]), axis=1), strict=True):
            setattr(self, name, part if part.shape[1] > 1 else part[:, 0])
        self.count = len(table)

    def add(self, row: tuple[float, ...]) -> None:
        """Take in one frame."""
        self._rows.append(row)


def watched(path: Path, *, stream: int | None = None, glances: tuple[Glance, ...] = ()) -> Seen:
    """Look at every frame of a film.

    Args:
        path: The film.
        stream: The stream's number in the file; its first picture when left out.
        glances: Who else is shown every frame.
    """
    seen, eye = Seen(), _Eye()

    def damage() -> None:
        seen.damaged += 1

    for number, (luma, *chroma) in enumerate(_decoded(path, stream, damage)):
        seen.add(eye.look(luma, chroma))
        for glance in glances:
            glance(number, luma, chroma[0], chroma[1])
    if not seen._rows:
        raise BadInput(f"{path.name} has no picture that can be decoded", hint="copy or make it again")
    seen.settle()
    return seen


def _decoded(path: Path, stream: int | None, damaged: Callable[[], None]) -> Iterator[list[ndarray]]:
    """The planes of each frame: luma and chroma of 8 bits, half as large."""
    with opened(path) as container:
        film = container.streams.video[0] if stream is None else container.streams[stream]
        film.codec_context.thread_type = "AUTO"
        for frame in frames(container, film, damaged):
            plain = (
                frame if frame.format.name in ("yuv420p", "yuvj420p") else frame.reformat(format="yuv420p")
            )
            yield [_plane(plane) for plane in plain.planes]


def _plane(plane: Any) -> ndarray:
    """What lies in a plane, where it lies."""
    import numpy as np

    rows: ndarray = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
    return rows


class _Eye:
    """Compares each frame with those before it."""

    def __init__(self) -> None:
        self._rows: ndarray | None = None
        self._last: deque[ndarray] = deque(maxlen=max(_STEPS))
        self._before: Any = None
        self._paced: list[ndarray] | None = None
        self._count = 0

    def look(self, luma: ndarray, chroma: list[ndarray]) -> tuple[float, ...]:
        import cv2
        import numpy as np

        size = (WIDE, HIGH) if luma.shape[1] >= luma.shape[0] else (HIGH, WIDE)
        half = (size[0] // 2, size[1] // 2)
        small = cv2.resize(luma, size, interpolation=cv2.INTER_AREA)
        tints = [cv2.resize(plane, half, interpolation=cv2.INTER_AREA) for plane in chroma]
        rows = luma[::_SKIPPED].copy()
        last, self._rows = self._rows, rows
        same = last is not None and last.shape == rows.shape
        moved = cv2.norm(rows, last, cv2.NORM_L1) / rows.size if same else 0.0  # type: ignore[arg-type]
        whole = np.concatenate([small.reshape(-1), *(tint.reshape(-1) for tint in tints)])
        most = self._most(whole, small.size)
        near = self._near(whole)
        again = self._again(cv2.resize(small, half, interpolation=cv2.INTER_AREA))
        return (moved, *near, *most, *again, *self._changed([small, *tints]), *_told(small, tints))

    def _changed(self, parts: list[ndarray]) -> tuple[float, float, float]:
        """By how much most of the picture has changed, whatever moves in it."""
        import numpy as np

        if (self._count - 1) % PACE:
            return 0.0, 0.0, 0.0
        before, self._paced = self._paced, [part.astype(np.int16) for part in parts]
        if before is None or before[0].shape != parts[0].shape:
            return 0.0, 0.0, 0.0
        luma, blue, red = (
            float(np.sort((one - other).reshape(-1))[one.size // 4 : -one.size // 4].mean())
            for one, other in zip(self._paced, before, strict=True)
        )
        return luma, blue, red

    def _most(self, whole: ndarray, luma: int) -> tuple[float, ...]:
        """How much most of the picture differs from the last, and by how much it has become another."""
        import numpy as np

        if not self._last:
            return 0.0, 0.0, 0.0, 0.0
        off = whole.astype(np.int16) - self._last[0]
        tint = (len(off) - luma) // 2
        parts = (np.sort(part) for part in (off[:luma], off[luma : luma + tint], off[luma + tint :]))
        steps = tuple(float(part[part.size // 4 : -part.size // 4].mean()) for part in parts)
        far = np.sort(np.abs(off[:luma]))
        return (float(far[: -luma // 4].mean()), *steps)

    def _near(self, whole: ndarray) -> list[float]:
        """How far a frame is from the last few."""
        import cv2

        far = [cv2.norm(whole, one, cv2.NORM_L1) / whole.size for one in self._last]
        self._last.appendleft(whole)
        return [far[min(step, len(far)) - 1] if far else 0.0 for step in (1, *_STEPS)]

    def _again(self, tiny: ndarray) -> tuple[float, float]:
        """How far a frame is from the nearest of those before the last one, and how far back that lies."""
        import numpy as np

        flat = tiny.reshape(-1).astype(np.int16)
        if self._before is None:
            self._before = np.full((REACH, flat.size), 1000, np.int16)
        far = np.abs(self._before - flat).mean(axis=1)
        # The place of the frame that lies one, two, three ... before this one.
        order = (self._count - 1 - np.arange(REACH)) % REACH
        back = far[order]
        place = int(np.argmin(back[1:])) + 1
        self._before[self._count % REACH] = flat
        self._count += 1
        return float(back[place]), float(place + 1)


def _told(small: ndarray, tints: list[ndarray]) -> Iterator[float]:
    """Means, and how bright and how dark it is."""
    import numpy as np

    yield from (float(part.mean()) for part in (small, *tints))
    lights = np.sort(small.reshape(-1))
    yield from (float(lights[-len(lights) // 6]), float(lights[len(lights) // 50]))
