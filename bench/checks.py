"""How many planted faults do checks miss, and how often do they cry wolf? `python -m bench.checks`

Ten films are made from ten briefs, with seeds that no threshold was chosen by, and checked as they are. Then
faults are planted in them, each at a place that chance draws, and each film is checked anew: a fault counts
as found where the right check names it at its frames. Last, what the whole
check costs beside decoding the film.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from bench import _planting, _speaking
from bench._paired import Answer, Command, Grid, Pair, in_turn, show
from bench._planting import Film, Planted

import studio
from studio.media.checking.hearing import Slices
from studio.media.checking.lettering import glance
from studio.media.checking.lips import envelope, lips
from studio.media.checking.watching import watched
from studio.media.encode import executable
from studio.media.sound.taping import played
from studio.store.films import FilmFolder
from studio.story import written
from studio.tools.film import _judging, _lettering, _proofs

BRIEFS = (
    "A 6 second ad for a bakery that opens before sunrise, called Morgenrot",
    "A 6 second ad for a repair shop for old radios, called Röhre",
    "A 7 second announcement: the swimming pool opens again in June",
    "Ein Film von 6 Sekunden über eine Buchhandlung am Hafen",
    "A 7 second film about bookkeeping software for market stalls",
    "A 6 second ad for a gardener who plants roofs, calm",
    "Un spot de 6 secondes pour une librairie, La Plume",
    "A 6 second ad for a bicycle courier, fast and lively",
    "A 7 second ad for a clinic for children, friendly",
    "A 6 second ad for roasted coffee from a small town",
)
_SEED = 4100
_SMALL = (320, 180)
SOUNDS = ("silent", "clipped")
"""Faults of the sound; all others are seen."""

_FOLLOWS = {
    "off-by-one length": {"cuts", "captions", "frozen", "drift", "caption contrast"},
    "silent": {"speech", "loudness", "clipping"}, "clipped": {"speech", "loudness", "true peak"},
    "unplanned cut": {"drift", "repeated", "frozen", "captions"}, "frozen": {"cuts", "drift", "repeated"},
    "black": {"captions", "caption contrast", "drift", "frozen"}, "colour drift": {"cuts", "flicker"},
    "late caption": {"caption contrast"}, "unreadable caption": {"captions"},
}  # fmt: skip
"""What else a fault brings with it, so that naming it is no false alarm."""


@dataclass
class Score:
    """How one kind of fault fared."""

    planted: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: Counter[str] = field(default_factory=Counter)


def films(work: Path, count: int) -> list[Path]:
    """Small films from their briefs; those that lie there already are taken."""
    made = []
    for number, brief in enumerate(BRIEFS[:count]):
        folder = work / f"film-{number:02}"
        if not (folder / "check.json").is_file():
            studio.film.plan(brief, folder=folder, size="360p", seed=_SEED + number)
            _smaller(folder)
            studio.film.render(folder)
        made.append(folder)
    return made


def _smaller(folder: Path) -> None:
    film = FilmFolder(folder)
    board = written.opened(film)
    brief = board.brief.model_copy(update={"width": _SMALL[0], "height": _SMALL[1]})
    film.write(film.board, written.storyboard(board.model_copy(update={"brief": brief})))


def bare(folder: Path) -> Path:
    """The film without its captions."""
    other = folder.with_name(f"{folder.name}-bare")
    made = other / "out" / f"{other.resolve().name}.mp4"
    if not made.is_file():
        shutil.copytree(folder, other, dirs_exist_ok=True)
        film = FilmFolder(other)
        board = written.opened(film)
        finish = board.finish.model_copy(update={"captions": "none", "metadata": False})
        film.write(film.board, written.storyboard(board.model_copy(update={"finish": finish})))
        studio.film.edit(other)
    return made


def found(path: Path, *, pictures: bool) -> list[Any]:
    """What a check finds in a film that lies in its folder: in its pictures and captions, or in its sound."""
    proofs = _proofs.gathered(path)
    if not pictures:
        return _placed(_judging.sounds(proofs, _proofs.heard(proofs)))
    seen = watched(path, stream=proofs.facts.main_video.index, glances=(glance(proofs.letterings),))
    meant = _proofs.expected(proofs, seen)
    return [
        *_placed(one for one in _judging.pictures(proofs, seen, meant) if one.name != "ending"),
        *_placed(_lettering.captions(proofs)),
    ]


def _placed(checks: Iterator[Any]) -> list[Any]:
    return [
        SimpleNamespace(check=one.name, frame=fault.frame, end=fault.end, told=fault.told)
        for one in checks
        for fault in one.faults
    ]


def score(kind: str, opened: list[Film], times: int) -> Score:
    """Plant one kind of fault so often, and count."""
    found, plant = Score(), _planting.PLANTS[kind]
    number = 0
    while found.planted < times and number < 2 * times + len(opened):
        film = opened[number % len(opened)]
        chance = random.Random(f"{kind} {number}")
        number += 1
        # A planted film lies beside the one that was made, so that its plan is found.
        target = film.folder.out / "planted.mp4"
        planted = plant(film, chance, target)
        if planted is None:
            continue
        _count(found, planted, kind, f"{film.folder.path.name} {number - 1}")
        target.unlink()
    return found


def _count(fared: Score, planted: Planted, kind: str, where: str) -> None:
    faults = found(planted.film, pictures=kind not in SOUNDS)
    fared.planted += 1
    if not planted.named(faults):
        fared.missed.append(f"{where}, frames {planted.first} to {planted.end}")
    for check in {one.check for one in faults} - planted.checks - _FOLLOWS[kind]:
        fared.alarms[check] += 1


def mouths(folders: list[Path], times: int) -> tuple[Score, int, int]:
    """Mouths that follow the narration, those that move in silence, and those that follow another sound."""
    found, follows, shuffled, tried = Score(), 0, 0, 0
    known = []
    for folder in folders:
        film = FilmFolder(folder)
        brief = written.opened(film).brief
        fps = Fraction(brief.fps).limit_denominator(1001)
        slices = Slices()
        if not film.narration.is_file():
            continue
        for _ in slices.through(played(film.narration)):
            pass
        voice = envelope(slices.settled()[0], brief.frames, fps)
        moves = _speaking.mouth(film.words, brief.frames, brief.fps)
        judged = lips(moves, voice, fps)
        follows += judged.state == "held"
        known.append((folder.name, moves, voice, fps))
    for number in range(times * 3):
        name, moves, voice, fps = known[number % len(known)]
        chance = random.Random(f"lips {number}")
        if found.planted < times and (wrong := _speaking.babbling(moves, voice, chance)):
            found.planted += 1
            judged = lips(wrong[0], voice, fps)
            places = [
                (fault.frame or 0, fault.end or 0) for fault in judged.faults if "silence" in fault.told
            ]
            if not any(first < wrong[2] and end > wrong[1] for first, end in places):
                found.missed.append(f"{name} {number}")
        if tried < times:
            tried += 1
            other = known[(number + 1 + number // len(known)) % len(known)][2]
            other = other[chance.randrange(len(other)) :].tolist() + other.tolist()
            shuffled += lips(moves, np.array(other[: len(moves)]), fps).state == "fault"
    return found, follows, shuffled


def quality(work: Path, count: int, times: int, kinds: list[str]) -> Answer:
    """Misses and false alarms."""
    answer = Answer(f"{times} faults of each kind, planted in {count} films of {_SMALL[0]} × {_SMALL[1]}")
    folders = films(work, count)
    clean = {folder.name: studio.film.check(folder).faults for folder in folders}
    loud = [
        f"{name}: {fault.check}: {fault.told} (frame {fault.frame})"
        for name, all_ in clean.items()
        for fault in all_
    ]
    answer.judge(
        "no fault in films that are well", f"{len(loud)} in {len(folders)} films", not loud, "; ".join(loud)
    )
    opened = [Film.opened(folder, bare(folder)) for folder in folders]
    rows, missed, total, alarms = [], 0, 0, 0
    for kind in kinds:
        if kind == "mouth in silence":
            found, follows, shuffled = mouths(folders, times)
            answer.remark(f"lips: {follows} narrations followed; {shuffled} of {times} other sounds refused")
        else:
            found = score(kind, opened, times)
        rows.append(_row(kind, found))
        missed, total = missed + len(found.missed), total + found.planted
        alarms += sum(found.alarms.values())
        for one in found.missed[:6]:
            answer.remark(f"missed: {kind}: {one}")
        print(
            json.dumps(
                {"kind": kind, "planted": found.planted, "missed": found.missed, "alarms": found.alarms}
            ),
            file=sys.stderr,
            flush=True,
        )
    answer.grid = Grid(("fault", "planted", "missed", "miss rate", "false alarms", "which"), rows)
    answer.judge(
        "at most 2 in 100 missed",
        f"{missed} of {total} ({missed / max(1, total):.1%})",
        missed <= 0.02 * total,
    )
    answer.judge(
        "at most 2 in 100 cry wolf",
        f"{alarms} of {total} ({alarms / max(1, total):.1%})",
        alarms <= 0.02 * total,
    )
    return answer


def _row(kind: str, found: Score) -> tuple[str, ...]:
    rate = len(found.missed) / max(1, found.planted)
    which = ", ".join(f"{name} {count}" for name, count in found.alarms.most_common(3))
    return (
        kind,
        str(found.planted),
        str(len(found.missed)),
        f"{rate:.1%}",
        str(sum(found.alarms.values())),
        which,
    )


def cost(film: Path, rounds: int) -> Answer:
    """What a check costs beside decoding the film once."""
    path = next((film / "out").glob("*.mp4"))
    lasts = subprocess.run(
        [executable(), "-i", str(path)], capture_output=True, text=True, check=False
    ).stderr
    answer = Answer(f"film check, {path.name}{lasts.partition('Duration')[2][:14]}, beside decoding it once")
    ours, peer = "studio film check", "ffmpeg -f null"
    commands = [
        Command(ours, (sys.executable, "-m", "studio", "film", "check", str(film))),
        Command(peer, (executable(), "-v", "error", "-i", str(path), "-f", "null", "-")),
    ]
    answer.costs = in_turn(commands, rounds)
    times = [1 / ratio for ratio in Pair(answer.costs[ours], answer.costs[peer]).cheaper()]
    answer.at_most("at most 2.5 times its CPU", 2.5, times)
    return answer


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--plantings", type=int, default=200, help="of each kind")
    asked.add_argument("--films", type=int, default=len(BRIEFS))
    asked.add_argument("--kinds", nargs="*", default=[*_planting.PLANTS, "mouth in silence"])
    asked.add_argument("--work", type=Path, help="a folder in which the films stay")
    asked.add_argument("--film", type=Path, help="the folder of a film to measure the cost on")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--only", choices=["quality", "cost"])
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-checks-") as scratch:
        work = given.work or Path(scratch)
        answers = []
        if given.only != "cost":
            answers.append(quality(work, given.films, given.plantings, given.kinds))
        if given.only != "quality":
            answers.append(cost(given.film or _large(work), given.rounds))
        return show(answers, as_json=given.json)


def _large(work: Path) -> Path:
    """A film of half a minute at 720p."""
    folder = work / "large"
    studio.film.make(
        "A 30 second ad for a lighthouse café that bakes its own bread", folder=folder, size="720p"
    )
    return folder


if __name__ == "__main__":
    sys.exit(main())
