"""Whoever is quoted is heard in the finished film with a voice of their own, and the film says with which."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from tests import sounds

import studio
from studio.models.voice import espeak
from studio.models.voice.pitch import usual
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard

BRIEF = 'A 20 second ad for a school. "I learn to ask," says a girl. "I listen," says the teacher, he smiles.'


@pytest.mark.skipif(espeak.create() is None, reason="no eSpeak NG")
def test_who_speaks_is_told_by_ear_and_by_what_the_film_says() -> None:
    made = studio.film.make(
        BRIEF, folder=Path("film"), voice="espeak", size="360p", fps=8, effort="draft", music="none"
    )
    assert made.faults == ()
    film = FilmFolder(Path("film"))
    board = film.storyboard(Storyboard)
    lines = [line for line in board.lines if line.text]
    assert len({line.speaker for line in lines}) == len(made.speakers) + 1 == 3
    heard = sounds.heard(Path(made.film), 48_000).mean(axis=1)
    words = json.loads(film.words.read_text())["words"]
    heights: dict[str, list[float]] = {}
    for number, line in enumerate(lines):
        times = [word for word in words if word["line"] == number]
        first, last = (round(48_000 * time) for time in (times[0]["start"], times[-1]["end"]))
        heights.setdefault(line.speaker, []).append(usual(heard[first:last], 48_000))
    middle = {who: sorted(told)[len(told) // 2] for who, told in heights.items()}
    for one, other in combinations(sorted(middle.values()), 2):
        assert other / one >= 1.2, middle
    assert studio.film.inspect(Path(made.film)).speakers == made.speakers
    restored = FilmFolder(Path(studio.film.restore(Path(made.film), folder=Path("restored")).folder))
    assert restored.storyboard(Storyboard).speakers == board.speakers
