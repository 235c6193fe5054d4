"""Which pictures of many are the same, or nearly, by their hashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

BITS = 64


@dataclass(frozen=True, slots=True)
class Print:
    """What a picture is recognised by.

    Attributes:
        digest: A hash of the file, equal for equal files only.
        likeness: A perceptual hash, 16 hexadecimal digits; "" for a picture that is like no other.
    """

    digest: str
    likeness: str = ""


class Double(NamedTuple):
    """A picture that is there already: the place of the one that stays, and how many bits they differ in."""

    of: int
    bits: int


def doubles(prints: Sequence[Print], order: Iterable[int], *, distance: int | None) -> dict[int, Double]:
    """Find the pictures that can go because one like them stays.

    Going through them in order, each stays unless one that stays already is the same file or differs in
    no more than `distance` bits. So nothing that goes is farther from what stays than that, and a slowly
    moving shot is thinned out rather than taken for one picture.

    Args:
        prints: What each picture is recognised by.
        order: The places of the pictures that count, the better ones first.
        distance: How many of 64 bits may differ; None if only equal files are the same.
    """
    known: dict[str, int] = {}
    near = None if distance is None else _Nearness(distance)
    found = {}
    for place in order:
        digest, likeness = prints[place].digest, prints[place].likeness
        if digest in known:
            found[place] = Double(known[digest], 0)
            continue
        if near and likeness:
            if double := near.nearest(int(likeness, 16)):
                found[place] = double
                continue
            near.add(int(likeness, 16), place)
        known[digest] = place
    return found


class _Nearness:
    """Finds hashes within a distance without comparing each with all.

    Hashes that differ in no more than n bits agree in at least one of n + 1 pieces.
    """

    def __init__(self, distance: int) -> None:
        self._distance = distance
        edges = [round(BITS * piece / (distance + 1)) for piece in range(distance + 2)]
        self._pieces = [(low, (1 << high - low) - 1) for low, high in pairwise(edges)]
        self._kept: list[dict[int, list[tuple[int, int]]]] = [defaultdict(list) for _ in self._pieces]

    def add(self, value: int, place: int) -> None:
        for (shift, mask), kept in zip(self._pieces, self._kept, strict=True):
            kept[value >> shift & mask].append((value, place))

    def nearest(self, value: int) -> Double | None:
        close = [
            Double(place, bits)
            for (shift, mask), kept in zip(self._pieces, self._kept, strict=True)
            for other, place in kept.get(value >> shift & mask, ())
            if (bits := (value ^ other).bit_count()) <= self._distance
        ]
        return min(close, key=lambda double: (double.bits, double.of), default=None)
