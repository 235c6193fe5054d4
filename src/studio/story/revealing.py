"""A reveal that says what the thing is: where it was cut to the bare name, the hook gives up time for it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief, Line, Role
    from studio.story.measuring import Measure

_GIVING: tuple[Role, ...] = ("hook", "problem", "benefit", "proof")
"""Who gives up time, the first first."""
_AROUND, _SHORTEST = 0.6, 1.6
"""Seconds of a beat around its words, tightly; and how long a hook is at least."""


def is_bare(beats: Sequence[Beat], brief: Brief) -> bool:
    """Whether a reveal says nothing but the name.

    Args:
        beats: The beats as they were fitted.
        brief: What was asked for.
    """
    reveals = [beat for beat in beats if beat.role == "reveal" and beat.lines]
    return bool(brief.name and reveals) and all(beat.lines[0].text == f"{brief.name}." for beat in reveals)


def traded(beats: Sequence[Beat], brief: Brief, measure: Measure, fastest: float, bar: float) -> list[Beat]:
    """The beats with time for the reveal: the hook gives up what it can spare, then the problem and the rest.

    Args:
        beats: The beats as they were told.
        brief: What was asked for.
        measure: How many seconds a text is spoken at a speed, and by whom.
        fastest: How fast is spoken at most.
        bar: How many seconds a bar has, of which beats are made.
    """
    reveal = next(beat for beat in beats if beat.role == "reveal" and beat.lines)
    # A weight is a second wherever beats are told by rules; where they are not, it is a share of the film.
    second = sum(beat.weight for beat in beats) / brief.seconds
    needs = _AROUND + measure(_telling(reveal.lines[0], brief), fastest, reveal.lines[0].speaker)
    lacks = math.ceil(needs / bar) * bar - reveal.weight / second
    changed = {beat.id: beat for beat in beats}
    for giver in sorted((beat for beat in beats if beat.role in _GIVING), key=_order):
        if lacks <= 0:
            break
        said = [_least(line) for line in giver.lines[:1]]
        keeps = max(_SHORTEST, _AROUND + sum(measure(line.text, fastest, line.speaker) for line in said))
        gives = min(lacks, max(0.0, giver.weight / second - keeps))
        # What is written has to be read, and takes a bar as well.
        less = {"lines": said, "weight": giver.weight - gives * second, "headline": "", "caption": ""}
        changed[giver.id] = giver.model_copy(update=less)
        more = changed[reveal.id].weight + gives * second
        changed[reveal.id] = reveal.model_copy(update={"weight": more})
        lacks -= gives
    return [changed[beat.id] for beat in beats]


def _order(beat: Beat) -> int:
    return _GIVING.index(beat.role)


def _least(line: Line) -> Line:
    """A line in its shortest wording."""
    return line.model_copy(update={"text": line.shorter[-1], "shorter": []}) if line.shorter else line


def _telling(line: Line, brief: Brief) -> str:
    """The shortest wording that says more than the name."""
    return next(
        (text for text in reversed([line.text, *line.shorter]) if text != f"{brief.name}."), line.text
    )
