"""Pictures of every kind are read right, and broken ones say what is wrong with them."""

import gc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, NotFound, Refused
from studio.media.images import reading
from studio.media.images.libvips import engine

Pixel = Callable[..., tuple[int, ...]]


def near(found: tuple[int, ...], wanted: tuple[int, ...], most: int = 12) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) <= most for a, b in zip(found, wanted, strict=True))


def test_a_photograph_has_the_pixels_pillow_sees(tmp_path: Path) -> None:
    path = pictures.jpeg(tmp_path / "photo.jpg")
    image = reading.read(path)
    assert (image.width, image.height, image.bands) == (320, 200, 3)
    difference = np.abs(image.numpy().astype(int) - np.asarray(Image.open(path)).astype(int))
    assert difference.max() <= 2


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "TGA"])
def test_every_format_keeps_size_and_colour(tmp_path: Path, format: str, pixel: Pixel) -> None:
    path = tmp_path / f"corners.{format.lower()}"
    pictures.corners().save(path, format, **({"lossless": True} if format == "WEBP" else {}))
    image = reading.read(path)
    assert (image.width, image.height) == (48, 32)
    assert near(pixel(image, 5, 5)[:3], pictures.RED)
    assert near(pixel(image, 40, 5)[:3], pictures.GREEN)
    assert near(pixel(image, 5, 28)[:3], pictures.BLUE)


def test_the_content_decides_how_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "really-a-png.jpg"
    pictures.corners().save(path, "PNG")
    assert reading.header(path).format == "png"
    assert reading.read(path).numpy().shape == (32, 48, 3)


def test_ugly_names_are_only_names(tmp_path: Path, ugly_name: str) -> None:
    path = pictures.jpeg(tmp_path / ugly_name)
    assert reading.header(path).width == 320
    assert reading.read(path).avg() > 10
    for name in ("png", "bmp", "tga"):
        pictures.corners().save(path, name)
        if name == "tga":
            path = path.rename(path.with_name(f"{path.stem[:150]}.tga"))
        assert reading.read(path).width == 48


def test_a_damaged_picture_names_itself(tmp_path: Path, ugly_name: str) -> None:
    broken = pictures.truncated(tmp_path / ugly_name, pictures.jpeg(tmp_path / "whole.jpg"))
    with pytest.raises(BadInput) as caught, reading.pixels_of(image := reading.read(broken)):
        image.avg()
    assert caught.value.message.startswith(f"{ugly_name} is cut off or damaged: ")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".gif", ".tif", ".bmp", ".avif", ".tga"])
@pytest.mark.parametrize("share", [0.3, 0.95])
def test_truncation_is_an_error_never_a_grey_half(tmp_path: Path, suffix: str, share: float) -> None:
    whole = tmp_path / f"whole{suffix}"
    pictures.photo().save(whole)
    broken = pictures.truncated(tmp_path / f"broken{suffix}", whole, share)
    with pytest.raises(BadInput, match=rf"broken\{suffix} is ") as caught, reading.pixels_of(broken):
        reading.read(broken, sequential=True).resize(0.5).avg()
    assert "unable to call" not in caught.value.message
    assert caught.value.message.count("\n") == 0


def test_empty_missing_and_text(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "text.jpg").write_text("Hello")
    with pytest.raises(BadInput, match=r"empty\.jpg is empty"):
        reading.read(tmp_path / "empty.jpg")
    with pytest.raises(BadInput, match=r"text\.jpg is not a picture: it begins like text"):
        reading.header(tmp_path / "text.jpg")
    with pytest.raises(NotFound):
        reading.read(tmp_path / "gone.jpg")


def test_what_cannot_be_read_is_called_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    with pytest.raises(BadInput, match=r"phone\.jpg is HEIC, which cannot be read here"):
        reading.read(path)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("sequential", [False, True])
def test_orientation_is_applied_and_reset(
    tmp_path: Path, orientation: int, sequential: bool, pixel: Pixel
) -> None:
    path = pictures.oriented(tmp_path / "turned.jpg", orientation)
    image = reading.read(path, sequential=sequential).copy_memory()
    assert (image.width, image.height) == (48, 32)
    assert near(pixel(image, 5, 5), pictures.RED)
    assert near(pixel(image, 40, 5), pictures.GREEN)
    assert near(pixel(image, 5, 28), pictures.BLUE)
    assert image.get_typeof("orientation") == 0 or image.get("orientation") == 1
    facts = reading.header(path)
    assert (facts.width, facts.height, facts.orientation) == (48, 32, orientation)
    stored = (32, 48) if orientation >= 5 else (48, 32)
    assert (facts.stored_width, facts.stored_height) == stored
    assert reading.read(path, upright=False).width == stored[0]


