"""How large the pictures of a maker may be, and which of its sizes serves a film best."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SizeRule:
    """How large frames may be.

    Attributes:
        multiple: What both sides can be divided by.
        least: The shortest side.
        most: The longest side.
        pixels: The most pixels a frame may have; 0 for no limit of its own.
        fewest: The fewest pixels at which what is made is any good; 0 where it does not matter.
    """

    multiple: int = 2
    least: int = 64
    most: int = 7680
    pixels: int = 0
    fewest: int = 0

    def allows(self, width: int, height: int) -> bool:
        """Whether frames may be that large."""
        sides = all(self.least <= side <= self.most and side % self.multiple == 0 for side in (width, height))
        return sides and not (self.pixels and width * height > self.pixels)

    def suits(self, width: int, height: int) -> bool:
        """Whether frames may be that large, and are large enough to be any good."""
        return self.allows(width, height) and width * height >= self.fewest

    def fitted(self, width: int, height: int) -> tuple[int, int]:
        """The size of its own to make frames at that are to be seen at another.

        It is the least that shows as many pixels as are wanted once what is outside the wanted shape is cut
        off; where none does, the one that shows the most.

        Raises:
            ValueError: It allows no size at all.
        """
        if self.suits(width, height):
            return width, height
        shape = width / height
        wanted = max(width * height, self.fewest)
        sizes = list(self._near(shape))
        if not sizes:
            raise ValueError(f"{self} allows no size")
        enough = [size for size in sizes if _shown(size, shape) >= wanted]
        if enough:
            return min(enough, key=lambda size: (size[0] * size[1], size))
        return max(sizes, key=lambda size: (_shown(size, shape), -size[0] * size[1]))

    def _near(self, shape: float) -> list[tuple[int, int]]:
        """Every allowed width with the heights about it that come nearest to the shape."""
        step = self.multiple
        first, last = -(-self.least // step) * step, self.most // step * step
        found = []
        for width in range(first, last + 1, step):
            below = int(width / shape) // step * step
            for height in (below - step, below, below + step):
                inside = min(max(height, first), last)
                if self.allows(width, inside):
                    found.append((width, inside))
        return found


def _shown(size: tuple[int, int], shape: float) -> float:
    """How many pixels of a size are left in the wanted shape."""
    width, height = size
    return min(width, height * shape) * min(height, width / shape)
