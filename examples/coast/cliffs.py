"""Capes, islands and rocks: faces of stone in light and shade, foam below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from examples.coast.brush import BLEED, WIDTH, Ground, blurred, ellipse, gradient, mix, polygon


@dataclass(frozen=True)
class Cape:
    """A piece of high land in the sea.

    Attributes:
        left: Where it begins; beyond the picture if it comes from there.
        right: Where it ends.
        top: The height of its edge.
        shore: The height of the water at its outermost point.
        rise: How much it rises inland.
        grass: Its top, in light and in shade.
        rock: Its faces, in light and in shade.
        foam: The colour of the water breaking on it.
        depth: How far its top can be seen, from back to front.
        side: Where the light comes from: -1 from the left, 1 from the right.
    """

    left: float
    right: float
    top: float
    shore: float
    rise: float
    grass: tuple[str, str]
    rock: tuple[str, str]
    foam: str
    depth: float = 60
    side: float = 1

    def back(self, x: float) -> float:
        """The line of its top against the sky."""
        inland = self._inland(x)
        rough = 5 * math.sin(x * 0.021) + 3 * math.sin(x * 0.057 + 2)
        return self.top - self.rise * (1 - math.exp(-inland / 240)) + rough * min(1.0, inland / 60)

    def front(self, x: float) -> float:
        """The line where grass ends and rock begins."""
        inland = self._inland(x)
        jag = 6 * math.sin(x * 0.083) + 4 * math.sin(x * 0.19 + 1)
        return self.back(x) + self.depth * (1 - math.exp(-inland / 110)) + jag * min(1.0, inland / 160)

    def foot(self, x: float) -> float:
        """The line of the water below."""
        inland = self._inland(x)
        return self.shore + 0.2 * inland + 5 * math.sin(x * 0.045)

    @property
    def ground(self) -> Ground:
        """Where things can stand on it."""
        return lambda x: self.back(x) * 0.55 + self.front(x) * 0.45

    def painted(self, random: Random) -> str:
        edges = self._edges(random)
        return self._water(random) + self._faces(random, edges) + self._grass()

    def _inland(self, x: float) -> float:
        return max(0.0, min(x - self.left, self.right - x))

    def _edges(self, random: Random) -> list[float]:
        """The places where one face of rock meets the next."""
        at, last = max(self.left, -BLEED), min(self.right, WIDTH + BLEED)
        edges = [at]
        while at < last - 24:
            at = min(last, at + random.choice((16, 24, 34, 52, 80)) * random.uniform(0.8, 1.2))
            edges.append(at)
        return edges

    def _water(self, random: Random) -> str:
        out = 0.5 * (self.shore - self.top)
        white = []
        for _ in range(90):
            x = random.uniform(max(self.left - out, -BLEED), min(self.right + out, WIDTH + BLEED))
            y = self.foot(x) + random.uniform(-2, 7)
            white.append(ellipse(x, y, random.uniform(8, 44), random.uniform(1.2, 4), self.foam))
        return blurred("".join(white), 2.4, 0.7)

    def _faces(self, random: Random, edges: list[float]) -> str:
        drawn = []
        for one, other in pairwise(edges):
            tops = [(x, self.front(x) - min(14, self._inland(x) / 4)) for x in (one, other)]
            corners = [*tops, self._bottom(other), self._bottom(one)]
            drawn.append(self._face(random, corners, self._lean(random, one, other)))
        definition, paint = gradient([(0, self.foam), (1, self.foam)], opacity=(0, 0.34))
        outline = [(x, self.front(x)) for x in edges] + [self._bottom(x) for x in reversed(edges)]
        shadow = [(x, self.front(x) - 4) for x in edges] + [(x, self.front(x) + 13) for x in reversed(edges)]
        under = polygon(shadow, mix(self.rock[1], "#101018", 0.35), 'opacity="0.4"')
        return "".join(drawn) + blurred(under, 3) + definition + polygon(outline, paint)

    def _lean(self, random: Random, one: float, other: float) -> float:
        """How far a face is turned from the light, 0 to 1: the ends turn away, one to it and one from it."""
        middle = (one + other) / 2
        if self._inland(middle) < 70:
            outward = -1 if middle - self.left < self.right - middle else 1
            return 0.05 if outward == self.side else 0.9
        return random.choice((0.12, 0.3, 0.42, 0.55, 0.8)) + random.uniform(-0.06, 0.06)

    def _face(self, random: Random, corners: list[tuple[float, float]], lean: float) -> str:
        """One face, broken by a slanting edge into a part that stands out and one that falls back."""
        lit, shade = self.rock
        colour, other = mix(lit, shade, lean), mix(lit, shade, min(1.0, lean + 0.22))
        one, two, low_two, low_one = corners
        high, low = random.uniform(0.1, 0.5), random.uniform(0.5, 0.95)
        left = (one[0] + (low_one[0] - one[0]) * high, one[1] + (low_one[1] - one[1]) * high)
        right = (two[0] + (low_two[0] - two[0]) * low, two[1] + (low_two[1] - two[1]) * low)
        whole = polygon(corners, colour, f'stroke="{colour}" stroke-width="1"')
        part = [left, right, low_two, low_one] if random.random() < 0.6 else [one, two, right, left]
        return whole + polygon(part, other)

    def _bottom(self, x: float) -> tuple[float, float]:
        """Where the face below a place stands in the water: cliffs lean outward at the ends."""
        out = 0.5 * (self.shore - self.top)
        spread = math.exp(-self._inland(x) / 90) * out
        sign = -1 if x - self.left < self.right - x else 1
        return x + sign * spread, self.foot(x)

    def _grass(self) -> str:
        definition, paint = gradient([(0, self.grass[0]), (1, self.grass[1])])
        places = [
            float(x) for x in range(int(max(self.left, -BLEED)), int(min(self.right, WIDTH + BLEED)) + 1, 5)
        ]
        over = [(x, self.back(x)) for x in places] + [(x, self.front(x) + 3) for x in reversed(places)]
        return definition + polygon(over, paint)


def rocks(
    random: Random, places: list[tuple[float, float, float]], lit: str, shade: str, foam: str, side: float
) -> str:
    """Rocks in the water, faceted, with foam about their feet."""
    drawn = []
    for x, y, size in places:
        ring = [
            (
                x
                + size * math.cos(math.pi * at / 9) * (1.12 if at in (0, 9) else random.uniform(0.84, 1.02)),
                y - size * 0.62 * math.sin(math.pi * at / 9) ** 0.8 * random.uniform(0.72, 1.2),
            )
            for at in range(10)
        ]
        peak = min(ring, key=lambda point: point[1])
        core = (peak[0] - side * size * 0.12, y)
        drawn.append(polygon(ring, shade))
        drawn.append(polygon([point for point in ring if (point[0] - peak[0]) * side >= 0] + [core], lit))
        drawn.append(blurred(ellipse(x, y + 1, size * 1.35, size * 0.09, foam), 2.5, 0.75))
    return "".join(drawn)