def test_print_colours_become_srgb(tmp_path: Path, pixel: Pixel) -> None:
    for suffix in (".jpg", ".tif"):
        path = pictures.cmyk(tmp_path / f"print{suffix}")
        assert reading.header(path).mode == "cmyk"
        image = reading.read(path)
        assert (image.interpretation, image.bands) == ("srgb", 3)
        red, green, blue = pixel(image, 5, 5)
        assert red > 190
        assert max(green, blue) < 90
        assert reading.read(path, srgb_if_cmyk=False).bands == 4


def test_laboratory_colours_become_srgb(tmp_path: Path, pixel: Pixel) -> None:
    source = tmp_path / "corners.png"
    pictures.corners().save(source)
    path = tmp_path / "lab.tif"
    for space in ("lab", "labq", "labs"):
        reading.read(source).colourspace(space).tiffsave(str(path))
        image = reading.read(path)
        assert (image.interpretation, image.width, image.height) == ("srgb", 48, 32)
        assert near(pixel(image, 5, 5), pictures.RED, most=6)
        assert reading.header(path).width == 48


def test_print_colours_obey_their_own_profile(tmp_path: Path, pixel: Pixel) -> None:
    plain = reading.read(pictures.cmyk(tmp_path / "plain.jpg", (60, 20, 120, 10)))
    profile = _any_cmyk_profile()
    tagged = reading.read(pictures.cmyk(tmp_path / "tagged.jpg", (60, 20, 120, 10), profile=profile))
    assert near(pixel(tagged, 3, 3), pixel(plain, 3, 3), most=3)
    wrong = pictures.cmyk(tmp_path / "wrong.jpg", (60, 20, 120, 10), profile=pictures.srgb_profile())
    assert near(pixel(reading.read(wrong), 3, 3), pixel(plain, 3, 3), most=3)


def _any_cmyk_profile() -> bytes:
    dot = engine().Image.black(2, 2, bands=3).copy(interpretation="srgb")
    paper = dot.icc_transform("cmyk", input_profile="srgb")
    return bytes(paper.get("icc-profile-data"))


def test_other_profiles_stay(tmp_path: Path) -> None:
    # Made once: a profile holds the second it was made in.
    profile = pictures.srgb_profile()
    path = pictures.jpeg(tmp_path / "tagged.jpg", icc_profile=profile)
    assert bytes(reading.read(path).get("icc-profile-data")) == profile
    assert "sRGB" in (reading.header(path).icc or "")
    assert reading.header(pictures.jpeg(tmp_path / "untagged.jpg")).icc is None


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bits_stay_exact(tmp_path: Path, suffix: str) -> None:
    path = pictures.deep(tmp_path / f"deep{suffix}")
    image = reading.read(path)
    assert (image.format, image.interpretation) == ("ushort", "rgb16")
    assert (image.numpy() == pictures.deep_values()).all()
    assert reading.header(path).depth == "16"


def test_palettes_and_single_bits_become_channels(tmp_path: Path, pixel: Pixel) -> None:
    image = reading.read(pictures.palette(tmp_path / "palette.png"))
    assert pixel(image, 20, 15) == (220, 30, 30, 255)
    assert pixel(image, 1, 1)[3] == 0
    bits = tmp_path / "bits.png"
    Image.new("1", (9, 9), 1).save(bits)
    assert pixel(reading.read(bits), 4, 4) == (255,)
    assert reading.header(bits).depth == "1"


