"""Small films with two shots, and the faults that tests plant in them."""

import itertools
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from studio.media.checking.meant import Cut, Meant, Stretch
from studio.media.checking.watching import Seen, watched
from studio.media.films.reel import Reel

WIDTH, HEIGHT, FPS = 192, 108, 24
FRAMES, CUT = 72, 36

Frame = np.ndarray


def frames(count: int = FRAMES, cut: int = CUT, *, step: float = 1.0) -> list[Frame]:
    """Two places that pass by, a pixel for each frame, under a little grain."""
    grain = np.random.default_rng(5)
    made = []
    for number in range(count):
        place = _place(1 if number < cut else 2)
        left = round(step * number) % 120
        luma = place[:HEIGHT, left : left + WIDTH] + grain.normal(0, 1.2, (HEIGHT, WIDTH))
        chroma = np.full((HEIGHT // 2, WIDTH), 118 if number < cut else 136)
        made.append(np.clip(np.rint(np.concatenate([luma, chroma])), 0, 255).astype(np.uint8))
    return made


def _place(seed: int) -> Frame:
    rough = np.random.default_rng(seed).uniform(60, 190, (24, 60)).astype(np.float32)
    return cv2.resize(rough, (WIDTH + 130, HEIGHT + 20), interpolation=cv2.INTER_CUBIC)


def black() -> Frame:
    """A frame without light."""
    return np.concatenate([np.full((HEIGHT, WIDTH), 16), np.full((HEIGHT // 2, WIDTH), 128)]).astype(np.uint8)


def written(made: Iterable[Frame], path: Path = Path("film.mp4")) -> Path:
    """Frames as a film."""
    with Reel(path, (WIDTH, HEIGHT), FPS, threads=1) as reel:
        for planes in made:
            reel.add(planes)
    return path


def seen(made: Iterable[Frame]) -> Seen:
    """What is seen of frames once they are a film."""
    return watched(written(made))


def meant(
    count: int = FRAMES, cuts: Sequence[int] = (CUT,), *, way: float = 5.0, seams: Sequence[int] = ()
) -> Meant:
    """A plan for such a film."""
    bounds = [0, *cuts, count]
    stretches = tuple(
        Stretch(
            f"{number:02}", first, end, (way,) * (end - first), tuple(s for s in seams if first < s < end)
        )
        for number, (first, end) in enumerate(itertools.pairwise(bounds), 1)
    )
    return Meant(Fraction(FPS), stretches, tuple(Cut(at, at, at) for at in cuts))
