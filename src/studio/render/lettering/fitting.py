"""Type for a place whose calm room may be small: it grows where that is needed, and only as far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.render.lettering.setting import block
from studio.render.rooms import safe, within

if TYPE_CHECKING:
    from studio.render.lettering.pairings import Faces
    from studio.render.lettering.setting import Align, Anchor, Block, Text
    from studio.render.rooms import Room

GOOD, GOOD_UPRIGHT = 0.052, 0.074
"""How large a headline should be, in parts of the shorter side of the frame; phones show upright ones."""

_GROWN = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0)
_GLADLY = 1.5


def fitted(
    text: Text,
    faces: Faces,
    frame: tuple[int, int],
    room: Room,
    *,
    align: Align = "start",
    anchor: Anchor = "top",
) -> Block:
    """Set type in the calm room of a place, within what is sure to be seen.

    Where the headline would be small there, the room grows downwards; where the type does not fit however it
    grows, the label is left away.

    Args:
        text: What is said.
        faces: The typefaces.
        frame: Width and height of the frame in pixels.
        room: The calm room of the place.
        align: Which edge its lines share.
        anchor: Where it stands where the room is higher.

    Raises:
        BadInput: There is more to say than the frame has room for.
    """
    best: Block | None = None
    enough = good(frame)
    for said in (text, replace(text, label="")):
        for grown, larger in _rooms(within(room, *frame), frame):
            if best and grown > _GLADLY:
                return best
            try:
                found = block(said, faces, frame, larger, align=align, anchor=anchor)
            except BadInput:
                continue
            if best is None or headline(found) > headline(best):
                best = found
            if headline(found) >= enough:
                return found
        if best:
            return best
    return block(text, faces, frame, within(room, *frame), align=align, anchor=anchor)


def good(frame: tuple[int, int]) -> float:
    """How large a headline should be in a frame, in pixels."""
    return (GOOD_UPRIGHT if frame[1] > frame[0] else GOOD) * min(frame)


def headline(found: Block) -> float:
    """How large the headline of a block is, in pixels."""
    return max(line.size for line in found.lines if line.role == "headline")


def _rooms(room: Room, frame: tuple[int, int]) -> Iterator[tuple[float, Room]]:
    """The room, higher and higher, as long as all of it is sure to be seen."""
    sure = safe(*frame)
    lowest = sure.top + sure.height
    for grown in _GROWN:
        height = min(room.height * grown, lowest - room.top)
        yield grown, room._replace(height=height)
        if height < room.height * grown:
            return
