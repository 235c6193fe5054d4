"""What is packed shows the picture, exactly where that is promised, and says how close it comes elsewhere."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import pictures
from tests.media.images.test_blur import values

from studio.core.errors import BadInput
from studio.media.images import packing, reading
from studio.media.images.libvips import Raster, engine
from studio.media.images.packing import Recipe, closeness, packed, same


def raster(tmp_path: Path, picture: Image.Image) -> Raster:
    picture.save(tmp_path / "given.png")
    return reading.read(tmp_path / "given.png").copy_memory()


def drawing(colours: int, mode: str = "RGB", size: int = 96) -> Image.Image:
    """Spots of so many colours, none of them grey."""
    random = np.random.default_rng(colours)
    table = random.integers(0, 255, (colours, len(mode)), np.uint8)
    table[:, 0], table[:, 1] = np.arange(colours) % 256, 255 - np.arange(colours) % 256
    if mode == "RGBA":
        table[0, 3] = 0
    return Image.fromarray(table[random.permutation(np.arange(size * size) % colours).reshape(size, size)])


@pytest.mark.parametrize("format", ["png", "tiff", "webp", "avif"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_exact_is_exact(tmp_path: Path, format: str, mode: str) -> None:
    picture = pictures.photo(80, 60).convert(mode)
    if mode == "RGBA":
        picture.putalpha(Image.linear_gradient("L").resize((80, 60)))
    image = raster(tmp_path, picture)
    assert same(image, packed(image, Recipe(format, lossless=True)))


def test_same_sees_one_level(tmp_path: Path) -> None:
    image = raster(tmp_path, pictures.photo(40, 30))
    other = image.draw_rect([int(part) + 1 for part in image(3, 3)], 3, 3, 1, 1)
    data = packed(other, Recipe("png"))
    assert same(other, data)
    assert not same(image, data)
    assert not same(image.crop(0, 0, 20, 20), data)


@pytest.mark.parametrize("colours", [2, 3, 16, 17, 200, 256])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_few_colours_become_a_palette_without_loss(tmp_path: Path, colours: int, mode: str) -> None:
    image = raster(tmp_path, drawing(colours, mode))
    data = packed(image, Recipe("png"))
    assert same(image, data)
    assert data[25] == 3, "a palette"
    assert data[24] == next(bits for bits in (1, 2, 4, 8) if colours <= 2**bits)


def test_png_drops_what_says_nothing(tmp_path: Path) -> None:
    grey = pictures.photo(60, 40).convert("L")
    for picture, bands in ((grey.convert("RGBA"), 1), (pictures.photo(60, 40).convert("RGBA"), 3)):
        image = raster(tmp_path, picture)
        data = packed(image, Recipe("png"))
        assert engine().Image.new_from_buffer(data, "").bands == bands
        assert same(image, data)


def test_sixteen_bits_are_kept_where_they_say_something(tmp_path: Path) -> None:
    deep = reading.read(pictures.deep(tmp_path / "deep.png"))
    assert packed(deep, Recipe("png"))[24] == 16
    blown = (raster(tmp_path, pictures.photo(60, 40)) * 257).cast("ushort").copy(interpretation="rgb16")
    data = packed(blown, Recipe("png"))
    assert data[24] == 8
    assert same(blown, data)


def test_png_is_as_small_as_the_best_filter(tmp_path: Path) -> None:
    for picture in (pictures.photo(200, 150), drawing(7, size=150), Image.linear_gradient("L")):
        image = raster(tmp_path, picture)
        ours = len(packed(image, Recipe("png", keep="none")))
        for filter in ("none", "sub", "avg", "all"):
            assert ours <= len(image.pngsave_buffer(compression=9, filter=filter, keep="none"))


@pytest.mark.parametrize(("asked", "most"), [(2, 2), (5, 4), (40, 32), (64, 64), (256, 256)])
@pytest.mark.parametrize("format", ["png", "gif"])
def test_palettes_have_no_more_colours_than_asked(tmp_path: Path, asked: int, most: int, format: str) -> None:
    image = raster(tmp_path, pictures.photo(120, 90))
    data = packed(image, Recipe(format, colours=asked))
    (tmp_path / "made").write_bytes(data)
    with Image.open(tmp_path / "made") as made:
        found = made.convert("RGB").getcolors(100_000)
    assert found
    assert most / 2 < len(found) <= most


def test_fewer_colours_of_a_cutout(tmp_path: Path) -> None:
    image = reading.read(pictures.cutout(tmp_path / "disc.png"))
    opened = engine().Image.new_from_buffer(packed(image, Recipe("png", colours=8)), "")
    assert opened.hasalpha()
    assert values(opened)[0, 0, 3] == 0


def test_closeness_is_one_for_the_same_and_falls_with_quality(tmp_path: Path) -> None:
    image = raster(tmp_path, pictures.photo())
    recipe = Recipe("jpeg")
    found = [closeness(image, packed(image, recipe.at(quality)), recipe) for quality in (10, 50, 90)]
    assert found == sorted(found)
    assert found[0] < 0.9 < found[2] < 1
    assert closeness(image, packed(image, Recipe("png")), Recipe("png")) == pytest.approx(1)


def test_closeness_sees_what_only_shows_on_black(tmp_path: Path) -> None:
    """White on transparency is invisible on white paper."""
    disc = reading.read(pictures.cutout(tmp_path / "disc.png"))
    empty = disc.linear([1, 1, 1, 0], [0, 0, 0, 0]).cast("uchar").copy(interpretation="srgb")
    assert closeness(disc, packed(empty, Recipe("png")), Recipe("png")) < 0.9


def test_joined_frames_are_compared_with_those_they_stand_for(tmp_path: Path) -> None:
    """WebP makes one frame of equal neighbours."""
    colours = ["red", "red", "blue", "blue", "blue", "lime"]
    frames = [pictures.photo(40, 30).convert("RGB") for _ in colours]
    for frame, colour in zip(frames, colours, strict=True):
        frame.paste(colour, (5, 5, 25, 25))
    frames[0].save(
        tmp_path / "a.gif", save_all=True, append_images=frames[1:], duration=[30, 40, 50, 60, 70, 80]
    )
    moving = reading.read(tmp_path / "a.gif").copy_memory()
    recipe = Recipe("webp", lossless=True)
    assert closeness(moving, packed(moving, recipe), recipe) == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("format", ["jpeg", "png", "avif", "tiff"])
def test_animations_are_not_cut_to_one_frame(tmp_path: Path, format: str) -> None:
    moving = reading.read(pictures.animation(tmp_path / "a.gif"))
    with pytest.raises(BadInput, match="cannot hold an animation"):
        packed(moving, Recipe(format))


def test_gif_is_packed_again_without_loss(tmp_path: Path) -> None:
    moving = reading.read(pictures.animation(tmp_path / "a.gif")).copy_memory()
    data = packed(moving, Recipe("gif"))
    assert same(moving, data)
    assert len(data) < (tmp_path / "a.gif").stat().st_size


def test_formats_have_their_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="WebP allows 16,383 pixels"):
        packed(engine().Image.black(20_000, 2, bands=3).copy(interpretation="srgb"), Recipe("webp"))


def test_huge_pictures_are_packed_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_HUGE", 10)
    data: Any = packed(engine().Image.black(64, 64, bands=3).copy(interpretation="srgb"), Recipe("jpeg"))
    assert b"\xff\xc2" not in data
    assert b"\xff\xc0" in data
