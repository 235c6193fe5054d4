"""A transition at a glance: some of its moments side by side, for the look book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.transitions.frames import Frame
from studio.render.transitions.hints import Hints
from studio.render.transitions.joining import joined
from studio.render.video import to_rgb

if TYPE_CHECKING:
    from studio.render.canvas import Canvas
    from studio.render.transitions.frames import Plane

MOMENTS = (0.0, 0.16, 0.3, 0.42, 0.54, 0.68, 0.84, 1.0)
_NOTHING = Hints()


def frame_of(canvas: Canvas) -> Frame:
    """The planes of a canvas as a transition takes them; the same memory."""
    return Frame(canvas.y, canvas.u, canvas.v)


def strip(kind: str, a: Canvas, b: Canvas, *, seed: int = 0, hints: Hints = _NOTHING) -> Plane:
    """Show a transition.

    Args:
        kind: How it is made.
        a: The frame that goes.
        b: The frame that comes.
        seed: What tells it from others of its kind.
        hints: What it may know of the two.

    Returns:
        Red, green and blue: the moments from left to right, each as large as the frames.
    """
    import numpy as np

    first, second = frame_of(a), frame_of(b)
    shown = [to_rgb(*joined(kind, first, second, moment, seed=seed, hints=hints)) for moment in MOMENTS]
    return np.hstack(shown)
