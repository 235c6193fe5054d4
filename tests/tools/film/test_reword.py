"""A line is said otherwise where there is room for it."""

import pytest
from tests import films
from tests.tools.film.test_narrate import conversation, heights

import studio
from studio.core.errors import BadInput, NotFound, Unavailable
from studio.store.films import FilmFolder
from studio.story.grammar import Line, Storyboard, Voice
from studio.tools.film.reword import foresee_line

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


def test_who_says_it_in_the_picture_has_another_voice_in_all_of_their_lines() -> None:
    pytest.importorskip("espeakng_loader")
    film = conversation(pupil=Voice(provider="espeak", voice="en-us+f2", pitch=1.6))
    before = FilmFolder(film).board.read_text()
    studio.film.reword(film, line=2, voice="old-woman")
    old = FilmFolder(film).storyboard(Storyboard)
    assert [line.voice for line in old.lines] == [""] * 5
    voice = old.speakers["baker"]
    assert (voice.provider, voice.voice, voice.speed) == ("espeak", "en-us+f2", 0.88)
    assert old.speakers["pupil"].pitch == 1.6
    after = FilmFolder(film).board.read_text().splitlines()
    changed = [line for line in after if line not in before.splitlines()]
    assert len(changed) == 1
    assert [line for line in after if line not in changed] == before.splitlines()
    studio.film.narrate(film)
    narrator, baker, pupil, _, still = heights(film)
    assert still == pytest.approx(baker, rel=0.02)
    assert narrator * 1.2 < baker < pupil / 1.2
    studio.film.reword(film, line=2, voice="espeak:en-gb+m7")
    assert FilmFolder(film).storyboard(Storyboard).speakers["baker"] == Voice(
        provider="espeak", voice="en-gb+m7"
    )
    studio.film.reword(film, line=5, voice="narrator")
    studio.film.narrate(film)
    assert heights(film)[1] == pytest.approx(narrator, rel=0.02)


def test_what_goes_without_saying_is_not_written_into_a_voice() -> None:
    pytest.importorskip("espeakng_loader")
    film = conversation(pupil=Voice(provider="espeak", voice="en-us+f2", pitch=1.6))
    number = next(
        number
        for number, line in enumerate(FilmFolder(film).storyboard(Storyboard).lines, 1)
        if line.speaker == "pupil"
    )
    studio.film.reword(film, line=number, voice="espeak:en-gb")
    assert '{provider: "espeak", voice: "en-gb"}' in FilmFolder(film).board.read_text()
    studio.film.reword(film, line=number, voice="narrator")
    assert "pupil: {}" in FilmFolder(film).board.read_text()
    assert FilmFolder(film).storyboard(Storyboard).speakers["pupil"] == Voice()


def test_a_voice_that_is_not_on_this_machine_is_refused_before_anything_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    film = conversation(pupil=Voice(provider="espeak", voice="en-us+f2"))
    monkeypatch.setattr("studio.models.voice._created", lambda *_: None)
    with pytest.raises(Unavailable, match="piper is not on this machine"):
        foresee_line(FilmFolder(film), 1, "piper:x")


def test_a_voice_that_has_no_time_for_another_of_their_lines_is_refused() -> None:
    pytest.importorskip("espeakng_loader")
    film = conversation()
    films.changed(film, "start: 196", "start: 228")
    before = FilmFolder(film).board.read_bytes()
    with pytest.raises(BadInput, match=r"line 5 takes [\d.]+ s now, and has 0\.5 s until the next begins"):
        studio.film.reword(film, line=2, voice="old-woman")
    with pytest.raises(BadInput, match="eSpeak NG has no variant 'nobody'"):
        studio.film.reword(film, line=2, voice="en-us+nobody")
    assert FilmFolder(film).board.read_bytes() == before


def test_where_no_voice_is_heard_nobody_has_one() -> None:
    film = conversation()
    films.changed(film, "provider: espeak", "provider: ''")
    with pytest.raises(BadInput, match="no voice is heard in this film, so baker has none"):
        studio.film.reword(film, line=2, voice="man")


def test_nothing_to_change_and_no_such_line_are_said() -> None:
    film = films.folder()
    with pytest.raises(BadInput, match="there is nothing to change"):
        studio.film.reword(film, line=1)
    with pytest.raises(NotFound, match="the film has no line 2"):
        studio.film.reword(film, line=2, text="More.")
