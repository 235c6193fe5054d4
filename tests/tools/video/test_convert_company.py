"""What comes along when a film is converted: sound, subtitles, chapters, tags, time code."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests import clips, screening

from studio.core.errors import NotFound
from studio.core.outside import into
from studio.media import probe
from studio.media.facts import VideoFacts
from studio.tools.video.convert import Converted, convert

_NUMBERS = count()


def converted(source: Path, **asked: Any) -> Converted:
    """Convert into a folder of its own."""
    with into(f"made-{next(_NUMBERS)}"):
        return convert(source, **asked)


def film(path: Path) -> VideoFacts:
    return probe.media(path).main_video


def test_all_sound_comes_along_or_what_was_chosen() -> None:
    both = probe.media(converted(clips.two_languages(), format="webm", effort=0).film)
    assert [(sound.codec, sound.language) for sound in both.audio] == [("opus", "eng"), ("opus", "deu")]
    german = converted(clips.two_languages(), format="mkv", language="de").film
    assert [sound.language for sound in probe.media(german).audio] == ["deu"]
    assert screening.pitch(screening.sound(german)[0]) == pytest.approx(880, abs=2)
    second = converted(clips.two_languages(), format="mkv", track=2).film
    assert screening.packets(second, "audio") == screening.packets(german, "audio")
    with pytest.raises(NotFound, match="2 sound tracks, and no number 3"):
        converted(clips.two_languages(), format="mkv", track=3)
    assert not probe.media(converted(clips.two_languages(), sound="none").film).audio


def test_surround_stays_or_is_mixed_down_when_asked() -> None:
    assert probe.media(converted(clips.surround(), format="webm", effort=0).film).main_audio.layout == "5.1"
    made = converted(clips.surround(), channels="stereo", sound="flac", format="mkv").film
    left, right = screening.sound(made)
    spectrum = [screening.level(side) for side in (left, right)]
    assert probe.media(made).main_audio.layout == "stereo"
    assert max(abs(left).max(), abs(right).max()) <= 1.0
    assert spectrum == pytest.approx([-10.0, -10.0], abs=3)
    # The left ear hears 440 Hz (left) and 660 Hz (centre), not the 550 Hz of the right.
    assert screening.pitch(left) == pytest.approx(440, abs=2)
    assert screening.pitch(right) == pytest.approx(550, abs=2)
    made_mp3 = converted(clips.surround(), format="mkv", sound="mp3")
    assert made_mp3.changes == ("6 channels mixed down to stereo: mp3 has no 5.1",)


def test_sound_that_begins_late_stays_late() -> None:
    late = clips.made(
        "late.mp4", *clips.picture(2), "-itsoffset", "0.5", *clips.tone(1), *clips.H264, "-c:a", "aac"
    )
    for format in ("webm", "avi", "mov"):
        samples = screening.sound(converted(late, format=format, sound="auto", longest=100).film)[0]
        assert screening.level(samples[:20000]) < -60
        assert screening.level(samples[30000:60000]) > -12


def test_subtitles_come_along_in_the_containers_own_way() -> None:
    words = clips.folder() / "words.srt"
    words.write_text("1\n00:00:00,500 --> 00:00:01,500\nHello\n")
    spoken = clips.made("spoken.mkv", "-i", clips.sounding(), "-i", words, "-c", "copy", "-c:s", "srt")
    for format, codec in (("mp4", "mov_text"), ("mov", "mov_text"), ("webm", "webvtt"), ("mkv", "subrip")):
        made = converted(spoken, format=format, longest=100, effort=0)
        assert [stream.codec for stream in probe.media(made.film).subtitles] == [codec]
    gone = converted(spoken, format="ts")
    assert gone.changes == ("1 subtitles left out: ts cannot hold them",)
    assert not probe.media(converted(spoken, format="mp4", bare=True).film).subtitles


def test_chapters_and_tags_come_along() -> None:
    titled = clips.made(
        "titled.mp4", "-i", clips.with_chapters(), "-c", "copy", "-metadata", "title=A title", "-map", "0:v",
        "-map", "0:a",
    )  # fmt: skip
    for format in ("mkv", "mov", "webm"):
        found = probe.media(converted(titled, format=format, longest=100, effort=0).film)
        assert [chapter.title for chapter in found.chapters] == ["Opening", "Middle; the = long part", "End"]
        assert found.metadata["title"] == "A title"
    bare = probe.media(converted(titled, format="mkv", bare=True).film)
    assert (bare.chapters, "title" in bare.metadata) == ((), False)
    assert converted(titled, format="ts").changes == ("chapters left out: ts has none",)


def test_the_time_code_comes_along() -> None:
    for format in ("mp4", "mov", "mkv"):
        assert film(converted(clips.with_timecode(), format=format).film).timecode == "10:11:12:13"
    assert film(converted(clips.with_timecode(), format="mov", rate="50").film).timecode == "10:11:12:26"
    lost = converted(clips.with_timecode(), format="avi")
    assert "time code left out: avi has none" in lost.changes


def test_a_cover_comes_along_where_it_can() -> None:
    clip = clips.film_with_cover()
    for asked in ({"format": "m4v"}, {"codec": "h264", "quality": 30}):
        assert probe.media(converted(clip, **asked).film).cover
    for name in ("mkv", "mov"):
        assert f"cover left out: {name} has none" in converted(clip, format=name).changes
