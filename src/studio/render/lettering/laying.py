"""Plates of type laid onto a frame of video; those that come again in the next frame are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from studio.render.canvas import Place
from studio.render.plates import Plate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studio.render.canvas import Canvas
    from studio.render.lettering.lines import Pixels
    from studio.render.lettering.moving import Placed

_MOST = 512
# By the identity of their pixels, which are held, so that no other pixels can take their place.
_kept: OrderedDict[int, tuple[Pixels, Plate]] = OrderedDict()


def lay(canvas: Canvas, plates: Iterable[Placed]) -> None:
    """Lay type onto a frame.

    Args:
        canvas: The frame.
        plates: What `moving.at` made of the moment, in the order it is painted.
    """
    for one in plates:
        plate = _known(one.pixels) if one.lasting else _plate(one.pixels)
        canvas.put(plate, Place(one.x, one.y, one.scale, one.turn), one.opacity)


def _known(pixels: Pixels) -> Plate:
    name = id(pixels)
    if name not in _kept:
        _kept[name] = (pixels, _plate(pixels))
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    _kept.move_to_end(name)
    return _kept[name][1]


def _plate(pixels: Pixels) -> Plate:
    rows, columns = pixels.shape[:2]
    return Plate.of(pixels, (columns / 2, rows / 2))
