"""Music of our own: a composer that writes notes, and instruments that play them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.music.pacing import bars_for
from studio.render.music.score import MOODS, RATE, Score, Section, arc

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["MOODS", "RATE", "Score", "Section", "arc", "bars_for", "composed"]


def composed(score: Score) -> Iterator[ndarray]:
    """Compose a piece and play it, block by block: float32, a row for each instant, left and right, 48 kHz.

    The blocks have `round(score.seconds * 48000)` rows in all. The same score gives the same samples.

    Args:
        score: What is asked for.
    """
    from studio.render.music.composing import written
    from studio.render.music.synthesis.mixing import mixed

    return mixed(written(score))
