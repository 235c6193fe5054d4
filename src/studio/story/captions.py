"""The captions of a film: what its lines say, when they are said, and where in the picture it is read."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from studio.media.captions.aligning import aligned
from studio.media.captions.cueing import EASY, cued
from studio.media.captions.cues import Cue, Place, Word, tidy
from studio.media.captions.pacing import paced
from studio.media.captions.placing import hidden, least_hidden
from studio.render.lettering import captioning
from studio.story import takes
from studio.story.voices import own

if TYPE_CHECKING:
    from studio.media.captions.placing import Area
    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Line, Storyboard

Taken = Callable[["Shot"], tuple["Area | None", "list[Area]"]]
"""What of the frame type takes in a shot, and what faces take."""


def heard(listed: Mapping[str, Any]) -> dict[int, list[Word]]:
    """The words of each line as they were spoken, from the list that the narration leaves.

    Args:
        listed: `words`, each with its text, the number of its line, and its start and end in seconds.
    """
    found: dict[int, list[Word]] = defaultdict(list)
    for one in listed.get("words", ()):
        found[int(one["line"])].append(Word(str(one["text"]), float(one["start"]), float(one["end"])))
    return found


def words(board: Storyboard, spoken: Mapping[int, list[Word]]) -> list[Word]:
    """All that is said, as it is written, when it is heard; when it was planned, where nothing was heard.

    Args:
        board: The film.
        spoken: The words of each line as they were spoken.
    """
    found: list[Word] = []
    spoken_to = _spoken_to(board)
    lines = [line for line, _ in spoken_to]
    for number, (line, until) in enumerate(spoken_to):
        text = tidy(line.text.replace("*", ""))
        if number in spoken:
            said = aligned(text, spoken[number], voice=_whose(board, line))
        else:
            following = lines[number + 1].start if number + 1 < len(lines) else board.brief.frames
            said = _planned(text, line, following, board.brief.fps, _whose(board, line))
        found += (replace(word, until=until) for word in said)
    return found


def wanted(board: Storyboard) -> bool:
    """Whether anything is said in a film that can be read."""
    return any(tidy(line.text.replace("*", "")) for line in board.lines)


def _spoken_to(board: Storyboard) -> list[tuple[Line, float]]:
    """Every line that is said, and the second at which the pictures of its beat have gone."""
    ends = {beat.id: board.span(beat.id)[1] / board.brief.fps or math.inf for beat in board.beats}
    return [(line, ends[beat.id]) for beat in board.beats for line in beat.lines if line.text]


def _whose(board: Storyboard, line: Line) -> str:
    """Whose voice a line is said with; nobody's where it is the narrator's."""
    return line.voice or (line.speaker if own(board.speakers, line.speaker) else "")


def _planned(text: str, line: Line, following: int, fps: float, voice: str) -> list[Word]:
    """A line in its frames; as long as it is read, where nobody gave it an end."""
    start = line.start / fps
    if line.end > line.start:
        return paced(text, start, line.end / fps, voice=voice)
    until = max(following / fps, start + 1 / fps)
    return paced(text, start, min(until, start + len(text) / EASY), voice=voice)


def cues(board: Storyboard, said: Iterable[Word], taken: Taken) -> list[Cue]:
    """The captions of a film, away from faces and from type.

    Args:
        board: The film.
        said: What is said in it.
        taken: Tells what of the frame is taken in a shot.
    """
    brief = board.brief
    longest = captioning.longest(brief.width, brief.height)
    found = cued(list(said), language=brief.language, fps=brief.fps, until=brief.seconds, longest=longest)
    kept: dict[int, Mapping[Place, float]] = {}
    return [replace(cue, place=_place(board, cue, taken, kept)) for cue in found]


def _place(board: Storyboard, cue: Cue, taken: Taken, kept: dict[int, Mapping[Place, float]]) -> Place:
    """Where a cue hides least of all the shots it is seen in, however short."""
    first, end = cue.frames(board.brief.fps)
    seen = [
        number
        for number, (start, picture) in enumerate(zip(board.starts, board.pictures, strict=True))
        if start < end and first < start + picture.frames
    ]
    for number in seen:
        if number not in kept:
            size = {"width": board.brief.width, "height": board.brief.height}
            shot = takes.shown(board.pictures[number]).model_copy(update=size)
            upright = captioning.shape(*size.values()) == "tall"
            kept[number] = hidden(*taken(shot), upright=upright)
    return least_hidden([kept[number] for number in seen])
