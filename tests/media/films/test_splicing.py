"""Pieces of a film are put together as they are."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import ToolFailed
from studio.core.run import Run, entered
from studio.media.films import splicing
from studio.media.films.reel import Reel, unreeled


def piece(name: str, levels: range, size: tuple[int, int] = (64, 48)) -> Path:
    with Reel(Path(name), size, 24) as reel:
        for level in levels:
            planes = np.full((size[1] * 3 // 2, size[0]), 128, np.uint8)
            planes[: size[1]] = level
            reel.add(planes)
    return Path(name)


def test_every_frame_is_kept_in_its_order() -> None:
    pieces = [piece("a.mp4", range(20, 60)), piece("b.mp4", range(60, 90)), piece("c.mp4", range(90, 100))]
    with entered(Run(Path("scratch"))):
        whole = splicing.spliced(pieces, Path("whole.mp4").absolute())
    levels = [round(float(frame[:48].mean())) for frame in unreeled(whole)]
    assert len(levels) == 80
    assert max(abs(level - expected) for level, expected in zip(levels, range(20, 100), strict=True)) <= 1


def test_a_single_piece_is_the_film() -> None:
    one = piece("a.mp4", range(20, 24))
    content = one.read_bytes()
    assert splicing.spliced([one], Path("whole.mp4")).read_bytes() == content


def test_pieces_that_differ_are_refused() -> None:
    pieces = [piece("a.mp4", range(20, 24)), piece("b.mp4", range(24, 28), (32, 32))]
    with entered(Run(Path("scratch"))), pytest.raises(ToolFailed, match="do not go together"):
        splicing.spliced(pieces, Path("whole.mp4").absolute())


def test_its_ends_are_its_first_and_its_last_picture() -> None:
    film = piece("a.mp4", range(40, 70))
    with entered(Run(Path("scratch"))):
        first, last = splicing.ends(film, Path("first.png"), Path("last.png"))
    shades = []
    for path in (first, last):
        with Image.open(path) as picture:
            assert picture.size == (64, 48)
            shades.append(float(np.asarray(picture.convert("L")).mean()))
    assert shades[0] == pytest.approx((40 - 16) * 255 / 219, abs=2)
    assert shades[1] == pytest.approx((69 - 16) * 255 / 219, abs=2)
