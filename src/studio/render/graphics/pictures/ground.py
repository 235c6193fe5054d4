"""The ground a thing was photographed on: a smooth surface, seen at the border of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

_ROUNDS = 6
_WIDEST = 0.03


@dataclass(frozen=True)
class Ground:
    """What the border says of the ground; colours in Lab.

    Attributes:
        factors: How each channel changes over the picture, as a surface of second order.
        noise: How far its own pixels lie from that surface.
        share: How much of the border belongs to it.
    """

    factors: ndarray
    noise: float
    share: float

    def seen(self, height: int, width: int) -> ndarray:
        """The ground everywhere in a picture, as if nothing stood on it."""
        surface: ndarray = _terms(height, width) @ self.factors
        return surface.reshape(height, width, 3)


def ground(lab: ndarray) -> Ground:
    """Find the ground of a picture.

    Args:
        lab: The picture in Lab, float32.
    """
    import numpy as np

    height, width = lab.shape[:2]
    rim = max(2, round(_WIDEST * min(height, width)))
    border = np.ones((height, width), bool)
    border[rim:-rim, rim:-rim] = False
    terms, seen = _terms(height, width)[border.ravel()], lab[border]
    kept = np.abs(seen - np.median(seen, axis=0)).sum(axis=1) < 60
    apart = np.zeros(len(seen))
    factors = np.zeros((terms.shape[1], 3))
    for _ in range(_ROUNDS):
        if kept.sum() < 40:
            break
        weight = np.diag([1e-3, *[0.5] * 2, *[2.0] * 3])
        part = terms[kept]
        factors = np.linalg.solve(part.T @ part + weight, part.T @ seen[kept])
        apart = np.linalg.norm(seen - terms @ factors, axis=1)
        spread = max(1.2, 1.4826 * float(np.median(apart[kept])))
        kept = apart < 3.2 * spread
    noise = float(np.sqrt(np.mean(apart[kept] ** 2))) if kept.any() else 99.0
    return Ground(factors.astype(np.float32), noise, float(kept.mean()))


def _terms(height: int, width: int) -> ndarray:
    import numpy as np

    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].reshape(2, -1).astype(np.float32)
    return np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)
