"""Fixtures shared by the tests of pictures."""

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from studio.media.images import limits, reading

UGLY_NAMES = [
    b"with space.jpg",
    b'it\'s "quoted".jpg',
    b"line\nend.jpg",
    b"%d percent %04d.jpg",
    b"brackets[0].jpg",
    b"trailing.jpg[page=1]",
    b"-leading.jpg",
    b"latin-\xe9\xff.jpg",
    "smile-\N{GRINNING FACE}.jpg".encode(),
    b"question?mark=1&b.jpg",
    b"a" * 200 + b".jpg",
]


@pytest.fixture(params=UGLY_NAMES, ids=lambda name: ascii(name.decode("utf-8", "replace"))[:24])
def ugly_name(request: pytest.FixtureRequest) -> str:
    if sys.platform == "darwin" and b"\xff" in request.param:
        pytest.skip("this file system wants UTF-8")
    return os.fsdecode(request.param)


@pytest.fixture
def pixel() -> Callable[..., tuple[int, ...]]:
    """Read one pixel as whole numbers."""

    def pixel_at(image: Any, x: int, y: int) -> tuple[int, ...]:
        return tuple(round(part) for part in image(x, y))

    return pixel_at


@pytest.fixture
def megapixels() -> Iterator[Callable[[int], None]]:
    """Set the size limit for one test."""
    yield lambda most: reading.configure(max_megapixels=most)
    limits.configure(limits.DEFAULT_MEGAPIXELS)
