"""The time of a film: its bars, and which of them each beat has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.story.staging.bars import Grid, grid
from studio.story.staging.chance import noise
from studio.story.staging.slots import needs
from studio.story.staging.spans import Span, kept, spans

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.story.grammar import Beat, Brief

_VARIES, _MOOD = 0.2, 0.7


@dataclass(frozen=True)
class Times:
    """The time of a film.

    Attributes:
        grid: Its bars.
        spans: The beats that there is time for, each with its bars.
        energy: How lively it is, 0 to 1.
        left_out: The beats that there is no time for.
    """

    grid: Grid
    spans: list[Span]
    energy: float
    left_out: list[Beat]


def timed(brief: Brief, beats: Sequence[Beat], reading: Reading) -> Times:
    """Give a film its bars, and each beat some of them.

    Raises:
        BadInput: There is no story.
    """
    if not beats:
        raise BadInput("there is no story to stage", hint="give it at least one beat")
    energy = sum(energy_of(beat, reading) * beat.weight for beat in beats) / sum(
        beat.weight for beat in beats
    )
    # Films of the same energy differ a little in their tempo.
    bars = grid(brief.frames, brief.fps, energy + (noise(brief.seed, brief.name, "tempo") - 0.5) * _VARIES)
    told = kept(beats, bars)
    left_out = [beat for beat in beats if beat not in told]
    return Times(bars, spans(told, bars, needs(brief, told)), energy, left_out)


def energy_of(beat: Beat, reading: Reading) -> float:
    """How lively a step of a story is in a film of its mood, 0 to 1."""
    return min(1.0, max(0.0, beat.energy + _MOOD * (reading.mood.energy - 0.5)))
