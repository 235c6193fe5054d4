"""Cuts made of the stuff a style is made of: paper that tears, ink that bleeds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from studio.render.easing import eased
from studio.render.transitions.frames import Frame, blended, even_box, halved
from studio.render.transitions.shapes import shaded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from studio.render.transitions.frames import Plane
    from studio.render.transitions.hints import Hints

    Values = NDArray[Any]

# The tear runs slantwise, and opens at its upper end first.
_SLANT, _FAR, _LEANS = 0.16, 0.86, 0.17
_RIM, _SHADE = 0.011, 0.05
_EDGE, _WET = 0.035, 0.10
_HALF = 2
# The edge is laid in slabs of so many rows: along a slant the strips it crosses are narrower.
_SLAB = 180


def tear(a: Frame, b: Frame, t: float, seed: int, hints: Hints) -> Frame:
    """The picture is a sheet of paper, torn in two from the top; the other lies beneath."""
    import numpy as np

    width, height = a.width, a.height
    share = eased("inout", t) ** 1.25
    jag, rims = _torn_edge(seed, height, width)
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    # A row further down follows later; what the tear has not reached lies still.
    apart = width * (_FAR * share - _LEANS * min(1.0, share * 3) * rows)
    reached = int(np.count_nonzero(apart > 0)) // 2 * 2
    result = b.copy()
    for plane, source, less in zip(result, a, (1, 2, 2), strict=True):
        plane[reached // less :] = source[reached // less :]
    if reached < 4:
        return result
    edge = width * (0.5 + _SLANT * (0.5 - rows)) + jag
    lean = float(apart[1] - apart[0])
    for first in range(0, reached, _SLAB):
        slab = slice(first, min(reached, first + _SLAB))
        for side, rim in ((-1, rims[0]), (1, rims[1])):
            _Sheet(
                side, slab, edge[slab] + side * apart[slab], side * apart[slab], side * lean, rim[slab]
            ).lay(result, a, hints)
    return result


@lru_cache(maxsize=8)
def _torn_edge(seed: int, height: int, width: int) -> tuple[Values, tuple[Values, Values]]:
    """How the tear strays from its line, and how wide bare paper shows on either side, row by row."""
    import numpy as np

    rng = np.random.default_rng((seed, 97))
    rows = np.arange(height) / height
    jag = np.zeros(height)
    for waves, amount in ((2.3, 0.011), (7, 0.006), (19, 0.0028), (53, 0.0014), (140, 0.0007)):
        jag += amount * _noise(rng, rows * waves)
    rims = []
    for _ in range(2):
        wide = (
            0.75 + 0.5 * _noise(rng, rows * 9) + 0.22 * _noise(rng, rows * 60) + 0.1 * _noise(rng, rows * 240)
        )
        rims.append((np.clip(wide, 0.22, 2.2) * _RIM * width).astype(np.float32))
    return (jag * width).astype(np.float32), (rims[0], rims[1])


def _noise(rng: np.random.Generator, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """Smooth noise between -1 and 1."""

    knots = rng.uniform(-1, 1, int(at[-1]) + 3)
    first = at.astype(int)
    share = at - first
    smooth = share * share * (3 - 2 * share)
    between: NDArray[np.float64] = knots[first] + (knots[first + 1] - knots[first]) * smooth
    return between


@dataclass(frozen=True)
class _Sheet:
    """One half of a torn sheet, some of its rows.

    Attributes:
        side: -1 for the left half, 1 for the right.
        rows: Which rows.
        edge: Where its torn edge lies, row by row.
        shift: How far it has moved to the right, row by row.
        lean: How much further each row has moved than the one above.
        rim: How wide bare paper shows, row by row.
    """

    side: int
    rows: slice
    edge: Values
    shift: Values
    lean: float
    rim: Values

    def lay(self, result: Frame, whole: Frame, hints: Hints) -> None:
        """Lay it over what is there, with its shadow, its picture and its rim of bare paper."""
        import numpy as np

        width, height = result.width, len(self.edge)
        inner = float(self.rim.max()) + 3
        before, after = (inner, _SHADE * width) if self.side < 0 else (_SHADE * width, inner)
        low, high = float(self.edge.min()) - before, float(self.edge.max()) + after
        left, _, right, _ = even_box(low, 0, high, height, width, height)
        if self.side < 0:
            self._moved(self._part(result, 0, left), whole, 0)
        else:
            self._moved(self._part(result, right, width), whole, right)
        if left >= right:
            return
        under = self._part(result, left, right)
        x = np.arange(left, right, dtype=np.float32)[None, :] + np.float32(0.5)
        inward = (x - self.edge[:, None]) * np.float32(self.side)
        base = under._replace(y=shaded(under.y, self._shade(inward, width)))
        top = self._part(whole, left, right).copy()
        self._moved(top, whole, left)
        self._join(under, base, top, inward, hints)

    def _part(self, frame: Frame, left: int, right: int) -> Frame:
        """A view of these rows, some of their columns."""
        first, last = self.rows.start, self.rows.stop
        return Frame(*(
            plane[first // less : last // less, left // less : max(left, right) // less]
            for plane, less in zip(frame, (1, 2, 2), strict=True)
        ))  # fmt: skip

    def _moved(self, target: Frame, whole: Frame, left: int) -> None:
        """Fill a part that begins at some column with the picture moved aside."""
        import cv2
        import numpy as np

        if not target.v.size:
            return
        for plane, source, less in zip(target, whole, (1, 2, 2), strict=True):
            moved = float(self.shift[0]) + self.lean * (less - 1) / 2
            matrix = np.array([[1, -self.lean, (left - moved) / less], [0, 1, self.rows.start // less]])
            cv2.warpAffine(
                source, matrix, plane.shape[::-1], plane,
                cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE,
            )  # fmt: skip

    @property
    def _lifted(self) -> Values:
        import numpy as np

        return np.abs(self.shift)[:, None]

    def _shade(self, inward: Values, width: int) -> Plane:
        """The shadow it throws beside its edge, darker the further it has come up."""
        import cv2

        fade = 3.2 / (_SHADE * width)
        dark: Any = cv2.exp(inward.clip(None, 0) * fade)
        dark *= self._lifted.clip(0, 30) * (118 / 30)
        shade: Plane = cv2.convertScaleAbs(dark)
        return shade

    def _join(self, under: Frame, base: Frame, top: Frame, inward: Values, hints: Hints) -> None:
        import cv2
        import numpy as np

        rim = self.rim[:, None] * (self._lifted.clip(0, 12) / 12)
        bare = _ramp(cv2.subtract(np.broadcast_to(rim, inward.shape), inward), 255.0, 127.5)
        cover = _ramp(inward, 255.0, 127.5)
        # Torn paper is thin at its very edge, and lies in its own shade where the print begins.
        depth = inward * (1 / rim.clip(1, None))
        paper = _ramp(cv2.multiply(depth, depth), -30.0, hints.paper.y)
        small_bare, small_cover = halved(bare), halved(cover)
        solids = (paper, *(np.full(top.u.shape, colour, np.uint8) for colour in hints.paper[1:]))
        for number, (plane, lower, upper, solid) in enumerate(zip(under, base, top, solids, strict=True)):
            torn = blended(upper, solid, small_bare if number else bare)
            plane[:] = blended(lower, torn, small_cover if number else cover)


def _ramp(values: Values, slope: float, start: float) -> Plane:
    """Values on a straight line, as a plane: what is below 0 or above 255 stays there."""
    import cv2

    plane: Plane = cv2.addWeighted(values, slope, values, 0, start, dtype=cv2.CV_8U)
    return plane


def bleed(a: Frame, b: Frame, t: float, seed: int, hints: Hints) -> Frame:
    """Drops of ink spread through the paper, and in them the other picture appears."""
    import cv2

    field = _spreading(seed, a.height // _HALF, a.width // _HALF)
    level = eased("slow", t) * (1 + _WET + _EDGE) - _WET
    size = (a.width, a.height)
    cover = cv2.resize(_ramp(field, -255 / _EDGE, 255 * level / _EDGE), size)
    # The wet rim is darkest where it ends and pales towards the middle.
    rising = _ramp(field, -255 / _WET, 255 * (level + _WET) / _WET)
    falling = _ramp(field, 255 / (1.6 * _WET), 255 * (1 - level / (1.6 * _WET)))
    rim = cv2.multiply(rising, falling, scale=1 / 255)
    wet = cv2.resize(cv2.multiply(rim, rim, scale=150 / 255 / 255), size)
    covers, wets = (cover, halved(cover)), (wet, halved(wet))
    planes = []
    for number, (one, other, ink) in enumerate(zip(a, b, hints.ink, strict=True)):
        mixed = blended(one, other, covers[number > 0])
        dry = cv2.multiply(mixed, cv2.bitwise_not(wets[number > 0]), scale=1 / 255)
        planes.append(cv2.add(dry, cv2.convertScaleAbs(wets[number > 0], alpha=ink / 255)))
    return Frame(*planes)


@lru_cache(maxsize=4)
def _spreading(seed: int, rows: int, columns: int) -> Values:
    """When the ink reaches each point, 0 to 1: a few drops, then everything between them."""
    import cv2
    import numpy as np

    rng = np.random.default_rng((seed, 131))
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    far = np.full((rows, columns), np.inf, np.float32)
    for number in range(6):
        at = (rng.uniform(0.1, 0.9) * columns, rng.uniform(0.12, 0.88) * rows)
        late = 0.0 if number == 0 else rng.uniform(0.03, 0.3)
        far = np.minimum(far, np.hypot(x - at[0], y - at[1]) / max(rows, columns) + late)
    rough = np.zeros((rows, columns), np.float32)
    for cells, amount in ((5, 0.09), (12, 0.045), (34, 0.022), (90, 0.012), (240, 0.006)):
        shape = (max(2, cells * rows // max(rows, columns)), max(2, cells * columns // max(rows, columns)))
        grid = rng.uniform(-1, 1, shape).astype(np.float32)
        rough += amount * cv2.resize(grid, (columns, rows), interpolation=cv2.INTER_CUBIC)
    field = far + rough
    # As much of the picture is reached in each moment as in the next.
    order = np.sort(field[::4, ::4], axis=None)
    even = np.interp(field, order, np.linspace(0, 1, order.size, dtype=np.float32))
    reached: Values = ((field - order[0]) / (order[-1] - order[0]) * 0.45 + even * 0.55).astype(np.float32)
    return reached
