"""What is to be played and heard in a film: the sections of its music, its places, its effects."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.core.written.findings import nearest

if TYPE_CHECKING:
    from studio.render.music import Score, Section
    from studio.render.sounds.scape import Hit, Stretch
    from studio.story.grammar import Role, Storyboard

RATE = 48_000
_ROLES: dict[Role, tuple[str, float]] = {
    "hook": ("intro", 0.45),
    "problem": ("calm", 0.3),
    "reveal": ("lift", 0.85),
    "benefit": ("build", 0.6),
    "proof": ("proof", 0.6),
    "call": ("button", 0.7),
}
"""The section that goes with a beat, and the energy it has where the beat says nothing of its own."""


def samples(board: Storyboard, frame: int) -> int:
    """The sample at which a frame begins."""
    return round(frame * RATE / Fraction(board.brief.fps).limit_denominator(1001))


def scored(board: Storyboard) -> Score:
    """The music a film asks for: a section for each beat, its bars as long as the film's."""
    from studio.render.music import Score

    return Score(
        samples(board, board.brief.frames) / RATE, _sections(board), board.music.mood, board.music.seed
    )


def _sections(board: Storyboard) -> tuple[Section, ...]:
    from studio.render.music import Section

    found: list[Section] = []
    played, total = 0.0, board.music.bars
    beats = [beat for beat in board.beats if board.span(beat.id)[1]]
    for beat in beats:
        end = board.span(beat.id)[1] / board.brief.frames * total
        bars = (total if beat is beats[-1] else round(2 * end) / 2) - played
        if bars <= 0:
            continue
        role, energy = _ROLES[beat.role]
        found.append(Section(bars, 0.5 * (energy + beat.energy), role))  # type: ignore[arg-type]
        played += bars
    return _closed(found)


def _closed(sections: list[Section]) -> tuple[Section, ...]:
    """Neighbours that are alike in one, and an end that lifts before it closes."""
    from dataclasses import replace

    merged = []
    for _, alike in groupby(sections, key=lambda section: section.role):
        group = list(alike)
        bars = sum(section.bars for section in group)
        energy = sum(section.energy * section.bars for section in group) / bars
        merged.append(replace(group[0], bars=bars, energy=energy))
    if len(merged) > 2 and not any(section.role == "lift" for section in merged):
        # Music without a lift goes nowhere: the part before the end takes it on.
        merged[-2] = replace(merged[-2], role="lift", energy=max(0.7, merged[-2].energy))
    return tuple(merged)


def silent(board: Storyboard) -> bool:
    """Whether the storyboard wants no music."""
    return board.music.mood == "none" and not board.music.file


def stems(board: Storyboard) -> tuple[str, ...]:
    """What there is to be heard in a film: speech, music, air (places and effects)."""
    speaks = board.narrator.file or (board.narrator.provider and any(line.text for line in board.lines))
    airs = any(picture.atmosphere != "none" or picture.effects for picture in board.pictures)
    there = (("speech", speaks), ("music", not silent(board)), ("air", airs))
    return tuple(stem for stem, heard in there if heard)


def places(board: Storyboard) -> list[Stretch]:
    """The atmospheres of a film; shots in the same place share one."""
    from studio.render.sounds import ATMOSPHERES
    from studio.render.sounds.scape import Stretch

    found: list[Stretch] = []
    for name, group in groupby(
        zip(board.starts, board.pictures, strict=True), key=lambda one: one[1].atmosphere
    ):
        shots = list(group)
        _known(name, ATMOSPHERES, "atmosphere", shots[0][1].id)
        start, end = shots[0][0], shots[-1][0] + shots[-1][1].frames
        seed = board.brief.seed + len(found)
        found.append(Stretch(name, samples(board, start), samples(board, end), seed))
    return found


def hits(board: Storyboard) -> list[Hit]:
    """The effects of a film, each at its frame."""
    from studio.render.sounds import EFFECTS
    from studio.render.sounds.scape import Hit

    found: list[Hit] = []
    for start, picture in zip(board.starts, board.pictures, strict=True):
        for effect in picture.effects:
            _known(effect.sound, EFFECTS, "sound", picture.id)
            seed = board.brief.seed + len(found)
            found.append(Hit(effect.sound, samples(board, start + effect.at), effect.volume, seed))
    return found


def _known(name: str, there: tuple[str, ...], kind: str, shot: str) -> None:
    if name not in there:
        raise BadInput(f"shot {shot} asks for the {kind} {name!r}", hint=nearest(name, there))
