"""What a film says of itself stays in it, whatever is done to it here."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import clips

import studio
from studio.core.outside import into
from studio.media import probe
from studio.story.provenance.packing import TAG, found

TOLD = "ab=" * 3000


@pytest.fixture
def film() -> Path:
    """A film that says something of itself."""
    plain = clips.sounding(suffix=".mp4")
    tags = ("-metadata", f"{TAG}={TOLD}", "-metadata", "title=Fyrhus", "-movflags", "+use_metadata_tags")
    return clips.made("told.mp4", "-i", plain, "-c", "copy", *tags)


EDITS: dict[str, Callable[[Path], Path]] = {
    "convert": lambda film: studio.video.convert(film, width=64).film,
    "copy": lambda film: studio.video.convert(film, format="mkv").film,
    "trim": lambda film: studio.video.trim(film, end=1.0).clip,
    "fast": lambda film: studio.video.trim(film, end=1.0, fast=True).clip,
    "adjust": lambda film: studio.video.adjust(film, brightness=0.1).clip,
    "retime": lambda film: studio.video.retime(film, speed=2).clip,
    "mute": studio.video.mute,
}


@pytest.mark.parametrize("edit", EDITS)
def test_it_stays(film: Path, edit: str) -> None:
    with into("out"):
        made = EDITS[edit](film)
    tags = probe.media(made).metadata
    assert found(tags) == TOLD
    assert {name.lower(): value for name, value in tags.items()}["title"] == "Fyrhus"


def test_it_stays_with_other_sound(film: Path) -> None:
    with into("out"):
        made = studio.video.dub(film, with_=clips.recording()).film
    assert found(probe.media(made).metadata) == TOLD


def test_back_from_another_container(film: Path) -> None:
    with into("out"):
        there = studio.video.convert(film, format="mkv").film
    with into("back"):
        back = studio.video.convert(there, format="mp4").film
    assert found(probe.media(back).metadata) == TOLD


def test_who_wants_none_gets_none(film: Path) -> None:
    with into("out"):
        assert not found(probe.media(studio.video.convert(film, width=64, bare=True).film).metadata)
