"""The formats pictures come in, and how a file is recognised by what it holds."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput, NotFound

Depth = Literal["8", "10", "12", "16", "32f"]
Engine = Literal["vips", "pillow", "openimageio", "none"]


@dataclass(frozen=True, slots=True)
class Format:
    """What a picture format can hold, and which engine reads and writes it.

    Attributes:
        name: The name used in options: "jpeg", "png".
        title: The name people read: "JPEG", "PNG".
        suffixes: File name endings, the usual one first.
        alpha: Whether it can be transparent.
        animation: Whether it can hold several frames in time.
        depths: Bits of a channel it can hold; "32f" is floating point.
        readable: Whether it can be read here.
        writable: Whether it can be written here.
        engine: What reads and writes it.
        longest: The longest side it allows in pixels, or 0 when no practical limit is known.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    alpha: bool = False
    animation: bool = False
    depths: tuple[Depth, ...] = ("8",)
    readable: bool = True
    writable: bool = True
    engine: Engine = "vips"
    longest: int = 0


FORMATS: tuple[Format, ...] = (
    Format("jpeg", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"), longest=65_500),
    Format("png", "PNG", (".png", ".apng"), alpha=True, depths=("8", "16")),
    Format("webp", "WebP", (".webp",), alpha=True, animation=True, longest=16_383),
    Format("avif", "AVIF", (".avif",), alpha=True, depths=("8", "10", "12"), longest=16_384),
    Format("gif", "GIF", (".gif",), alpha=True, animation=True, longest=65_535),
    Format("tiff", "TIFF", (".tif", ".tiff"), alpha=True, depths=("8", "16", "32f")),
    Format("bmp", "BMP", (".bmp", ".dib"), engine="pillow", longest=65_535),
    Format("exr", "OpenEXR", (".exr",), alpha=True, depths=("16", "32f"), engine="openimageio"),
    Format("tga", "TGA", (".tga",), alpha=True, engine="openimageio", longest=65_535),
    Format("dpx", "DPX", (".dpx",), depths=("8", "10", "12", "16"), engine="openimageio"),
    Format(
        "psd", "Photoshop", (".psd", ".psb"), True, depths=("8", "16"), writable=False, engine="openimageio"
    ),
    Format("svg", "SVG", (".svg", ".svgz"), alpha=True, writable=False),
    Format("heic", "HEIC", (".heic", ".heif"), alpha=True, readable=False, writable=False, engine="none"),
    Format("jxl", "JPEG XL", (".jxl",), alpha=True, readable=False, writable=False, engine="none"),
    Format("jp2", "JPEG 2000", (".jp2", ".j2k"), alpha=True, readable=False, writable=False, engine="none"),
)

PICTURE_SUFFIXES: frozenset[str] = frozenset(
    suffix for format in FORMATS if format.readable for suffix in format.suffixes
)

_BY_NAME = {format.name: format for format in FORMATS} | {
    suffix[1:]: format for format in FORMATS for suffix in format.suffixes
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\x76\x2f\x31\x01", "exr"),
    (b"SDPX", "dpx"),
    (b"XPDS", "dpx"),
    (b"8BPS", "psd"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "jxl"),
    (b"\xff\x0a", "jxl"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
)
_STRANGERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x7fELF", "a program"),
    (b"\x1a\x45\xdf\xa3", "a Matroska or WebM video"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"OggS", "a sound"),
)
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_BEGINNING = 4096


def by_name(name: str) -> Format:
    """Return the format a person names: "jpeg", "JPG" or ".jpg"."""
    found = _BY_NAME.get(name.lower().removeprefix("."))
    if found is None:
        raise BadInput(f"{name!r} is not a picture format", hint=f"choose one of {_writable_names()}")
    return found


def by_suffix(path: Path) -> Format:
    """Return the format a file name stands for."""
    found = _BY_NAME.get(path.suffix.lower().removeprefix(".")) if path.suffix else None
    if found is None:
        ending = f"ends in {path.suffix}" if path.suffix else "has no ending"
        raise BadInput(
            f"{path.name} {ending}, which stands for no picture format",
            hint=f"choose one of {_writable_names()}",
        )
    return found


def sniff(path: Path) -> Format:
    """Return the format a file really has, whatever its name says."""
    with opened(path) as descriptor:
        return sniff_open(descriptor, path)


def sniff_open(descriptor: int, path: Path) -> Format:
    """Recognise an open file by its first bytes, without moving its position."""
    try:
        beginning = os.pread(descriptor, _BEGINNING, 0)
        ending = os.pread(descriptor, 26, max(0, os.fstat(descriptor).st_size - 26))
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {_reason(error)}") from error
    if not beginning:
        raise BadInput(f"{path.name} is empty", hint="copy or download it again")
    name = _name_of(beginning, ending, path)
    if name is None:
        raise BadInput(f"{path.name} is not a picture: {_looks_like(beginning)}")
    return _BY_NAME[name]


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a file for reading and yield its descriptor; anything but a plain file is refused.

    Engines read through descriptors, because names may hold line ends, brackets or bytes that are
    not UTF-8, which libraries misread.
    """
    descriptor = _open(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        # A pipe without a writer would block for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise NotFound(f"{path.name} is not there", hint=f"look into {path.absolute().parent}") from error
    except OSError as error:
        if error.errno in (errno.ENXIO, errno.ENODEV):
            raise BadInput(f"{path.name} is {_kind(path.stat().st_mode)}, not a picture") from error
        raise BadInput(f"{path.name} cannot be read: {_reason(error)}") from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise BadInput(f"{path.name} is {_kind(mode)}, not a picture")
    return descriptor


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    return "a socket" if stat.S_ISSOCK(mode) else "a device"


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _name_of(beginning: bytes, ending: bytes, path: Path) -> str | None:
    for magic, name in _MAGIC:
        if beginning.startswith(magic):
            return name
    if beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP":
        return "webp"
    if beginning[4:8] == b"ftyp":
        return _name_of_brands(beginning)
    if beginning[:2] == b"BM" and int.from_bytes(beginning[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if _is_svg(beginning, path):
        return "svg"
    return "tga" if _is_tga(beginning, ending, path) else None


def _name_of_brands(beginning: bytes) -> str | None:
    size = int.from_bytes(beginning[:4], "big")
    box = beginning[8 : min(size, 256)]
    brands = {box[at : at + 4] for at in range(0, len(box), 4)}
    if brands & {b"avif", b"avis"}:
        return "avif"
    return "heic" if brands & _HEIC_BRANDS else None


def _is_svg(beginning: bytes, path: Path) -> bool:
    if beginning[:2] == b"\x1f\x8b":
        return path.suffix.lower() == ".svgz"
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") and b"<svg" in text


def _is_tga(beginning: bytes, ending: bytes, path: Path) -> bool:
    if ending[8:] == b"TRUEVISION-XFILE.\0":
        return True
    if path.suffix.lower() != ".tga" or len(beginning) < 18:
        return False
    # Without the footer of version 2 only a plausible header tells.
    return beginning[1] <= 1 and beginning[2] in (1, 2, 3, 9, 10, 11) and beginning[16] in (8, 15, 16, 24, 32)


def _looks_like(beginning: bytes) -> str:
    for magic, title in _STRANGERS:
        if beginning.startswith(magic):
            return f"it is {title}"
    if beginning[4:8] == b"ftyp":
        return "it is a video"
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(beginning):
        return "it begins like text"
    return "its first bytes belong to no picture format known here"


def _is_text(beginning: bytes) -> bool:
    try:
        text = beginning.decode()
    except UnicodeDecodeError as error:
        # A character cut in two at the end of what was read is still text.
        if error.start < len(beginning) - 3 or error.start == 0:
            return False
        text = beginning[: error.start].decode()
    return all(letter.isprintable() or letter in "\t\r\n\f" for letter in text)


def _writable_names() -> str:
    return ", ".join(format.name for format in FORMATS if format.writable)
