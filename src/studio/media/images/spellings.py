"""Formats and places as people write them."""

from __future__ import annotations

_FORMATS = {"jpeg": "jpg", "jpe": "jpg", "jfif": "jpg", "tif": "tiff", "openexr": "exr", "dib": "bmp"}


def parse_format(given: object) -> object:
    """Read `jpeg`, `.JPG` or `TIF` as people write them."""
    if not isinstance(given, str):
        return given
    name = given.strip().lower().removeprefix(".")
    return _FORMATS.get(name, name)


def parse_position(given: object) -> object:
    """Read the name of a place as people write it."""
    if not isinstance(given, str):
        return given
    name = given.strip().lower().replace("_", "-").replace("center", "centre").replace("middle", "centre")
    return name if name == "centre" else name.removeprefix("centre-").removesuffix("-centre")
