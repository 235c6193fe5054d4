"""Which take of a shot is seen is one number in the storyboard."""

from pathlib import Path

import numpy as np
import pytest
from tests import films

import studio
from studio.core.errors import NotFound
from studio.media.films.reel import unreeled
from studio.store.films import FilmFolder


def test_another_take_lies_beside_the_first_and_is_seen_when_it_is_chosen() -> None:
    film = films.folder()
    first = studio.film.take(film, shot="01")
    other = studio.film.take(film, shot="01", anew=True)
    assert (first.number, other.number) == (1, 2)
    assert other.clip == "shots/01/take-02/clip.mp4"
    old, new = (np.stack(list(unreeled(film / made.clip))) for made in (first, other))
    assert old.shape == new.shape
    assert (old != new).any()
    assert studio.film.take(film, shot="01").number == 1
    chosen = studio.film.choose(film, shot="01", take=2)
    assert (chosen.take, chosen.before, chosen.others) == (2, 1, (1,))
    assert studio.film.take(film, shot="01") == studio.film.take(film, shot="01")
    assert studio.film.take(film, shot="01").number == 2
    assert studio.film.take(film, shot="01").took == 0


def test_the_rest_of_the_storyboard_stays_as_it_is_written() -> None:
    film = films.folder()
    films.changed(film, "- id: '02'", "- id: '02'  # too dark?")
    studio.film.take(film, shot="02", anew=True)
    before = FilmFolder(film).board.read_text()
    studio.film.choose(film, shot="02", take=2)
    assert FilmFolder(film).board.read_text() == before.replace("# too dark?\n", "# too dark?\n  take: 2\n")
    studio.film.choose(film, shot="02", take=2)
    assert FilmFolder(film).board.read_text().count("take: 2") == 1


def test_it_says_what_makes_the_film_with_it_until_the_film_shows_it() -> None:
    film = films.rendered("Fyr hus")
    due = "the film shows it after studio film render 'Fyr hus'"
    studio.film.take(film, shot="02", anew=True)
    assert studio.film.choose(film, shot="02", take=1).due == ""
    assert studio.film.choose(film, shot="02", take=2).due == due
    assert studio.film.choose(film, shot="02", take=2).due == due
    studio.film.edit(film)
    assert studio.film.choose(film, shot="02", take=2).due == ""
    (whole,) = (film / "out").glob("*.mp4")
    whole.rename("elsewhere.mp4")
    assert studio.film.choose(film, shot="02", take=2).due == due
    Path("elsewhere.mp4").rename(whole)
    (told,) = (film / "out").glob("*.provenance.json")
    told.write_text('{"takes": [1]}')
    assert studio.film.choose(film, shot="02", take=2).due == due


@pytest.mark.parametrize(
    ("shot", "take", "told"), [("04", 1, "the film has no shot 04"), ("01", 3, "shot 01 has no take 3")]
)
def test_what_is_not_there_cannot_be_chosen(shot: str, take: int, told: str) -> None:
    film = films.folder()
    with pytest.raises(NotFound, match=told):
        studio.film.choose(film, shot=shot, take=take)


def test_a_take_that_was_never_finished_is_taken_over() -> None:
    film = films.folder()
    studio.film.take(film, shot="03")
    left = Path(film / "shots/03/take-02")
    left.mkdir()
    (left / "clip.mp4").write_bytes(b"half")
    assert studio.film.take(film, shot="03", anew=True).number == 2
    assert len(list(unreeled(left / "clip.mp4"))) == 16
