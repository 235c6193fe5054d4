"""Flat colour with light: a breath of tone over large shapes, so that none of them is dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.finishes.textures import clouded, laid

if TYPE_CHECKING:
    from numpy import ndarray


def modelled(rgba: ndarray, corner: tuple[int, int], amount: float) -> ndarray:
    """Lay soft tone over a plate."""
    import numpy as np

    height, width = rgba.shape[:2]
    tone = (
        laid(clouded(90, 11), corner, height, width) * 0.022
        + laid(clouded(1.1, 12), corner, height, width) * 0.012
    )
    shaded = rgba[..., :3] * (1 + amount * tone)[..., None]
    out = rgba.copy()
    out[..., :3] = np.clip(shaded + 0.5, 0, 255)
    return out
