"""Parts of the frame: where type may stand, where it stands, where it is sure to be seen."""

from __future__ import annotations

from typing import NamedTuple

_SIDES = 0.05
UPRIGHT = 1.5
"""How much higher than wide the frames of upright films are."""
# Players lay their controls over them.
_UPRIGHT_TOP, _UPRIGHT_BOTTOM = 0.12, 0.20


class Room(NamedTuple):
    """A part of the frame, in parts of its width and height."""

    left: float
    top: float
    width: float
    height: float


class Box(NamedTuple):
    """A part of the frame in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def safe(width: int, height: int) -> Room:
    """The part of the frame in which type is sure to be seen."""
    if height / width > UPRIGHT:
        return Room(_SIDES, _UPRIGHT_TOP, 1 - 2 * _SIDES, 1 - _UPRIGHT_TOP - _UPRIGHT_BOTTOM)
    return Room(_SIDES, _SIDES, 1 - 2 * _SIDES, 1 - 2 * _SIDES)


def kept_clear(box: Box, width: int, height: int) -> bool:
    """Whether a box lies where it is sure to be seen."""
    room = safe(width, height)
    spare = 0.5
    return (
        box.left >= room.left * width - spare
        and box.top >= room.top * height - spare
        and box.right <= (room.left + room.width) * width + spare
        and box.bottom <= (room.top + room.height) * height + spare
    )


def within(room: Room, width: int, height: int) -> Room:
    """A room moved to where it is sure to be seen, and made smaller only where it is larger than that."""
    sure = safe(width, height)
    wide, high = min(room.width, sure.width), min(room.height, sure.height)
    left = min(max(room.left, sure.left), sure.left + sure.width - wide)
    top = min(max(room.top, sure.top), sure.top + sure.height - high)
    return Room(left, top, wide, high)
