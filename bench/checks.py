"""How many planted faults do checks miss, and how often do they cry wolf? `python -m bench.checks`

Ten films are made from ten briefs that no threshold was chosen by, and checked as they are. Then faults are
planted in them, each at a place that chance draws, and each film is checked anew: a fault counts as found
where the right check names it with its frame, and a film that is said to have another fault besides is a
false alarm. Last, what the whole check costs beside decoding the film. `--calibration` does the same with the
ten films that thresholds are chosen by.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from bench import _films, _scoring
from bench._films import Told
from bench._paired import Answer, Command, Grid, Pair, in_turn, show
from bench._scoring import Score

import studio
from studio.media.encode import executable

_BAR = 0.02


def _made(work: Path, told: tuple[int, Told]) -> tuple[Path, list[str]]:
    """A film, and what its check says of it as it is."""
    number, film = told
    folder = _films.made(film, work / f"film-{number:02}")
    faults = studio.film.check(folder).faults
    return folder, [f"{folder.name}: {one.check}: {one.told} (frame {one.frame})" for one in faults]


def quality(work: Path, films: tuple[Told, ...], times: int, kinds: list[str], jobs: int) -> Answer:
    """Misses and false alarms."""
    answer = Answer(f"{times} faults of each kind, planted in {len(films)} films of 360p")
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        made = list(pool.map(partial(_made, work), enumerate(films)))
        loud = [told for _, faults in made for told in faults]
        count = sum(bool(faults) for _, faults in made)
        answer.judge(
            "no fault in films that are well",
            f"{count} of {len(films)} with a fault",
            not loud,
            "; ".join(loud),
        )
        scores = _scores(pool, [folder for folder, _ in made], times, kinds)
    rows = [_row(kind, score) for kind, score in scores.items()]
    answer.grid = Grid(
        ("fault", "planted", "not named", "of those beside", "rate", "cried wolf", "which"), rows
    )
    for kind, score in scores.items():
        for one in score.missed[:4]:
            answer.remark(f"not named: {kind}: {one}")
    _judge(answer, scores)
    return answer


def _scores(pool: ProcessPoolExecutor, folders: list[Path], times: int, kinds: list[str]) -> dict[str, Score]:
    """Every kind's score, planted evenly in the films that can carry it."""
    able = dict(zip(folders, pool.map(_scoring.carried, folders), strict=True))
    shares: dict[Path, dict[str, int]] = defaultdict(dict)
    for kind in kinds:
        carriers = [folder for folder in folders if kind in able[folder]]
        for folder in carriers:
            shares[folder][kind] = -(-times // len(carriers))
    scores = {kind: Score() for kind in kinds}
    running = [pool.submit(_scoring.scored, folder, shares[folder]) for folder in folders]
    for folder, task in zip(folders, running, strict=True):
        for kind, score in task.result().items():
            scores[kind].add(score)
            told = {"film": folder.name, "kind": kind, "planted": score.planted, "missed": score.missed,
                    "alarms": score.alarms}  # fmt: skip
            print(json.dumps(told), file=sys.stderr, flush=True)
    return scores


def _judge(answer: Answer, scores: dict[str, Score]) -> None:
    total = sum(score.planted for score in scores.values())
    missed = sum(len(score.missed) for score in scores.values())
    alarmed = sum(score.alarmed for score in scores.values())
    promises = (
        ("at most 2 in 100 not named with their frame", missed),
        ("at most 2 in 100 films with one fault said to have another", alarmed),
    )
    for promise, count in promises:
        answer.judge(promise, f"{count} of {total} ({count / max(1, total):.1%})", count <= _BAR * total)
    worst = max(scores, key=lambda kind: len(scores[kind].missed) / max(1, scores[kind].planted))
    share = len(scores[worst].missed) / max(1, scores[worst].planted)
    answer.judge("nor of any one kind", f"{share:.1%} of {worst}", share <= _BAR)


def _row(kind: str, score: Score) -> tuple[str, ...]:
    rate = len(score.missed) / max(1, score.planted)
    which = ", ".join(f"{name} {count}" for name, count in score.alarms.most_common(3))
    missed = (str(len(score.missed)), str(score.beside), f"{rate:.1%}")
    return (kind, str(score.planted), *missed, str(score.alarmed), which)


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
    asked.add_argument("--films", type=int, default=10)
    asked.add_argument("--kinds", nargs="*", default=[*_scoring.KINDS])
    asked.add_argument("--calibration", action="store_true", help="the films that thresholds are chosen by")
    asked.add_argument("--jobs", type=int, default=2, help="how many films are planted in at a time")
    asked.add_argument("--work", type=Path, help="a folder in which the films stay")
    asked.add_argument("--film", type=Path, help="the folder of a film to measure the cost on")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--only", choices=["quality", "cost"])
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    films = (_films.CALIBRATION if given.calibration else _films.SCORED)[: given.films]
    with tempfile.TemporaryDirectory(prefix="bench-checks-") as scratch:
        work = (given.work or Path(scratch)) / ("calibration" if given.calibration else "scored")
        work.mkdir(parents=True, exist_ok=True)
        answers = []
        if given.only != "cost":
            answers.append(quality(work, films, given.plantings, given.kinds, given.jobs))
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
