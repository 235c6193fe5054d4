"""Pictures get exactly the size asked for, and look as good as a plain Lanczos filter makes them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests import pictures
from tests.media.images import reference

from studio.core.errors import BadInput
from studio.media.images import reading, scale
from studio.media.images.libvips import engine

Pixel = Callable[..., tuple[int, ...]]
KERNELS: list[scale.Kernel] = ["nearest", "bilinear", "bicubic", "lanczos"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.tuples(st.integers(1, 300), st.integers(1, 300)),
    after=st.tuples(st.integers(1, 400), st.integers(1, 400)),
    kernel=st.sampled_from(KERNELS),
    bands=st.integers(1, 4),
)
def test_every_size_is_hit_exactly(
    before: tuple[int, int], after: tuple[int, int], kernel: scale.Kernel, bands: int
) -> None:
    grey = engine().Image.black(*before, bands=bands).linear([0] * bands, [128] * (bands - 1) + [255])
    image = grey.cast("uchar").copy(interpretation="srgb" if bands > 2 else "b-w")
    result = scale.resized(image, *after, kernel)
    assert (result.width, result.height, result.bands, result.format) == (*after, bands, "uchar")
    assert result.interpretation == image.interpretation
    assert abs(result.numpy().astype(int).reshape(-1, bands) - image.numpy().reshape(-1, bands)[0]).max() <= 1


@pytest.mark.parametrize("seed", [1, 2])
def test_shrinking_matches_a_plain_lanczos_filter(tmp_path: Path, seed: int) -> None:
    path = pictures.jpeg(tmp_path / "photo.jpg", pictures.photo(960, 540, seed), quality=90)
    image = scale.resized(reading.read(path, sequential=True), 400, 225)
    with Image.open(path) as opened:
        wanted = reference.lanczos(np.asarray(opened), 400, 225)
    assert reference.ssim(image.numpy(), wanted) > 0.998


def test_fine_stripes_turn_grey_not_into_coarse_stripes() -> None:
    stripes = np.tile(np.array([[0, 255]], np.uint8), (64, 128))
    image = engine().Image.new_from_array(stripes).copy(interpretation="b-w")
    for kernel in ("bilinear", "bicubic", "lanczos"):
        middle = scale.resized(image, 50, 50, kernel).numpy()[:, 5:-5]
        assert np.ptp(middle) < 60
    assert set(np.unique(scale.resized(image, 50, 50, "nearest").numpy())) <= {0, 255}


def test_nearest_keeps_hard_edges() -> None:
    image = engine().Image.new_from_array(np.array([[0, 255], [255, 0]], np.uint8)).copy(interpretation="b-w")
    big = scale.resized(image, 8, 8, "nearest").numpy().reshape(8, 8)
    assert (big == np.kron([[0, 255], [255, 0]], np.ones((4, 4)))).all()


@pytest.mark.parametrize("kernel", ["bilinear", "bicubic", "lanczos"])
@pytest.mark.parametrize("size", [37, 340])
def test_no_dark_rim_around_cut_out_figures(tmp_path: Path, kernel: scale.Kernel, size: int) -> None:
    image = reading.read(pictures.cutout(tmp_path / "disc.png"))
    result = scale.resized(image, size, size, kernel).numpy()
    seen = result[result[..., 3] > 8]
    assert seen[:, :3].min() >= 250
    assert len(np.unique(result[..., 3])) > 4


def test_sixteen_bits_keep_their_fine_steps(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(20_000, 20_200, 200), (100, 1)).astype(np.uint16)
    image = engine().Image.new_from_array(ramp).copy(interpretation="grey16")
    result = scale.resized(image, 100, 50)
    assert result.format == "ushort"
    values = result.numpy().reshape(50, 100)[25]
    assert np.abs(values - np.linspace(20_000.5, 20_199.5, 100)).max() < 2


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_every_frame_of_an_animation_is_scaled(tmp_path: Path, suffix: str, pixel: Pixel) -> None:
    image = reading.read(pictures.animation(tmp_path / f"a{suffix}"), sequential=True)
    small = scale.resized(image, 20, 15)
    assert (small.width, small.height, small.get("page-height")) == (20, 75, 15)
    assert small.get("delay") == [50, 60, 70, 80, 90]
    assert pixel(small, 10, 10)[0] < 20
    assert pixel(small, 10, 4 * 15 + 10)[0] > 200
    assert abs(pixel(small, 10, 14)[0] - pixel(small, 10, 8)[0]) <= 3


def test_the_same_size_changes_nothing(tmp_path: Path) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    assert (scale.resized(image, 320, 200).numpy() == image.numpy()).all()


def test_no_size() -> None:
    with pytest.raises(BadInput, match="0 × 5 is no size"):
        scale.resized(engine().Image.black(4, 4), 0, 5)
