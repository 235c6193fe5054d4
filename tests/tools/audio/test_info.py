"""Everything there is to know about a recording, and how loud it is."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests import clips

from studio.core.errors import BadInput, NotFound
from studio.tools.audio.info import info

Studio = Callable[..., Any]


def test_a_recording_is_listened_to() -> None:
    found = info(clips.recording())
    assert (found.container, found.codec, found.depth, found.layout) == ("wav", "pcm_s16le", 16, "mono")
    assert found.duration == 2.0
    assert found.level
    assert found.level.loudness == pytest.approx(-9.72, abs=0.05)
    assert found.level.true_peak == pytest.approx(-6.02, abs=0.05)
    assert (found.level.silence, found.level.damaged) == (0.0, None)


def test_in_a_hurry_nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.media.sound.listening.listen", None)
    assert info(clips.recording(), quick=True).level is None


def test_silence_is_a_share() -> None:
    level = info(clips.black()).level
    assert level
    assert (level.loudness, level.true_peak, level.silence) == (None, None, 100.0)


def test_one_of_several_sounds_is_chosen() -> None:
    german = info(clips.two_languages(), track=2)
    assert german.language == "deu"
    assert german == info(clips.two_languages(), language="de")
    assert [track.language for track in german.tracks] == ["eng", "deu"]
    with pytest.raises(NotFound, match="2 sound tracks"):
        info(clips.two_languages(), track=3)


def test_a_cover_is_no_hindrance() -> None:
    found = info(clips.with_cover())
    assert (found.cover, found.tags["title"]) == (True, "Tone")


def test_a_film_without_sound_is_refused() -> None:
    with pytest.raises(BadInput, match="has no sound"):
        info(clips.silent())


def test_it_reads_well(studio: Studio) -> None:
    said = studio("audio", "info", clips.recording())
    assert said.code == 0
    rows = dict(line.split("  ", 1) for line in said.out.splitlines())
    shown = {name: value.strip() for name, value in rows.items()}
    assert shown["rate"] == "48 kHz"
    assert shown["level loudness"] == "-9.72 LUFS"
    assert shown["duration"] == "2 s"


def test_programs_get_plain_numbers(studio: Studio) -> None:
    said = studio("audio", "info", clips.recording(), "--json")
    result = json.loads(said.out)["result"]
    assert result["rate"] == 48000
    assert result["level"]["silence"] == 0
