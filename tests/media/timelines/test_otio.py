"""Timelines are what OpenTimelineIO's own library reads, frame by frame."""

import json
from fractions import Fraction
from typing import Any

import opentimelineio as otio
import pytest
from tests.media.timelines.cuts import cut

from studio.media.timelines.otio import written


@pytest.fixture
def timeline() -> Any:
    return otio.adapters.read_from_string(written(cut()), "otio_json")


def test_its_own_library_reads_it_and_writes_the_same(timeline: Any) -> None:
    assert timeline.name == "Fyr & Hus"
    assert timeline.metadata["studio"]["brief"] == "an ad"
    again = json.loads(otio.adapters.write_to_string(timeline, "otio_json"))
    ours = json.loads(written(cut()))
    assert _known(ours, again) == ours


def _known(ours: Any, theirs: Any) -> Any:
    """Of what they wrote, what we wrote, too: they may add fields of later versions."""
    if isinstance(ours, dict):
        return {key: _known(value, theirs.get(key)) for key, value in ours.items()}
    if isinstance(ours, list):
        return [_known(one, other) for one, other in zip(ours, theirs, strict=True)]
    return theirs


def test_every_clip_is_at_its_frame_with_its_handles(timeline: Any) -> None:
    track = timeline.video_tracks()[0]
    clips = list(track.find_clips())
    assert [(clip.name, int(clip.range_in_parent().start_time.value)) for clip in clips] == [
        ("01", 0), ("02", 48), ("03", 84), ("04", 108),
    ]  # fmt: skip
    assert int(timeline.duration().value) == 120
    assert timeline.duration().rate == 24
    for clip in clips:
        seen, there = clip.trimmed_range_in_parent(), clip.available_range()
        used = clip.trimmed_range()
        assert seen.duration == used.duration
        assert there.start_time <= used.start_time
        assert used.end_time_exclusive() <= there.end_time_exclusive()


def test_what_a_transition_shows_is_in_the_takes(timeline: Any) -> None:
    track = timeline.video_tracks()[0]
    for number, item in enumerate(track):
        if not isinstance(item, otio.schema.Transition):
            continue
        before, after = track[number - 1], track[number + 1]
        assert before.trimmed_range().end_time_exclusive() + item.out_offset <= (
            before.available_range().end_time_exclusive()
        )
        assert after.trimmed_range().start_time - item.in_offset >= after.available_range().start_time


def test_transitions_are_of_a_kind_others_know(timeline: Any) -> None:
    found = [item for item in timeline.video_tracks()[0] if isinstance(item, otio.schema.Transition)]
    assert [(one.name, one.transition_type, one.duration().value) for one in found] == [
        ("dissolve", "SMPTE_Dissolve", 9), ("whip", "Custom_Transition", 12),
    ]  # fmt: skip


def test_sounds_and_beats_are_there(timeline: Any) -> None:
    assert [(track.name, track.enabled) for track in timeline.audio_tracks()] == [
        ("Mix", True),
        ("Music", False),
    ]
    assert isinstance(timeline.audio_tracks()[1][0], otio.schema.Gap)
    marks = timeline.tracks.markers
    assert [(one.name, one.color, one.marked_range.duration.value, one.comment) for one in marks] == [
        ("hook", "RED", 84, "Where the land ends"), ("call", "GREEN", 36, ""),
    ]  # fmt: skip


def test_files_are_named_by_where_they_lie(timeline: Any) -> None:
    media = timeline.video_tracks()[0][0].media_reference
    assert media.target_url == "shots/01/clip%20%C3%A4.mp4"
    assert media.name == "clip ä.mp4"


def test_rates_of_television_are_kept() -> None:
    read = otio.adapters.read_from_string(written(cut(Fraction(30000, 1001))), "otio_json")
    assert read.duration().rate == pytest.approx(30000 / 1001, abs=1e-9)
    assert read.duration().value == 120
