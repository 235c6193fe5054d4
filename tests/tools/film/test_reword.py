"""A line is said otherwise where there is room for it."""

import pytest
from tests import films

import studio
from studio.core.errors import BadInput, NotFound
from studio.store.films import FilmFolder
from studio.story.grammar import Line, Storyboard

SPOKEN = {"provider": "espeak"}


def test_only_that_line_changes() -> None:
    film = films.folder()
    before = FilmFolder(film).board.read_text()
    said = studio.film.reword(film, line=1, text="Here,  the *bread*\nbegins.")
    assert said.text == "Here, the *bread* begins."
    assert said.before == "Where the land ends, the *bread* begins."
    assert (said.speaks, said.room) == (0, round(44 / 24, 3))
    old = FilmFolder(film).storyboard(Storyboard)
    assert [line.text for line in old.lines] == [said.text]
    changed = [line for line in FilmFolder(film).board.read_text().splitlines() if line not in before]
    assert len(changed) == 1


def test_a_line_that_would_run_into_the_next_one_is_refused() -> None:
    pytest.importorskip("espeakng_loader")
    board = films.board()
    board.beats[0].lines.append(Line(text="Warm.", start=30))
    film = films.folder(made=board.model_copy(update={"narrator": board.narrator.model_copy(update=SPOKEN)}))
    before = FilmFolder(film).board.read_bytes()
    with pytest.raises(BadInput, match=r"line 1 takes [\d.]+ s now, and has 1\.1 s until the next begins"):
        studio.film.reword(
            film, line=1, text="A long line about bread that nobody could ever say in a second."
        )
    assert FilmFolder(film).board.read_bytes() == before
    assert 0 < studio.film.reword(film, line=1, text="Bread.").speaks < 1.1


def test_a_voice_is_set_for_one_line() -> None:
    film = films.folder()
    studio.film.reword(film, line=1, voice="en-gb")
    assert [line.voice for line in FilmFolder(film).storyboard(Storyboard).lines] == ["en-gb"]


def test_nothing_to_change_and_no_such_line_are_said() -> None:
    film = films.folder()
    with pytest.raises(BadInput, match="there is nothing to change"):
        studio.film.reword(film, line=1)
    with pytest.raises(NotFound, match="the film has no line 2"):
        studio.film.reword(film, line=2, text="More.")
