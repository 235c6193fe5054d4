"""Where things in a drawing come to lie: the transforms of SVG as six numbers."""

from __future__ import annotations

import math
import re

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_STEP = re.compile(r"(\w+)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def parsed(text: str) -> Matrix:
    """The matrix of a transform attribute."""
    matrix = IDENTITY
    for name, arguments in _STEP.findall(text):
        matrix = joined(matrix, _step(name, [float(one) for one in _NUMBER.findall(arguments)]))
    return matrix


def joined(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that does the inner first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point comes to lie."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale_of(matrix: Matrix) -> float:
    """How much larger things become."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def _step(name: str, given: list[float]) -> Matrix:
    if name == "translate" and given:
        return (1, 0, 0, 1, given[0], given[1] if len(given) > 1 else 0.0)
    if name == "scale" and given:
        return (given[0], 0, 0, given[1] if len(given) > 1 else given[0], 0, 0)
    if name == "rotate" and given:
        angle = math.radians(given[0])
        turn = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0.0, 0.0)
        if len(given) < 3:
            return turn
        x, y = given[1:3]
        return joined(joined((1, 0, 0, 1, x, y), turn), (1, 0, 0, 1, -x, -y))
    if name in ("skewX", "skewY") and given:
        skew = math.tan(math.radians(given[0]))
        return (1, 0, skew, 1, 0, 0) if name == "skewX" else (1, skew, 0, 1, 0, 0)
    if name == "matrix" and len(given) == 6:
        return (given[0], given[1], given[2], given[3], given[4], given[5])
    raise ValueError(f"{name} is no transform")
