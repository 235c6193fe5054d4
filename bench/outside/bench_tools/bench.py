"""Work small enough that only what carries it out is measured, and one real piece of work."""

from dataclasses import dataclass

from studio.core.materials import AnyFile, Bytes, Video
from studio.core.run import run
from studio.core.tool import tool

CODING = (
    *("-threads", "1", "-c:v", "libx264", "-preset", "medium", "-crf", "23", "-pix_fmt", "yuv420p"),
    *("-an", "-threads", "1"),
)
"""What every ffmpeg of the comparison is told, ours or not."""


@dataclass(frozen=True)
class Passed:
    """That nothing was done."""

    number: int


@tool
def idle(number: int) -> Passed:
    """Do nothing.

    Args:
        number: What comes back.

    Examples:
        studio bench idle 7
    """
    return Passed(number)


@dataclass(frozen=True)
class Glanced:
    """How large a file is."""

    size: Bytes


@tool
def glance(file: AnyFile) -> Glanced:
    """Ask for the size of a file.

    Args:
        file: The file.

    Examples:
        studio bench glance file.txt
    """
    return Glanced(file.stat().st_size)


@tool
def encode(film: Video, *, seconds: float = 0.0) -> Video:
    """Encode a film with one thread.

    Args:
        film: The film.
        seconds: How long it is, for the progress.

    Examples:
        studio bench encode film.mp4
    """
    from studio.media.encode import ffmpeg, source

    made = run().folder / f"{film.stem}.mp4"
    return ffmpeg(["-i", source(film), *CODING], target=made, seconds=seconds or None)
