"""Comparing two films."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.materials import Video
from studio.core.tool import tool
from studio.media.films.comparing import Heard


@dataclass(frozen=True)
class Compared:
    """How far two films are apart.

    Attributes:
        same: Whether every frame and every sound is the same.
        frames: How many frames the first has.
        other_frames: How many the other has.
        first_difference: The first frame that differs, counted from 0; nothing if none does.
        worst: The frame that differs most; nothing if none does.
        worst_psnr: How near its brightness is in the other film, in decibels; 100 where nothing differs.
        mean_psnr: The same over all frames.
        sound: Whether both sound the same; none where neither has any.
    """

    same: bool
    frames: int
    other_frames: int
    first_difference: int | None
    worst: int | None
    worst_psnr: float
    mean_psnr: float
    sound: Heard


@tool(pure=True)
def compare(film: Video, *, with_: Video) -> Compared:
    """Compare two films frame by frame, and sample by sample.

    Frames are compared in their order, whatever their times. What is the same is the same bit for bit; how
    far the rest is apart is measured as the signal-to-noise ratio of its brightness: from 40 dB on nobody
    sees it, below 30 dB everybody does.

    Args:
        film: A film.
        with_: Another one, of the same size.

    Examples:
        studio video compare delivered.mp4 --with master.mp4
    """
    from studio.media.films.comparing import difference

    found = difference(film, with_)
    same = found.first is None and found.sound != "different"
    return Compared(
        same, found.frames, found.other_frames, found.first,
        None if found.first is None else found.worst, found.worst_psnr, found.mean_psnr, found.sound,
    )  # fmt: skip
