"""A file's date is the camera's or the container's, and else that of the last change; it says which."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from tests import clips, pictures

from studio.media.filing.dates import dated
from studio.media.filing.extensions import Kind

NOON = datetime(2021, 5, 6, 12, tzinfo=UTC)
MODIFIED_NS = int(NOON.timestamp()) * 10**9


def photograph(path: Path, taken: str) -> Path:
    tags = Image.Exif()
    tags[0x9003] = taken
    tags.get_ifd(0x8769)[0x9003] = taken
    return pictures.jpeg(path, exif=tags)


def date(path: Path, kind: Kind) -> tuple[str, str]:
    found = dated(path, kind, MODIFIED_NS)
    return found.when.strftime("%Y-%m-%d"), found.source


def test_a_photograph_says_when_it_was_taken(tmp_path: Path) -> None:
    assert date(photograph(tmp_path / "a.jpg", "2019:03:04 05:06:07"), "images") == ("2019-03-04", "exif")


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2019:13:40 00:00:00", "0001:01:01 00:00:00"]
)
def test_a_clock_that_was_never_set_counts_for_nothing(tmp_path: Path, taken: str) -> None:
    assert date(photograph(tmp_path / "a.jpg", taken), "images") == ("2021-05-06", "modified")


@pytest.mark.parametrize("told", ["2018-07-08T09:10:11Z", "2018-07-08T09:10:11.000000Z"])
def test_a_film_says_when_it_was_recorded(told: str) -> None:
    film = clips.made("dated.mp4", *clips.picture(0.2), "-metadata", f"creation_time={told}")
    assert date(film, "videos") == ("2018-07-08", "container")


@pytest.mark.parametrize("told", ["1904-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_container_whose_date_was_never_set(told: str) -> None:
    film = clips.made(f"undated-{told[:4]}.mkv", *clips.picture(0.2), "-metadata", f"creation_time={told}")
    assert date(film, "videos") == ("2021-05-06", "modified")


@pytest.mark.parametrize("kind", ["images", "videos", "audio", "documents"])
def test_what_cannot_be_read_has_the_date_of_its_last_change(tmp_path: Path, kind: Kind) -> None:
    (tmp_path / os.fsdecode(b"\xff.bin")).write_bytes(b"nothing known")
    assert date(tmp_path / os.fsdecode(b"\xff.bin"), kind) == ("2021-05-06", "modified")


@pytest.mark.parametrize("nanoseconds", [2**62, -(2**62), 0, 4_000_000_000 * 10**9])
def test_any_time_of_a_disk_is_a_date(tmp_path: Path, nanoseconds: int) -> None:
    found = dated(tmp_path, "other", nanoseconds).when
    assert abs(found.timestamp() - nanoseconds / 10**9) < 1
