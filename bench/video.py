"""What does our wrapping cost, and what do we save? `python -m bench.video`

Peers: the ffmpeg we carry, called by hand with the very same encoder, and the usual one-line contact
sheet, which decodes every frame of a film to show sixteen of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from bench._paired import Answer, Command, Pair, fresh, in_turn, show

from studio.core.run import Run, entered
from studio.media import probe
from studio.media.encode import executable
from studio.media.films.frames import frames

OURS = "studio"
BY_HAND = "ffmpeg by hand"
_SECONDS, _MINUTES, _SHOWN = 62, 10, 16
_SIZE = "1280x720"
_FILM = Path(__file__).resolve().parent.parent.parent / "shared" / "media" / "bigbuckbunny.mp4"


def convert(work: Path, film: Path, rounds: int) -> Answer:
    """Convert a minute of film, with the same encoder and the same settings."""
    answer = Answer(f"video convert, {_SECONDS} s at 720p to H.264, preset medium, CRF 23, sound copied")
    out = work / "out"
    ours = (*_studio("video", "convert"), str(film), "--codec", "h264", "--quality", "75")
    coding = ("-c:v", "libx264", "-preset", "medium", "-crf", "23", "-pix_fmt", "yuv420p", "-c:a", "copy")
    by_hand = (executable(), "-v", "error", "-i", str(film), *coding, "-movflags", "+faststart")
    answer.costs = in_turn(
        [
            Command(OURS, (*ours, "--out", str(out / "ours.mp4")), fresh(out)),
            Command(BY_HAND, (*by_hand, str(out / "theirs.mp4")), fresh(out)),
        ],
        rounds,
    )
    pair = Pair(answer.costs[OURS], answer.costs[BY_HAND])
    answer.at_most("at most 1.03 of the time by the clock", 1.03, [1 / ratio for ratio in pair.faster()])
    answer.at_most("at most 1.03 of its CPU", 1.03, [1 / ratio for ratio in pair.cheaper()])
    fresh(out)()
    subprocess.run((*ours, "--out", str(out / "again.mp4")), check=True, capture_output=True)
    before, made = (probe.media(path).main_video for path in (film, out / "again.mp4"))
    told = f"{made.frames} of {before.frames} frames, {made.duration:.2f} of {before.duration:.2f} s"
    answer.judge("every frame is there", told, made.frames == before.frames)
    return answer


def sheet(work: Path, film: Path, rounds: int) -> Answer:
    """Sixteen frames of ten minutes."""
    answer = Answer(f"video sheet, {_SHOWN} frames of {_MINUTES} minutes at 720p")
    long, out = work / "long.mp4", work / "out"
    seconds = _MINUTES * 60
    _ffmpeg("-stream_loop", "-1", "-i", film, "-t", str(seconds), "-c", "copy", long)
    ours = (*_studio("video", "sheet"), str(long), "--count", str(_SHOWN))
    chain = f"fps={_SHOWN}/{seconds},scale=320:-2,tile=4x4"
    by_hand = (executable(), "-v", "error", "-i", str(long), "-vf", chain, "-frames:v", "1", "-q:v", "3")
    answer.costs = in_turn(
        [
            Command(OURS, (*ours, "--out", str(out / "ours.jpg")), fresh(out)),
            Command("ffmpeg, every frame decoded", (*by_hand, str(out / "theirs.jpg")), fresh(out)),
        ],
        rounds,
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


def _film(work: Path) -> Path:
    """Real film where there is some, drawn patterns otherwise, over and over."""
    film = work / "film.mp4"
    codec = ("-c:v", "libx264", "-preset", "medium", "-crf", "20", "-g", "60", "-c:a", "aac", "-ac", "2")
    picture: tuple[str | Path, ...] = ("-stream_loop", "-1", "-i", _FILM, "-vf", "fps=25")
    if not _FILM.exists():
        picture = ("-f", "lavfi", "-i", f"mandelbrot=s={_SIZE}:r=25", "-f", "lavfi", "-i", "sine")
    _ffmpeg(*picture, "-t", str(_SECONDS), *codec, "-pix_fmt", "yuv420p", film)
    return film


def _ffmpeg(*arguments: str | Path) -> None:
    subprocess.run([executable(), "-v", "error", "-y", *map(str, arguments)], check=True)


def main() -> int:
    """Answer the questions and print what was found."""
    parser = argparse.ArgumentParser(prog="python -m bench.video", description=__doc__)
    parser.add_argument("questions", nargs="*", choices=[[], *QUESTIONS], help="which; all when left out")
    parser.add_argument("--rounds", type=int, default=3, help="how often each program is measured")
    parser.add_argument("--json", action="store_true", help="print everything measured as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-video-") as folder:
        film = _film(Path(folder))
        chosen = given.questions or QUESTIONS
        answers = [QUESTIONS[name](Path(folder), film, given.rounds) for name in chosen]
    return show(answers, as_json=given.json)


if __name__ == "__main__":
    raise SystemExit(main())
