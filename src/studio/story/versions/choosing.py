"""What a shorter version keeps: the beats that carry the message, and of each the shots that show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.story.staging.slots import reading_time
from studio.story.telling.grammar import Template, template
from studio.story.telling.unsaid import told_by

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Picture, Role, Storyboard

_FIGURE = re.compile(r"\d")
_CLAIMS, _FIGURES = 2.0, 1.0
_CORE, _ALWAYS = 3, 2
"""How many roles a version wants one beat of before others; how many of them stay however short it is."""
MOODS = 10.0
"""How many seconds a version lasts that has time for what the brief does not say."""


def ranked(board: Storyboard) -> list[Beat]:
    """The beats of a film, what it can least do without first.

    First come one of each role that the way of telling names first; of several with one role, the one that
    says most of what the brief says. What a person says goes before the last of these. The others follow by
    how much of that they say.

    Args:
        board: The film.
    """
    order = essential(board.brief.template)
    strong = sorted(board.beats, key=lambda beat: (-strength(board, beat), order.index(beat.role)))
    core = [next(iter(beat for beat in strong if beat.role == role), None) for role in order[:_CORE]]
    told = [beat for beat in strong if any(line.speaker for line in beat.lines)]
    wanted = [*core[:_ALWAYS], *told[:1], *core[_ALWAYS:]]
    first = [beat for at, beat in enumerate(wanted) if beat and beat not in wanted[:at]]
    return [*first, *(beat for beat in strong if beat not in first)]


def essential(name: str) -> list[Role]:
    """The roles of beats, those first that a way of telling needs most; the usual order where it is gone."""
    try:
        kept = template(name).essential
    except StudioError:
        kept = Template.model_fields["essential"].default
    usual: list[Role] = ["call", "reveal", "hook", "benefit", "proof", "problem"]
    return [*kept, *(role for role in usual if role not in kept)]


def strength(board: Storyboard, beat: Beat) -> float:
    """How much of what the brief says a beat says: its claims, those with figures before others."""
    said = [line.text for line in beat.lines] + [beat.headline, beat.caption]
    claims = told_by(board.brief.claims, said, board.brief.language)
    figures = sum(bool(_FIGURE.search(claim)) for claim in claims)
    return _CLAIMS * len(claims) + _FIGURES * figures


def kept(board: Storyboard, seconds: float, fits: Callable[[Sequence[Beat]], bool]) -> list[Beat]:
    """The beats that there is time for, in the order of the film; the first two by rank stay in any case.

    Args:
        board: The film.
        seconds: How long the version is: a very short one has no time for moods.
        fits: Whether there is time for some beats.
    """
    taken: list[Beat] = []
    order = ranked(board)
    core = order[: _CORE + any(line.speaker for line in board.lines)]
    for beat in order:
        tried = [one for one in board.beats if one in taken or one is beat]
        spare = beat not in core and not strength(board, beat)
        if len(taken) < _ALWAYS or (fits(tried) and not (spare and seconds < MOODS)):
            taken = tried
    return taken


def shown(pictures: Sequence[Picture], count: int, last: bool) -> list[Picture]:
    """Some of the shots of a beat, in their order: written ones first, then who and what, then long ones.

    Args:
        pictures: The shots.
        count: How many.
        last: Whether the film ends with them: then its last shot is one of them.
    """

    def worth(picture: Picture) -> tuple[bool, bool, bool, int]:
        ends = last and picture is pictures[-1]
        return ends, picture.shot.words is not None, bool(picture.shot.cast), picture.frames

    best = sorted(pictures, key=worth, reverse=True)[:count]
    return [picture for picture in pictures if picture in best]


def reads(picture: Picture) -> float:
    """How many seconds it takes to read what is written on a shot."""
    words = picture.shot.words
    return reading_time(words.label, words.headline, words.line) if words else 0.0
