"""A move of type at a glance: some of its moments side by side, for the look book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.lettering.moving import at
from studio.render.lettering.pressing import pressed

if TYPE_CHECKING:
    from studio.render.lettering.grammar import Move
    from studio.render.lettering.lines import Pixels
    from studio.render.lettering.moving import Colours
    from studio.render.lettering.setting import Block

LASTS = 4.0
# Coming is what differs most, so most moments show that.
MOMENTS = (0.12, 0.3, 0.55, 0.9, 2.4, LASTS - 0.22, LASTS - 0.1)


def strip(block: Block, move: Move, colours: Colours, ground: Pixels) -> Pixels:
    """Show a move of type.

    Args:
        block: The type.
        move: How it moves.
        colours: What it is coloured with.
        ground: What it stands on: red, green and blue, as large as the frame it was set for.

    Returns:
        The moments from left to right, each as large as the ground.
    """
    import numpy as np

    return np.hstack(
        [pressed(ground, at(block, move, moment, lasts=LASTS, colours=colours)) for moment in MOMENTS]
    )
