"""From a brief to a storyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.models.text import TextProvider
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.brand.grammar import Kit
    from studio.story.casting import Cast, Voices
    from studio.story.grammar import Beat, Brief, Finish, Narrator, Storyboard
    from studio.story.measuring import Measure, Speaking

_ROUNDS = 3
_FASTEST = 2.0


@dataclass(frozen=True)
class Means:
    """What a plan may reckon with.

    Attributes:
        shelf: What there is to show.
        narrator: Who speaks.
        finish: How the film is put together.
        kit: The client's brand kit.
        measure: How long they and others take to say something; None where nobody speaks.
        voices: Gives those who say something in the picture their voices; None where nobody speaks.
        style: The style pack that was asked for; empty to choose.
        music: The mood of the music that was asked for; empty to choose.
        recording: A recording that is played instead of our own music.
        vocabulary: Where the user's own styles, places and props lie.
        model: The language model that tells the story; rules do, if None, or if it comes to nothing.
        notes: What is to be said of the plan.
    """

    shelf: Shelf
    narrator: Narrator
    finish: Finish
    kit: Kit
    measure: Speaking | None = None
    voices: Voices | None = None
    style: str = ""
    music: str = ""
    recording: str = ""
    vocabulary: str = ""
    model: TextProvider | None = None
    notes: list[str] = field(default_factory=list)


def planned(brief: Brief, means: Means) -> Storyboard:
    """Make a storyboard of a brief.

    Args:
        brief: What was asked for, as it was understood.
        means: What the plan may reckon with.
    """
    from studio.render.lexicon.reading import read
    from studio.story.casting import heard
    from studio.story.forbidding import spared
    from studio.story.quoting import departures, quoted, seated, unmarked

    reading = read(brief.text, brief.language)
    planner, beats = _told(brief, reading, means)
    beats, notes = spared(unmarked(quoted(beats, brief)), brief)
    means.notes.extend(notes)
    with _measuring(brief, beats, means) as measure:
        board = _fitted(_staged(brief, beats, reading, means), reading, means, measure)
        board = heard(seated(_revealing(board, beats, reading, means, measure)))
    board = board.model_copy(
        update={"planner": planner, "notes": [*board.notes, *departures(board), *_unsaid(board)]}
    )
    return _dressed(board, means)


def _unsaid(board: Storyboard) -> Iterator[str]:
    """Notes on what the brief says and the film does not."""
    from studio.story.forbidding import forbidden_in
    from studio.story.reading.denials import told_apart
    from studio.story.telling.unsaid import left_out

    if kept := told_apart(board.brief.text, board.brief.language).denied:
        yield f"left out as what nobody is to say: {', '.join(f'“{text}”' for text in kept)}"
    left = left_out(board)
    for claim in left:
        if word := forbidden_in(claim, board.brief):
            yield f"“{claim}” is left out, for nobody is to say “{word}”"
    if short := [claim for claim in left if not forbidden_in(claim, board.brief)]:
        yield f"left out for want of time: {', '.join(f'“{claim}”' for claim in short)}"


def _told(brief: Brief, reading: Reading, means: Means) -> tuple[str, list[Beat]]:
    """Who tells the story, and how."""
    from studio.story.asking import beats_asked
    from studio.story.telling import told

    def missed(why: str) -> None:
        means.notes.append(f"the story is told by rules: {why}")

    if means.model and (beats := beats_asked(brief, reading, means.shelf, means.model.complete, told=missed)):
        return means.model.name, beats
    return "rules", told(brief, reading)


def _staged(brief: Brief, beats: list[Beat], reading: Reading, means: Means) -> Storyboard:
    from studio.story.staging import staged

    return staged(brief, beats, reading, means.shelf, kit=means.kit, style=means.style)


@contextmanager
def _measuring(brief: Brief, beats: list[Beat], means: Means) -> Iterator[Speaking]:
    """How long lines take; the narrator begins with theirs while the story is staged."""
    from studio.story.measuring import ahead
    from studio.story.telling import guessed

    if means.measure is None:
        yield lambda text, speed, _: guessed(text, brief.language, speed)
        return
    texts = [line.text for beat in beats for line in beat.lines if not line.speaker]
    with ahead(means.measure, texts, _paced(means)) as measure:
        yield measure


def _paced(means: Means, speed: float = 1.0) -> float:
    """A speed beside the client's pace, which is what is natural here."""
    return min(_FASTEST, means.kit.voice.speed * speed)


def _by(cast: Cast, means: Means, spoken: Speaking) -> Measure:
    """How long lines take whoever says them."""

    def measure(text: str, speed: float, speaker: str) -> float:
        voice = cast.voice(speaker)
        return spoken(text, _paced(means, speed * voice.speed if voice else speed), voice)

    return measure


def _fitted(board: Storyboard, reading: Reading, means: Means, spoken: Speaking) -> Storyboard:
    """The storyboard with every line at its time; a film that may grow is staged anew until they fit."""
    from studio.story.casting import cast
    from studio.story.fitting import fitted

    notes: list[str] = []
    for _ in range(_ROUNDS):
        people = cast(board, means.voices)
        spans = [board.span(beat.id) for beat in board.beats]
        found = fitted(board.beats, board.brief, spans, _by(people, means, spoken))
        notes += [note for note in found.notes if note not in notes]
        if found.frames == board.brief.frames:
            break
        brief = board.brief.model_copy(update={"frames": found.frames})
        board = _staged(brief, found.beats, reading, means)
    narrator = means.narrator.model_copy(update={"speed": _paced(means, found.speed), "pauses": found.pauses})
    notes = [*board.notes, *means.notes, *notes]
    told = {"narrator": narrator, "speakers": dict(people.voices), "notes": notes}
    return board.model_copy(update={"beats": found.beats, **told})


def _revealing(
    board: Storyboard, beats: list[Beat], reading: Reading, means: Means, spoken: Speaking
) -> Storyboard:
    """The storyboard; with less of a hook, where a reveal would else say nothing but the name."""
    from studio.story.casting import cast
    from studio.story.fitting import FASTEST
    from studio.story.revealing import is_bare, traded

    if not is_bare(board.beats, board.brief) or is_bare(beats, board.brief):
        return board
    bar = board.brief.seconds / board.music.bars
    measure = _by(cast(board, means.voices), means, spoken)
    again = traded(beats, board.brief, measure, FASTEST, bar)
    other = _fitted(_staged(board.brief, again, reading, means), reading, means, spoken)
    return board if is_bare(other.beats, board.brief) else other


def _dressed(board: Storyboard, means: Means) -> Storyboard:
    """The storyboard with what was asked for outright."""
    told: dict[str, Any] = {"finish": means.finish, "vocabulary": means.vocabulary}
    music = {"mood": means.music, "file": means.recording}
    told["music"] = board.music.model_copy(update={name: value for name, value in music.items() if value})
    return board.model_copy(update=told)
