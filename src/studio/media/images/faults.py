"""What the engines say when they fail, turned into sentences about the file it concerns."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.core.errors import BadInput, DiskFull, Refused, StudioError, ToolFailed
from studio.media.images.libvips import Raster, engine

_ORIGIN = "studio-origin"
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_FAILED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_READERS = re.compile(r"load|VipsJpeg|vipspng|webp:|heif:|\w2vips|source|libspng|svg", re.IGNORECASE)
_TOO_EARLY = re.compile(
    r"premature end of (?!data)|unexpected end|bad seek|end of file|truncated|not enough data|ends before",
    re.IGNORECASE,
)
_GARBLED = re.compile(
    r"libpng read error|unable to parse image|chunks were missing|failed to read|unable to read pixels|"
    r"unable to call \w+load|corrupt jpeg|progression",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^(?:\w+: )+")


def remember_origin(image: Raster, name: str) -> Raster:
    """Return the image with the name of its file on it; everything computed from it inherits the name."""
    named = image.copy()
    # In hexadecimal, because names may hold bytes that are no text.
    named.set_type(engine().GValue.gstr_type, _ORIGIN, os.fsencode(name).hex())
    return named


def origin(image: Raster) -> str:
    """Return the name of the file an image was read from."""
    if image.get_typeof(_ORIGIN) == 0:
        return "the picture"
    return os.fsdecode(bytes.fromhex(image.get(_ORIGIN)))


@contextmanager
def pixels_of(source: Path | Raster) -> Iterator[None]:
    """Turn an engine's failure while pixels are computed into an error that names the input.

    Pictures are decoded only when their pixels are asked for, so a broken file is often found out
    late. Wrap whatever asks for pixels (`avg`, `write_to_memory`, `smartcrop`); `writing.write` does
    so itself.
    """
    try:
        yield
    # The engine's complaints may quote a damaged file, and that is not always text.
    except (engine().Error, UnicodeDecodeError) as error:
        name = source.name if isinstance(source, Path) else origin(source)
        raise reading_fault(name, error) from error


def reading_fault(name: str, error: Exception) -> StudioError:
    """Say what an engine's error means for the file that was read."""
    detail = str(getattr(error, "detail", "") or error)
    if isinstance(error, UnicodeDecodeError):
        return damaged(name, "its data is garbled")
    if "out of memory" in detail:
        return ToolFailed(f"{name} needs more memory than this machine has free")
    if _READERS.search(detail):
        return damaged(name, detail)
    return ToolFailed(f"{name} could not be worked on: {_plain(detail)}")


def writing_fault(path: Path, error: Exception) -> StudioError | None:
    """Say why a file could not be written, or None if the error is not about writing."""
    number = _number_of(error)
    if number is None:
        return None
    reason = os.strerror(number).lower()
    message = f"{path.name} could not be written: {_FRIENDLY.get(number, reason)}"
    if number in _FORBIDDEN:
        return Refused(message, hint=f"choose a folder you may write to instead of {path.parent}")
    hint = _HINTS.get(number, "")
    if number in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(message, hint=hint, place=path)
    return ToolFailed(message, hint=hint)


_FRIENDLY = {
    errno.ENOSPC: "no space left on the device",
    errno.EFBIG: "the file would be larger than allowed here",
}
_HINTS = {
    errno.ENOSPC: "free some space, or write to another disk",
    errno.EDQUOT: "free some space, or write to another disk",
    errno.ENOENT: "make the folder first",
}


def _number_of(error: Exception) -> int | None:
    if isinstance(error, OSError) and error.errno:
        return error.errno
    detail = str(getattr(error, "detail", ""))
    if "target" not in detail:
        return None
    for number in _FAILED + _FORBIDDEN:
        if os.strerror(number) in detail:
            return number
    return None


def damaged(name: str, detail: str) -> BadInput:
    """Say that a file is broken, in the plainest words an engine's message allows."""
    return BadInput(f"{name} is cut off or damaged: {_plain(detail)}", hint="copy or download it again")


def _plain(detail: str) -> str:
    """Keep the first line that says something, without the names of the engine's parts."""
    if _TOO_EARLY.search(detail):
        return "it ends too early"
    if _GARBLED.search(detail):
        return "its data is incomplete or garbled"
    lines = [_PREFIX.sub("", line.strip()) for line in detail.splitlines() if line.strip()]
    return lines[0] if lines else "its data makes no sense"
