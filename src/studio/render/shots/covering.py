"""Which parts of a shot's planes are covered by nearer ones, frame by frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.effects.water import water
from studio.render.hiding import Hidden
from studio.render.shots.focus import Focused
from studio.render.shots.nature import Spread
from studio.render.shots.planes import Drawn, Part, Together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studio.render.canvas import Canvas
    from studio.render.shots.planes import Moment, Plane
    from studio.render.view import View


def painted(planes: Iterable[Plane], canvas: Canvas, view: View, moment: Moment) -> None:
    """Put planes on a frame, from far to near; what nearer ones will cover is left out.

    Args:
        planes: The planes.
        canvas: The frame.
        view: What the camera sees.
        moment: The moment.
    """
    parts = [part for plane in planes for part in _parts(plane)]
    for part, hidden in zip(parts, reversed([*_hidden(parts, canvas, view, moment)]), strict=True):
        canvas.hidden = hidden
        part.show(canvas, view, moment)
    canvas.hidden = Hidden.nothing(canvas.box)


def _parts(plane: Plane) -> Iterator[Plane]:
    """What a plane is made of, each of which may cover the others."""
    if isinstance(plane, Together):
        for one in plane.planes:
            yield from _parts(one)
    elif isinstance(plane, Drawn | Focused):
        yield from plane.parts()
    else:
        yield plane


def _hidden(parts: list[Plane], canvas: Canvas, view: View, moment: Moment) -> Iterator[Hidden]:
    """What is covered where each stands, from near to far."""
    hidden = nothing = Hidden.nothing(canvas.box)
    for part in reversed(parts):
        yield hidden
        if isinstance(part, Spread) and part.effect is water:
            # Water mirrors what is above it, also what nothing but its mirror image shows.
            hidden = nothing
        elif isinstance(part, Part | Focused) and (boxes := part.filled(canvas, view, moment)):
            hidden = hidden.by(boxes)
