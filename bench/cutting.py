"""What does an exact cut cost? `python -m bench.cutting`

Peers: encoding all of the cut again with the ffmpeg we carry, at the preset our edges have, and the
smartcut package, which is put into a virtual environment of its own for the occasion.
"""

from __future__ import annotations

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from bench._paired import Answer, Command, Pair, fresh, in_turn, show

from studio.media.encode import executable

OURS = "studio"
WHOLE = "ffmpeg, all encoded"
PEER = "smartcut"
_FROM, _TO, _RATE, _SECONDS = 3.3, 40.7, 25, 45
_FILM = Path(__file__).resolve().parent.parent.parent / "shared" / "media" / "bigbuckbunny.mp4"


def exact(work: Path, film: Path, rounds: int) -> Answer:
    """An exact cut of 37.4 seconds out of a film with a key picture every 2.4 s."""
    answer = Answer(f"video trim, {_TO - _FROM:.1f} s of {_SECONDS} s at 720p, key pictures 2.4 s apart")
    out = work / "out"
    commands = [
        Command(OURS, (*_trim(film), "--out", str(out / "ours.mp4")), fresh(out)),
        Command(WHOLE, _encode(film, out / "whole.mp4"), fresh(out)),
    ]
    if smartcut := _smartcut(work):
        keep = ("--keep", f"{_FROM},{_TO}")
        commands.append(Command(PEER, (smartcut, str(film), str(out / "theirs.mp4"), *keep), fresh(out)))
    else:
        answer.remark("smartcut could not be installed and was left out")
    answer.costs = in_turn(commands, rounds)
    _judge(answer, "at most 0.3 of encoding it all again, CPU", WHOLE, 0.3)
    if smartcut:
        _judge(answer, "at most 0.6 of smartcut, CPU", PEER, 0.6)
    peak = max(cost.largest for cost in answer.costs[OURS])
    answer.judge("at most 250 MiB", f"{peak:.0f} MiB", peak <= 250)
    _compare(answer, film, commands, out)
    return answer


def fast(work: Path, film: Path, rounds: int) -> Answer:
    """A cut that only copies, of an hour of film."""
    answer = Answer("video trim --fast, 58 minutes of an hour")
    long, out = work / "hour.mp4", work / "out"
    times = str(3600 // _SECONDS)
    _ffmpeg("-stream_loop", times, "-i", film, "-t", "3600", "-c", "copy", long)
    ours = (*_studio("video", "trim"), str(long), "--start", "60", "--end", "3540", "--fast")
    peer = (executable(), "-v", "error", "-y", "-ss", "60", "-i", str(long), "-t", "3480", "-c", "copy")
    answer.costs = in_turn(
        [
            Command(OURS, (*ours, "--out", str(out / "ours.mp4")), fresh(out)),
            Command("ffmpeg -c copy", (*peer, str(out / "theirs.mp4")), fresh(out)),
        ],
        rounds,
    )
    speeds = [3480 / cost.wall for cost in answer.costs[OURS]]
    answer.at_least("at least 150 × real time", 150, speeds)
    answer.remark(
        "ours counts every picture of the result before it hands it over; ffmpeg does not look back"
    )
    return answer


def _judge(answer: Answer, promise: str, peer: str, bar: float) -> None:
    pair = Pair(answer.costs[OURS], answer.costs[peer])
    answer.at_most(promise, bar, [1 / ratio for ratio in pair.cheaper()])


def _compare(answer: Answer, film: Path, commands: list[Command], out: Path) -> None:
    """Every picture that belongs to the cut, the copied ones as they were, and how the others became."""
    wanted = sum(_FROM - 0.001 <= time < _TO - 0.001 for time, _ in _pictures(film))
    for command in commands:
        command.prepare()
        subprocess.run(command.argv, check=True, capture_output=True)
        made, alike, others = _held_against(film, next(out.iterdir()))
        told = f"{made} of {wanted} pictures, {alike} of them bit for bit the source's"
        if command.name == OURS:
            middle = wanted - int(2.5 * _RATE) * 2
            answer.judge("every picture, the middle bit for bit", told, made == wanted and alike >= middle)
        else:
            answer.remark(f"{command.name}: {told}")
        if others:
            likeness = f"{statistics.mean(others):.1f} dB, the worst {min(others):.1f} dB"
            answer.remark(f"{command.name}: those encoded again have a PSNR of {likeness}")


def _held_against(film: Path, made: Path) -> tuple[int, int, list[float]]:
    """How many pictures a cut has, how many are the source's own, and the PSNR of each of the others."""
    source = (picture for time, picture in _pictures(film) if time >= _FROM - 0.001)
    count, alike, others = 0, 0, []
    for (_, picture), given in zip(_pictures(made), source, strict=False):
        count += 1
        difference = _difference(picture, given)
        if difference is None:
            alike += 1
        else:
            others.append(10 * math.log10(255**2 / difference))
    return count, alike, others


def _difference(one: Any, other: Any) -> float | None:
    """The mean square of the difference of two pictures' luma; None if they are the same altogether."""
    import numpy as np

    if all(bytes(mine) == bytes(theirs) for mine, theirs in zip(one.planes, other.planes, strict=True)):
        return None
    mine, theirs = (np.frombuffer(picture.planes[0], np.uint8).astype(np.float32) for picture in (one, other))
    return max(float(np.mean((mine - theirs) ** 2)), 1e-3)


def _pictures(path: Path) -> Iterator[tuple[float, Any]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        base = float(stream.time_base or 0)
        first = float((stream.start_time or 0) * base)
        for frame in container.decode(stream):
            yield (frame.pts or 0) * base - first, frame


def _trim(film: Path) -> tuple[str, ...]:
    return (*_studio("video", "trim"), str(film), "--start", str(_FROM), "--end", str(_TO))


def _encode(film: Path, target: Path) -> tuple[str, ...]:
    window = ("-ss", str(_FROM), "-i", str(film), "-t", str(_TO - _FROM))
    codec = ("-c:v", "libx264", "-preset", "medium", "-crf", "18", "-c:a", "copy")
    return (executable(), "-v", "error", "-y", *window, *codec, str(target))


def _studio(*words: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("studio")), *words)


def _smartcut(work: Path) -> str:
    place = work / "smartcut"
    venv.create(place, with_pip=True)
    pip = [str(place / "bin" / "pip"), "install", "--quiet", "smartcut"]
    installed = subprocess.run(pip, check=False, capture_output=True).returncode == 0
    return str(place / "bin" / "smartcut") if installed else ""


def _film(work: Path) -> Path:
    """Real film where there is some, drawn patterns otherwise, over and over."""
    film = work / "film.mp4"
    codec = ("-c:v", "libx264", "-preset", "medium", "-crf", "22", "-g", "60", "-c:a", "aac", "-ac", "2")
    if _FILM.exists():
        picture = ("-stream_loop", "-1", "-i", _FILM, "-vf", "fps=25")
        _ffmpeg(*picture, "-t", str(_SECONDS), *codec, film)
    else:
        drawn = ("-f", "lavfi", "-i", "mandelbrot=s=1280x720:r=25", "-f", "lavfi", "-i", "sine")
        _ffmpeg(*drawn, "-t", str(_SECONDS), *codec, "-pix_fmt", "yuv420p", film)
    return film


def _ffmpeg(*arguments: str | Path) -> None:
    subprocess.run([executable(), "-v", "error", "-y", *map(str, arguments)], check=True)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        work = Path(folder)
        film = _film(work)
        answers = [exact(work, film, given.rounds), fast(work, film, given.rounds)]
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
