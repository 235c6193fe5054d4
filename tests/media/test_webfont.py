"""A packed font holds every table of the font it was made from."""

import struct
import zlib

from studio.media import fonts
from studio.media.webfont import woff


def test_every_table_comes_back_unchanged() -> None:
    font = fonts.ours("manrope")
    packed, plain = woff(font), font.path.read_bytes()
    signature, flavour, length, count, _, size = struct.unpack_from(">4s4sI2HI", packed)
    assert (signature, flavour, length) == (b"wOFF", plain[:4], len(packed))
    assert (count, size) == (len(font.tables), len(plain))
    for number in range(count):
        tag, at, short, long, _ = struct.unpack_from(">4s4I", packed, 44 + 20 * number)
        stored, (start, _) = packed[at : at + short], font.tables[tag]
        assert (zlib.decompress(stored) if short < long else stored) == plain[start : start + long]


def test_it_is_less_than_half_as_large() -> None:
    font = fonts.ours("manrope")
    assert len(woff(font)) < font.path.stat().st_size / 2
