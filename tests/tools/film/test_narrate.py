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
from studio.models.voice.pitch import usual
from studio.render.shots.grammar import Thing
from studio.story.grammar import Beat, Line, Narrator, Voice

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


def conversation(**speakers: Voice) -> Path:
    """A woman, a child and the narrator say the same, each for two seconds."""
    lines = [
        Line(text="We open at six.", start=48 * number + 4, speaker=speaker)
        for number, speaker in enumerate(("", "baker", "pupil", "", "baker"))
    ]
    board = films.board()
    brief = board.brief.model_copy(update={"frames": 240})
    shot = films.picture(
        "01", "hook", 240, place="kitchen", cast=[Thing(person="baker"), Thing(person="pupil")]
    )
    told = {"brief": brief, "pictures": [shot], "beats": [Beat(id="hook", role="hook", lines=lines)]}
    narrator = Narrator(provider="espeak", voice="en-us+m7")
    return films.folder(made=board.model_copy(update={**told, "narrator": narrator, "speakers": speakers}))


def heights(film: Path) -> list[float]:
    """How high each of the lines is said."""
    heard = samples(film) / 32768
    return [usual(heard[96_000 * number : 96_000 * (number + 1)], 48_000) for number in range(5)]


def test_everybody_speaks_with_their_own_voice_in_all_of_their_lines() -> None:
    woman = Voice(provider="espeak", voice="en-us+f2")
    child = Voice(provider="espeak", voice="en-us+f2", pitch=1.6, throat=0.8, speed=0.9)
    film = conversation(baker=woman, pupil=child)
    made = studio.film.narrate(film)
    assert (made.provider, made.voice, made.lines) == ("espeak", "en-us+m7", 5)
    narrator, baker, pupil, again, still = heights(film)
    assert again == pytest.approx(narrator, rel=0.02)
    assert still == pytest.approx(baker, rel=0.02)
    assert baker > 1.2 * narrator
    assert pupil > 1.2 * baker
    words = json.loads((film / "audio/words.json").read_text())["words"]
    lasts = [words[4 * line + 3]["end"] - words[4 * line]["start"] for line in range(3)]
    assert lasts[2] == pytest.approx(lasts[1] / 0.9, rel=0.06)
    samples(film)
    before = (film / "audio/narration.wav").stat().st_mtime_ns
    studio.film.narrate(film)
    assert (film / "audio/narration.wav").stat().st_mtime_ns == before
    films.changed(film, "pitch: 1.6", "pitch: 2")
    studio.film.narrate(film)
    assert heights(film)[2] == pytest.approx(pupil * 2 / 1.6, rel=0.04)


def test_who_is_given_no_voice_is_heard_as_the_narrator_to_the_last_bit() -> None:
    studio.film.narrate(film := conversation())
    told = samples(film)
    films.changed(film, "speaker: pupil", "speaker: ''")
    studio.film.narrate(film)
    assert np.array_equal(samples(film), told)


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
