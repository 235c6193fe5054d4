"""How files of each format begin, and what looking further into some of them tells."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NamedTuple

from studio.media.filing.extensions import Kind

BEGINNING = 4096
_END = 65_557
"""The directory of a ZIP file ends with a record of 22 bytes and a comment of up to 65,535."""


class Signed(NamedTuple):
    """What the content of a file says it is.

    Attributes:
        format: The format: "png", "zip".
        kind: The class it belongs to.
        others: Classes it may belong to as well, if the name says so: sound alone may be in a film's format.
    """

    format: str
    kind: Kind
    others: tuple[Kind, ...] = ()


_STARTS: tuple[tuple[int, bytes, Signed], ...] = (
    (0, b"\xff\xd8\xff", Signed("jpeg", "images")),
    (0, b"\x89PNG\r\n\x1a\n", Signed("png", "images")),
    (0, b"GIF87a", Signed("gif", "images")),
    (0, b"GIF89a", Signed("gif", "images")),
    (0, b"II*\0", Signed("tiff", "images")),
    (0, b"MM\0*", Signed("tiff", "images")),
    (0, b"II+\0", Signed("tiff", "images")),
    (0, b"MM\0+", Signed("tiff", "images")),
    (0, b"IIRO", Signed("raw", "images")),
    (0, b"IIU\0", Signed("raw", "images")),
    (0, b"FUJIFILMCCD-RAW", Signed("raw", "images")),
    (0, b"\x76\x2f\x31\x01", Signed("exr", "images")),
    (0, b"SDPX", Signed("dpx", "images")),
    (0, b"XPDS", Signed("dpx", "images")),
    (0, b"8BPS", Signed("psd", "images")),
    (0, b"#?RADIANCE", Signed("hdr", "images")),
    (0, b"#?RGBE", Signed("hdr", "images")),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", Signed("jxl", "images")),
    (0, b"\xff\x0a", Signed("jxl", "images")),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", Signed("jp2", "images")),
    (0, b"\xff\x4f\xff\x51", Signed("jp2", "images")),
    (0, b"DDS ", Signed("dds", "images")),
    (0, b"qoif", Signed("qoi", "images")),
    (0, b"\xabKTX ", Signed("ktx", "images")),
    (0, b"gimp xcf", Signed("xcf", "images")),
    (0, b"icns", Signed("icns", "images")),
    (0, b"FORM", Signed("iff", "audio", ("images",))),
    (0, b"fLaC", Signed("flac", "audio")),
    (0, b"ID3", Signed("mp3", "audio")),
    (0, b"caff", Signed("caf", "audio")),
    (0, b".snd", Signed("au", "audio")),
    (0, b"#!AMR", Signed("amr", "audio")),
    (0, b"MThd", Signed("midi", "audio")),
    (0, b"wvpk", Signed("wavpack", "audio")),
    (0, b"MAC ", Signed("ape", "audio")),
    (0, b"TTA1", Signed("tta", "audio")),
    (0, b"\x0b\x77", Signed("ac3", "audio")),
    (0, b"DSD ", Signed("dsf", "audio")),
    (0, b"FLV\x01", Signed("flv", "videos")),
    (0, b"\0\0\x01\xba", Signed("mpeg", "videos")),
    (0, b"\0\0\x01\xb3", Signed("mpeg", "videos")),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01", Signed("mxf", "videos", ("audio",))),
    (0, b".RMF", Signed("rm", "videos", ("audio",))),
    (0, b"YUV4MPEG2", Signed("y4m", "videos")),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Signed("asf", "videos", ("audio",))),
    (0, b"\x1a\x45\xdf\xa3", Signed("matroska", "videos", ("audio",))),
    (0, b"%PDF-", Signed("pdf", "documents", ("images",))),
    (0, b"%!PS", Signed("postscript", "documents", ("images",))),
    (0, b"{\\rtf", Signed("rtf", "documents")),
    (0, b"AT&TFORM", Signed("djvu", "documents")),
    (0, b"7z\xbc\xaf\x27\x1c", Signed("7z", "archives")),
    (0, b"Rar!\x1a\x07", Signed("rar", "archives")),
    (0, b"\x1f\x8b", Signed("gzip", "archives", ("images", "spreadsheets", "documents"))),
    (0, b"BZh", Signed("bzip2", "archives")),
    (0, b"\xfd7zXZ\0", Signed("xz", "archives")),
    (0, b"\x28\xb5\x2f\xfd", Signed("zstd", "archives")),
    (0, b"\x04\x22\x4d\x18", Signed("lz4", "archives")),
    (0, b"MSCF", Signed("cab", "archives")),
    (0, b"070701", Signed("cpio", "archives")),
    (0, b"!<arch>\ndebian", Signed("deb", "executables", ("archives",))),
    (0, b"!<arch>\n", Signed("ar", "archives", ("executables",))),
    (0, b"\xed\xab\xee\xdb", Signed("rpm", "executables", ("archives",))),
    (257, b"ustar", Signed("tar", "archives")),
    (0, b"\x7fELF", Signed("elf", "executables")),
    (0, b"MZ", Signed("pe", "executables")),
    (0, b"\xfe\xed\xfa\xce", Signed("mach-o", "executables")),
    (0, b"\xfe\xed\xfa\xcf", Signed("mach-o", "executables")),
    (0, b"\xce\xfa\xed\xfe", Signed("mach-o", "executables")),
    (0, b"\xcf\xfa\xed\xfe", Signed("mach-o", "executables")),
    (0, b"\xca\xfe\xba\xbe", Signed("mach-o or java", "executables")),
    (0, b"\0asm", Signed("wasm", "executables")),
    (0, b"SQLite format 3\0", Signed("sqlite", "other")),
)

_BRANDS: dict[bytes, Signed] = {
    **dict.fromkeys(
        (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc"), Signed("heic", "images")
    ),
    **dict.fromkeys((b"avif", b"avis"), Signed("avif", "images")),
    b"crx ": Signed("cr3", "images"),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), Signed("m4a", "audio", ("videos",))),
}
_RIFFS: dict[bytes, Signed] = {
    b"WEBP": Signed("webp", "images"),
    b"AVI ": Signed("avi", "videos"),
    b"WAVE": Signed("wav", "audio"),
    b"ACON": Signed("ani", "images"),
    b"RMID": Signed("midi", "audio"),
    b"CDXA": Signed("vcd", "videos"),
}
_ZIPPED: tuple[tuple[str, Signed], ...] = (
    (r"word/", Signed("docx", "documents")),
    (r"xl/", Signed("xlsx", "spreadsheets")),
    (r"ppt/", Signed("pptx", "presentations")),
    (r"AndroidManifest\.xml", Signed("apk", "executables")),
    (r"Index/Slide.*\.iwa|index\.apxl", Signed("keynote", "presentations")),
    (r"Index/Tables/", Signed("numbers", "spreadsheets")),
    (r"Index/Document\.iwa", Signed("pages", "documents")),
    (r"maindoc\.kra", Signed("kra", "images")),
    (r"META-INF/MANIFEST\.MF", Signed("jar", "executables", ("archives",))),
)
_MIMETYPES: tuple[tuple[bytes, Signed], ...] = (
    (b"opendocument.text", Signed("odt", "documents")),
    (b"opendocument.spreadsheet", Signed("ods", "spreadsheets")),
    (b"opendocument.presentation", Signed("odp", "presentations")),
    (b"opendocument.graphics", Signed("odg", "images")),
    (b"epub+zip", Signed("epub", "documents")),
    (b"x-krita", Signed("kra", "images")),
    (b"image/openraster", Signed("ora", "images")),
)
_STREAMS: tuple[tuple[str, Signed], ...] = (
    ("WordDocument", Signed("doc", "documents")),
    ("Workbook", Signed("xls", "spreadsheets")),
    ("Book", Signed("xls", "spreadsheets")),
    ("PowerPoint Document", Signed("ppt", "presentations")),
)
_ZIP = Signed("zip", "archives", ("documents", "spreadsheets", "presentations", "executables", "images"))
_OLE = Signed("ole", "documents", ("spreadsheets", "presentations", "executables", "images"))
_FILM = Signed("mp4", "videos", ("audio",))
_SOUND_OR_FILM = Signed("ogg", "audio", ("videos",))


def signed(start: bytes, descriptor: int) -> Signed | None:
    """What a file says it is by its signature; None where it bears none we know.

    Args:
        start: Its first bytes.
        descriptor: The open file, for formats that must be looked into.
    """
    if start[4:8] == b"ftyp":
        return _BRANDS.get(start[8:12], _FILM)
    if start[:4] in (b"RIFF", b"RF64", b"BW64"):
        return _RIFFS.get(start[8:12])
    for begins, look in _DEEPER:
        if start.startswith(begins):
            return look(start, descriptor)
    for place, begins, is_a in _STARTS:
        if start.startswith(begins, place):
            return is_a
    return _by_shape(start)


def _by_shape(start: bytes) -> Signed | None:
    """Formats that are known by more than how they begin."""
    return next((is_a for fits, is_a in _SHAPES if fits(start)), None)


def _is_stream_of_packets(start: bytes) -> bool:
    return start[:1] == b"\x47" and start[188:189] == b"\x47" and start[376:377] in (b"\x47", b"")


def _is_bitmap(start: bytes) -> bool:
    return start[:2] == b"BM" and start[14:18] in {bytes((size, 0, 0, 0)) for size in (12, 40, 108, 124)}


def _is_icon(start: bytes) -> bool:
    some = 0 < int.from_bytes(start[4:6], "little") < _MOST_ICONS
    return start[:4] in (b"\0\0\x01\0", b"\0\0\x02\0") and some


def _is_mpeg_sound(start: bytes) -> bool:
    layer, rate = start[1:2], start[2:3]
    return start[:1] == b"\xff" and layer in _LAYERS and b"\x10" <= rate < b"\xf0"


_MOST_ICONS = 100
_LAYERS = frozenset(bytes([value]) for value in range(0xE0, 0x100) if value & 0xE6 in (0xE2, 0xE4))
_ATOMS = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
_SHAPES: tuple[tuple[Callable[[bytes], object], Signed], ...] = (
    (lambda start: start[4:8] in _ATOMS, Signed("mov", "videos", ("audio",))),
    (_is_stream_of_packets, Signed("mpeg-ts", "videos")),
    (_is_bitmap, Signed("bmp", "images")),
    (_is_icon, Signed("ico", "images")),
    (re.compile(rb"P[1-7]\s").match, Signed("netpbm", "images")),
    (_is_mpeg_sound, Signed("mp3", "audio")),
    (lambda start: start[:2] in (b"\xff\xf1", b"\xff\xf9"), Signed("aac", "audio")),
)


def _ogg(start: bytes, _: int) -> Signed:
    return Signed("ogg", "videos") if b"theora" in start[:256] else _SOUND_OR_FILM


def _zipped(start: bytes, descriptor: int) -> Signed:
    """ZIP files by the names in their directory: office documents, programs and books are all ZIP."""
    if start[30:38] == b"mimetype":
        for mark, is_a in _MIMETYPES:
            if mark in start[38:160]:
                return is_a
    names = start + os.pread(descriptor, _END, max(0, os.fstat(descriptor).st_size - _END))
    for pattern, is_a in _ZIPPED:
        if re.search(rb"(?<![\w/.-])" + pattern.encode(), names):
            return is_a
    return _ZIP


def _compound(start: bytes, descriptor: int) -> Signed:
    """Files of the older offices by the names in their directory, where the header says it is."""
    sector = 1 << min(16, int.from_bytes(start[30:32], "little"))
    directory = os.pread(descriptor, BEGINNING, (int.from_bytes(start[48:52], "little") + 1) * sector)
    for name, is_a in _STREAMS:
        if f"{name}\0".encode("utf-16-le") in directory:
            return is_a
    return _OLE


_DEEPER: tuple[tuple[bytes, Callable[[bytes, int], Signed]], ...] = (
    (b"PK\x03\x04", _zipped),
    (b"PK\x05\x06", _zipped),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _compound),
    (b"OggS", _ogg),
)
