"""Labels take an accent only where it reads, and bars one that can be read on."""

import numpy as np
import pytest

from studio.render.lettering.colouring import coloured
from studio.render.lettering.pairings import faces
from studio.render.lettering.setting import Text, block
from studio.render.readable import ENOUGH, contrast, worst
from studio.render.rooms import Room

LIGHT, DARK = (247, 234, 210), (51, 33, 74)
RED, GOLD = (217, 63, 60), (242, 165, 65)


@pytest.mark.parametrize("ground", [(30, 20, 50), (128, 128, 128), (230, 225, 215), (150, 70, 60)])
def test_everything_reads_where_it_stands(ground: tuple[int, int, int]) -> None:
    standing = block(
        Text("Bread, baked by lighthouse light.", "To the last.", "Since 1911"),
        faces("rounded"),
        (640, 360),
        Room(0.1, 0.1, 0.8, 0.8),
    )
    picture = np.empty((360, 640, 3), np.uint8)
    picture[:] = ground
    found = coloured(standing, [picture], light=LIGHT, dark=DARK, accents=[RED, GOLD])
    behind = [found.scrim.laid(picture)] if found.scrim else [picture]
    for line in standing.lines:
        assert worst(behind, [line.box], getattr(found.colours, line.role)) >= ENOUGH
    assert found.colours.bar == GOLD
    assert found.colours.on_bar == DARK
    if ground == (30, 20, 50):
        assert found.colours.label == GOLD


def test_a_bar_is_darkened_where_nothing_reads_on_the_accent() -> None:
    standing = block(Text("Bread"), faces("rounded"), (640, 360), Room(0.1, 0.1, 0.8, 0.8))
    found = coloured(standing, [np.zeros((360, 640, 3), np.uint8)], light=LIGHT, dark=DARK, accents=[RED])
    red, green, blue = found.colours.bar
    assert red > 2 * max(green, blue)
    assert contrast(found.colours.on_bar, found.colours.bar) >= ENOUGH
