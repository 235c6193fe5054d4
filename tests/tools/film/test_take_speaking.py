"""The mouth of who speaks in a take moves with the words, and is written down from the rig that draws it."""

import json
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import films
from tests.story.test_speaking import HEARD, board

import studio
from studio.core.errors import BadInput
from studio.render.shots.grammar import Thing
from studio.store.films import FilmFolder
from studio.story.grammar import Narrator, Storyboard


def made(told: Storyboard, name: str = "film") -> FilmFolder:
    film = FilmFolder(films.folder(name, told))
    (film.path / "audio").mkdir(parents=True)
    film.words.write_text(json.dumps(HEARD), "utf-8")
    tone = np.zeros(96000)
    for one in HEARD["phones"]:
        first, end = (round(48000 * one[key]) for key in ("start", "end"))
        tone[first:end] = np.sin(np.arange(end - first) * 0.05) * (
            0.5 if one["symbol"] in ("ɛ", "aʊ", "ɪ") else 0.05
        )
    with wave.open(str(film.narration), "wb") as tape:
        tape.setparams((1, 2, 48000, 0, "NONE", "not compressed"))
        tape.writeframes((tone * 32767).astype("<i2").tobytes())
    return film


def spoken(**more: Any) -> Storyboard:
    return board().model_copy(update={"narrator": Narrator(provider="espeak", voice="en-gb"), **more})


def opened(film: FilmFolder, shot: str = "02") -> list[float]:
    told = json.loads((film.take(shot) / "mouth.json").read_text("utf-8"))["open"]
    return list(told)


def test_a_take_tells_how_far_the_mouth_is_open_on_each_of_its_frames() -> None:
    film = made(spoken())
    taken = studio.film.take(film.path, shot="02")
    told = opened(film)
    assert len(told) == taken.frames
    begin = 16 - 3
    wide = [round(24 * second) - begin for second in (0.95, 1.22)]
    assert all(told[frame] > 0.3 for frame in wide)
    assert told[:2] == [0, 0]
    assert told[-1] == 0


def test_lips_are_other_pictures_and_another_line_makes_the_take_stale() -> None:
    film = made(spoken())
    studio.film.take(film.path, shot="02")
    with_lips = (film.take("02") / "clip.mp4").read_bytes()
    silent = made(spoken(beats=board(speaker="").beats), "silent")
    studio.film.take(silent.path, shot="02")
    assert (silent.take("02") / "clip.mp4").read_bytes() != with_lips
    assert set(opened(silent)) == {0.0}
    assert studio.film.take(film.path, shot="02").took == 0
    film.words.write_text(film.words.read_text("utf-8").replace("0.85", "0.9"), "utf-8")
    assert studio.film.take(film.path, shot="02").took > 0


def test_hands_may_talk_without_lips() -> None:
    """Who only seems to talk, under a voice of somebody else, keeps their mouth shut."""
    told = board(speaker="")
    talking = [Thing(person="baker", action="talk")]
    pictures = [
        one.model_copy(
            update={"shot": one.shot.model_copy(update={"cast": talking if one.shot.cast else []})}
        )
        for one in told.pictures
    ]
    film = made(told.model_copy(update={"pictures": pictures}))
    studio.film.take(film.path, shot="02")
    assert set(opened(film)) == {0.0}
    assert not (film.take("01") / "mouth.json").exists()


def test_a_shot_without_people_says_nothing_of_mouths() -> None:
    film = made(spoken())
    studio.film.take(film.path, shot="01")
    assert not (film.take("01") / "mouth.json").exists()


def test_a_speaker_whom_nobody_casts_is_told_with_who_was_meant() -> None:
    film = films.folder(made=board(speaker="bakr"))
    with pytest.raises(BadInput) as refused:
        studio.film.take(film, shot="01")
    assert "nobody called bakr is in the cast of a shot" in str(refused.value)
    assert refused.value.hint == "did you mean baker?"


def test_a_list_of_words_that_is_broken_is_told() -> None:
    film = made(spoken())
    film.words.write_text("no words", "utf-8")
    with pytest.raises(BadInput, match="does not list the words of a narration"):
        studio.film.take(film.path, shot="02")
    assert not list(Path(film.path).glob("shots/*/*/clip.mp4"))
