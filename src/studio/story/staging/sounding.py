"""What is heard in a shot: the tone of its place, and now and then what is done there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.story.grammar import Effect
from studio.story.staging import tables

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.story.staging.choosing import Choice
    from studio.story.staging.look import Look
    from studio.story.staging.slots import Slot

_AFTER = 0.25
_QUIET = -9.0
# Nothing is heard again before so many shots have passed.
_APART = 4


def atmosphere(choice: Choice, slot: Slot, look: Look, shelf: Shelf) -> str:
    """What is heard all the time."""
    sounds, place = tables.sounds(), choice.view.place
    known = shelf.place(place)
    if not known.indoors and look.weather in sounds.weathers and look.weather in known.weather:
        return sounds.weathers[look.weather]
    if slot.time == "night" and place in sounds.nights:
        return sounds.nights[place]
    return sounds.places.get(place, "room" if known.indoors else "birds")


def effects(choices: Sequence[Choice], slots: Sequence[Slot], fps: float) -> list[list[Effect]]:
    """What is heard once, shot by shot; none on the end card, whose music has the last word."""
    heard: dict[str, int] = {}
    found: list[list[Effect]] = []
    for number, (choice, slot) in enumerate(zip(choices, slots, strict=True)):
        sound = "" if slot.card else _sound(choice)
        again = number - heard.get(sound, -_APART) < _APART
        if not sound or again:
            found.append([])
            continue
        heard[sound] = number
        at = min(round(_AFTER * fps), slot.frames - 1)
        found.append([Effect(sound=sound, at=at, volume=_QUIET)])
    return found


def _sound(choice: Choice) -> str:
    sounds = tables.sounds()
    for thing in choice.view.cast:
        if action := thing.get("action"):
            return sounds.actions.get(action, "")
        if prop := thing.get("prop"):
            return sounds.things.get(prop, "") if choice.view.size != "wide" else ""
    return "chime" if choice.view.scale == "graphic" else ""
