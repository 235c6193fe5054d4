"""The melody: cells of the theme set against the chords, so that what is held belongs to them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

from studio.render.music.choosing import Choices
from studio.render.music.form import Form, Phrase
from studio.render.music.notes import BAR, BEAT, STEP, Note, Span
from studio.render.music.theme import Cell, ornamented
from studio.render.music.theory import Key, pitch_of, step_near

_RANGE = 9
_PLANS: dict[str, tuple[str, ...]] = {
    "intro": ("h---", "h-h-", "--h-"),
    "build": ("h-a-", "ha--", "h-h-"),
    "calm": ("H-T-", "h---", "H---"),
    "proof": ("vavt", "v-at", "hvat"),
}
_LIFTED = 2
"""Steps that a lift is sung higher."""


class Sung(NamedTuple):
    """A note of the melody."""

    start: int
    length: int
    pitch: int


def melody(form: Form, choices: Choices, chance: Random) -> Iterator[Note]:
    """The melody from beginning to end, up to the last chord's own note.

    Args:
        form: The form.
        choices: What was chosen.
        chance: Where variations come from.
    """
    before: int | None = None
    lines: list[tuple[Phrase, list[Sung]]] = []
    for phrase in form.phrases:
        line = list(_sung(phrase, _plan(phrase, choices, chance), choices, chance, before))
        before = line[-1].pitch if line else before
        if line and lines and lines[-1][0].before_lift and phrase.role == "lift":
            lines[-1][1].extend(_upbeat(*lines[-1], line[0], choices.key))
        lines.append((phrase, line))
    for phrase, line in lines:
        voice = choices.second if phrase.role in ("calm", "proof") else choices.band["lead"]
        for sung in line:
            length = max(STEP // 2, round(sung.length * choices.mood.legato))
            yield Note(sung.start, length, sung.pitch, _strength(sung, phrase), "lead", voice)
    yield _ending(form, choices, before)


def _upbeat(phrase: Phrase, line: list[Sung], target: Sung, key: Key) -> Iterator[Sung]:
    """Two notes that lead by step into a lift, if the melody has time for them."""
    start = phrase.end - BEAT
    if phrase.end - phrase.start < BAR or (line and line[-1].start + line[-1].length > start):
        return
    span = phrase.spans[-1]
    step = step_near(key, span.chord, target.pitch)
    for number in (0, 1):
        pitch = pitch_of(key, span.chord, step - 2 + number)
        yield Sung(start + number * BEAT // 2, BEAT // 2, pitch)


def _ending(form: Form, choices: Choices, before: int | None) -> Note:
    """The last note: the tonic or the third, whichever is nearer."""
    span = form.final
    near = before if before is not None else choices.mood.singing
    tones = [span.chord.tones[0], *(tone for tone in span.chord.tones if tone.degree == 2)]
    classes = {(choices.key.tonic + tone.semitones) % 12 for tone in tones}
    top = span.voices[-1]
    choice = [pitch for pitch in range(max(top, near - 7), near + 13) if pitch % 12 in classes]
    pitch = min(choice, key=lambda one: abs(one - near)) if choice else near
    return Note(span.start, span.end - span.start, pitch, 0.75, "lead", choices.band["lead"])


def _plan(phrase: Phrase, choices: Choices, chance: Random) -> str:
    """Which cell stands in which bar of a phrase; - where the melody is silent."""
    if phrase.role == "button":
        return "h" + "-" * (phrase.bars - 1)
    if phrase.resting:
        return "-" * phrase.bars
    plan = choices.theme.plan if phrase.role == "lift" else chance.choice(_PLANS[phrase.role])
    if phrase.bars == 1:
        return plan.replace("-", "")[:1].lower()
    if phrase.bars == 2:
        return {"lift": "ht", "calm": "H-", "intro": "h-"}.get(phrase.role, "ha")
    if phrase.bars == 3:
        return plan[:2] + plan[3]
    return plan + "-" * (phrase.bars - len(plan))


def _sung(phrase: Phrase, plan: str, choices: Choices, chance: Random, before: int | None) -> Iterator[Sung]:
    centre = choices.mood.singing + (_LIFTED if phrase.role == "lift" else 0)
    anchors: dict[str, int] = {}
    for bar, letter in enumerate(plan):
        start = phrase.start + bar * BAR
        if letter == "-" or start >= phrase.end:
            continue
        cell = ornamented(choices.theme.head, chance) if letter == "v" else choices.theme.cell(letter)
        line, anchor = set_over(
            cell, start, phrase.spans, choices.key, centre, before, anchors.get(letter.lower())
        )
        anchors[letter.lower()] = anchor + choices.theme.drift
        for sung in line:
            if sung.start < phrase.end:
                before = sung.pitch
                yield sung._replace(length=min(sung.length, phrase.end - sung.start))


def set_over(
    cell: Cell,
    start: int,
    spans: Sequence[Span],
    key: Key,
    centre: int,
    before: int | None = None,
    usual: int | None = None,
) -> tuple[list[Sung], int]:
    """Set a cell over chords where it fits best; returns its notes and the step it begins on.

    Args:
        cell: The cell.
        start: The tick at which its bar begins.
        spans: The chords.
        key: The key.
        centre: Where the melody lies.
        before: The note in front of it.
        usual: The step it began on the last time, so that it is known again.
    """
    chords = [_at(spans, start + onset * STEP) for onset in cell.onsets]
    about = step_near(key, chords[0].chord, centre)
    best: tuple[float, int, list[int]] | None = None
    for anchor in range(about - 6, about + 7):
        line = [
            pitch_of(key, span.chord, anchor + step) for span, step in zip(chords, cell.steps, strict=True)
        ]
        settled = _settled(line, chords, cell, key)
        cost = _cost(line, settled, cell, centre, before)
        if usual is not None:
            cost += 0.5 * abs(anchor - usual)
        if best is None or cost < best[0]:
            best = (cost, anchor, settled)
    assert best is not None
    notes = [
        Sung(start + onset * STEP, _fitting(start + onset * STEP, length * STEP, pitch, spans, key), pitch)
        for onset, length, pitch in zip(cell.onsets, cell.lengths, best[2], strict=True)
    ]
    return notes, best[1]


def _fitting(start: int, length: int, pitch: int, spans: Sequence[Span], key: Key) -> int:
    """How long a note may last: until a chord comes that it does not belong to."""
    for span in spans:
        if start < span.start < start + length and pitch % 12 not in span.chord.classes(key):
            return span.start - start
    return length


def _cost(line: list[int], settled: list[int], cell: Cell, centre: int, before: int | None) -> float:
    """How badly a line stands: bent by its chords, stuck on a note, full of leaps, in a strange register."""
    cost = 0.25 * abs(sum(settled) / len(settled) - centre)
    cost += sum(4.0 for pitch in settled if abs(pitch - centre) > _RANGE)
    cost += sum(0.8 * abs(pitch - was) for pitch, was in zip(settled, line, strict=True))
    moves = [after - pitch for pitch, after in pairwise(settled)]
    meant = [after - step for step, after in pairwise(cell.steps)]
    cost += sum(2.5 for move, wish in zip(moves, meant, strict=True) if not move and wish)
    cost += sum(0.8 * (abs(move) - 5) for move in moves if abs(move) > 5)
    if before is not None:
        apart = abs(settled[0] - before)
        cost += 0.15 * apart + 1.5 * max(0, apart - 7) + (0.5 if not apart else 0.0)
    return cost


def _heard(cell: Cell, place: int) -> bool:
    """Whether a note is heard as part of the harmony: on a strong beat, or held."""
    return cell.onsets[place] % 8 == 0 or cell.lengths[place] >= 6


def _settled(line: list[int], chords: list[Span], cell: Cell, key: Key) -> list[int]:
    """The line with what is heard moved onto the chord, and what is not reached and left by step as well."""
    settled = list(line)
    for place, span in enumerate(chords):
        if _heard(cell, place):
            settled[place] = nearest(settled[place], span, key)
    for place, span in enumerate(chords):
        pitch = settled[place]
        if _heard(cell, place) or pitch % 12 in span.chord.classes(key):
            continue
        around = settled[max(0, place - 1) : place + 2]
        if len(around) < 3 or any(abs(one - other) > 2 for one, other in pairwise(around)):
            settled[place] = nearest(pitch, span, key)
    return settled


def nearest(pitch: int, span: Span, key: Key) -> int:
    """The tone of the chord nearest to a note; the upper one of two."""
    classes = span.chord.classes(key)
    return min(
        (near for near in range(pitch - 6, pitch + 7) if near % 12 in classes),
        key=lambda near: (abs(near - pitch), -near),
    )


def _at(spans: Sequence[Span], tick: int) -> Span:
    return spans[max(0, bisect_right(spans, tick, key=lambda span: span.start) - 1)]


def _strength(sung: Sung, phrase: Phrase) -> float:
    """How hard a note is played: with the energy, on the beat, and towards the top of the line."""
    accent = 0.08 if sung.start % BAR == 0 else 0.04 if sung.start % (BAR // 4) == 0 else 0.0
    return min(1.0, 0.38 + 0.48 * phrase.energy + accent)
