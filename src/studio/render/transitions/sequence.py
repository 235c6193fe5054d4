"""Shots one after the other: straight, or with a transition that is centred on the cut and takes no time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from studio.core.errors import ToolFailed
from studio.render.transitions.frames import Frame
from studio.render.transitions.hints import Hints
from studio.render.transitions.joining import joined

if TYPE_CHECKING:
    from numpy import ndarray


@dataclass(frozen=True)
class Joint:
    """How one shot gives way to the next.

    Attributes:
        kind: How the transition is made; cut for none.
        frames: How many frames it lasts.
        seed: What tells it from others of its kind.
        hints: What it may know of the two.
    """

    kind: str = "cut"
    frames: int = 0
    seed: int = 0
    hints: Hints = field(default_factory=Hints)


def sequence(
    takes: Sequence[Iterator[ndarray]], lengths: Sequence[int], joints: Sequence[Joint]
) -> Iterator[ndarray]:
    """The frames of a film, as encoders take them.

    Args:
        takes: The frames of each take, those that are seen in transitions alone included.
        lengths: How many frames of the film each shot lasts.
        joints: How each shot gives way to the next; one fewer than there are takes.
    """
    into = 0
    for number, (frames, lasts) in enumerate(zip(takes, lengths, strict=True)):
        joint = joints[number] if number < len(joints) else Joint()
        # Of a transition, the half that comes after the cut lies in the time of the shot behind it.
        alone = lasts - into - (joint.frames - joint.frames // 2)
        yield from _exactly(frames, alone, number)
        if joint.frames:
            yield from _on_the_way(frames, takes[number + 1], joint, number)
        into = joint.frames // 2


def _exactly(frames: Iterator[ndarray], count: int, number: int) -> Iterator[ndarray]:
    given = 0
    for frame in islice(frames, count):
        given += 1
        yield frame
    if given < count:
        raise ToolFailed(
            f"the take of shot {number + 1} has {count - given} frames too few", hint="make it again"
        )


def _on_the_way(
    going: Iterator[ndarray], coming: Iterator[ndarray], joint: Joint, number: int
) -> Iterator[ndarray]:
    for step in range(1, joint.frames + 1):
        one = next(_exactly(going, 1, number))
        other = next(_exactly(coming, 1, number + 1))
        share = step / (joint.frames + 1)
        mixed = joined(joint.kind, parted(one), parted(other), share, seed=joint.seed, hints=joint.hints)
        yield flat(mixed)


def parted(planes: ndarray) -> Frame:
    """A frame as encoders take it, as three planes."""
    height, width = planes.shape[0] * 2 // 3, planes.shape[1]
    chroma = planes[height:].reshape(2, height // 2, width // 2)
    return Frame(planes[:height], chroma[0], chroma[1])


def flat(frame: Frame) -> ndarray:
    """Three planes as encoders take them."""
    import numpy as np

    parts = [plane.reshape(-1) for plane in frame]
    made: ndarray = np.concatenate(parts).reshape(-1, frame.width)
    return made
