"""What does a sentence cost as a film? `python -m bench.film`

Thirty seconds at 720p24 from a sentence to the captioned film, cold, on all cores, beside the encoder alone
on the very same frames. Then a film of ten minutes: how long it takes to plan, and how much memory a small
version of it needs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench._paired import Answer, Command, Pair, fresh, in_turn, show

from studio.media.encode import executable

OURS, X264 = "studio film make", "x264 veryfast alone"
_BRIEF = "A 30 second ad for a lighthouse café that bakes its own bread"
_LONG = "A ten minute film about a lighthouse café that bakes its own bread, for families"
_GOAL, _PLANNING, _MEMORY = 180.0, 5.0, 1536.0


def made(work: Path, rounds: int) -> Answer:
    """A film of half a minute, and the encoder alone on its frames."""
    answer = Answer("film make, 30 seconds at 720p24, from the sentence to the film")
    out = work / "out"
    costs = in_turn(
        [_studio(OURS, work, "film", "make", _BRIEF, "--no-hardware-check", "--folder", str(out / "film"))],
        rounds,
        warm=False,
    )
    film = next((out / "film" / "out").glob("*.mp4")).rename(work / "film.mp4")
    raw = work / "frames.yuv"
    subprocess.run([executable(), "-v", "error", "-i", str(film), "-f", "rawvideo", str(raw)], check=True)
    costs |= in_turn([_encoder(raw, out)], rounds, warm=False)
    answer.costs = costs
    slowest = max(cost.wall for cost in costs[OURS])
    answer.judge("at most 3 minutes by the clock", f"{slowest:.0f} s", slowest <= _GOAL)
    most = max(cost.tree for cost in costs[OURS])
    times = max(1 / ratio for ratio in Pair(costs[OURS], costs[X264]).cheaper())
    answer.remark(
        f"{times:.1f} times the CPU of {X264} on the same frames; {most:.0f} MiB, all processes together"
    )
    return answer


def long(work: Path) -> Answer:
    """A film of ten minutes: its plan, and a small version of it."""
    answer = Answer("film of ten minutes, planned and rendered small")
    film = str(work / "long")
    plan = _studio("film plan", work, "film", "plan", _LONG, "--folder", film)
    preview = Command(
        "film preview", _studio("", work, "film", "preview", film).argv, environment=plan.environment
    )
    answer.costs = in_turn([plan], 1, warm=False) | in_turn([preview], 1, warm=False)
    planned, most = answer.costs["film plan"][0].wall, answer.costs["film preview"][0].tree
    answer.judge("planned in at most 5 s", f"{planned:.1f} s", planned <= _PLANNING)
    answer.judge("rendered in at most 1.5 GiB, all processes together", f"{most:.0f} MiB", most <= _MEMORY)
    return answer


def _studio(name: str, work: Path, *words: str) -> Command:
    argv = (sys.executable, "-m", "studio", *words)
    return Command(name, argv, fresh(work / "out"), {"STUDIO_HOME": str(work / "home")})


def _encoder(raw: Path, out: Path) -> Command:
    argv = (
        executable(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "1280x720",
        "-r", "24", "-i", str(raw), "-c:v", "libx264", "-preset", "veryfast", "-crf", "18",
        str(out / "alone.mp4"),
    )  # fmt: skip
    return Command(X264, argv, fresh(out))


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rounds", type=int, default=1)
    asked.add_argument("--only", choices=["made", "long"])
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    questions: dict[str, Callable[[Path], Answer]] = {
        "made": partial(made, rounds=given.rounds), "long": long,
    }  # fmt: skip
    status = 0
    for name, question in questions.items():
        if given.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="bench-film-") as folder:
                status |= show([question(Path(folder))], as_json=given.json)
    return status


if __name__ == "__main__":
    sys.exit(main())
