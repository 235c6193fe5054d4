"""What must hold for all that films can show: frames filled, room for type calm, type read, things whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.render import readable
from studio.render.lettering import timing
from studio.render.lettering.setting import Text
from studio.render.lookbook import measures
from studio.render.rooms import Room, kept_clear, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy import ndarray

    from studio.render.lookbook.portraits import Portrait
    from studio.render.shelf import Shelf
    from studio.render.shots.scene import Scene

EMPTY = 0.002
"""The share of a frame that may show no part of its place."""
CALM = 8.5
"""How busy the room for type may be, in levels of 255; see measures.busy."""
APART = 5.0
"""How far two styles must be apart in the same place at the same time, as CIE 1976 counts it."""
STANDS_OUT = 0.45
"""The share of its outline by which a thing must be told from its ground at 120 pixels."""
STANDING = 0.4
"""The share of its time on screen for which all of the type must stand."""

_SPILLED = 0.004


def of_place(scene: Scene, picture: ndarray) -> tuple[str, ...]:
    """What is wrong with a place as a shot shows it.

    Args:
        scene: The shot, set up with its words.
        picture: A frame of it without them.
    """
    return (*of_frames(scene), *_calm(scene, picture), *of_words(scene))


def of_frames(scene: Scene) -> tuple[str, ...]:
    """What is left empty where a shot begins and where it ends."""
    share = max(measures.empty(scene, number) for number in (0, scene.shot.frames - 1))
    return (f"{share:.1%} of the frame is empty",) if share > EMPTY else ()


def of_words(scene: Scene) -> tuple[str, ...]:
    """What is wrong with the words of a shot."""
    written, shot = scene.words, scene.shot
    if not written:
        return ()
    found = []
    if written.contrast < readable.ENOUGH:
        found.append(f"type reads at {written.contrast:.1f}:1 only, {readable.ENOUGH}:1 is needed")
    if not all(kept_clear(line.box, shot.width, shot.height) for line in written.block.lines):
        found.append("type stands where it may not be seen")
    return tuple(found)


def of_timing(scene: Scene) -> tuple[str, ...]:
    """What is wrong with how long the words of a shot can be read."""
    words, written = scene.shot.words, scene.words
    if not words or not written:
        return ()
    found = []
    if lacking := timing.too_short(Text(words.headline, words.line, words.label), written.lasts):
        found.append(f"type is on screen {lacking:.1f} s too short to be read")
    share = measures.standing(written)
    if share < STANDING:
        found.append(f"all of the type stands for {share:.0%} of its time only")
    return tuple(found)


def of_thing(portrait: Portrait) -> tuple[str, ...]:
    """What is wrong with a thing, as it is seen small."""
    found = []
    if not portrait.titled:
        found.append("it has no title")
    if portrait.spilled > _SPILLED:
        found.append(f"{portrait.spilled:.0%} of it lies outside its viewBox")
    if not portrait.standing:
        found.append("its origin is not where it stands or hangs")
    share = measures.standing_out(portrait.pixels, portrait.alpha, portrait.ground)
    if share < STANDS_OUT:
        found.append(f"only {share:.0%} of its outline can be told from the ground")
    return tuple(found)


def refused(error: StudioError) -> tuple[str, ...]:
    """What cannot be drawn at all."""
    return (error.message,)


def confused(pictures: dict[str, ndarray]) -> Iterator[tuple[str, str]]:
    """The styles that could be taken for another, and for which.

    Args:
        pictures: The same place at the same time, by style.
    """
    names = list(pictures)
    for number, one in enumerate(names):
        for other in names[:number]:
            apart = measures.distance(pictures[one], pictures[other])
            if apart < APART:
                yield one, f"it looks like {other}: {apart:.1f} apart, {APART:g} are needed"


def room(scene: Scene, shelf: Shelf) -> Room:
    """Where a place keeps room for type."""
    shot = scene.shot
    return within(Room(*shelf.place(shot.place).frames[shot.aspect].type), shot.width, shot.height)


def _calm(scene: Scene, picture: ndarray) -> Iterator[str]:
    found = measures.busy(picture, room(scene, scene.stage.shelf))
    if found > CALM:
        yield f"the room for type is busy: {found:.1f}, at most {CALM:g}"
