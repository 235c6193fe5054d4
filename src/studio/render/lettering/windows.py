"""The windows type is seen through: only within its line, or only as far as a bar has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.render.lettering.setting import Line, Piece

    Weights = NDArray[Any]

_SPARE = 0.06


def height(line: Line) -> float:
    """How high the window of a line is, in pixels."""
    top, bottom = _edges(line)
    return bottom - top


def _edges(line: Line) -> tuple[float, float]:
    spare = _SPARE * line.size
    return line.box.top - spare, line.box.bottom + spare


def upright(line: Line, piece: Piece, middle: float) -> Weights | None:
    """How much of each row of a piece is seen in the window of its line; None where all of it is.

    Args:
        line: The line.
        piece: The piece.
        middle: Where the middle of the piece is, in pixels from the top of the frame.
    """
    import numpy as np

    top, bottom = _edges(line)
    rows = piece.drawn.pixels.shape[0]
    first = middle - rows / 2
    if first >= top and first + rows <= bottom:
        return None
    at = np.arange(rows, dtype=np.float32) + np.float32(first)
    seen = np.minimum(at + 1, bottom) - np.maximum(at, top)
    weights: Weights = np.clip(seen, 0, 1).astype(np.float32)[:, None]
    return weights


def sideways(piece: Piece, share: float, from_right: bool) -> Weights:
    """How much of each column of a piece is seen where only a share of it is."""
    import numpy as np

    columns = piece.drawn.pixels.shape[1]
    seen = np.clip(share * columns - np.arange(columns, dtype=np.float32), 0, 1).astype(np.float32)
    weights: Weights = (seen[::-1] if from_right else seen)[None, :]
    return weights
