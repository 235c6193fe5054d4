"""Animations are changed frame by frame and keep their time."""

from pathlib import Path
from typing import Any

import pytest
from tests import pictures

from studio.media.images import pages, reading
from studio.media.images.libvips import engine
from studio.media.images.writing import write


@pytest.fixture
def moving(tmp_path: Path) -> Any:
    return reading.read(pictures.animation(tmp_path / "moving.gif"))


def test_each_frame_is_changed_on_its_own(moving: Any) -> None:
    turned = pages.per_page(moving, lambda frame: frame.rot90())
    assert (turned.width, turned.height, turned.get("page-height")) == (30, 200, 40)
    assert turned.get("delay") == [50, 60, 70, 80, 90]
    assert turned.get("loop") == 0
    for number, frame in enumerate(pages.frames(turned)):
        assert frame(15, 20)[2] == moving(20, 15 + 30 * number)[2]


def test_a_still_picture_is_simply_changed() -> None:
    image = engine().Image.black(10, 20)
    assert pages.per_page(image, lambda frame: frame.rot90()).width == 20
    assert not pages.animated(image)
    assert (pages.frame_count(image), pages.frame_height(image)) == (1, 20)


def test_frames_stand_alone(moving: Any) -> None:
    assert pages.animated(moving)
    assert pages.frame_count(moving) == 5
    for frame in [*pages.frames(moving), pages.first_frame(moving)]:
        assert (frame.height, pages.animated(frame), frame.get_typeof("delay")) == (30, False, 0)


def test_a_page_height_that_does_not_fit_is_ignored() -> None:
    image = engine().Image.black(10, 20).copy()
    image.set_type(engine().GValue.gint_type, "page-height", 7)
    assert pages.frame_count(image) == 1


def test_time_is_kept_all_the_way(moving: Any, tmp_path: Path) -> None:
    written = write(pages.per_page(moving, lambda frame: frame.crop(5, 5, 10, 10)), tmp_path / "out.webp")
    facts = reading.header(written)
    assert (facts.width, facts.height, facts.frames, facts.delays) == (10, 10, 5, (50, 60, 70, 80, 90))
