"""The place that matters in a picture is found."""

import sys
import types
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from tests import pictures

from studio.core.errors import BadInput, Unavailable
from studio.media.images import focus, reading
from studio.media.images.libvips import engine

ASTRONAUT = Path(__file__).parents[3] / "../shared/media/astronaut.png"


@pytest.mark.parametrize("place", [(500, 90), (80, 300)])
def test_the_striking_place(tmp_path: Path, place: tuple[int, int]) -> None:
    picture = Image.new("RGB", (640, 400), (120, 125, 130))
    x, y = place
    ImageDraw.Draw(picture).ellipse((x - 30, y - 30, x + 30, y + 30), fill=(240, 40, 30))
    found = focus.salient_point(reading.read(pictures.jpeg(tmp_path / "a.jpg", picture)))
    assert abs(found[0] - x) < 50
    assert abs(found[1] - y) < 50


def test_the_point_lies_in_the_picture() -> None:
    for size in ((1, 1), (2, 300), (31, 17)):
        image = engine().Image.black(*size, bands=3).copy(interpretation="srgb")
        x, y = focus.salient_point(image)
        assert 0 <= x < size[0]
        assert 0 <= y < size[1]


def test_broken_pictures_are_named(tmp_path: Path) -> None:
    broken = reading.read(pictures.truncated(tmp_path / "broken.jpg", pictures.jpeg(tmp_path / "a.jpg")))
    with pytest.raises(BadInput, match=r"broken\.jpg is cut off"):
        focus.salient_point(broken)


@pytest.mark.skipif(not ASTRONAUT.exists(), reason="needs a photograph of a face")
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_a_face(scale: float) -> None:
    image = reading.read(ASTRONAUT)
    image = image.resize(scale) if scale != 1 else image
    point = focus.face_point(image)
    assert point is not None
    assert abs(point[0] / scale - 222) < 30
    assert abs(point[1] / scale - 115) < 30


def test_no_face(tmp_path: Path) -> None:
    assert focus.face_point(engine().Image.black(300, 200, bands=3).copy(interpretation="srgb")) is None


def test_of_an_opencv_without_the_finder_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = types.ModuleType("cv2")
    monkeypatch.setattr(newer, "__version__", "5.0.0", raising=False)
    monkeypatch.setitem(sys.modules, "cv2", newer)
    with pytest.raises(Unavailable, match=r"5\.0\.0 is installed") as caught:
        focus.face_point(engine().Image.black(30, 20))
    assert caught.value.hint == "pip install 'opencv-python-headless<5'"
