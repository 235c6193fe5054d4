"""What the camera noted down: EXIF tags under names a person understands."""

import math
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media.images import reading
from studio.media.images.formats import opened, sniff_open

if TYPE_CHECKING:
    from PIL.Image import Exif

Value = str | int | float

_CAMERA_BLOCK, _PLACE_BLOCK = 0x8769, 0x8825
_MAIN = {
    0x010F: "maker",
    0x0110: "camera",
    0x010E: "description",
    0x0131: "software",
    0x013B: "artist",
    0x8298: "copyright",
}
_CAMERA = {
    0xA434: "lens",
    0x829D: "aperture",
    0x8827: "iso",
    0x9204: "exposure_bias",
    0x920A: "focal_length",
    0xA405: "focal_length_35mm",
}
_EXPOSURE, _FLASH = 0x829A, 0x9209
_TAKEN, _DIGITISED, _CHANGED = 0x9003, 0x9004, 0x0132
_TAKEN_OFFSET, _DIGITISED_OFFSET, _CHANGED_OFFSET = 0x9011, 0x9012, 0x9010


def tags(path: Path, gps: bool = False) -> dict[str, Value]:
    """Return what the camera noted, as far as it did.

    Names are maker, camera, lens, taken_at (ISO 8601), exposure (in seconds, "1/250"), aperture (the
    f-number), iso, exposure_bias, focal_length and focal_length_35mm (in millimetres), flash (yes or
    no), description, software, artist and copyright.

    Args:
        path: The picture.
        gps: Also say where it was taken: latitude and longitude in degrees, altitude in metres.
    """
    exif = _exif(path)
    camera = _block(exif, _CAMERA_BLOCK)
    found = {name: _value(exif.get(tag)) for tag, name in _MAIN.items()}
    found |= {name: _value(camera.get(tag)) for tag, name in _CAMERA.items()}
    found["exposure"] = _exposure(camera.get(_EXPOSURE))
    if isinstance(camera.get(_FLASH), int):
        found["flash"] = "yes" if camera[_FLASH] & 1 else "no"
    moment = _moment(exif, camera)
    found["taken_at"] = moment.isoformat() if moment else None
    if gps:
        found |= _place(_block(exif, _PLACE_BLOCK))
    return {name: value for name, value in found.items() if value is not None}


def taken_at(path: Path) -> datetime | None:
    """Return when a picture was taken, in the camera's own time; with an offset if the camera noted one."""
    exif = _exif(path)
    return _moment(exif, _block(exif, _CAMERA_BLOCK))


def _exif(path: Path) -> "Exif":
    from PIL.Image import Exif

    with opened(path) as descriptor:
        format = sniff_open(descriptor, path)
    exif = Exif()
    with _nonsense_passed_over():
        if format.name == "tiff":
            with path.open("rb") as file:
                exif.load_from_fp(file)
                # What follows the main block is read while the file is open.
                exif.get_ifd(_CAMERA_BLOCK)
                exif.get_ifd(_PLACE_BLOCK)
        elif format.engine == "vips":
            exif.load(_stored(path))
        return exif
    return Exif()


@contextmanager
def _nonsense_passed_over() -> Iterator[None]:
    """Cameras and programs write every kind of nonsense; a broken note is no note."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (OSError, SyntaxError, ValueError, LookupError, TypeError, ArithmeticError, struct.error):
            return


def _stored(path: Path) -> bytes:
    image = reading.read(path, sequential=True, pages="first", upright=False, srgb_if_cmyk=False)
    return bytes(image.get("exif-data")) if image.get_typeof("exif-data") else b""


def _block(exif: "Exif", tag: int) -> Mapping[int, Any]:
    with _nonsense_passed_over():
        return exif.get_ifd(tag)
    return {}


def _value(given: Any) -> Value | None:
    if isinstance(given, tuple):
        given = given[0] if given else None
    if isinstance(given, bytes):
        given = given.decode("utf-8", "replace")
    if isinstance(given, str):
        return given.replace("\0", " ").strip() or None
    if isinstance(given, int) or given is None:
        return given
    return _number(given)


def _number(given: Any) -> float | None:
    try:
        number = float(given)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(number, 6) if math.isfinite(number) else None


def _exposure(given: Any) -> str | None:
    seconds = _number(given)
    if seconds is None or seconds <= 0:
        return None
    return f"1/{round(1 / seconds)}" if seconds < 0.3 else f"{seconds:g}"


def _moment(exif: Mapping[int, Any], camera: Mapping[int, Any]) -> datetime | None:
    for block, tag, offset in (
        (camera, _TAKEN, _TAKEN_OFFSET),
        (camera, _DIGITISED, _DIGITISED_OFFSET),
        (exif, _CHANGED, _CHANGED_OFFSET),
    ):
        date, _, time = str(block.get(tag, "")).strip("\0 ").partition(" ")
        written = f"{date.replace(':', '-')}T{time}"
        zone = str(camera.get(offset, "")).strip("\0 ")
        for candidate in (written + zone, written):
            try:
                return datetime.fromisoformat(candidate)
            except ValueError:
                continue
    return None


def _place(block: Mapping[int, Any]) -> dict[str, Value | None]:
    height = _number(block.get(6))
    below = block.get(5) in (1, b"\x01")
    return {
        "latitude": _degrees(block.get(2), block.get(1), "S", 90),
        "longitude": _degrees(block.get(4), block.get(3), "W", 180),
        "altitude": -height if height and below else height,
    }


def _degrees(parts: Any, side: Any, negative: str, most: int) -> float | None:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    numbers = [_number(part) for part in parts]
    if any(number is None for number in numbers):
        return None
    degrees: float = sum((number or 0) / 60.0**place for place, number in enumerate(numbers))
    if degrees > most:
        return None
    return round(-degrees if str(side).strip("\0 ").upper() == negative else degrees, 7)
