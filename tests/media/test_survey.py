"""One look at a file tells its kind, its contents and its faults."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import clips, pictures

from studio.media.survey import Survey, kind_of, survey


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.MP4", "video"), ("a.flac", "audio"), ("a.jpeg", "image"), ("a.gif", "image"), ("a.txt", None)],
)
def test_names_tell_the_kind(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_a_film_is_seen_and_heard() -> None:
    found = survey(clips.sounding())
    assert (found.kind, found.codec, found.sound_codec, found.frames) == ("video", "h264", "aac", 50)
    assert found.loudness == pytest.approx(-9.7, abs=0.1)
    assert (found.black, found.silence, found.damaged, found.fault) == (0.0, 0.0, 0, "")
    assert found.measured
    assert found.thumbnail[8:12] == b"WEBP"


def test_in_a_hurry_nothing_is_decoded() -> None:
    found = survey(clips.sounding(), measure=False)
    assert (found.width, found.duration, found.measured) == (320, 2.0, False)
    assert (found.loudness, found.black, found.thumbnail) == (None, None, b"")


def test_a_recording_says_what_it_says_of_itself() -> None:
    found = survey(clips.with_cover())
    assert (found.kind, found.codec, found.words) == ("audio", "mp3", "Tone")
    assert found.thumbnail
    assert "Opening" in survey(clips.with_chapters()).words


def test_a_picture_is_a_picture(tmp_path: Path) -> None:
    found = survey(pictures.jpeg(tmp_path / "photo.jpg"))
    assert (found.kind, found.width, found.height, found.codec) == ("image", 320, 200, "jpeg")
    assert found.thumbnail


def test_faults_are_part_of_what_is_found_and_bear_no_name(tmp_path: Path) -> None:
    assert survey(clips.torn()) == Survey(
        kind="video", fault="is cut off: its index is missing", cut_off=True, measured=True
    )
    assert survey(clips.cut_off()).cut_off
    broken = pictures.jpeg(tmp_path / "broken.jpg")
    broken.write_bytes(broken.read_bytes()[:3000])
    found = survey(broken)
    assert (found.kind, found.cut_off) == ("image", True)
    assert "broken.jpg" not in found.fault


def test_clocks_that_were_never_set_are_not_believed() -> None:
    dated = clips.silent(more=("-metadata", "creation_time=2024-05-06T07:08:09Z"))
    epoch = clips.silent(more=("-metadata", "creation_time=1970-01-01T00:00:00Z"))
    assert survey(dated).recorded.startswith("2024-05-06T07:08:09")
    assert survey(epoch).recorded == ""


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    suffix=st.sampled_from([".mp4", ".mkv", ".avi", ".ts", ".flv"]),
    damage=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=40),
    kept=st.floats(0.1, 1),
)
def test_no_damage_is_met_with_anything_but_a_sentence(
    tmp_path: Path, suffix: str, damage: list[tuple[float, int]], kept: float
) -> None:
    content = bytearray(clips.sounding(suffix=suffix, more=("-ar", "44100")).read_bytes())
    content = content[: int(len(content) * kept)]
    for place, byte in damage:
        content[int(place**3 * (len(content) - 1))] = byte
    path = tmp_path / f"damaged{suffix}"
    path.write_bytes(content)
    found = survey(path)
    assert found.fault or found.duration is not None
