"""Lines are spoken at their time, once, and every word knows when it is said."""

import json
import wave
from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest
from tests import films, sounds

import studio
from studio.core.errors import BadInput
from studio.story.grammar import Beat, Line, Narrator

LINES = [Line(text="Where the land ends.", start=12), Line(text="The *bread* begins.", start=60)]


def spoken(**more: object) -> Path:
    board = films.board()
    brief = board.brief.model_copy(update={"frames": 96})
    pictures = [films.picture(shot, "hook", 32, place="coast") for shot in ("01", "02", "03")]
    told = {"brief": brief, "pictures": pictures, "beats": [Beat(id="hook", role="hook", lines=LINES)]}
    return films.folder(
        made=board.model_copy(update={**told, "narrator": Narrator(provider="espeak"), **more})
    )


def samples(film: Path) -> np.ndarray:
    with wave.open(str(film / "audio/narration.wav")) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (1, 48_000)
        return np.frombuffer(sound.readframes(sound.getnframes()), np.int16).astype(int)


def mine(seconds: float) -> Path:
    return copyfile(sounds.music(seconds), Path("mine.wav"))


def test_lines_are_heard_at_their_frames_and_nowhere_else() -> None:
    film = spoken()
    made = studio.film.narrate(film)
    heard = samples(film)
    assert (made.lines, made.words, made.provider) == (2, 7, "espeak")
    assert len(heard) == 4 * 48_000
    assert not heard[: 24_000 - 1].any()
    words = json.loads((film / "audio/words.json").read_text())["words"]
    assert [word["text"] for word in words] == ["Where", "the", "land", "ends.", "The", "bread", "begins."]
    for first, start in ((0, 0.5), (4, 2.5)):
        assert start <= words[first]["start"] < start + 0.15
        middle = round((words[first]["start"] + words[first]["end"]) / 2 * 48_000)
        assert np.abs(heard[middle - 2400 : middle + 2400]).max() > 500
    quiet = heard[round(words[3]["end"] * 48_000) + 9600 : 120_000 - 480]
    assert np.abs(quiet).max() < 300


def test_it_is_spoken_once() -> None:
    film = spoken()
    studio.film.narrate(film)
    before = (film / "audio/narration.wav").stat().st_mtime_ns
    films.changed(film, "place: coast", "place: street")
    studio.film.narrate(film)
    assert (film / "audio/narration.wav").stat().st_mtime_ns == before
    films.changed(film, "land ends", "road ends")
    studio.film.narrate(film)
    assert (film / "audio/narration.wav").stat().st_mtime_ns > before


def test_where_nobody_speaks_nothing_is_left_of_a_voice() -> None:
    film = spoken()
    studio.film.narrate(film)
    films.changed(film, "provider: espeak", "provider: ''")
    assert studio.film.narrate(film).lines == 0
    assert not (film / "audio/narration.wav").exists()
    assert not (film / "audio/words.json").exists()


def test_a_recording_of_ones_own_is_as_long_as_the_film() -> None:
    recording = mine(1.5)
    studio.film.narrate(spoken())
    film = spoken(narrator=Narrator(file=str(recording.absolute())))
    made = studio.film.narrate(film)
    assert not (film / "audio/words.json").exists()
    assert (made.provider, made.voice) == ("", "mine.wav")
    heard = samples(film)
    assert len(heard) == 4 * 48_000
    assert np.abs(heard[:60_000]).max() > 1000
    assert not heard[round(1.6 * 48_000) :].any()


def test_a_recording_that_is_too_long_is_refused_with_both_lengths() -> None:
    recording = mine(5)
    film = spoken(narrator=Narrator(file=str(recording.absolute())))
    with pytest.raises(BadInput, match=r"mine\.wav lasts 5\.00 s, and the film 4\.00 s"):
        studio.film.narrate(film)


def test_lines_that_do_not_fit_are_refused() -> None:
    film = spoken()
    films.changed(film, "start: 60", "start: 90")
    with pytest.raises(BadInput, match="what is said ends at"):
        studio.film.narrate(film)
