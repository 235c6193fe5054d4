"""What other programs get of a film is what is in its folder."""

import json
import wave
from pathlib import Path
from urllib.parse import unquote

import opentimelineio as otio
import pytest
from tests import films

import studio
from studio.core.errors import NotFound
from studio.media.captions import files


def sound(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(96_000 * 4))


def test_a_timeline_names_the_files_of_the_film() -> None:
    film = films.taken("Fyr hus")
    for name in ("mix", "music"):
        sound(film / f"audio/{name}.wav")
    made = studio.film.export(film)
    assert (made.file, made.format) == ("timeline.otio", "otio")
    timeline = otio.adapters.read_from_file(str(film / made.file), "otio_json")
    assert timeline.name == "Fyr hus"
    assert timeline.duration().value == 48
    clips = list(timeline.find_clips())
    assert all((film / unquote(clip.media_reference.target_url)).is_file() for clip in clips)
    frames = json.loads((film / "shots/02/take-01/meta.json").read_text())["frames"]
    assert clips[1].available_range().duration.value == frames
    assert [(track.name, track.enabled) for track in timeline.audio_tracks()] == [
        ("Mix", True),
        ("Music", False),
    ]


def test_stems_are_heard_where_nothing_was_mixed() -> None:
    film = films.folder()
    sound(film / "audio/music.wav")
    studio.film.export(film)
    timeline = otio.adapters.read_from_file(str(film / "timeline.otio"), "otio_json")
    assert [(track.name, track.enabled) for track in timeline.audio_tracks()] == [("Music", True)]


def test_a_list_of_edits_lies_beside_it() -> None:
    film = films.folder()
    assert studio.film.export(film, format="edl").file == "timeline.edl"
    text = (film / "timeline.edl").read_text()
    assert text.startswith("TITLE: film\nFCM: NON-DROP FRAME\n001  SHOT01 ")
    assert "D    005" in text


def test_captions_are_made_for_it() -> None:
    film = films.folder()
    made = studio.film.export(film, format="vtt")
    assert made.file == "captions/film.vtt"
    assert files.read(film / made.file)[0].text.startswith("Where the land ends")
    films.changed(film, "Where the land ends, the *bread* begins.", "''")
    with pytest.raises(NotFound, match="nothing is said"):
        studio.film.export(film, format="vtt")


def test_it_is_written_once_and_again_when_the_film_changes() -> None:
    film = films.folder()
    studio.film.export(film)
    before = (film / "timeline.otio").stat().st_mtime_ns
    studio.film.export(film)
    assert (film / "timeline.otio").stat().st_mtime_ns == before
    films.changed(film, "kind: dissolve", "kind: zoom")
    studio.film.export(film)
    assert '"name": "zoom"' in (film / "timeline.otio").read_text()
