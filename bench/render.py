"""What does a drawn film cost beyond encoding it? `python -m bench.render`

Twelve shots of five seconds (examples/shots), rendered cold from their files to finished 1080p films, against
the encoder alone on the very same frames; and an animatic, the same layers moved by us and by moviepy.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from bench import _animatic
from bench import _environments as environments
from bench._paired import Answer, Command, Failed, Pair, fresh, in_turn, show, spread

from studio.core.written.loading import load
from studio.media.encode import executable
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import Scene, scene

OURS, X264, MOVIEPY = "studio film shot", "x264 veryfast alone", "moviepy"
PLAIN, FULL = "studio, the same layers", "studio, the whole shot"
_SHOTS = sorted((Path(__file__).parent.parent / "examples" / "shots").glob("*.yaml"))
_PEER = ("moviepy==2.2.1",)
_ANIMATIC = "lighthouse"


def drawn(work: Path, rounds: int, names: list[str]) -> Answer:
    """All shots, each against the encoder alone."""
    answer = Answer("film shot, five seconds at 1080p30, cold, CPU")
    ratios: dict[str, float] = {}
    peaks = []
    for file in _SHOTS:
        if names and file.stem not in names:
            continue
        out = work / "out"
        raw = work / "frames.yuv"
        made = scene(load(file, Shot).within(file.parent), Shelf())
        _dump(made, raw)
        costs = in_turn([_ours(file, out), _encoder(made, raw, out)], rounds, warm=False)
        raw.unlink()
        pair = Pair(costs[OURS], costs[X264])
        ratios[file.stem] = statistics.median(1 / ratio for ratio in pair.cheaper())
        peaks.append(max(cost.largest for cost in costs[OURS]))
        answer.costs |= {f"{file.stem}, {name}": found for name, found in costs.items()}
    answer.at_most("median at most 2.5 of x264 veryfast alone, CPU", 2.5, list(ratios.values()))
    worst = max(ratios, key=lambda name: ratios[name])
    answer.remark(f"the dearest is {worst}: {ratios[worst]:.2f}x; " + _told(ratios))
    answer.judge("at most 800 MiB", f"{max(peaks):.0f} MiB", max(peaks) <= 800)
    return answer


def long(work: Path) -> Answer:
    """Memory of a film twelve times as long."""
    answer = Answer("film shot, the same shot twelve times as long, memory")
    plan = next(file for file in _SHOTS if file.stem == _ANIMATIC)
    longer = work / "longer.yaml"
    longer.write_text(plan.read_text() + "frames: 1800\nwidth: 960\nheight: 540\n")
    short = work / "short.yaml"
    short.write_text(plan.read_text() + "width: 960\nheight: 540\n")
    out = work / "out"
    commands = [_ours(short, out, "five seconds"), _ours(longer, out, "a minute")]
    answer.costs = in_turn(commands, 1, warm=False)
    first, last = (answer.costs[name][0].largest for name in ("five seconds", "a minute"))
    answer.judge(
        "flat with length: at most 1.1 of the short one", f"{last / first:.2f}x", last <= 1.1 * first
    )
    return answer


def animatic(work: Path, rounds: int) -> Answer:
    """Layers and a camera, by us and by moviepy; and what all the rest costs us."""
    answer = Answer("an animatic of five seconds at 1080p30: the same layers on the same ways, nothing else")
    try:
        environments.prepare(_PEER)
    except Failed as failed:
        answer.remark(f"moviepy could not be installed and was left out: {failed}")
        return answer
    shot = _animatic.written(work / "vocabulary")
    plan = _animatic.layers(shot, work)
    mine, theirs = work / "mine", work / "theirs"
    script = str(Path(__file__).parent / "peers" / "animatic.py")
    argv = (str(environments.binaries(_PEER) / "python"), script, str(plan), str(theirs / "theirs.mp4"))
    peer = Command(MOVIEPY, argv, fresh(theirs), {"IMAGEIO_FFMPEG_EXE": executable()})
    bare = _ours(shot, mine, PLAIN, ("--vocabulary", str(shot.parent)))
    whole = _ours(next(file for file in _SHOTS if file.stem == _ANIMATIC), work / "whole", FULL)
    answer.costs = in_turn([bare, peer, whole], rounds, warm=False)
    equal = Pair(answer.costs[PLAIN], answer.costs[MOVIEPY])
    answer.at_least("at least 5 times, CPU", 5, equal.cheaper())
    answer.at_least("at least 5 times, wall", 5, equal.faster())
    mean, most = _animatic.difference(mine / "ours.mp4", theirs / "theirs.mp4")
    found = f"{mean:.2f} steps of 255 on average, {most:.2f} in the frame that differs most"
    answer.judge("the same frames: within 1.5 steps of luma on average", found, mean <= 1.5)
    more = spread(Pair(answer.costs[FULL], answer.costs[MOVIEPY]).cheaper(), "×")
    answer.remark(
        f"{FULL}, with grain, light, water, sky and motion within the layers: {more} in CPU of theirs"
    )
    return answer


def _ours(file: Path, out: Path, name: str = OURS, more: Sequence[str] = ()) -> Command:
    argv = (sys.executable, "-m", "studio", "film", "shot", str(file), "--out", str(out / "ours.mp4"), *more)
    return Command(name, argv, fresh(out))


def _encoder(made: Scene, raw: Path, out: Path) -> Command:
    width, height = made.size
    argv = (
        executable(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{width}x{height}",
        "-r", str(made.shot.fps), "-i", str(raw), "-c:v", "libx264", "-preset", "veryfast", "-crf", "18",
        str(out / "alone.mp4"),
    )  # fmt: skip
    return Command(X264, argv, fresh(out))


def _dump(made: Scene, raw: Path) -> None:
    with raw.open("wb") as file:
        for number in range(made.shot.frames):
            file.write(made.planes(number).tobytes())


def _told(ratios: dict[str, float]) -> str:
    return ", ".join(f"{name} {ratio:.2f}" for name, ratio in sorted(ratios.items()))


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", nargs="*", default=[], help="names of shots")
    asked.add_argument("--question", choices=("drawn", "animatic", "long"), help="only this one")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    status = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        # Each is told when it is known: the first takes minutes.
        questions = {
            "drawn": partial(drawn, work, given.rounds, given.only),
            "animatic": partial(animatic, work, given.rounds),
            "long": partial(long, work),
        }
        for answer in [questions[given.question]] if given.question else questions.values():
            status |= show([answer()], as_json=given.json)
    return status


if __name__ == "__main__":
    sys.exit(main())
