"""What is written can be read again, with everything the target can hold and nothing it cannot."""

import gc
import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, NotFound, Refused, ToolFailed
from studio.media.images import reading
from studio.media.images.libvips import engine
from studio.media.images.writing import animated, write

Pixel = Callable[..., tuple[int, ...]]
TARGETS = [".jpg", ".png", ".webp", ".bmp", ".tiff", ".avif", ".gif"]


def mean_error(one: Path, other: Path) -> float:
    a, b = (reading.read(path, pages="first").numpy()[..., :3].astype(float) for path in (one, other))
    return float(np.abs(a - b).mean())


def exif(path: Path) -> dict[int, Any]:
    with Image.open(path) as picture:
        return dict(picture.getexif())


@pytest.mark.parametrize("suffix", TARGETS)
def test_every_target_holds_the_picture(tmp_path: Path, suffix: str) -> None:
    source = pictures.jpeg(tmp_path / "photo.jpg")
    written = write(reading.read(source), tmp_path / f"out{suffix}")
    facts = reading.header(written)
    assert (facts.width, facts.height) == (320, 200)
    assert facts.format == {".jpg": "jpeg", ".tiff": "tiff"}.get(suffix, suffix[1:])
    assert mean_error(source, written) < {".jpg": 3, ".webp": 4, ".avif": 4, ".gif": 12}.get(suffix, 0.001)
    with Image.open(written) as seen:
        seen.load()


@pytest.mark.parametrize("suffix", [".jpg", ".bmp"])
def test_transparency_is_laid_on_the_background(tmp_path: Path, suffix: str, pixel: Pixel) -> None:
    image = reading.read(pictures.cutout(tmp_path / "disc.png"))
    blue = reading.read(write(image, tmp_path / f"blue{suffix}", background="rgb(0, 0, 255)"))
    assert blue.bands == 3
    assert max(abs(a - b) for a, b in zip(pixel(blue, 3, 3), (0, 0, 255), strict=True)) < 8
    white = reading.read(write(image, tmp_path / f"white{suffix}"))
    assert min(pixel(white, 3, 3)) > 250


@pytest.mark.parametrize("suffix", [".png", ".webp", ".avif", ".gif", ".tiff"])
def test_transparency_stays_where_it_can(tmp_path: Path, suffix: str, pixel: Pixel) -> None:
    image = reading.read(pictures.cutout(tmp_path / "disc.png"))
    again = reading.read(write(image, tmp_path / f"out{suffix}"))
    assert pixel(again, 100, 100)[3] > 250
    assert pixel(again, 3, 3)[3] < 5


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bits_stay_exact(tmp_path: Path, suffix: str) -> None:
    image = reading.read(pictures.deep(tmp_path / "deep.png"))
    again = reading.read(write(image, tmp_path / f"out{suffix}"))
    assert (again.numpy() == pictures.deep_values()).all()


@pytest.mark.parametrize("suffix", [".jpg", ".webp", ".bmp", ".gif", ".avif"])
def test_sixteen_bits_are_scaled_never_clipped(tmp_path: Path, suffix: str, pixel: Pixel) -> None:
    level = [32896, 32896, 32896, 65535]
    half = engine().Image.black(32, 32, bands=4).linear([0] * 4, level).cast("ushort")
    again = reading.read(write(half.copy(interpretation="rgb16"), tmp_path / f"half{suffix}", quality=95))
    middle, opaque = (0x8080, 65535) if again.format == "ushort" else (128, 255)
    assert pixel(again, 9, 9)[0] == pytest.approx(middle, rel=0.02)
    if again.hasalpha():
        assert pixel(again, 9, 9)[3] == pytest.approx(opaque, rel=0.005)


def test_avif_keeps_more_than_eight_bits(tmp_path: Path) -> None:
    written = write(reading.read(pictures.deep(tmp_path / "deep.png")), tmp_path / "deep.avif")
    assert reading.header(written).depth in ("10", "12")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp", ".tiff", ".avif"])
def test_profiles_are_kept_where_they_can_be(tmp_path: Path, suffix: str) -> None:
    path = pictures.jpeg(tmp_path / "tagged.jpg", icc_profile=pictures.srgb_profile())
    assert reading.header(write(reading.read(path), tmp_path / f"all{suffix}")).icc
    assert reading.header(write(reading.read(path), tmp_path / f"icc{suffix}", keep="icc")).icc
    assert reading.header(write(reading.read(path), tmp_path / f"none{suffix}", keep="none")).icc is None


