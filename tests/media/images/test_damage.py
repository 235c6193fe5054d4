"""Whatever happens to the bytes of a picture, it is read or refused in a sentence; nothing else escapes."""

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, StudioError, Unavailable
from studio.media.images import reading, tags
from studio.media.images.writing import write

SUFFIXES = [".jpg", ".png", ".webp", ".gif", ".tif", ".bmp", ".avif", ".tga", ".exr", ".dpx"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a small picture in every format."""
    folder = tmp_path_factory.mktemp("whole")
    image = reading.read(pictures.jpeg(folder / "photo.jpg", pictures.photo(60, 40)))
    for suffix in SUFFIXES:
        with contextlib.suppress(Unavailable):
            write(image, folder / f"a{suffix}")
    return folder


# Most of what can go wrong is decided near the beginning.
PLACES = st.integers(0, 400) | st.integers(0, 5000)
CHANGES = st.lists(st.tuples(PLACES, st.integers(0, 255)), min_size=1, max_size=3)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_changed_bytes(
    tmp_path: Path,
    whole: Path,
    suffix: str,
    megapixels: Callable[[int], None],
    changes: list[tuple[int, int]],
) -> None:
    if not (whole / f"a{suffix}").exists():
        pytest.skip("needs OpenImageIO")
    megapixels(2)
    changed = bytearray((whole / f"a{suffix}").read_bytes())
    for place, value in changes:
        changed[place % len(changed)] = value
    path = tmp_path / f"changed{suffix}"
    path.write_bytes(changed)
    for look in (reading.header, tags.tags, lambda path: reading.read(path).avg()):
        with contextlib.suppress(StudioError), reading.pixels_of(path):
            look(path)


@pytest.mark.parametrize("options", [{"bigtiff": True}, {"tile": True}, {"bigtiff": True, "tile": True}, {}])
@pytest.mark.parametrize("compression", ["none", "deflate", "jpeg"])
def test_every_kind_of_tiff_cut_off(tmp_path: Path, options: dict[str, bool], compression: str) -> None:
    path, cut = tmp_path / "a.tif", tmp_path / "cut.tif"
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg", pictures.photo(400, 300)))
    image.tiffsave(str(path), compression=compression, **options)
    assert reading.read(path).avg() > 1
    data = path.read_bytes()
    # The pixels stand before the directory or after it; both ends are cut.
    for share in (0.3, 0.7):
        cut.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(BadInput, match=r"cut\.tif is cut off or damaged"), reading.pixels_of(cut):
            reading.read(cut).avg()


def test_a_tiff_whose_pixels_stand_last(tmp_path: Path) -> None:
    for order, depth in (("<", "L"), (">", "I;16B")):
        path = tmp_path / f"{depth[0]}.tif"
        Image.new(depth, (300, 200), 7).save(path)
        assert reading.read(path).avg() == 7, order
        with pytest.raises(BadInput, match="it ends too early"):
            reading.read(pictures.truncated(tmp_path / "cut.tif", path, 0.99))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.99])
def test_an_animation_cut_off(tmp_path: Path, share: float) -> None:
    moving = pictures.animation(tmp_path / "moving.gif", size=(120, 90))
    assert reading.header(moving).frames == 5
    cut = pictures.truncated(tmp_path / "cut.gif", moving, share)
    with pytest.raises(BadInput, match=r"cut\.gif is cut off or damaged"):
        reading.read(cut)


def test_a_missing_end_mark_harms_nobody(tmp_path: Path) -> None:
    moving = pictures.animation(tmp_path / "moving.gif")
    data = moving.read_bytes()
    for ending in (b"", b"\0\0\0", b";", b"; and more"):
        moving.write_bytes(data[:-1] + ending)
        assert reading.header(moving).frames == 5
