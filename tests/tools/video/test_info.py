"""Everything there is to know about a film, as people and programs get to see it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests import clips

from studio.core.errors import BadInput
from studio.tools.video.info import Stored, info

Studio = Callable[..., Any]


def test_a_plain_film_says_little_that_is_special() -> None:
    found = info(clips.sounding())
    picture = found.picture
    assert (found.container, found.duration, found.cover) == ("mp4", 2.0, False)
    assert (picture.codec, picture.width, picture.height, picture.frames) == ("h264", 320, 180, 50)
    assert (picture.rate, picture.nominal_rate, picture.variable) == ("25", None, False)
    assert (picture.stored, picture.pixel_shape, picture.start) == (None, None, None)
    assert [(sound.codec, sound.layout, sound.rate) for sound in found.sounds] == [("aac", "mono", 48000)]
    assert "major_brand" not in found.tags


def test_what_is_special_is_said() -> None:
    assert info(clips.rotated(90)).picture.stored == Stored(320, 180, 90)
    assert info(clips.silent(more=("-vf", "setsar=4/3"))).picture.pixel_shape == "4:3"
    uneven = info(clips.uneven()).picture
    assert (uneven.variable, uneven.nominal_rate) == (True, "25")
    assert info(clips.interlaced()).picture.field_order == "top"
    assert info(clips.with_timecode()).timecode == "10:11:12:13"
    assert info(clips.with_chapters()).chapters[0].title == "Opening"


def test_sound_alone_is_refused() -> None:
    with pytest.raises(BadInput, match="has no picture"):
        info(clips.sound_only())


def test_it_reads_well(studio: Studio) -> None:
    said = studio("video", "info", clips.hdr())
    assert said.code == 0
    rows = dict(line.split("  ", 1) for line in said.out.splitlines())
    shown = {name: value.strip() for name, value in rows.items()}
    assert shown["picture rate"] == "25 frames a second"
    assert shown["picture width"] == "320 px"
    assert shown["picture transfer"] == "smpte2084"
    assert shown["picture hdr"] == "yes"
    assert shown["picture bit rate"].endswith("kbit/s")


def test_many_films_give_one_object_each(studio: Studio) -> None:
    said = studio("video", "info", clips.silent(), clips.torn(), clips.sounding(), "--json")
    first, second, third = map(json.loads, said.out.splitlines())
    assert said.code == 1
    assert first["result"]["picture"]["frames"] == 50
    assert (second["ok"], second["error"]["kind"]) == (False, "BadInput")
    assert third["result"]["sounds"][0]["codec"] == "aac"
