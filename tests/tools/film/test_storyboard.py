"""A storyboard as a page: a picture of every shot, and all that is known of it."""

from PIL import Image
from tests import films

import studio
from studio.render.shots.grammar import Thing
from studio.store.films import VERSION, FilmFolder
from studio.store.ledger import Ledger
from studio.story.grammar import Beat, Line, Voice


def test_every_shot_has_its_picture_and_its_place_on_the_page() -> None:
    film = films.folder()
    made = studio.film.storyboard(film)
    assert (made.pictures, made.drawn) == (3, 3)
    page = (film / made.page).read_text("utf-8")
    for shot in ("01", "02", "03"):
        with Image.open(film / f"storyboard/{shot}.png") as picture:
            assert picture.size == (160, 90)
        assert page.count(f'src="{shot}.png"') == 1
    assert "Where the land ends, the bread begins." in page
    assert "“Fyrhus”" in page
    assert "0:00.67 · 0.67 s" in page
    assert "http" not in page.replace("http-equiv", "")


def test_it_says_who_says_what_with_which_voice() -> None:
    board = films.board()
    beats = [
        Beat(id="hook", role="hook", lines=[Line(text="Warm.", start=4, speaker="baker")]),
        board.beats[1],
    ]
    kitchen = films.picture("02", "hook", 16, place="kitchen", cast=[Thing(person="baker")])
    told = {"beats": beats, "pictures": [board.pictures[0], kitchen, board.pictures[2]]}
    voices = {"baker": Voice(provider="flite", voice="rms", pitch=1.2)}
    film = films.folder(made=board.model_copy(update={**told, "speakers": voices}))
    page = (film / studio.film.storyboard(film).page).read_text("utf-8")
    assert "<dt>Voice of baker</dt><dd>flite rms, 1.2 times as high</dd>" in page
    assert "<b>1 · 0:00.17 · baker</b>Warm." in page


def test_only_what_changed_is_drawn_again() -> None:
    film = films.folder()
    studio.film.storyboard(film)
    films.changed(film, "place: kitchen", "place: workshop")
    assert studio.film.storyboard(film).drawn == 1


def test_words_of_a_brief_are_words_on_the_page() -> None:
    board = films.board()
    brief = board.brief.model_copy(update={"text": "<script>alert(1)</script>", "name": "A & B <b>"})
    film = films.folder(made=board.model_copy(update={"brief": brief}))
    page = (film / studio.film.storyboard(film).page).read_text("utf-8")
    assert "<script" not in page
    assert "A &amp; B &lt;b&gt;" in page


def test_what_was_paid_is_told_for_the_film_and_for_all_its_versions() -> None:
    shot = films.picture("01", "hook", 48, place="abstract")
    board = films.board(beats=[Beat(id="hook", role="hook")], pictures=[shot])
    film = films.folder(made=board)
    ledger = Ledger(film)
    ledger.allow(5)
    ledger.charge("01", "http:a", 0.5, "USD")
    page = film / studio.film.storyboard(film).page
    assert "0.5 USD of 5 USD" in page.read_text("utf-8")
    version = films.folder("film/versions/film_2s_1x1", board)
    FilmFolder(version).write(version / VERSION, "{}")
    Ledger(version).charge("01", "http:a", 1, "USD")
    for folder, own in ((film, "0.5"), (version, "1")):
        page = folder / studio.film.storyboard(folder).page
        assert f"{own} USD; 1.5 USD of 5 USD with all versions" in page.read_text("utf-8")
