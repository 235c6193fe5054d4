"""Who speaks in the picture: the mouths of a shot's people, from the sounds of the lines they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.models.voice.speech import Phone
from studio.models.voice.visemes import mouths

if TYPE_CHECKING:
    from studio.models.voice.visemes import Mouth
    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Storyboard

_AROUND = 0.08
"""How much longer than its words a line is, in seconds, for its first and last sounds."""


class Said(NamedTuple):
    """When somebody of the picture says something.

    Attributes:
        speaker: Who.
        start: When their first word begins, in seconds of the film.
        end: When their last word ends.
    """

    speaker: str
    start: float
    end: float


def speaks(board: Storyboard) -> bool:
    """Whether anybody says a line in the picture."""
    return any(line.speaker and line.text for line in board.lines)


def said(board: Storyboard, listed: Mapping[str, Any]) -> Iterator[Said]:
    """Every line that somebody of the picture says, when it is heard.

    Args:
        board: The film.
        listed: What the narration leaves: `words`, each with its line, its start and its end in seconds.
    """
    lines = [line for line in board.lines if line.text]
    for number, line in enumerate(lines):
        times = [one for one in listed.get("words", ()) if int(one["line"]) == number]
        if line.speaker and times:
            start = min(float(one["start"]) for one in times)
            yield Said(line.speaker.casefold(), start, max(float(one["end"]) for one in times))


def seen(board: Storyboard, number: int, lines: list[Said]) -> list[Said]:
    """Which of the lines are said in a shot by somebody who is in it.

    Args:
        board: The film.
        number: The shot, counted from 0.
        lines: What is said.
    """
    picture, fps = board.pictures[number], board.brief.fps
    begin = board.starts[number] / fps
    end = begin + picture.frames / fps
    there = {thing.person.casefold() for thing in picture.shot.cast if thing.person}
    return [one for one in lines if one.speaker in there and one.start < end and begin < one.end]


def spoken(board: Storyboard, number: int, listed: Mapping[str, Any], plan: Shot) -> Shot:
    """The plan of a shot whose people move their lips with what they say in it.

    Args:
        board: The film.
        number: The shot, counted from 0.
        listed: What the narration leaves: `words` with their lines, and `phones`, both with their times.
        plan: The shot as it is taken, with the frames that only transitions show.
    """
    begin = (board.starts[number] - board.handles(number)[0]) / board.brief.fps
    until = begin + plan.frames / plan.fps
    here = [one for one in said(board, listed) if one.start < until and begin < one.end]
    cast, talking = [], set()
    for thing in plan.cast:
        mine = [one for one in here if thing.person and one.speaker == thing.person.casefold()]
        # Of two who are called the same, the first one speaks.
        if mine and mine[0].speaker not in talking:
            talking.add(mine[0].speaker)
            shapes = [shape for one in mine for shape in _shapes(one, listed)]
            cast.append(thing.model_copy(update={"mouths": _from(shapes, begin, until)}))
        else:
            cast.append(thing)
    return plan.model_copy(update={"cast": cast}) if talking else plan


def _shapes(line: Said, listed: Mapping[str, Any]) -> Iterator[Mouth]:
    """The shapes of a line, by the seconds of the film; its last one is at rest."""
    phones = [
        Phone(str(one["symbol"]), float(one["start"]), float(one["end"]))
        for one in listed.get("phones", ())
        if line.start - _AROUND <= float(one["start"]) < line.end + _AROUND
    ]
    if phones:
        yield from mouths(phones, phones[-1].end + _AROUND)


def _from(shapes: list[Mouth], begin: float, until: float) -> list[tuple[float, str]]:
    """The shapes that are seen in a shot, by its own seconds."""
    found = [
        (round(max(0.0, shape.start - begin), 4), str(shape.shape))
        for shape in sorted(shapes, key=lambda one: one.start)
        if shape.end > begin and shape.start < until
    ]
    return found if not found or found[-1][1] == "X" else [*found, (round(until - begin, 4), "X")]
