"""Films to encode, and the usual programs that run many command lines at a time."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.outside.bench_tools.bench import CODING

from studio.media.encode import executable

SECONDS = 2.6

_FILM = Path(__file__).resolve().parent.parent.parent / "shared" / "media" / "bigbuckbunny.mp4"
_PARTS = 4


def films_in(work: Path, count: int) -> list[Path]:
    """Films in a folder of their own: real film where there is some, drawn patterns otherwise."""
    folder = work / "films"
    folder.mkdir(exist_ok=True)
    parts = [work / f"part-{number}.mp4" for number in range(_PARTS)]
    for number, part in enumerate(parts):
        source: tuple[str, ...] = ("-ss", str(number / 2), "-stream_loop", "-1", "-i", str(_FILM))
        if not _FILM.exists():
            source = ("-f", "lavfi", "-i", f"mandelbrot=s=1280x720:r=25:start_scale={3 - number / 2}")
        coding = (
            "-vf",
            "fps=25",
            "-t",
            str(SECONDS),
            "-an",
            "-c:v",
            "libx264",
            "-crf",
            "18",
            "-pix_fmt",
            "yuv420p",
        )
        subprocess.run((executable(), "-v", "error", "-y", *source, *coding, str(part)), check=True)
    films = [folder / f"film-{number:02}.mp4" for number in range(count)]
    for number, film in enumerate(films):
        shutil.copyfile(parts[number % _PARTS], film)
    return films


def parallel(films: Sequence[Path], out: Path, work: Path) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What runs two command lines at a time: its name, a run of it with nothing to do, and with all films."""
    lines = work / "lines"
    lines.write_text("".join(f"{_line(film, out)}\n" for film in films), encoding="utf-8")
    nothing = work / "nothing"
    nothing.write_text("true\ntrue\n", encoding="utf-8")
    name, program = "GNU parallel", "parallel --no-notice --jobs 2"
    if not _has_gnu_parallel():
        name, program = (
            "xargs -P 2 (GNU parallel is not installed)",
            "tr '\\n' '\\0' | xargs -0 -n 1 -P 2 sh -c",
        )
    start, whole = (f"cat {shlex.quote(str(file))} | {program}" for file in (nothing, lines))
    return name, ("sh", "-c", start), ("sh", "-c", whole)


def _has_gnu_parallel() -> bool:
    """A program of the same name comes with moreutils, and takes other words."""
    found = shutil.which("parallel")
    return (
        bool(found)
        and b"GNU" in subprocess.run((str(found), "--version"), capture_output=True, check=False).stdout
    )


def _line(film: Path, out: Path) -> str:
    words = (
        executable(),
        "-nostdin",
        "-v",
        "error",
        "-y",
        "-i",
        f"file:{film}",
        *CODING,
        f"file:{out / film.name}",
    )
    return shlex.join(words)
