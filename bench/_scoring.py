"""Plants faults in one film and counts what its check makes of them; a process for each film."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench import _films, _planting, _speaking
from bench._apart import SOUNDS, Film, Planted

from studio.media.checking.lettering import glance
from studio.media.checking.watching import watched
from studio.tools.film import _judging, _lettering, _proofs

MOUTH = "mouth in silence"
KINDS = (*_planting.PLANTS, MOUTH)
_NEAR = 12
_TRIES = 4

FOLLOWS: Mapping[str, frozenset[str]] = {
    "silent": frozenset({"speech", "loudness"}),
    "clipped": frozenset({"speech", "loudness", "true peak"}),
    "unplanned cut": frozenset({"repeated", "frozen"}),
    "frozen": frozenset({"repeated"}),
    "late caption": frozenset({"caption contrast"}),
    "seam": frozenset({"cuts"}),
}
"""What a fault truly is besides, so that naming that is no false alarm: what is silent is not loud enough."""


@dataclass
class Score:
    """How one kind of fault fared.

    Attributes:
        planted: How many were planted.
        missed: Those that were not named with their frame.
        beside: How many of those were named, with another frame.
        alarmed: How many films with one fault were said to have another, too.
        alarms: Which.
    """

    planted: int = 0
    missed: list[str] = field(default_factory=list)
    beside: int = 0
    alarmed: int = 0
    alarms: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Count another film's in."""
        self.planted += other.planted
        self.missed += other.missed
        self.beside += other.beside
        self.alarmed += other.alarmed
        self.alarms += other.alarms


def carried(folder: Path) -> set[str]:
    """The kinds of faults that can be planted in a film."""
    _films.known()
    film = Film.opened(folder)
    kinds = {kind for kind in _planting.PLANTS if film.carries(kind)}
    people = any(thing.person for picture in film.board.pictures for thing in picture.shot.cast)
    return kinds | ({MOUTH} if people else set())


def scored(folder: Path, times: Mapping[str, int]) -> dict[str, Score]:
    """Plant faults in a film, and count.

    Args:
        folder: Its folder.
        times: How many of each kind.
    """
    import cv2

    _films.known()
    cv2.setNumThreads(1)
    film = Film.opened(folder)
    found = {kind: _kind(film, kind, count) for kind, count in times.items() if kind != MOUTH}
    if times.get(MOUTH) and (talk := _speaking.Talk.opened(film)):
        found[MOUTH] = _babbled(talk, times[MOUTH])
    return found


def _kind(film: Film, kind: str, times: int) -> Score:
    score, name = Score(), film.folder.path.name
    target = film.folder.out / "planted.mp4"
    for number in range(_TRIES * times):
        if score.planted == times:
            break
        planted = _planting.PLANTS[kind](film, random.Random(f"{name} {kind} {number}"), target)
        if planted is None:
            continue
        faults = found(planted.film, kind)
        _speaking.restored(planted)
        _count(score, planted, kind, f"{name} {number}", faults)
        target.unlink(missing_ok=True)
    return score


def _babbled(talk: _speaking.Talk, times: int) -> Score:
    score, name = Score(), talk.film.folder.path.name
    for number in range(_TRIES * times):
        if score.planted == times:
            break
        if planted := talk.babble(random.Random(f"{name} lips {number}")):
            faults = [_placed("lips", fault) for fault in talk.found()]
            _speaking.restored(planted)
            _count(score, planted, MOUTH, f"{name} {number}", faults)
    return score


def _count(score: Score, planted: Planted, kind: str, where: str, faults: Sequence[Any]) -> None:
    score.planted += 1
    if not planted.named(faults):
        told = "; ".join(f"{one.check} {one.frame}" for one in faults) or "nothing"
        score.missed.append(f"{where}: frames {planted.first} to {planted.end}, found {told}")
        score.beside += planted.seen(faults)
    others = {one.check for one in faults if not _of(planted, kind, one)}
    score.alarmed += bool(others)
    score.alarms.update(others)


def _of(planted: Planted, kind: str, fault: Any) -> bool:
    """Whether what a check says is the fault that was planted, or comes of it, and is there."""
    if fault.check not in planted.checks | FOLLOWS.get(kind, frozenset()):
        return False
    if fault.frame is None:
        return True
    return bool(fault.frame <= planted.end + _NEAR and (fault.end or fault.frame) >= planted.first - _NEAR)


def found(path: Path, kind: str) -> list[Any]:
    """What a check finds in a film that lies in its folder: in its pictures and captions, or in its sound."""
    proofs = _proofs.gathered(path)
    if kind in SOUNDS:
        checks = list(_judging.sounds(proofs, _proofs.heard(proofs)))
    else:
        seen = watched(
            proofs.path, stream=proofs.facts.main_video.index, glances=(glance(proofs.letterings),)
        )
        meant = _proofs.expected(proofs, seen)
        checks = [*_judging.pictures(proofs, seen, meant), *_lettering.captions(proofs)]
    return [_placed(one.name, fault) for one in checks for fault in one.faults]


def _placed(check: str, fault: Any) -> Any:
    return SimpleNamespace(check=check, frame=fault.frame, end=fault.end, told=fault.told)
