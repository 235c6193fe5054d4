"""What a provider can do, as plain values, and the arithmetic of chunks that follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from studio.models.sizing import SizeRule

Kind = Literal["plan", "t2v", "i2v", "name"]
"""From a plan of ours, from words, from a first picture; by name, from what somebody has made."""

DEEPEST = 3
"""How many chunks may follow one another before colours and faces drift, whatever a card says."""


@dataclass(frozen=True)
class FrameRule:
    """How many frames a chunk may have: step * n + plus, such as 4n+1, between two bounds.

    Attributes:
        most: The longest chunk.
        least: The shortest.
        step: What the count goes up by.
        plus: What is left over.
    """

    most: int
    least: int = 1
    step: int = 1
    plus: int = 0

    def __post_init__(self) -> None:
        if self.step < 1 or not 1 <= self.least <= self.most:
            raise ValueError(f"{self} allows no frames")
        if self.most != self.fitted(self.most) or self.least != self.fitted(self.least):
            raise ValueError(f"{self} has bounds that it does not allow")

    def __str__(self) -> str:
        rule = f"{self.step}n+{self.plus}" if self.plus else f"{self.step}n"
        bounds = f"{self.least:,} to {self.most:,} frames"
        return bounds if self.step == 1 else f"{bounds} ({rule})"

    def allows(self, frames: int) -> bool:
        """Whether a chunk may have that many."""
        return self.least <= frames <= self.most and (frames - self.plus) % self.step == 0

    def fitted(self, frames: int) -> int:
        """The least that is allowed and not fewer; what is too many is cut off later."""
        wanted = max(frames, self.least)
        return wanted + (self.plus - wanted) % self.step


class SpeedSample(NamedTuple):
    """How long something took once.

    Attributes:
        device: On what.
        width: Pixels across.
        height: Pixels down.
        frames: How many frames.
        seconds: How long.
    """

    device: str
    width: int
    height: int
    frames: int
    seconds: float


class Chunk(NamedTuple):
    """A part of a shot that is made in one go.

    Attributes:
        first: Its first frame in the shot.
        end: The frame after its last one that is used.
        made: How many frames are made for it; those past the end are cut off.
        overlap: How many of its first frames the chunk before has made as well.
    """

    first: int
    end: int
    made: int
    overlap: int


@dataclass(frozen=True)
class CapabilityCard:
    """What a provider can do.

    Attributes:
        name: What it is called.
        version: What makes its pictures other pictures when it changes.
        kinds: What it makes films from.
        frames: How long a chunk may be.
        fps: The rates it works at; empty where any will do.
        sizes: How large frames may be.
        overlap: How many frames a chunk takes over from the one before it.
        longest_chain: How many chunks may follow one another, each begun where the last ended, before
            colours and faces drift; 0 where nothing drifts.
        takes_end: Whether it can be given the frame to end on, so that chunks need not wait for one another.
        memory: Bytes of the machine's memory it needs.
        vram: Bytes of a graphics card it needs; 0 where it uses none.
        price: What a second of film costs; 0 where it costs nothing.
        a_frame: What a frame costs besides.
        a_request: What a request costs besides, however long its chunk.
        currency: In what.
        speed: How long it took so far.
        licence: Under which licence what makes its pictures stands; empty where it is ours or unknown.
        about: What it is, for people.
        missing: What is missing before it can make anything, and how to get it; empty where nothing is.
    """

    name: str
    version: str
    kinds: frozenset[Kind]
    frames: FrameRule
    fps: tuple[float, ...] = ()
    sizes: SizeRule = field(default_factory=SizeRule)
    overlap: int = 0
    longest_chain: int = 0
    takes_end: bool = False
    memory: int = 0
    vram: int = 0
    price: float = 0.0
    a_frame: float = 0.0
    a_request: float = 0.0
    currency: str = "EUR"
    speed: tuple[SpeedSample, ...] = ()
    licence: str = ""
    about: str = ""
    missing: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.overlap < self.frames.most:
            raise ValueError(f"{self.name}: chunks of {self.frames.most} cannot overlap by {self.overlap}")

    def rate(self, fps: float) -> float:
        """The rate of its own that serves a film best: the film's, the next above it, or the highest."""
        if not self.fps or fps in self.fps:
            return fps
        return min((one for one in self.fps if one > fps), default=max(self.fps))

    def chunks(self, frames: int) -> int:
        """How many chunks a shot of so many frames takes."""
        longest, new = self.frames.most, self.frames.most - self.overlap
        return 1 if frames <= longest else 1 - (longest - frames) // new

    def lower_bound(self, frames: int) -> int:
        """How many it would take if no frame were made twice."""
        return -(-frames // self.frames.most)

    def parts(self, frames: int) -> Iterator[Chunk]:
        """The chunks of a shot: as even as they can be, so that none is a mere leftover."""
        count = self.chunks(frames)
        if count == 1:
            yield Chunk(0, frames, self.frames.fitted(frames), 0)
            return
        made = frames + (count - 1) * self.overlap
        first = 0
        for number in range(count):
            length = made // count + (number < made % count)
            yield Chunk(first, first + length, self.frames.fitted(length), self.overlap if number else 0)
            first += length - self.overlap

    @property
    def parallel(self) -> bool:
        """Whether no chunk waits for another: each lies between two keyframes, or is drawn from a plan."""
        return self.takes_end or "plan" in self.kinds

    @property
    def chain(self) -> int:
        """How many chunks follow one another at most, each begun where the last ended."""
        return min(DEEPEST, self.longest_chain or DEEPEST)

    def follows(self, number: int) -> bool:
        """Whether a chunk of a shot begins with what the one before it ended on, not with a keyframe."""
        return number % self.chain > 0 and not self.parallel

    def chainable(self, frames: int) -> bool:
        """Whether a shot may be made as one chain; one that takes end frames needs none."""
        return self.takes_end or not self.longest_chain or self.chunks(frames) <= self.longest_chain

    @property
    def is_paid(self) -> bool:
        """Whether it takes money."""
        return bool(self.price or self.a_frame or self.a_request)

    def charged(self, made: int, fps: float) -> float:
        """What a chunk costs of which so many frames are made."""
        return made / fps * self.price + made * self.a_frame + self.a_request

    def cost(self, frames: int, fps: float) -> float:
        """What a shot costs: all frames that are made are paid for."""
        return sum(self.charged(chunk.made, fps) for chunk in self.parts(frames))


def at_rate(frames: int, fps: float, native: float) -> int:
    """How many frames of a provider's rate cover so many of another's."""
    exact = frames * native / fps
    # Rates come as 29.97 and the like; a hair too many is no further frame.
    return max(1, math.ceil(exact - 1e-6))
