"""Two films are the same to the last bit, or it is said where and how far they are not."""

from pathlib import Path

import numpy as np
import pytest

import studio
from studio.core.errors import BadInput
from studio.media.films.reel import Reel


def film(name: str, *, frames: int = 6, size: tuple[int, int] = (64, 48), dark: int | None = None) -> Path:
    noise = np.random.default_rng(1).integers(16, 235, (frames, size[1] * 3 // 2, size[0]), np.uint8)
    with Reel(Path(name), size, 24) as reel:
        for number, planes in enumerate(noise):
            reel.add(planes // 2 + 8 if number == dark else planes)
    return Path(name)


def test_a_film_is_the_same_as_itself() -> None:
    found = studio.video.compare(film("a.mp4"), with_=film("b.mp4"))
    assert found == studio.video.compare(Path("a.mp4"), with_=Path("a.mp4"))
    assert (found.same, found.frames, found.other_frames) == (True, 6, 6)
    assert (found.first_difference, found.worst, found.worst_psnr, found.sound) == (None, None, 100, "none")


def test_the_frame_that_differs_is_named() -> None:
    found = studio.video.compare(film("a.mp4"), with_=film("b.mp4", dark=3))
    assert not found.same
    assert found.worst == 3
    assert found.worst_psnr < 20 < found.mean_psnr


def test_missing_frames_are_differences() -> None:
    found = studio.video.compare(film("a.mp4"), with_=film("b.mp4", frames=5))
    assert (found.same, found.frames, found.other_frames) == (False, 6, 5)
    assert found.worst == 5
    assert found.worst_psnr == 0


def test_other_sizes_cannot_be_laid_over_one_another() -> None:
    with pytest.raises(BadInput, match=r"a\.mp4 is 64 × 48, b\.mp4 96 × 48"):
        studio.video.compare(film("a.mp4"), with_=film("b.mp4", size=(96, 48)))


def test_a_film_that_breaks_off_is_said() -> None:
    film("a.mp4")
    whole = film("b.mp4", frames=60)
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    with pytest.raises(BadInput, match=r"b\.mp4"):
        studio.video.compare(Path("a.mp4"), with_=whole)
