"""A storyboard is approved as it was seen."""

import pytest
from tests import films

import studio
from studio.core.errors import BadInput, NotFound
from studio.store.films import FilmFolder


def test_what_is_changed_is_approved_no_longer() -> None:
    film = films.folder()
    assert studio.film.approve(film).approved == ("01", "02", "03")
    films.changed(film, "place: kitchen", "place: workshop")
    stand = studio.film.approve(film, shot=("01",))
    assert (stand.approved, stand.changed, stand.open) == (("01", "03"), ("02",), ())
    assert studio.film.approve(film, shot=("02",)).changed == ()


def test_what_is_heard_and_which_take_is_seen_are_other_questions() -> None:
    film = films.folder()
    studio.film.approve(film)
    films.changed(film, "  beat: call", "  beat: call\n  take: 2\n  atmosphere: sea")
    assert studio.film.approve(film, shot=("01",)).approved == ("01", "02", "03")


def test_it_can_be_taken_back() -> None:
    film = films.folder()
    studio.film.approve(film)
    stand = studio.film.approve(film, shot=("02",), withdraw=True)
    assert (stand.approved, stand.open) == (("01", "03"), ("02",))


def test_the_page_says_how_each_shot_stands() -> None:
    film = films.folder()
    studio.film.approve(film, shot=("01", "02"))
    films.changed(film, "place: kitchen", "place: workshop")
    page = film / studio.film.storyboard(film).page
    assert page.read_text().count("<b>approved</b>") == 1
    assert page.read_text().count("<b>changed since it was approved</b>") == 1


def test_nothing_is_made_before_all_is_approved() -> None:
    film = films.folder()
    studio.film.approve(film, shot=("01", "03"))
    with pytest.raises(BadInput, match="not approved as they are now: 02") as refused:
        studio.film.render(film, approved=True)
    assert "studio film approve" in refused.value.hint
    assert not (film / "shots").exists()
    studio.film.approve(film, shot=("02",))
    assert FilmFolder(film).approvals().keys() == {"01", "02", "03"}


def test_unknown_shots_are_refused() -> None:
    with pytest.raises(NotFound, match="the film has no shot 9"):
        studio.film.approve(films.folder(), shot=("9",))


def test_a_broken_note_approves_nothing() -> None:
    film = films.folder()
    FilmFolder(film).approved.write_text("{")
    assert studio.film.approve(film, shot=("01",)).open == ("02", "03")
