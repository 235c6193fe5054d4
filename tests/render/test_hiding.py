"""What nearer things cover is left out, and nothing else."""

import numpy as np

from studio.render.canvas import Canvas, Place
from studio.render.hiding import Hidden
from studio.render.plates import Plate
from studio.render.sampling import Box

FRAME = Box(0, 0, 320, 180)


def test_what_is_seen_of_a_box_is_the_smallest_one_around_it() -> None:
    hidden = Hidden.nothing(FRAME).by([Box(0, 64, 320, 180)])
    assert hidden.seen(Box(10, 20, 300, 170)) == Box(10, 20, 300, 64)
    assert hidden.seen(Box(10, 70, 300, 180)).empty
    assert hidden.seen(Box(10, 0, 300, 60)) == Box(10, 0, 300, 60)
    aside = hidden.by([Box(0, 0, 160, 180)])
    assert aside.seen(FRAME) == Box(160, 0, 320, 64)
    assert aside.by([FRAME]).seen(FRAME).empty


def test_a_tile_that_is_covered_in_part_is_seen() -> None:
    hidden = Hidden.nothing(FRAME).by([Box(2, 2, 318, 178)])
    assert hidden.seen(FRAME) == FRAME
    assert hidden.seen(Box(20, 20, 60, 60)).empty


def test_a_plate_fills_its_opaque_parts_and_nothing_when_it_is_thin_or_turned() -> None:
    picture = np.full((300, 700, 4), 255, np.uint8)
    picture[:, :120, 3] = 90
    plate, canvas, place = Plate.of(picture), Canvas(320, 180), Place(-100.3, -40.2)
    boxes = canvas.filled(plate, place)
    assert boxes
    assert min(box.left for box in boxes) >= 20
    assert canvas.filled(plate, place, 0.9) == []
    assert canvas.filled(plate, Place(-100.3, -40.2, turn=3)) == []
    canvas.put(plate, place)
    assert all((canvas.y[box.slices] == 235).all() for box in boxes)


def test_what_is_put_where_all_is_hidden_is_not_drawn() -> None:
    canvas = Canvas(320, 180)
    before = canvas.planes().copy()
    canvas.hidden = Hidden.nothing(canvas.box).by([canvas.box])
    plate = Plate.of(np.full((100, 100, 4), 255, np.uint8))
    canvas.put(plate, Place(20, 20))
    canvas.put(plate, Place(20, 20, turn=30))
    assert np.array_equal(canvas.planes(), before)
