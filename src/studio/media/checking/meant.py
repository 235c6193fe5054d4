"""What a film is meant to be, as far as its frames can prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Cut:
    """How one shot gives way to the next.

    Attributes:
        at: The first frame of the shot behind it.
        first: The first frame on the way, where there is a transition.
        end: The frame after the last of those.
    """

    at: int
    first: int
    end: int

    @property
    def straight(self) -> bool:
        """Whether there is no transition."""
        return self.first >= self.end


@dataclass(frozen=True, slots=True)
class Stretch:
    """The frames in which one shot is seen.

    Attributes:
        shot: Its number; empty where nobody knows.
        first: Its first frame in the film, up to the middle of a transition.
        end: The frame after its last.
        ways: How far the camera moves the picture on the way to each of its frames, in thousandths of its
            width; empty where nobody knows.
        seams: The frames at which another chunk of its take begins.
        grain: Whether grain lies on its picture, another on every frame.
    """

    shot: str
    first: int
    end: int
    ways: tuple[float, ...] = ()
    seams: tuple[int, ...] = ()
    grain: bool = False

    def way(self, first: int, end: int) -> float:
        """How far the camera goes between two frames, in thousandths of the width; 0 where nobody knows."""
        return sum(self.ways[max(0, first - self.first) : max(0, end - self.first)])


@dataclass(frozen=True, slots=True)
class Meant:
    """A film on paper, or as it seems to have been meant.

    Attributes:
        fps: Frames a second.
        stretches: Its shots, one after the other.
        cuts: How they give way to one another.
        changes: Frames at which something is laid over the picture or taken off: captions and type.
        veils: Those among them at which type comes or goes, which may lie on a shade as large as the frame.
        planned: Whether there is a plan; otherwise shots and cuts are those that are seen.
    """

    fps: Fraction
    stretches: tuple[Stretch, ...]
    cuts: tuple[Cut, ...]
    changes: frozenset[int] = frozenset()
    veils: frozenset[int] = frozenset()
    planned: bool = True

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.stretches[-1].end if self.stretches else 0

    def shot(self, frame: int) -> str:
        """The number of the shot that is seen on a frame."""
        return next((one.shot for one in self.stretches if one.first <= frame < one.end), "")

    def alone(self) -> Iterator[tuple[Stretch, int, int]]:
        """Each shot, with the frames on which no other is seen."""
        for number, stretch in enumerate(self.stretches):
            before = self.cuts[number - 1] if number else None
            after = self.cuts[number] if number < len(self.cuts) else None
            first = before.end if before and not before.straight else stretch.first
            end = after.first if after and not after.straight else stretch.end
            yield stretch, first, max(first, end)

    def moved(self, at: int, by: int) -> Meant:
        """The same plan for a film that has frames too many from a frame on, or too few.

        Args:
            at: The frame.
            by: How many it has too many, or if negative too few.
        """

        def to(frame: int) -> int:
            return frame if frame < at else max(at, frame + by)

        def ways(one: Stretch) -> tuple[float, ...]:
            place = at - one.first
            if not one.ways or not 0 <= place < len(one.ways):
                return one.ways
            return (*one.ways[:place], *(0.0,) * max(0, by), *one.ways[place + max(0, -by) :])

        return replace(
            self,
            stretches=tuple(
                replace(
                    one, first=to(one.first), end=to(one.end), ways=ways(one), seams=tuple(map(to, one.seams))
                )
                for one in self.stretches
            ),
            cuts=tuple(Cut(to(one.at), to(one.first), to(one.end)) for one in self.cuts),
            changes=frozenset(map(to, self.changes)),
            veils=frozenset(map(to, self.veils)),
        )

    def near_change(self, frame: int) -> bool:
        """Whether something is laid over the picture, or taken off, about then."""
        return any(one in self.changes for one in (frame - 1, frame, frame + 1))

    def near_veil(self, frame: int) -> bool:
        """Whether type comes or goes about then, perhaps on a shade as large as the frame."""
        return any(one in self.veils for one in (frame - 1, frame, frame + 1))


def seen_only(fps: Fraction, frames: int, cuts: list[int]) -> Meant:
    """A film without a plan: what lies between its cuts are its shots."""
    bounds = [0, *cuts, frames]
    stretches = tuple(Stretch("", one, other) for one, other in pairwise(bounds) if other > one)
    return Meant(fps, stretches, tuple(Cut(at, at, at) for at in cuts), planned=False)
