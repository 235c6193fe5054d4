"""Pictures of shots: drawn from their plans, or made by a model, at the size that is wanted."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import BadInput, NotFound
from studio.core.run import Run, entered
from studio.models import image
from studio.models.image import Still
from studio.render.shots.grammar import Shot, Words

SHOT = Shot(place="abstract", fps=24, frames=24, words=Words(headline="READ ME"))


@pytest.fixture(autouse=True)
def _run(tmp_path: Path) -> Iterator[None]:
    with entered(Run(tmp_path / "run")):
        yield


def seen(path: Path) -> np.ndarray:
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"), np.int16)


def test_a_drawing_has_the_size_that_is_wanted_and_no_words(tmp_path: Path) -> None:
    maker = image.provider("builtin")
    told = maker.make(Still(tmp_path / "a.png", 160, 96, 1, SHOT, 12))
    silent = maker.make(Still(tmp_path / "b.png", 160, 96, 1, SHOT.model_copy(update={"words": None}), 12))
    maker.close()
    assert seen(told).shape == (96, 160, 3)
    assert np.array_equal(seen(told), seen(silent))


def test_frames_of_a_shot_are_where_its_camera_is(tmp_path: Path) -> None:
    maker = image.provider("builtin")
    shot = Shot(place="coast", fps=24, frames=48)
    first, last = (maker.make(Still(tmp_path / f"{at}.png", 160, 96, 1, shot, at)) for at in (0, 47))
    beyond = maker.make(Still(tmp_path / "60.png", 160, 96, 1, shot, 60))
    maker.close()
    assert np.abs(seen(first) - seen(last)).mean() > 2
    assert np.array_equal(seen(beyond), seen(last))


def test_without_a_plan_nothing_can_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="makes no picture of what it is given"):
        image.provider("builtin").make(Still(tmp_path / "a.png", 160, 96, prompt="a baker"))


def test_who_is_not_there_is_told() -> None:
    with pytest.raises(NotFound, match="no maker of pictures called sdx"):
        image.provider("sdx")
    with pytest.raises(NotFound, match="no weights of SDXL"):
        image.provider("sdxl")
