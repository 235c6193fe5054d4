"""How shots give way to one another: straight, unless time passes, energy asks for it, or shapes agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.render.transitions import joining
from studio.story.grammar import Cut
from studio.story.staging.chance import noise
from studio.story.staging.slots import reading_time

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.story.grammar import Brief
    from studio.story.staging.choosing import Choice
    from studio.story.staging.look import Look
    from studio.story.staging.slots import Slot
    from studio.story.staging.view import View

_SHORTEST, _LONGEST = 0.4, 0.7
_SHARE = 0.3
"""The most of the shorter shot beside it that a transition may take."""
_CALM, _LIVELY = 0.45, 0.66
_WIPES, _ZOOMS, _WHIPS, _STUFF = 0.3, 0.55, 0.6, 0.5
_STUFFS = {"paper": "page", "ink": "bleed"}
_SPARE = 0.2


def cuts(
    brief: Brief, slots: Sequence[Slot], choices: Sequence[Choice], look: Look, shelf: Shelf
) -> list[Cut]:
    """How each shot gives way to the next; the last to nothing.

    Args:
        brief: What was asked for.
        slots: The times and words of the shots.
        choices: What they show, the end card among them.
        look: How the film looks.
        shelf: What transitions there are.
    """
    found: list[Cut] = []
    there = set(joining.names(files=shelf.files("transitions.yaml")))
    for at in range(len(slots) - 1):
        kind = "cut"
        if not (found and found[-1].frames):
            kind = _kind(brief, at, slots[at], slots[at + 1], choices[at], choices[at + 1], look)
        frames = _frames(kind, slots[at], slots[at + 1], brief.fps, look.energy) if kind in there else 0
        found.append(Cut(kind=kind, frames=frames) if frames else Cut())
    return [*found, Cut()]


def _kind(brief: Brief, at: int, slot: Slot, after: Slot, one: Choice, other: Choice, look: Look) -> str:
    """What the two shots ask for; a straight cut mostly."""
    luck = noise(brief.seed, "cut", at)
    here, there = one.view, other.view
    beat_ends = slot.beat.id != after.beat.id
    if "graphic" in (here.scale, there.scale):
        return "dissolve" if beat_ends and look.energy < _CALM else "cut"
    if slot.time != after.time and look.energy < _LIVELY:
        return _STUFFS.get(look.style, "dissolve") if beat_ends and luck < _STUFF else "dissolve"
    if here.place == there.place:
        return _within(here, there, luck)
    return _between(look.energy, luck) if beat_ends else "cut"


def _within(here: View, there: View, luck: float) -> str:
    """Between two pictures of one place: a shape becomes another, or we come closer."""
    if here.scale == there.scale == "product":
        return "match"
    return "zoom" if there.size == "close" != here.size and luck < _ZOOMS else "cut"


def _between(energy: float, luck: float) -> str:
    """From one beat and place to the next."""
    if energy >= _LIVELY:
        return "whip" if luck < _WHIPS else "cut"
    if energy < _CALM:
        return "dissolve"
    return "wipe" if luck < _WIPES else "cut"


def _frames(kind: str, slot: Slot, after: Slot, fps: float, energy: float) -> int:
    """How long it lasts: longer in calm films, never in the time that words are read."""
    if kind == "cut":
        return 0
    seconds = _LONGEST - (_LONGEST - _SHORTEST) * energy
    frames = round(seconds * fps)
    for one in (slot, after):
        room = one.frames - reading_time(one.headline, one.line) * fps if one.written else one.frames
        frames = min(frames, int(_SHARE * one.frames), int(2 * (room - _SPARE * fps)))
    return frames if frames >= _SHORTEST * fps - 1 else 0