def test_grey_stays_grey(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    pictures.photo().convert("LA").save(path)
    image = reading.read(path)
    assert (image.interpretation, image.bands) == ("b-w", 2)
    assert reading.header(path).mode == "grey+alpha"


def test_one_pixel(tmp_path: Path, pixel: Pixel) -> None:
    for suffix in (".png", ".jpg", ".bmp", ".gif", ".webp", ".tif"):
        path = tmp_path / f"one{suffix}"
        Image.new("RGB", (1, 1), (9, 9, 9)).save(path)
        image = reading.read(path, sequential=True)
        assert (image.width, image.height) == (1, 1)
        assert near(pixel(image, 0, 0)[:3], (9, 9, 9), most=4)


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations_come_as_one_strip(tmp_path: Path, suffix: str) -> None:
    path = pictures.animation(tmp_path / f"moving{suffix}")
    image = reading.read(path)
    assert (image.width, image.height, image.get("page-height")) == (40, 150, 30)
    assert image.get("delay") == [50, 60, 70, 80, 90]
    assert reading.read(path, pages="first").height == 30
    facts = reading.header(path)
    assert (facts.width, facts.height, facts.frames, facts.loop) == (40, 30, 5, 0)
    assert facts.delays == (50, 60, 70, 80, 90)


def test_pages_that_are_no_frames_are_not_joined(tmp_path: Path) -> None:
    path = tmp_path / "scan.tif"
    pages = [Image.new("RGB", (20 + 5 * number, 30)) for number in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert reading.read(path).height == 30
    assert (reading.header(path).frames, reading.header(path).pages) == (1, 3)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, megapixels: Callable[[int], None]) -> None:
    path = pictures.bomb(tmp_path / "bomb.png")
    for look in (reading.read, reading.header):
        with pytest.raises(Refused) as caught:
            look(path)
        assert "30,000 × 30,000 pixels (900 megapixels)" in caught.value.message
        assert "500 megapixels" in caught.value.message
        assert "--set max_megapixels=900" in caught.value.hint
        assert "STUDIO_MAX_MEGAPIXELS" in caught.value.hint
    megapixels(900)
    assert reading.read(path).width == 30_000


def test_all_frames_count_towards_the_limit(tmp_path: Path, megapixels: Callable[[int], None]) -> None:
    path = pictures.animation(tmp_path / "long.gif", count=30, size=(300, 200))
    megapixels(1)
    with pytest.raises(Refused, match="30 pages of 300 × 200"):
        reading.read(path)


@pytest.mark.parametrize("suffix", [".bmp", ".tga", ".tif", ".avif"])
def test_the_limit_rules_every_engine(
    tmp_path: Path, suffix: str, megapixels: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"wide{suffix}"
    Image.new("RGB", (2000, 1500)).save(path)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    assert reading.read(path).width == 2000
    megapixels(2)
    with pytest.raises(Refused):
        reading.read(path)


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    whole = pictures.jpeg(tmp_path / "whole.jpg")
    broken = pictures.truncated(tmp_path / "broken.jpg", whole)
    # Circles of other tests, and of what a refusal was told with, hold some until they are looked for.
    gc.collect()
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(10):
        reading.read(whole, sequential=True).resize(0.5).avg()
        reading.header(whole)
        with pytest.raises(BadInput), reading.pixels_of(broken):
            reading.read(broken).avg()
    gc.collect()
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_the_engine_is_quiet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = pictures.truncated(tmp_path / "b.tif", pictures.deep(tmp_path / "a.tif"))
    with pytest.raises(BadInput), reading.pixels_of(broken):
        reading.read(broken).avg()
    odd = pictures.jpeg(tmp_path / "odd.jpg", icc_profile=b"no profile at all")
    reading.read(odd).avg()
    assert capfd.readouterr() == ("", "")


def test_drawings_are_rasterised(tmp_path: Path, pixel: Pixel) -> None:
    path = tmp_path / "square.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">'
        '<rect width="15" height="20" fill="#ff0000"/></svg>'
    )
    image = reading.read(path)
    assert pixel(image, 4, 4) == (255, 0, 0, 255)
    assert pixel(image, 25, 4)[3] == 0


def test_facts_of_a_photograph(tmp_path: Path) -> None:
    path = pictures.jpeg(tmp_path / "photo.jpg", dpi=(300, 300))
    facts = reading.header(path)
    assert (facts.format, facts.mode, facts.bands, facts.depth) == ("jpeg", "rgb", 3, "8")
    assert (facts.alpha, facts.colour_space, facts.frames, facts.delays) == (False, "srgb", 1, ())
    assert facts.dpi == pytest.approx(300, abs=0.1)
    assert facts.bytes == path.stat().st_size
    assert reading.header(pictures.jpeg(tmp_path / "plain.jpg")).dpi is None
