"""The numbers by which video streams name their colours and fields, in words."""

from __future__ import annotations

HDR = frozenset({"smpte2084", "arib-std-b67"})
"""Transfer functions of high dynamic range: PQ and HLG."""

_PRIMARIES = {
    1: "bt709",
    4: "bt470m",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    8: "film",
    9: "bt2020",
    10: "smpte428",
    11: "smpte431",
    12: "smpte432",
    22: "ebu3213",
}
_TRANSFERS = {
    1: "bt709",
    4: "gamma22",
    5: "gamma28",
    6: "smpte170m",
    7: "smpte240m",
    8: "linear",
    9: "log",
    10: "log_sqrt",
    11: "iec61966-2-4",
    12: "bt1361e",
    13: "iec61966-2-1",
    14: "bt2020-10",
    15: "bt2020-12",
    16: "smpte2084",
    17: "smpte428",
    18: "arib-std-b67",
}
_MATRICES = {
    0: "gbr",
    1: "bt709",
    4: "fcc",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    8: "ycgco",
    9: "bt2020nc",
    10: "bt2020c",
    11: "smpte2085",
    12: "chroma-derived-nc",
    13: "chroma-derived-c",
    14: "ictcp",
}
_RANGES = {1: "limited", 2: "full"}
# Second and third: fields stored one after the other; fourth and fifth: row by row. ffmpeg's own words
# for the latter say the opposite of what it, QuickTime and Matroska do.
_FIELDS = {1: "progressive", 2: "top", 3: "bottom", 4: "top", 5: "bottom"}


def primaries(number: int) -> str:
    """The colour primaries by the name ffmpeg uses; "" where untagged."""
    return _PRIMARIES.get(number, "")


def transfer(number: int) -> str:
    """The transfer function by the name ffmpeg uses; "" where untagged."""
    return _TRANSFERS.get(number, "")


def matrix(number: int) -> str:
    """The colour matrix by the name ffmpeg uses; "" where untagged."""
    return _MATRICES.get(number, "")


def range_of(number: int) -> str:
    """Whether all values are used; "" where untagged."""
    return _RANGES.get(number, "")


def field_order(number: int) -> str:
    """Which field is shown first, or "progressive"; "" where unknown."""
    return _FIELDS.get(number, "")
