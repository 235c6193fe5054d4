"""A mark arrives in the colours it was made in, whatever picture it is laid on."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from tests import pictures
from tests.media.images.test_blur import values

from studio.media.images import pages, reading, writing
from studio.media.images.libvips import Raster, engine
from studio.media.images.overlay import laid, turned

ORANGE = (255, 128, 0)


def stamp(colour: tuple[int, int, int] = ORANGE, alpha: int = 255, side: int = 8) -> Raster:
    square = engine().Image.black(side, side, bands=4).linear(1, [*colour, alpha])
    return square.cast("uchar").copy(interpretation="srgb")


def ground(bands: int, kind: str, space: str, value: float = 0) -> Raster:
    return (engine().Image.black(20, 20, bands=bands) + value).cast(kind).copy(interpretation=space)


def test_only_the_place_changes() -> None:
    picture = ground(3, "uchar", "srgb", 40)
    marked = values(laid(picture, stamp(), [(5, 7)]))
    assert (marked[7:15, 5:13] == ORANGE).all()
    marked[7:15, 5:13] = 40
    assert (marked == 40).all()


@pytest.mark.parametrize(
    ("alpha", "opacity", "share"), [(255, 0.5, 0.5), (128, 1, 128 / 255), (102, 0.5, 0.2)]
)
def test_what_shines_through(alpha: int, opacity: float, share: float) -> None:
    marked = values(laid(ground(3, "uchar", "srgb", 40), stamp(alpha=alpha), [(0, 0)], opacity=opacity))
    assert np.abs(marked[0, 0] - (np.array(ORANGE) * share + 40 * (1 - share))).max() <= 0.51


@pytest.mark.parametrize("place", [(-4, -4), (16, 16), (-4, 16), (100, 0), (0, -8)])
def test_marks_are_cut_at_the_edge(place: tuple[int, int]) -> None:
    marked = values(laid(ground(3, "uchar", "srgb"), stamp(), [place]))
    left, top = place
    assert marked.shape == (20, 20, 3)
    covered = np.zeros((20, 20), bool)
    covered[max(0, top) : max(0, top + 8), max(0, left) : max(0, left + 8)] = True
    assert ((marked[..., 0] == 255) == covered).all()


def test_a_mark_larger_than_the_picture() -> None:
    assert (values(laid(ground(3, "uchar", "srgb"), stamp(side=50), [(-9, -9)])) == ORANGE).all()


def test_sixteen_bits() -> None:
    marked = laid(ground(3, "ushort", "rgb16", 1001), stamp(), [(0, 0)], opacity=0.5)
    assert marked.format == "ushort"
    expected = (np.array(ORANGE) * 257 + 1001) / 2
    assert np.abs(values(marked)[0, 0] - expected).max() <= 0.51
    assert (values(marked)[10, 10] == 1001).all()


@pytest.mark.parametrize(("kind", "space", "white"), [("uchar", "b-w", 255), ("ushort", "grey16", 65535)])
def test_grey_stays_grey_under_a_grey_mark(kind: str, space: str, white: int) -> None:
    marked = laid(ground(1, kind, space), stamp((255, 255, 255)), [(0, 0)])
    assert (marked.bands, marked.interpretation, marked.format) == (1, space, kind)
    assert values(marked)[0, 0, 0] == white


@pytest.mark.parametrize(("kind", "space", "scale"), [("uchar", "b-w", 1), ("ushort", "grey16", 257)])
def test_grey_becomes_coloured_under_a_coloured_mark(kind: str, space: str, scale: int) -> None:
    picture = ground(1, kind, space, 90 * scale).bandjoin(200 * scale).cast(kind).copy(interpretation=space)
    marked = values(laid(picture, stamp(), [(0, 0)]))
    assert (marked[0, 0] == np.array([*ORANGE, 255]) * scale).all()
    assert (marked[15, 15] == np.array([90, 90, 90, 200]) * scale).all()


def test_on_transparency() -> None:
    clear = ground(4, "uchar", "srgb")
    marked = values(laid(clear, stamp(alpha=128), [(0, 0)]))
    assert np.abs(marked[0, 0] - [*ORANGE, 128]).max() <= 1
    assert (marked[15, 15] == 0).all()
    half = clear.linear(1, [0, 0, 200, 128]).cast("uchar").copy(interpretation="srgb")
    over = values(laid(half, stamp(alpha=128), [(0, 0)]))[0, 0]
    alpha = 128 / 255 + 128 / 255 * (127 / 255)
    mixed = (np.array(ORANGE) * 128 / 255 + np.array([0, 0, 200]) * 128 / 255 * 127 / 255) / alpha
    assert np.abs(over - [*mixed, alpha * 255]).max() <= 1


def test_in_linear_light() -> None:
    marked = laid(ground(3, "float", "scrgb", 4.0), stamp((255, 255, 255)), [(0, 0)])
    assert values(marked)[0, 0] == pytest.approx([1, 1, 1], abs=0.01)
    assert values(marked)[15, 15] == pytest.approx([4, 4, 4])


def test_colours_are_meant_as_they_are_seen(tmp_path: Path) -> None:
    """Red in sRGB has other numbers in a picture whose profile has other primaries."""
    path = pictures.jpeg(tmp_path / "tagged.jpg", Image.new("RGB", (40, 40), "black"), icc_profile=swapped())
    marked = laid(reading.read(path), stamp((255, 0, 0), side=30), [(0, 0)])
    writing.write(marked, tmp_path / "marked.png")
    with Image.open(tmp_path / "marked.png") as picture:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(swapped()))
        seen = np.asarray(ImageCms.profileToProfile(picture, profile, ImageCms.createProfile("sRGB")))
        raw = np.asarray(picture)
    assert (raw[10, 10] > 100).tolist() == [False, False, True]
    assert (seen[10, 10] > 100).tolist() == [True, False, False]


def swapped() -> bytes:
    """A profile in which the first channel is blue and the last one red."""
    data = bytearray(pictures.srgb_profile())
    table = bytes(data)
    for at in range(132, 132 + 12 * int.from_bytes(table[128:132], "big"), 12):
        if table[at : at + 4] in (b"rXYZ", b"bXYZ"):
            data[at : at + 1] = b"b" if table[at : at + 1] == b"r" else b"r"
    return bytes(data)


def test_every_frame_is_marked(tmp_path: Path) -> None:
    moving = reading.read(pictures.animation(tmp_path / "moving.gif"))
    marked = laid(moving, stamp(), [(10, 10)])
    assert pages.frame_count(marked) == 5
    for frame in pages.frames(marked):
        assert (values(frame)[10:18, 10:18, :3] == ORANGE).all()


def test_many_places() -> None:
    places = [(x, y) for x in (0, 10) for y in (0, 10)]
    marked = values(laid(ground(3, "uchar", "srgb"), stamp(), places))
    assert (marked[..., 0] == 255).sum() == 4 * 64
    assert all((marked[y : y + 8, x : x + 8] == ORANGE).all() for x, y in places)


@pytest.mark.parametrize(
    ("degrees", "size"), [(90, (4, 9)), (180, (9, 4)), (270, (4, 9)), (-90, (4, 9)), (360, (9, 4))]
)
def test_quarter_turns_are_exact(degrees: float, size: tuple[int, int]) -> None:
    mark = stamp(side=9).crop(0, 0, 9, 4)
    found = turned(mark, degrees)
    assert (found.width, found.height) == size
    assert (values(found) == values(mark)[0, 0]).all()


def test_turning_leaves_no_dark_rim() -> None:
    found = values(turned(stamp((255, 255, 255), side=40), 30))
    assert found[found[..., 3] > 8][:, :3].min() >= 250
    assert found.shape[0] > 50
    assert found[0, 0, 3] == 0