@pytest.mark.parametrize("suffix", [".gif", ".bmp", ".tga"])
def test_without_profiles_colours_are_converted(tmp_path: Path, suffix: str, pixel: Pixel) -> None:
    plain = reading.read(pictures.jpeg(tmp_path / "plain.jpg", pictures.corners(), subsampling=0))
    wide = plain.icc_transform("p3", input_profile="srgb")
    stored = pixel(wide, 40, 5)
    assert reading.header(write(wide, tmp_path / "wide.png")).icc
    again = pixel(reading.read(write(wide, tmp_path / f"out{suffix}")), 40, 5)
    assert max(abs(a - b) for a, b in zip(again[:3], pixel(plain, 40, 5), strict=True)) <= 6
    assert max(abs(a - b) for a, b in zip(again[:3], stored, strict=True)) > 20


def test_exif_is_kept_or_dropped_and_never_an_old_thumbnail(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x010F] = "Maker"
    image = reading.read(pictures.jpeg(tmp_path / "camera.jpg", exif=tags)).copy()
    image.set_type(engine().GValue.blob_type, "jpeg-thumbnail-data", b"\xff\xd8 private")
    assert exif(write(image, tmp_path / "all.jpg"))[0x010F] == "Maker"
    assert b"private" not in (tmp_path / "all.jpg").read_bytes()
    assert 0x010F not in exif(write(image, tmp_path / "none.jpg", keep="none"))
    assert 0x010F not in exif(write(image, tmp_path / "icc.jpg", keep="icc"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_written_upright(tmp_path: Path, orientation: int, pixel: Pixel) -> None:
    image = reading.read(pictures.oriented(tmp_path / "turned.jpg", orientation), sequential=True)
    written = write(image, tmp_path / "upright.jpg")
    assert reading.header(written).orientation == 1
    assert exif(written).get(pictures.ORIENTATION, 1) == 1
    assert pixel(reading.read(written, upright=False), 5, 5)[0] > 180


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
@pytest.mark.parametrize("source", [".gif", ".webp"])
def test_animations_stay_animated(tmp_path: Path, source: str, suffix: str) -> None:
    image = reading.read(pictures.animation(tmp_path / f"moving{source}"))
    assert animated(image)
    facts = reading.header(write(image, tmp_path / f"again{suffix}"))
    assert (facts.frames, facts.height, facts.delays, facts.loop) == (5, 30, (50, 60, 70, 80, 90), 0)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".tiff", ".avif", ".bmp"])
def test_still_targets_get_the_first_frame(tmp_path: Path, suffix: str) -> None:
    image = reading.read(pictures.animation(tmp_path / "moving.gif"))
    facts = reading.header(write(image, tmp_path / f"still{suffix}"))
    assert (facts.width, facts.height, facts.frames, facts.pages) == (40, 30, 1, 1)


def test_equal_neighbours_joined_by_webp_are_no_loss(tmp_path: Path) -> None:
    frame = Image.new("RGB", (30, 20), "red")
    other = Image.new("RGB", (30, 20), "blue")
    source = tmp_path / "pause.gif"
    frames = engine().Image.new_from_memory(
        b"".join(part.tobytes() for part in (frame, frame, other)), 30, 60, 3, "uchar"
    )
    strip = frames.copy(interpretation="srgb")
    strip.set_type(engine().GValue.gint_type, "page-height", 20)
    strip.set_type(engine().GValue.array_int_type, "delay", [100, 100, 100])
    assert reading.header(write(strip, source)).frames == 3
    assert sum(reading.header(write(strip, tmp_path / "pause.webp")).delays) == 300


def test_calculated_fractions_are_rounded(tmp_path: Path, pixel: Pixel) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg", Image.new("RGB", (20, 20), (100, 100, 100)))) + 0.6
    assert pixel(reading.read(write(image, tmp_path / "a.png")), 5, 5) == (101, 101, 101)


def test_quality_effort_and_lossless_do_something(tmp_path: Path) -> None:
    source = tmp_path / "photo.png"
    pictures.photo(160, 100).save(source)
    image = reading.read(source)

    def size(name: str, **options: Any) -> int:
        return write(image, tmp_path / name, **options).stat().st_size

    for suffix in ("jpg", "webp", "avif"):
        assert size(f"a.{suffix}", quality=30) < size(f"b.{suffix}", quality=90)
    assert size("a.png", effort=9) <= size("b.png", effort=0)
    for suffix in ("webp", "avif"):
        write(image, tmp_path / f"exact.{suffix}", lossless=True)
        assert mean_error(source, tmp_path / f"exact.{suffix}") == 0
    assert size("c.jpg", progressive=True) != size("d.jpg")


