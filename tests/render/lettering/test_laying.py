"""Type on a frame of video is type on a picture, in the same place and of the same colour."""

import numpy as np
import pytest

from studio.render.canvas import Canvas
from studio.render.lettering import moves
from studio.render.lettering.laying import lay
from studio.render.lettering.moving import Colours, at
from studio.render.lettering.pairings import faces
from studio.render.lettering.pressing import pressed
from studio.render.lettering.setting import Text, block
from studio.render.rooms import Room

COLOURS = Colours((240, 230, 210), (240, 230, 210), (240, 180, 60), (240, 180, 60), (20, 20, 30))
TEXT = Text("Bread, baked by lighthouse light.", "Open to the last.", "Since 1911", "lighthouse")


@pytest.mark.parametrize("name", moves.names())
@pytest.mark.parametrize("seconds", [0.21, 2.4, 3.9])
def test_frames_and_pictures_agree(name: str, seconds: float) -> None:
    standing = block(TEXT, faces("rounded"), (640, 360), Room(0.1, 0.1, 0.8, 0.8))
    plates = at(standing, moves.move(name), seconds, lasts=4.0, colours=COLOURS)
    canvas = Canvas(640, 360)
    lay(canvas, plates)
    picture = pressed(np.zeros((360, 640, 3), np.uint8), plates)
    # Both draw between pixels, each in its own way; where they differ is at edges.
    weights = np.array([0.2126, 0.7152, 0.0722])
    away = np.abs(canvas.rgb() @ weights - picture @ weights)
    assert away.mean() < 0.6
    assert np.quantile(away, 0.999) < 48
