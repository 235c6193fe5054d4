"""Sound taken out, and nothing else touched."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import clips, screening

from studio.core.errors import BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.mute import mute

Studio = Callable[..., Any]


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".mov", ".ts"])
def test_the_picture_stays_bit_for_bit(suffix: str) -> None:
    source = clips.sounding(suffix=suffix)
    made = mute(source)
    assert not probe.media(made).audio
    assert screening.packets(made) == screening.packets(source)
    now, before = screening.times(made), screening.times(source)
    assert [time - now[0] for time in now] == pytest.approx([time - before[0] for time in before], abs=0.002)


def test_what_comes_with_it_stays() -> None:
    found = probe.media(mute(clips.with_chapters()))
    assert [chapter.title for chapter in found.chapters] == ["Opening", "Middle; the = long part", "End"]
    assert probe.media(mute(clips.rotated(90))).main_video.rotation == 90


def test_one_of_two_tracks() -> None:
    with into("one"):
        english = mute(clips.two_languages(), language="de")
    with into("two"):
        german = mute(clips.two_languages(), track=1)
    assert [stream.language for stream in probe.media(english).audio] == ["eng"]
    assert [stream.language for stream in probe.media(german).audio] == ["deu"]
    with pytest.raises(NotFound):
        mute(clips.two_languages(), track=3)


def test_what_cannot_be_muted() -> None:
    with pytest.raises(BadInput, match="has no sound to take out"):
        mute(clips.silent())
    with pytest.raises(BadInput, match="has no picture"):
        mute(clips.sound_only())
    with pytest.raises(BadInput, match="has no picture"):
        mute(clips.with_cover())
    with pytest.raises(BadInput, match="cut off"):
        mute(clips.cut_off())


def test_from_the_command_line(studio: Studio) -> None:
    said = studio("video", "mute", clips.sounding(), clips.surround(), "--out", "o")
    assert (said.code, said.err) == (0, "")
    assert sorted(file.name for file in Path("o").iterdir()) == [
        f"{clips.sounding().stem}-mute.mp4", "surround-mute.mp4"
    ]  # fmt: skip