@pytest.mark.parametrize(
    ("suffix", "options"),
    [
        (".jpg", {"quality": 0}),
        (".jpg", {"quality": 101}),
        (".webp", {"effort": 10}),
        (".jpg", {"lossless": True}),
        (".jpg", {"background": "nonsense"}),
        (".svg", {}),
        (".psd", {}),
        (".docx", {}),
    ],
)
def test_impossible_wishes(tmp_path: Path, suffix: str, options: dict[str, Any]) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    with pytest.raises(BadInput):
        write(image, tmp_path / f"out{suffix}", **options)
    assert not (tmp_path / f"out{suffix}").exists()


@pytest.mark.parametrize(
    ("suffix", "side"), [(".jpg", 65_501), (".webp", 16_384), (".gif", 65_536), (".avif", 16_385)]
)
def test_formats_have_their_limits(tmp_path: Path, suffix: str, side: int) -> None:
    long = engine().Image.black(side, 2, bands=3).copy(interpretation="srgb")
    with pytest.raises(BadInput, match=r"pixels a side, and the picture is"):
        write(long, tmp_path / f"out{suffix}")
    write(long.crop(0, 0, side - 1, 2), tmp_path / f"out{suffix}", effort=0)


def test_ugly_names_are_only_names(tmp_path: Path, ugly_name: str) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    for format in ("jpeg", "bmp", "tga", "tiff"):
        assert write(image, tmp_path / ugly_name, format=format).name == ugly_name
        if format != "tga":
            assert reading.header(tmp_path / ugly_name).format == format
    assert sorted(os.listdir(tmp_path)) == sorted(["a.jpg", ugly_name])  # noqa: PTH208 - names as they are


@pytest.mark.parametrize("suffix", [*TARGETS, ".tga"])
def test_a_broken_source_is_named_and_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    broken = pictures.truncated(tmp_path / "broken.jpg", pictures.jpeg(tmp_path / "whole.jpg"))
    with pytest.raises(BadInput, match=r"broken\.jpg is cut off or damaged: it ends too early"):
        write(reading.read(broken, sequential=True), tmp_path / f"out{suffix}")
    assert not (tmp_path / f"out{suffix}").exists()


@pytest.fixture
def small_files_only() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files_only")
@pytest.mark.parametrize("suffix", [*TARGETS, ".tga", ".exr", ".dpx"])
def test_what_does_not_fit_is_told_and_taken_away(tmp_path: Path, suffix: str) -> None:
    noise = engine().Image.gaussnoise(100, 80, mean=128, sigma=60).cast("uchar")
    image = noise.bandjoin([noise.rot180(), noise.invert()]).copy(interpretation="srgb")
    with pytest.raises(ToolFailed, match=rf"out\{suffix} could not be written: the file would be larger"):
        write(image, tmp_path / f"out{suffix}")
    assert not (tmp_path / f"out{suffix}").exists()


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """Link to a device that is always full; what removes a failed file removes the link at most."""
    if not Path("/dev/full").exists():
        pytest.skip("needs a device that is always full")
    link = tmp_path / "full"
    link.symlink_to("/dev/full")
    return link


@pytest.mark.parametrize("format", ["jpeg", "png", "webp", "tiff", "gif", "avif", "bmp"])
def test_a_full_disk(tmp_path: Path, format: str, full: Path) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    with pytest.raises(ToolFailed, match="full could not be written: no space left on the device") as caught:
        write(image, full, format=format)
    assert "free some space" in caught.value.hint
    assert full.is_symlink()


def test_places_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = reading.read(pictures.jpeg(tmp_path / "a.jpg"))
    with pytest.raises(NotFound, match=r"there is no folder"):
        write(image, tmp_path / "nowhere" / "a.png")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(BadInput, match="is a folder"):
        write(image, tmp_path / "folder.png")
    assert (tmp_path / "folder.png").is_dir()
    for number, reason in ((13, "permission denied"), (30, "read-only file system")):
        monkeypatch.setattr(os, "open", _failing(number))
        with pytest.raises(Refused, match=rf"b\.png could not be written: {reason}"):
            write(image, tmp_path / "b.png")


def _failing(number: int) -> Callable[..., int]:
    def fail(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    return fail


def test_no_descriptor_stays_open(tmp_path: Path, full: Path) -> None:
    source = pictures.jpeg(tmp_path / "a.jpg", pictures.photo(48, 32))
    # What other tests left to be collected would go on the way.
    gc.collect()
    before = len(list(Path("/dev/fd").iterdir()))
    for _ in range(5):
        for suffix in TARGETS:
            write(reading.read(source, sequential=True), tmp_path / f"out{suffix}")
        with pytest.raises(ToolFailed):
            write(reading.read(source), full, format="png")
    assert len(list(Path("/dev/fd").iterdir())) == before
