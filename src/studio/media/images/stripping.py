"""Takes metadata out of picture files without touching a pixel: JPEG, PNG and WebP."""

import re
import struct
from collections.abc import Iterator

_EXIF_HEAD = b"Exif\0\0"
_ICC_HEAD = b"ICC_PROFILE\0"
_JPEG_END, _SCAN = 0xD9, 0xDA
# Segments that say how the numbers are meant: the plain header, and Adobe's about its colours.
_JPEG_KEPT = {0xE0, 0xEE}
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"hIST", b"sPLT", b"dSIG"}
_WEBP_TOLD = {b"EXIF": 0x08, b"XMP ": 0x04}


def without_metadata(data: bytes, orientation: int = 1) -> bytes | None:
    """Return a file without what it tells about itself, or None if that cannot be done here.

    Colour profiles stay, because without them the colours would be others. A JPEG that lies on its
    side keeps the one tag that says so. What follows the end of the picture goes.

    Args:
        data: The bytes of the file.
        orientation: Its EXIF orientation, 1 to 8.
    """
    try:
        if data[:2] == b"\xff\xd8":
            return _jpeg(data, orientation)
        if orientation != 1:
            return None
        if data.startswith(_PNG_HEAD):
            return _PNG_HEAD + b"".join(chunk for name, chunk in _png_chunks(data) if name not in _PNG_TOLD)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, ValueError, IndexError):
        return None
    return None


def moving_png(data: bytes) -> bool:
    """Say whether a PNG is an animation, which the engine would reduce to its first frame."""
    return data.startswith(_PNG_HEAD) and any(name == b"acTL" for name, _ in _png_chunks(data))


def _jpeg(data: bytes, orientation: int) -> bytes:
    kept = [data[:2]]
    if orientation != 1:
        kept.append(_turned(orientation))
    at = 2
    while (marker := data[at + 1]) != _JPEG_END:
        if data[at] != 0xFF or marker == 0xFF:
            raise ValueError("no segment here")
        (size,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + size
        if marker == _SCAN:
            end = _next_marker(data, end)
        told = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not told or marker in _JPEG_KEPT or data.startswith(_ICC_HEAD, at + 4):
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at : at + 2]))


def _next_marker(data: bytes, at: int) -> int:
    """Return where compressed data end; marks within them are escaped or restart the decoder."""
    found = _MARKER.search(data, at)
    if found is None:
        raise ValueError("no end")
    return found.start()


def _turned(orientation: int) -> bytes:
    """Return an EXIF segment that holds the orientation and nothing else."""
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    body = _EXIF_HEAD + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG_HEAD)
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        yield name, data[at : at + 12 + size]
        if name == b"IEND":
            return
        at += 12 + size


def _webp(data: bytes) -> bytes:
    (size,) = struct.unpack_from("<I", data, 4)
    body = b""
    at = 12
    while at < min(len(data), size + 8):
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length + length % 2
        chunk = data[at:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes((chunk[8] & ~sum(_WEBP_TOLD.values()) & 0xFF,)) + chunk[9:]
        if name not in _WEBP_TOLD:
            body += chunk
        at = end
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
