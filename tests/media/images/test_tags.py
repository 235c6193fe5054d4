"""What cameras note is read under names a person understands, and nonsense is passed over."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational
from tests import pictures

from studio.core.errors import BadInput
from studio.media.images import tags


def notes() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Maker\0", "Camera X", "2020:01:01 00:00:00"
    camera = exif.get_ifd(0x8769)
    camera[0x9003], camera[0x829A] = "2024:05:06 07:08:09", IFDRational(1, 250)
    camera[0x829D], camera[0x8827], camera[0x920A] = IFDRational(28, 10), 400, IFDRational(35, 1)
    camera[0xA434], camera[0x9209], camera[0x9204] = "Lens Y", 1, IFDRational(-1, 3)
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "S", (IFDRational(33), IFDRational(30), IFDRational(36))
    place[3], place[4] = "W", (IFDRational(70), IFDRational(15), IFDRational(0))
    place[5], place[6] = b"\0", IFDRational(520)
    return exif


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_what_the_camera_noted(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"photo{suffix}"
    pictures.photo().save(path, exif=notes())
    assert tags.tags(path) == {
        "maker": "Maker",
        "camera": "Camera X",
        "lens": "Lens Y",
        "taken_at": "2024-05-06T07:08:09",
        "exposure": "1/250",
        "aperture": 2.8,
        "iso": 400,
        "exposure_bias": pytest.approx(-1 / 3, abs=1e-6),
        "focal_length": 35.0,
        "flash": "yes",
    }
    assert tags.taken_at(path) == datetime.fromisoformat("2024-05-06T07:08:09")


def test_tags_of_a_tiff(tmp_path: Path) -> None:
    path = tmp_path / "photo.tif"
    pictures.photo().save(path, exif=notes())
    assert tags.tags(path) == {"maker": "Maker", "camera": "Camera X", "taken_at": "2020-01-01T00:00:00"}


def test_the_place_is_told_only_on_request(tmp_path: Path) -> None:
    path = pictures.jpeg(tmp_path / "photo.jpg", exif=notes())
    assert "latitude" not in tags.tags(path)
    found = tags.tags(path, gps=True)
    assert (found["latitude"], found["longitude"], found["altitude"]) == (-33.51, -70.25, 520.0)


@pytest.mark.parametrize(
    ("taken", "offset", "wanted"),
    [
        ("2024:05:06 07:08:09", "+02:00", datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=2)))),
        ("2024:05:06 07:08:09", "nonsense", datetime.fromisoformat("2024-05-06T07:08:09")),
        ("0000:00:00 00:00:00", "", datetime.fromisoformat("2020-01-01T00:00:00")),
        ("    :  :     :  :  ", "", datetime.fromisoformat("2020-01-01T00:00:00")),
    ],
)
def test_moments(tmp_path: Path, taken: str, offset: str, wanted: datetime) -> None:
    exif = notes()
    exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8769)[0x9011] = offset
    assert tags.taken_at(pictures.jpeg(tmp_path / "photo.jpg", exif=exif)) == wanted


def test_pictures_without_notes(tmp_path: Path) -> None:
    for suffix in (".jpg", ".png", ".gif", ".bmp", ".tga"):
        path = tmp_path / f"plain{suffix}"
        pictures.photo().save(path)
        assert tags.tags(path, gps=True) == {}
        assert tags.taken_at(path) is None


def test_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_text("Hello")
    with pytest.raises(BadInput):
        tags.tags(tmp_path / "a.jpg")


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 400), junk=st.binary(min_size=1, max_size=12))
def test_damaged_notes_are_passed_over(tmp_path: Path, at: int, junk: bytes) -> None:
    whole = notes().tobytes()
    broken = whole[: at % len(whole)] + junk + whole[at % len(whole) + len(junk) :]
    path = pictures.jpeg(tmp_path / "photo.jpg", pictures.photo(20, 20), exif=broken)
    found: dict[str, Any] = tags.tags(path, gps=True)
    assert all(isinstance(value, str | int | float) for value in found.values())
    tags.taken_at(path)
