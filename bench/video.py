"""What does our wrapping cost, and what do we save? `python -m bench.video`

Peers: the ffmpeg we carry, called by hand with the very same encoder, and the usual one-line contact
sheet, which decodes every frame of a film to show sixteen of them. All of it takes two quiet cores four
minutes; `--rounds`, `--seconds` and `--minutes` make it less.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench._paired import Answer, Command, Pair, fresh, in_turn, measure, show

from studio.core.run import Run, entered
from studio.media import probe
from studio.media.encode import executable
from studio.media.films.frames import frames

OURS = "studio"
BY_HAND = "ffmpeg by hand"
_SHOWN = 16
_SIZE = "1280x720"
_FILM = Path(__file__).resolve().parent.parent.parent / "shared" / "media" / "bigbuckbunny.mp4"


@dataclass(frozen=True)
class Setting:
    """A film, one of a second for a start that does not count, and how much is measured."""

    work: Path
    film: Path
    short: Path
    rounds: int
    seconds: int
    minutes: int


def convert(setting: Setting) -> Answer:
    """Convert a minute of film, with the same encoder and the same settings."""
    film = setting.film
    told = f"{setting.seconds} s at 720p to H.264, preset medium, CRF 23, sound copied"
    answer = Answer(f"video convert, {told}")
    made, theirs = setting.work / "made", setting.work / "theirs"
    wanted = ("--codec", "h264", "--quality", "75", "--out", str(made / "film.mp4"))
    ours = _studio("video", "convert")
    coding = ("-c:v", "libx264", "-preset", "medium", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "copy")
    by_hand = (executable(), "-v", "error", "-i", str(film), *coding, "-movflags", "+faststart")
    measure(Command(OURS, (*ours, str(setting.short), *wanted), fresh(made)))
    answer.costs = in_turn(
        [
            Command(OURS, (*ours, str(film), *wanted), fresh(made)),
            Command(BY_HAND, (*by_hand, str(theirs / "film.mp4")), fresh(theirs)),
        ],
        setting.rounds,
        warm=False,
    )
    pair = Pair(answer.costs[OURS], answer.costs[BY_HAND])
    answer.at_most("at most 1.03 of the time by the clock", 1.03, [1 / ratio for ratio in pair.faster()])
    answer.at_most("at most 1.03 of its CPU", 1.03, [1 / ratio for ratio in pair.cheaper()])
    before, after = (probe.media(path).main_video for path in (film, made / "film.mp4"))
    told = f"{after.frames} of {before.frames} frames, {after.duration:.2f} of {before.duration:.2f} s"
    answer.judge("every frame is there", told, after.frames == before.frames)
    sizes = [folder.joinpath("film.mp4").stat().st_size for folder in (made, theirs)]
    answer.remark(f"{OURS} made {sizes[0]:,} bytes, {BY_HAND} {sizes[1]:,}")
    return answer


def sheet(setting: Setting) -> Answer:
    """Sixteen frames of ten minutes."""
    answer = Answer(f"video sheet, {_SHOWN} frames of {setting.minutes} minutes at 720p")
    long, out = setting.work / "long.mp4", setting.work / "out"
    seconds = setting.minutes * 60
    _ffmpeg("-stream_loop", "-1", "-i", setting.film, "-t", str(seconds), "-c", "copy", long)
    wanted = ("--count", str(_SHOWN), "--out", str(out / "ours.jpg"))
    ours = _studio("video", "sheet")
    chain = f"fps={_SHOWN}/{seconds},scale=320:-2,tile=4x4"
    by_hand = (executable(), "-v", "error", "-i", str(long), "-vf", chain, "-frames:v", "1", "-q:v", "3")
    measure(Command(OURS, (*ours, str(setting.short), *wanted), fresh(out)))
    answer.costs = in_turn(
        [
            Command(OURS, (*ours, str(long), *wanted), fresh(out)),
            Command("ffmpeg, every frame decoded", (*by_hand, str(out / "theirs.jpg")), fresh(out)),
        ],
        setting.rounds,
        warm=False,
    )
    pair = Pair(*answer.costs.values())
    answer.at_least("at least 10 × less CPU", 10, pair.cheaper())
    answer.at_least("at least 10 × faster by the clock", 10, pair.faster())
    answer.remark(
        f"a frame shown is at most {_latest(long):.2f} s early, for the sake of one that stands alone"
    )
    return answer


def _latest(film: Path) -> float:
    """How far the frames of a sheet are from where they would be if nothing were saved."""
    with tempfile.TemporaryDirectory() as folder, entered(Run(Path(folder))), frames(film) as source:
        apart = source.facts.main_video.duration / _SHOWN
        times = [apart * (number + 0.5) for number in range(_SHOWN)]
        return max(time - source.near(time, apart / 4).time for time in times)


QUESTIONS = {"convert": convert, "sheet": sheet}


def _studio(*words: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("studio")), *words)


def _film(film: Path, seconds: int) -> Path:
    """Real film where there is some, drawn patterns otherwise, over and over."""
    codec = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-g", "60", "-c:a", "aac", "-ac", "2")
    picture: tuple[str | Path, ...] = ("-stream_loop", "-1", "-i", _FILM, "-vf", "fps=25")
    if not _FILM.exists():
        picture = ("-f", "lavfi", "-i", f"mandelbrot=s={_SIZE}:r=25", "-f", "lavfi", "-i", "sine")
    _ffmpeg(*picture, "-t", str(seconds), *codec, "-pix_fmt", "yuv420p", film)
    return film


def _ffmpeg(*arguments: str | Path) -> None:
    subprocess.run([executable(), "-v", "error", "-y", *map(str, arguments)], check=True)


def main() -> int:
    """Answer the questions and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.video", description=__doc__)
    parser.add_argument("questions", nargs="*", choices=[[], *QUESTIONS], help="which; all when left out")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program is measured")
    parser.add_argument("--seconds", type=int, default=62, help="how long the film to convert is")
    parser.add_argument("--minutes", type=int, default=10, help="how long the film of the sheet is")
    parser.add_argument("--json", action="store_true", help="print everything measured as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-video-") as folder:
        work = Path(folder)
        film = _film(work / "film.mp4", given.seconds)
        short = work / "short.mp4"
        _ffmpeg("-i", film, "-t", "1", "-c", "copy", short)
        setting = Setting(work, film, short, given.rounds, given.seconds, given.minutes)
        answers = (QUESTIONS[name](setting) for name in given.questions or QUESTIONS)
        return show(answers, as_json=given.json)


if __name__ == "__main__":
    raise SystemExit(main())
