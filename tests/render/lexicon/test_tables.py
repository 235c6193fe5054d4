"""The lexicon is whole: wide enough, joined to the vocabulary, and told where it is broken."""

import shutil
from pathlib import Path

import pytest

from studio.core.errors import BadInput
from studio.render.figures import actions, shelves
from studio.render.lexicon.grammar import entries
from studio.render.lexicon.reading import read
from studio.render.lexicon.tables import LANGUAGES, OURS, tables, world, written
from studio.render.shelf import Shelf

SECTIONS = ("props", "places", "times", "weathers", "trades", "people", "actions", "moods", "symbols")
FURNITURE = {"bench", "floor_lamp", "hanging_sign", "pendant_lamp", "sign", "street_lamp"}


LEAST = [("en", 600), ("de", 400), ("es", 400), ("it", 400), ("fr", 400)]


@pytest.mark.parametrize(("language", "least"), LEAST)
def test_it_is_wide(language: str, least: int) -> None:
    lists = [words for section in SECTIONS for words in getattr(written(language), section).values()]
    assert sum(len(entries(words)) for words in lists) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_thing_trade_and_place_has_words_in_every_language(language: str) -> None:
    whole, words = world(), written(language)
    assert set(words.props) == set(whole.props)
    assert set(words.trades) == set(whole.trades)
    assert set(words.places) == set(whole.places)
    assert set(words.actions) == set(whole.actions)


def test_what_is_drawn_can_be_asked_for() -> None:
    shelf = Shelf()
    assert set(shelf.names("props")) - FURNITURE <= set(world().props)
    assert set(shelf.names("places")) == set(world().places)


def test_what_a_brief_asks_for_is_drawn() -> None:
    assert set(world().props) <= set(Shelf().names("props"))


def test_whoever_a_brief_names_has_a_figure_that_stands_for_them() -> None:
    trades = set(shelves.trades())
    assert {one.look.removeprefix("old ") for one in world().people.values()} - trades == set()


def test_what_figures_do_is_something_they_can() -> None:
    assert set(world().actions.values()) - {""} <= set(actions.names())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("  bread: ", "  bred: "), "en.yaml:28:3: there is no bred"),
        ((" baguette=0.9", " baguette=9"), "'baguette=9': how near a word comes is a number like 0.8"),
        (("bread, loaf|loaves", "bread, loaf||loaves"), "'loaf||loaves' has an empty form"),
        (("    trade bank: ", "    trade banks: "), "there is no trade banks"),
        (("    trade bank: ", "    shop bank: "), "shop bank begins with none of"),
        (("\njoins: ", "\nmood: {}\njoins: "), "there is no mood here"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    folder = Path(shutil.copytree(OURS, tmp_path / "lexicon"))
    text = (folder / "en.yaml").read_text("utf-8")
    assert change[0] in text
    (folder / "en.yaml").write_text(text.replace(*change, 1), "utf-8")
    with pytest.raises(BadInput) as refused:
        read("a bakery", "en", folder=folder)
    assert told in refused.value.message
    assert "en.yaml" in refused.value.message
    assert refused.value.hint


def test_a_trade_without_its_place_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(OURS, tmp_path / "lexicon"))
    text = (folder / "world.yaml").read_text("utf-8")
    (folder / "world.yaml").write_text(text.replace("bakery: {place: shop", "bakery: {place: shed"), "utf-8")
    with pytest.raises(BadInput, match=r"trades\.bakery: there is no shed"):
        read("a bakery", "en", folder=folder)


@pytest.mark.parametrize(
    ("language", "word", "kind", "name"),
    [
        ("en", "loaves", "prop", "bread"),
        ("en", "bakeries", "trade", "bakery"),
        ("en", "baking", "action", "bake"),
        ("de", "häuser", "prop", "house"),
        ("de", "haeuser", "prop", "house"),
        ("de", "bäckerinnen", "person", "baker"),
        ("de", "repariert", "action", "repair"),
        ("de", "ruhigen", "mood", "calm"),
        ("es", "perritos", "prop", "dog"),
        ("es", "tacita", "prop", "cup"),
        ("es", "tranquilas", "mood", "calm"),
        ("es", "barras de pan", "prop", "bread"),
        ("es", "repararon", "action", "repair"),
    ],
)
def test_words_are_known_in_all_their_forms(language: str, word: str, kind: str, name: str) -> None:
    meanings = tables(language).meanings(word)
    assert (kind, name) in [(meaning.kind, meaning.name) for meaning in meanings]


@pytest.mark.parametrize("word", ["bär", "bären", "baren"])
def test_a_bear_is_no_bar(word: str) -> None:
    assert "sense" not in {meaning.kind for meaning in tables("de").meanings(word)}
