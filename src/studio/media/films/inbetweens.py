"""Frames of one rate shown at another: those that lie between two are made up by following what moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.media.films import planes

if TYPE_CHECKING:
    from numpy import ndarray

_NEAR = 0.02
"""How near to a frame, as a share of the time between two, a moment is that is shown by the frame itself."""
_CUT = 40.0
"""How far apart two pictures are, in steps of 8 bits, between which nothing has moved: they are others."""


def retimed(frames: Iterator[ndarray], rate: float, fps: float, count: int) -> Iterator[ndarray]:
    """So many frames at a rate, of frames at another one.

    Args:
        frames: yuv420p as it lies in memory, luma over both chromas.
        rate: Frames a second that are given.
        fps: Frames a second that are wanted.
        count: How many are wanted; past the end of what is given its last frame stays.
    """
    before = next(frames)
    after = next(frames, before)
    at, between = 0, None
    for number in range(count):
        # Rates come as 29.97 and the like; a hair too early is the frame itself.
        moment = number * rate / fps + 1e-6
        while at < int(moment):
            at += 1
            before, after, between = after, next(frames, after), None
        share = moment - at
        if share < _NEAR or before is after:
            yield before
        elif share > 1 - _NEAR:
            yield after
        else:
            between = between or Between(before, after)
            yield between.at(share)


class Between:
    """What lies between two frames."""

    def __init__(self, before: ndarray, after: ndarray) -> None:
        """Find what moves where.

        Args:
            before: A frame, as yuv420p lies in memory.
            after: The next one.
        """
        import cv2
        import numpy as np

        self._before, self._after = planes.of(before), planes.of(after)
        one, other = self._before[0], self._after[0]
        self._cut = float(cv2.absdiff(one, other).mean()) > _CUT
        if self._cut:
            return
        flows = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        self._there = flows.calc(one, other, np.zeros((*one.shape, 2), np.float32))
        self._back = flows.calc(other, one, np.zeros((*one.shape, 2), np.float32))

    def at(self, share: float) -> ndarray:
        """The frame at a moment.

        Args:
            share: How much of the time between the two has passed.
        """
        import cv2

        if self._cut:
            return planes.whole(self._before if share < 0.5 else self._after)
        # What moved evenly was here a while ago, and will be there in a while, as both ways agree on it.
        rest = 1 - share
        to_before = -rest * share * self._there + share * share * self._back
        to_after = rest * rest * self._there - share * rest * self._back
        made = [
            cv2.addWeighted(_moved(one, to_before), rest, _moved(other, to_after), share, 0)
            for one, other in zip(self._before, self._after, strict=True)
        ]
        return planes.whole(made)


def _moved(plane: ndarray, flow: ndarray) -> ndarray:
    """A plane, each pixel taken from where the flow points."""
    import cv2
    import numpy as np

    height, width = plane.shape
    if flow.shape[:2] != plane.shape:
        scale = width / flow.shape[1]
        flow = cv2.resize(flow, (width, height), interpolation=cv2.INTER_AREA) * np.float32(scale)
    rows, columns = np.indices((height, width), np.float32)
    return cv2.remap(
        plane, columns + flow[..., 0], rows + flow[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
