"""Composing: from a score to a piece on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from studio.render.music import bass, comping, drums
from studio.render.music.choosing import Choices, chosen
from studio.render.music.form import Form, Phrase, formed
from studio.render.music.grooves import GROOVES
from studio.render.music.layering import Layer, layered
from studio.render.music.melody import melody
from studio.render.music.notes import BEAT, Note, Piece
from studio.render.music.performing import performed
from studio.render.music.score import Score


def written(score: Score) -> Piece:
    """Compose a piece: the same score gives the same notes.

    Args:
        score: What is asked for.
    """
    choices = chosen(score)
    form = formed(score, choices)
    spans = (*(span for phrase in form.phrases for span in phrase.spans), form.final)
    notes = _notes(form, choices, score)
    groove = GROOVES[choices.groove]
    played = performed(notes, groove, _chance(score, "hands"), form.ticks / score.seconds, form.ticks)
    return Piece(
        key=choices.key,
        ticks=form.ticks,
        samples=score.samples,
        spans=spans,
        notes=played,
        pulse=form.pulse,
        hit=form.final.start,
        space=choices.space,
        levels={**choices.mood.levels},
        pumped=frozenset(choices.mood.pumped),
    )


def _chance(score: Score, of: str) -> Random:
    return Random(f"{score.seed} {score.mood} {of}")


def _notes(form: Form, choices: Choices, score: Score) -> list[Note]:
    sung = list(melody(form, choices, _chance(score, "melody")))
    layers = [layered(phrase, choices) for phrase in form.phrases]
    notes = [*sung]
    for number, layer in enumerate(layers):
        accompanied = _accompanied(form, number, layer, choices, sung)
        notes += _held_back(accompanied, form.phrases[number]) if choices.stops else accompanied
    notes += _drummed(form, layers, choices, _chance(score, "drums"))
    last = layers[-1] if layers else Layer(frozenset({"pad", "shine"}), 0)
    most = max((layer.drums for layer in layers), default=0)
    notes += comping.finished(form.final, choices, last.parts | {"shine"})
    notes += drums.ended(form.final, GROOVES[choices.groove], most)
    return notes


def _accompanied(form: Form, number: int, layer: Layer, choices: Choices, sung: list[Note]) -> Iterator[Note]:
    phrase = form.phrases[number]
    spans = phrase.spans
    mine = [note for note in sung if phrase.start <= note.start < phrase.end]
    following = form.phrases[number + 1].spans[0] if number + 1 < len(form.phrases) else form.final
    if "pad" in layer.parts:
        yield from comping.padded(phrase, choices, spans)
    if "chords" in layer.parts:
        yield from comping.comped(phrase, choices, spans)
    if "motion" in layer.parts:
        yield from comping.moved(phrase, choices, spans)
    if "bass" in layer.parts:
        yield from bass.bass(phrase, choices, spans, following)
    if "double" in layer.parts:
        yield from comping.doubled(mine, phrase, choices)
    if "shine" in layer.parts:
        yield from comping.shone(phrase, choices, spans, mine)


def _held_back(notes: Iterable[Note], phrase: Phrase) -> Iterator[Note]:
    """Notes that stop a beat in front of a lift, for a breath."""
    until = phrase.end - BEAT
    for note in notes:
        if not (phrase.last and phrase.before_lift) or note.end <= until:
            yield note
        elif note.start < until:
            yield note._replace(length=until - note.start)


def _drummed(form: Form, layers: list[Layer], choices: Choices, chance: Random) -> Iterator[Note]:
    heard = False
    for phrase, layer in zip(form.phrases, layers, strict=True):
        rising = phrase.last and phrase.before_lift and choices.mood.drums > 1
        yield from drums.drums(
            phrase,
            GROOVES[choices.groove],
            layer.drums,
            chance,
            first=not heard and layer.drums > 1,
            rising=rising,
        )
        heard = heard or layer.drums > 1
