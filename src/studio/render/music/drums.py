"""Drums: the groove of each phrase, with fills, ghost notes and what leads into a lift."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from studio.render.music.form import Phrase
from studio.render.music.grooves import WEIGHTS, Groove, Pattern, read
from studio.render.music.notes import BAR, BEAT, STEP, Note, Span

_TUNED = {"low tom": 41, "mid tom": 45, "high tom": 50, "timpani": 41}
_PLAIN = 60
_LENGTH = STEP
_GHOST = "."
_PLAYED_GHOSTS = 0.8
_HALF = BAR // 2


def drums(
    phrase: Phrase, groove: Groove, level: int, chance: Random, *, first: bool, rising: bool
) -> Iterator[Note]:
    """The drums of a phrase.

    Args:
        phrase: The phrase.
        groove: The groove.
        level: How much they do, from 1 to 3; 0 is silence.
        chance: Which ghost notes are played.
        first: Whether they were not heard before it.
        rising: Whether a lift follows.
    """
    strength = 0.42 + 0.55 * phrase.energy
    filling = _filled(phrase, groove, level, rising)
    ends = phrase.end - (_HALF if filling else 0)
    if level:
        yield from _looped(groove.levels[level - 1], phrase.start, ends, strength, chance)
    if filling:
        for name, signs in filling.items():
            yield from _written(name, signs, ends, phrase.end, strength, chance)
    if level >= 2 and (phrase.number == 0 or first):
        yield _hit(groove.crash, phrase.start, strength * (1.0 if phrase.role == "lift" else 0.7))
    if phrase.role == "lift" and phrase.number == 0 and level == 3 and phrase.energy > 0.75:
        yield _hit("boom", phrase.start, strength)
    if rising and phrase.last:
        start = max(phrase.start, phrase.end - BAR)
        yield Note(start, phrase.end - start, _PLAIN, 0.35 + 0.4 * phrase.energy, "drums", "swell")


def _filled(phrase: Phrase, groove: Groove, level: int, rising: bool) -> Pattern | None:
    """What leads out of a phrase, if it is long enough for it."""
    if not level or phrase.end - phrase.start < 2 * BAR or phrase.role == "button":
        return None
    if phrase.last and rising:
        return read(groove.fills[-1])
    if phrase.last:
        return read(groove.fills[min(level - 1, len(groove.fills) - 1)])
    return read(groove.fills[0]) if phrase.number % 2 else None


def _looped(pattern: Pattern, start: int, end: int, strength: float, chance: Random) -> Iterator[Note]:
    for name, signs in pattern.items():
        for begin in range(start, end, len(signs) * STEP):
            yield from _written(name, signs, begin, end, strength, chance)


def _written(name: str, signs: str, start: int, end: int, strength: float, chance: Random) -> Iterator[Note]:
    for place, sign in enumerate(signs):
        tick = start + place * STEP
        if sign == "-" or tick >= end or (sign == _GHOST and chance.random() > _PLAYED_GHOSTS):
            continue
        yield _hit(name, tick, strength * WEIGHTS[sign])


def _hit(name: str, tick: int, strength: float) -> Note:
    return Note(tick, _LENGTH, _TUNED.get(name, _PLAIN), min(1.0, strength), "drums", name)


def ended(final: Span, groove: Groove, level: int) -> Iterator[Note]:
    """What the drums do at the last chord."""
    if level:
        kick = next((name for name in groove.levels[2] if "kick" in name), "boom")
        yield _hit(kick, final.start, 0.85)
    if level >= 2:
        yield _hit(groove.crash, final.start, 0.75)
        if final.end - final.start >= 2 * BEAT and groove.crash == "crash":
            yield _hit("boom", final.start, 0.7)
