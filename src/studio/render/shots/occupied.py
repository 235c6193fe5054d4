"""Which parts of the frame are taken: by type, and by faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.rooms import Room
from studio.render.shots.casting import extent_of, spot_of
from studio.render.shots.scene import rested, scene, seen
from studio.render.shots.staging import surveyed

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot

_HEAD = 0.17
_LOOKED_AT = (0.1, 0.5, 0.9)
# Where words stand is found as well on a small picture.
_SMALL = 270


def by_words(shot: Shot, shelf: Shelf) -> Room | None:
    """Where type stands in a shot; None if it has none."""
    words = shot.words
    if not words or not (words.headline or words.line or words.label):
        return None
    share = min(1.0, _SMALL / min(shot.width, shot.height))
    size = {"width": round(shot.width * share), "height": round(shot.height * share)}
    written = scene(shot.model_copy(update=size), shelf).words
    if not written:
        return None
    box = written.box
    return Room(
        box.left / size["width"], box.top / size["height"],
        (box.right - box.left) / size["width"], (box.bottom - box.top) / size["height"],
    )  # fmt: skip


def by_faces(shot: Shot, shelf: Shelf) -> list[Room]:
    """Where heads are seen in a shot, at its beginning, in the middle and at its end."""
    people = [thing for thing in shot.cast if thing.kind == "person"]
    if not people:
        return []
    stage, view = surveyed(shot, shelf), rested(shot, shelf)
    found = []
    for share in _LOOKED_AT:
        camera = seen(view, shot, shelf, share)
        for thing in people:
            spot, tall = spot_of(stage, thing), extent_of(stage, thing)[1]
            x, y = spot.foot
            head = camera.spot(spot.depth, x, y - tall)
            side = _HEAD * tall * head.scale
            left, top = (head.x - side / 2) / view.width, head.y / view.height
            found.append(Room(left, top, side / view.width, side / view.height))
    return found
