"""A strip shows type that comes, stands and goes."""

import numpy as np

from studio.render.lettering import moves
from studio.render.lettering.moving import Colours
from studio.render.lettering.pairings import faces
from studio.render.lettering.setting import Text, block
from studio.render.lettering.sheets import MOMENTS, strip
from studio.render.rooms import Room


def test_type_comes_stands_and_goes() -> None:
    standing = block(Text("Bread, baked at night."), faces("rounded"), (320, 180), Room(0.1, 0.1, 0.8, 0.8))
    white = (255, 255, 255)
    colours = Colours(white, white, white, white, (0, 0, 0))
    shown = strip(standing, moves.move("rise"), colours, np.zeros((180, 320, 3), np.uint8))
    assert shown.shape == (180, 320 * len(MOMENTS), 3)
    ink = [part.mean() for part in np.split(shown, len(MOMENTS), axis=1)]
    assert ink[MOMENTS.index(2.4)] > 0.98 * max(ink)
    assert ink[0] < 0.5 * max(ink)
    assert ink[-1] < 0.5 * max(ink)
