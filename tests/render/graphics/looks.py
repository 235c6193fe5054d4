"""The look of a style, for tests, and the pixels of a colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.render.graphics.look import bytes_of, look
from studio.render.painting import Painter
from studio.render.shelf import Shelf

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look


def painter(pack: str = "dusk", time: str = "day") -> Painter:
    return Painter(Shelf().pack(pack), time)


def plain(pack: str = "dusk") -> Look:
    return look(painter(pack))


def where(rgba: ndarray, colour: str, *, near: int = 24) -> ndarray:
    """Which pixels are opaque and about of a colour."""
    apart = np.abs(rgba[..., :3].astype(int) - bytes_of(colour)).max(axis=-1)
    found: ndarray = (apart <= near) & (rgba[..., 3] > 250)
    return found
