"""What a film will take is told before it is made, and the better the more was made here."""

from pathlib import Path

import pytest
from tests import films

import studio
from studio.core.errors import NotFound
from studio.store import timings
from studio.store.filing import home


@pytest.fixture(autouse=True)
def nothing_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_told", tmp_path / "home")


def test_without_anything_measured_it_says_what_it_rests_on() -> None:
    told = studio.film.estimate(films.folder())
    assert 0 < told.least < told.likely < told.most <= 2 * told.least + 0.1
    assert told.memory > 100e6
    assert told.disk > 0
    assert (told.price, told.currency, told.chunks) == (0, "", 3)
    assert "elsewhere" in told.basis


def test_what_was_made_here_is_learned_from() -> None:
    film = films.folder()
    for shot in ("01", "02", "03"):
        studio.film.take(film, shot=shot)
    assert [took.amount for took in timings.history()] == [160 * 90 * frames for frames in (18, 19, 16)]
    told = studio.film.estimate(film)
    assert "3 shots made on this machine" in told.basis
    assert told.most <= 2 * told.least + 0.1


def test_a_longer_and_larger_film_takes_more() -> None:
    small = studio.film.estimate(films.folder("small"))
    board = films.board()
    size = {"width": 1920, "height": 1080}
    large = films.folder("large", board.model_copy(update={"brief": board.brief.model_copy(update=size)}))
    told = studio.film.estimate(large)
    assert told.likely > small.likely
    assert told.disk > 2 * small.disk
    assert told.memory > small.memory


def test_a_folder_without_a_film_is_refused() -> None:
    Path("empty").mkdir()
    with pytest.raises(NotFound, match="holds no film"):
        studio.film.estimate(Path("empty"))


def test_the_storyboard_stands_for_its_folder() -> None:
    film = films.folder()
    assert studio.film.estimate(film / "storyboard.yaml").chunks == studio.film.estimate(film).chunks
    assert studio.film.take(film / "storyboard.yaml", shot="02").clip == "shots/02/take-01/clip.mp4"
    assert (film / "shots/02/take-01/clip.mp4").is_file()
