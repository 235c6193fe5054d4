"""The ffmpeg executable: how it is called, watched, and understood when it fails."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from studio.core.errors import BadInput, DiskFull, ToolFailed, Unavailable
from studio.core.run import run, stop_if_cancelled
from studio.host import programs
from studio.host.programs import Finished

_named = ""
_threads = 0
_NO_SPACE = re.compile(r"No space left on device", re.IGNORECASE)
# What ffmpeg says of everything that goes wrong after the first thing did.
_FOLLOWS = re.compile(
    r"Error (sending|while opening encoder|opening)|Task finished|Terminating thread|Could not open"
    r"|Nothing was written|Conversion failed|Exiting",
    re.IGNORECASE,
)
_NOISE = re.compile(r"^(\[[^\]]*\]\s*)+(Error (opening|submitting)[^:]*:\s*)?", re.IGNORECASE)


def configure(*, ffmpeg: str) -> None:
    """Use this executable instead of the one that came with us."""
    global _named
    _named = ffmpeg
    executable.cache_clear()


def hold(threads: int) -> None:
    """Let ffmpeg work with so many threads in each of its parts; with as many as it likes if 0."""
    global _threads
    _threads = threads


def held(arguments: Sequence[str | Path]) -> list[str | Path]:
    """Arguments that make one thing, with the threads that each part of ffmpeg may have."""
    if not _threads:
        return list(arguments)
    few = ("-threads", str(_threads))
    *before, target = arguments
    found: list[str | Path] = ["-filter_threads", few[1], "-filter_complex_threads", few[1]]
    for argument in before:
        found += [*few, argument] if argument == "-i" else [argument]
    return [*found, *few, target]


@cache
def executable() -> str:
    """The ffmpeg in use: the one the settings name, else the one that came with us."""
    if _named:
        if not (place := programs.found(_named)):
            raise Unavailable(f"there is no ffmpeg at {_named}", hint="correct ffmpeg in studio.toml")
        return str(place)
    import imageio_ffmpeg

    return str(imageio_ffmpeg.get_ffmpeg_exe())


def source(path: Path) -> str:
    """A file's name as ffmpeg takes it unharmed: nothing in it is an option or a protocol."""
    return f"file:{path.absolute()}"


def ffmpeg(
    arguments: Sequence[str | Path],
    *,
    target: Path,
    seconds: float | None,
    label: str = "Encoding",
    heard: Callable[[str], object] | None = None,
) -> Path:
    """Run ffmpeg once, with progress, and make sure that it made something.

    Args:
        arguments: Everything between the program's name and the target; inputs through `source`.
        target: The file to write.
        seconds: How long the result will be, for the progress; None if that is unknown.
        label: What the progress is called.
        heard: Told what ffmpeg complained of although it went on.
    """
    try:
        said = written([*arguments, source(target)], target=target, seconds=seconds, label=label)
    except (BadInput, ToolFailed):
        target.unlink(missing_ok=True)
        raise
    if not target.exists() or not target.stat().st_size:
        raise ToolFailed(f"ffmpeg made nothing of this: {_reason(said)}")
    if heard and said:
        heard(said)
    return target


def written(
    arguments: Sequence[str | Path], *, target: Path, seconds: float | None, label: str = "Encoding"
) -> str:
    """Run ffmpeg once, with progress; what it wrote is the caller's to look at. Returns its complaints.

    Args:
        arguments: Everything after the program's name.
        target: What is written, for sentences about it.
        seconds: How long the result will be, for the progress; None if that is unknown.
        label: What the progress is called.
    """
    ends: list[Finished] = []
    command = [executable(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-progress", "pipe:1"]
    output = programs.lines([*command, *held(arguments)], ended=ends.append)
    for _ in run().track(_ticks(output, seconds), label, total=100 if seconds else None):
        pass
    if ends[0].code:
        raise failure(ends[0], target)
    return ends[0].said


def messages(
    arguments: Sequence[str | Path], *, seconds: float | None = None, label: str = "Measuring"
) -> str:
    """Run ffmpeg for what it says, not for a file: measurements come on stderr at level info."""
    ends: list[Finished] = []
    command = [executable(), "-nostdin", "-hide_banner", "-progress", "pipe:1"]
    output = programs.lines([*command, *held([*arguments, "-f", "null", "-"])], ended=ends.append)
    for _ in run().track(_ticks(output, seconds), label, total=100 if seconds else None):
        pass
    if ends[0].code:
        raise failure(ends[0], None)
    return ends[0].said


def _ticks(output: Iterator[str], seconds: float | None) -> Iterator[int]:
    """One tick for every per cent done. A cancelled run stops the program at its next report."""
    percent = 0
    for line in output:
        stop_if_cancelled()
        name, _, value = line.partition("=")
        if seconds and name == "out_time_us" and value.lstrip("-").isdigit():
            while percent < min(99, int(value) / seconds / 10_000):
                percent += 1
                yield percent
    while seconds and percent < 100:
        percent += 1
        yield percent


def failure(end: Finished, target: Path | None) -> BadInput | ToolFailed:
    """What ffmpeg's end and its last words mean."""
    said = end.said
    if end.code == -signal.SIGXFSZ:
        name = target.name if target else "this"
        return DiskFull(
            f"{name} would be larger than a file may be here", hint="see `ulimit -f`, or make it smaller"
        )
    if end.code < 0:
        hint = "there may have been too little memory" if end.code == -signal.SIGKILL else ""
        return ToolFailed(f"ffmpeg was stopped by {signal.Signals(-end.code).name}", hint=hint)
    if _NO_SPACE.search(said):
        return DiskFull(
            f"no space left on the device for {target.name if target else 'this'}",
            hint="free some space, or write to another disk",
            place=target,
        )
    return ToolFailed(f"ffmpeg could not do this: {_reason(said)}")


def _reason(said: str) -> str:
    lines = [_NOISE.sub("", line.strip()) for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if not _FOLLOWS.match(line)]
    return next(reversed(telling or lines), "it gave no reason")[:300]
