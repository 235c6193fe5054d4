"""What does a drawn film cost beyond encoding it? `python -m bench.render`

Twelve shots of five seconds (examples/shots), rendered cold from their files to finished 1080p films, against
the encoder alone on the very same frames, and against moviepy with an animatic of as many layers.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from bench import _environments as environments
from bench._paired import Answer, Command, Failed, Pair, fresh, in_turn, show

from studio.core.written.loading import load
from studio.media.encode import executable
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import Scene, scene

OURS, X264, MOVIEPY = "studio film shot", "x264 veryfast alone", "moviepy"
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
    """The same layers moved by moviepy."""
    answer = Answer("film shot against an animatic of its layers in moviepy 2, CPU")
    file = next(file for file in _SHOTS if file.stem == _ANIMATIC)
    try:
        environments.prepare(_PEER)
    except Failed as failed:
        answer.remark(f"moviepy could not be installed and was left out: {failed}")
        return answer
    out = work / "out"
    plan = _layers(scene(load(file, Shot).within(file.parent), Shelf()), work)
    script = str(Path(__file__).parent / "peers" / "animatic.py")
    argv = (str(environments.binaries(_PEER) / "python"), script, str(plan), str(out / "theirs.mp4"))
    peer = Command(MOVIEPY, argv, fresh(out), {"PYTHONPYCACHEPREFIX": "", "IMAGEIO_FFMPEG_EXE": executable()})
    answer.costs = in_turn([_ours(file, out), peer], rounds)
    answer.at_least("at least 5 times, CPU", 5, Pair(answer.costs[OURS], answer.costs[MOVIEPY]).cheaper())
    answer.remark("theirs has no grain, light, water, or motion within a layer")
    return answer


def _ours(file: Path, out: Path, name: str = OURS) -> Command:
    argv = (sys.executable, "-m", "studio", "film", "shot", str(file), "--out", str(out / "ours.mp4"))
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


def _layers(made: Scene, work: Path) -> Path:
    """Every plate of a shot as a picture, and the way it goes."""
    from PIL import Image

    from studio.render.canvas import Canvas, Place
    from studio.render.shots.planes import Drawn, Moment

    shot = made.shot
    first, last = made.view(Moment(0, 0, 0)), made.view(Moment(shot.frames - 1, shot.seconds, 1))
    layers: list[dict[str, Any]] = []
    for plane in (one for one in made.stage.planes if isinstance(one, Drawn)):
        for sprite in plane.sprites:
            plate = sprite.plate
            ends = [
                view.spot(plane.depth, plane.x + sprite.at[0], plane.y + sprite.at[1])
                for view in (first, last)
            ]
            ways = [(spot.x - plate.left, spot.y - plate.top) for spot in ends]
            # It cannot lay a picture that is wholly outside the frame.
            if not all(-plate.width < x < shot.width and -plate.height < y < shot.height for x, y in ways):
                continue
            canvas = Canvas(plate.width, plate.height)
            canvas.put(plate, Place(plate.left, plate.top, plate.scale))
            file = work / f"layer-{len(layers)}.png"
            picture = Image.fromarray(canvas.rgb())
            picture.putalpha(Image.fromarray(plate.alpha[: canvas.height, : canvas.width]))
            picture.save(file, compress_level=1)
            layers.append({"file": str(file), "from": ways[0], "to": ways[1]})
    plan = work / "layers.json"
    told = {
        "width": shot.width,
        "height": shot.height,
        "fps": shot.fps,
        "seconds": shot.seconds,
        "layers": layers,
    }
    plan.write_text(json.dumps(told))
    return plan


def _told(ratios: dict[str, float]) -> str:
    return ", ".join(f"{name} {ratio:.2f}" for name, ratio in sorted(ratios.items()))


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", nargs="*", default=[], help="names of shots")
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    status = 0
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        # Each is told when it is known: the first takes minutes.
        for answer in (
            partial(drawn, work, given.rounds, given.only),
            partial(animatic, work, given.rounds),
            partial(long, work),
        ):
            status |= show([answer()], as_json=given.json)
    return status


if __name__ == "__main__":
    sys.exit(main())
