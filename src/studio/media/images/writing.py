"""Writes pictures: what the target cannot hold is converted first, what was written is checked."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.core.errors import BadInput, NotFound, StudioError, ToolFailed
from studio.media.images import bitmap, plates
from studio.media.images.colour import parse_colour
from studio.media.images.faults import origin, reading_fault, writing_fault
from studio.media.images.fitting import fitted_to
from studio.media.images.formats import Format, by_name, by_suffix
from studio.media.images.libvips import Raster, engine
from studio.media.images.pages import animated, frame_count, frame_height
from studio.media.images.reading import PictureFacts, header

__all__ = ["DEFAULT_QUALITY", "animated", "write"]

DEFAULT_QUALITY = {"jpeg": 85, "webp": 80, "avif": 60}

_SAVERS = {
    "jpeg": "jpegsave_target",
    "png": "pngsave_target",
    "webp": "webpsave_target",
    "avif": "heifsave_target",
    "gif": "gifsave_target",
    "tiff": "tiffsave_target",
}
# A small picture stored inside the EXIF block would go on showing what was cropped or painted over.
_STALE = "jpeg-thumbnail-data"


@dataclass(frozen=True, slots=True)
class _Wish:
    """How a picture is to be packed."""

    quality: int | None
    lossless: bool
    effort: int | None
    keep: Literal["all", "icc", "none"]
    progressive: bool


def write(
    image: Raster,
    path: Path,
    *,
    format: str | None = None,
    quality: int | None = None,
    lossless: bool = False,
    effort: int | None = None,
    background: str = "#ffffff",
    keep: Literal["all", "icc", "none"] = "all",
    progressive: bool = False,
) -> Path:
    """Write a picture and make sure it is there, whole.

    Where the target has no transparency the picture is laid on the background; where it has no 16 bits
    they are scaled to 8; where it has no colour profiles the picture is converted to sRGB. OpenEXR gets
    linear light in half floats with alpha multiplied in; from linear light everything else gets
    displayable sRGB, clipped at white. An animation written to a still format becomes its first frame.

    Args:
        image: The picture.
        path: The file to write.
        format: The format; what the file name ends in when left out.
        quality: 1 to 100 for JPEG (85 when left out), WebP (80) and AVIF (60).
        lossless: Lose nothing (WebP, AVIF; PNG, TIFF, BMP and OpenEXR never do).
        effort: Time spent on a smaller file, 0 to 9.
        background: The colour transparency is laid on.
        keep: Metadata that stay: all, the colour profile alone, or none (colours are converted to sRGB).
        progressive: Store JPEG and PNG so that they appear coarse first.
    """
    path = Path(path)
    target = by_name(format) if format else by_suffix(path)
    wish = _Wish(quality, lossless, effort, keep, progressive)
    _check(image, target, wish, path)
    colour = parse_colour(background)
    descriptor = _created(path)
    try:
        fitted = fitted_to(image, target, background=colour, profile=keep != "none")
        _store(fitted, path, descriptor, target, wish)
        _verify(fitted, path, target)
    except (engine().Error, OSError, UnicodeDecodeError) as error:
        _discard(descriptor, path)
        raise writing_fault(path, error) or reading_fault(origin(image), error) from error
    except BaseException:
        _discard(descriptor, path)
        raise
    finally:
        os.close(descriptor)
    return path


def _check(image: Raster, target: Format, wish: _Wish, path: Path) -> None:
    if not target.writable:
        raise BadInput(
            f"{path.name}: {target.title} pictures can be read but not written",
            hint="choose another format: jpeg, png, webp, avif, tiff",
        )
    if wish.quality is not None and not 1 <= wish.quality <= 100:
        raise BadInput(f"quality is {wish.quality}", hint="choose from 1 (small) to 100 (best)")
    if wish.effort is not None and not 0 <= wish.effort <= 9:
        raise BadInput(f"effort is {wish.effort}", hint="choose from 0 (quick) to 9 (small file)")
    if wish.lossless and target.name in ("jpeg", "gif"):
        raise BadInput(f"{target.title} always loses something", hint="choose png, webp or avif")
    size = (image.width, frame_height(image))
    if target.longest and max(size) > target.longest:
        raise BadInput(
            f"{path.name}: {target.title} allows {target.longest:,} pixels a side, "
            f"and the picture is {size[0]:,} × {size[1]:,}",
            hint="resize it first, or choose png or tiff",
        )


def _created(path: Path) -> int:
    try:
        # TIFF is read back while it is written.
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    except FileNotFoundError as error:
        raise NotFound(
            f"{path.name} could not be written: there is no folder {path.parent}",
            hint="make the folder first",
        ) from error
    except IsADirectoryError as error:
        raise BadInput(f"{path.name} is a folder; a picture cannot be written over it") from error
    except OSError as error:
        raise writing_fault(path, error) or ToolFailed(f"{path.name} could not be written") from error


def _discard(descriptor: int, path: Path) -> None:
    # A device or a pipe named as target is not ours to remove.
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        path.unlink(missing_ok=True)


def _store(image: Raster, path: Path, descriptor: int, target: Format, wish: _Wish) -> None:
    if target.engine == "pillow":
        bitmap.write(image, path)
    elif target.engine == "openimageio":
        _store_plate(image, path, descriptor, target)
    else:
        if image.get_typeof(_STALE):
            image = image.copy()
            image.remove(_STALE)
        sink = engine().Target.new_to_descriptor(descriptor)
        getattr(image, _SAVERS[target.name])(sink, keep=wish.keep, **_options(image, target, wish))


def _store_plate(image: Raster, path: Path, descriptor: int, target: Format) -> None:
    """Write through OpenImageIO, which may not notice that the last bytes found no room."""
    try:
        plates.write(image, path, target)
        plates.read(path, target)
    except StudioError:
        # It keeps the reason to itself; the system says it again when asked for a little more.
        os.pwrite(descriptor, bytes(65_536), os.fstat(descriptor).st_size)
        raise


def _options(image: Raster, target: Format, wish: _Wish) -> dict[str, Any]:
    quality = wish.quality or DEFAULT_QUALITY.get(target.name, 0)
    effort = wish.effort
    if target.name == "jpeg":
        return {"Q": quality, "interlace": wish.progressive}
    if target.name == "png":
        # Twice as small as the engine's own choice of no filter, on photographs.
        return {"compression": _or(effort, 6), "filter": "up", "interlace": wish.progressive}
    if target.name == "webp":
        return {
            "Q": quality,
            "lossless": wish.lossless,
            "effort": 4 if effort is None else round(effort * 6 / 9),
        }
    if target.name == "avif":
        depth = 12 if image.format == "ushort" else 8
        options = {"Q": quality, "effort": _or(effort, 4), "compression": "av1", "bitdepth": depth}
        return {**options, "lossless": wish.lossless}
    if target.name == "gif":
        # The engine's own choice of 7 takes six times as long to save a tenth of the bytes.
        return {"effort": _or(effort, 2) + 1, "keep_duplicate_frames": True}
    predictor = "float" if image.format == "float" else "horizontal"
    huge = image.width * image.height * image.bands * _BYTES.get(str(image.format), 8) > 3_500_000_000
    return {"compression": "deflate", "predictor": predictor, "bigtiff": huge}


_BYTES = {"uchar": 1, "ushort": 2, "float": 4}


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _verify(image: Raster, path: Path, target: Format) -> None:
    try:
        written = header(path)
    except StudioError as error:
        raise ToolFailed(f"{path.name} was written but cannot be read back: {error.message}") from error
    expected = (target.name, image.width, frame_height(image))
    found = (written.format, written.stored_width, written.stored_height)
    if found != expected or not _same_frames(image, written):
        raise ToolFailed(
            f"{path.name} was not written whole: {written.frames} frames of "
            f"{written.stored_width} × {written.stored_height} instead of "
            f"{frame_count(image)} of {expected[1]} × {expected[2]}"
        )


def _same_frames(image: Raster, written: PictureFacts) -> bool:
    """WebP joins equal neighbours into one longer frame; the time they take must stay."""
    frames = frame_count(image)
    if written.frames == frames:
        return True
    if written.format != "webp" or written.frames > frames:
        return False
    return (
        written.frames == 1 or not image.get_typeof("delay") or sum(written.delays) == sum(image.get("delay"))
    )
