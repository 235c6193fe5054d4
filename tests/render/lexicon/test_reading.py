"""A brief is read the same way each time, quickly, and never into more than it says."""

import time

import pytest
from tests.render.lexicon.expecting import briefs

from studio.core.errors import BadInput
from studio.render.lexicon.reading import LONGEST, read
from studio.render.lexicon.seen import Figure, Name, Seen, Unknown


def test_a_thing_tells_its_word_how_near_it_comes_and_how_many() -> None:
    reading = read("Two croissants and a lighthouse")
    assert reading.props == (
        Seen("prop", "bread", "croissants", 0.5, 2),
        Seen("prop", "lighthouse", "lighthouse"),
    )


def test_a_place_tells_the_word_that_asks_for_it() -> None:
    assert read("A bakery by the sea").places[:2] == (
        Seen("place", "shop", "bakery"),
        Seen("place", "coast", "sea"),
    )


def test_where_nothing_is_said_the_place_is_abstract_and_owns_up_to_it() -> None:
    assert read("Hello").place == Seen("place", "abstract", "", 0.0)


def test_a_trade_suggests_what_belongs_to_it_unless_that_is_ruled_out() -> None:
    suggested = {one.name for one in read("A bakery").suggests}
    assert {"bread", "cake", "baker"} <= suggested
    assert "cake" not in {one.name for one in read("A bakery without cakes").suggests}


def test_an_unknown_noun_stays_the_word_it_is() -> None:
    reading = read("A theremin")
    assert reading.unknown == (Unknown("theremin", "type"),)
    assert reading.props == ()


@pytest.mark.parametrize(
    "word", ["bred", "coup", "lighthous", "shipp", "doge", "brea", "Brott", "Hunt", "panal"]
)
def test_what_is_nearly_spelled_like_a_thing_is_not_that_thing(word: str) -> None:
    for language in ("en", "de", "es"):
        assert read(f"Ein {word} {word}", language).props == ()


def test_names_know_whose_they_are() -> None:
    reading = read('A film for Harbour & Sons in Bristol, called "The Long Way Home"')
    assert reading.names == (
        Name("Harbour & Sons", "client"),
        Name("Bristol", "town"),
        Name("The Long Way Home", "client"),
    )
    assert reading.client == "Harbour & Sons"


def test_what_is_quoted_like_a_sentence_is_a_line_to_set() -> None:
    assert read("It ends with “Come home to fresh bread.”").names == (
        Name("Come home to fresh bread.", "line"),
    )


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("from £79", Figure("£79", "price", 79)),
        ("ab 1.299,50 €", Figure("1.299,50 €", "price", 1299.5)),
        ("$1,200 a month", Figure("$1,200", "price", 1200)),
        ("12.5 % more", Figure("12.5 %", "percent", 12.5)),
        ("since 1974", Figure("1974", "year", 1974)),
        ("on 3 May 2027", Figure("3 May 2027", "date", 2027)),
        ("el 3 de mayo", Figure("3 de mayo", "date", 0)),
        ("ab 8:30 Uhr", Figure("8:30 Uhr", "time", 8.5)),
        ("in 30 seconds", Figure("30 seconds", "duration", 30)),
        ("5 km away", Figure("5 km", "amount", 5)),
        ("10,000 people", Figure("10,000", "number", 10000)),
    ],
)
def test_figures_are_read_with_their_kind(text: str, figure: Figure) -> None:
    assert figure in read(text).figures


def test_a_number_that_counts_a_thing_is_no_figure() -> None:
    reading = read("3 cups for 12 euros")
    assert reading.props[0].count == 3
    assert reading.figures == (Figure("12 euros", "price", 12),)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("no dogs or cats, but a tree", ("cats", "dog")),
        ("without dogs and cats", ("cats", "dog")),
        ("without music and a bicycle outside", ("wave",)),
        ("not only bread", ()),
        ("nobody is without a phone", ("phone",)),
    ],
)
def test_what_is_ruled_out_goes_as_far_as_it_is_meant(text: str, without: tuple[str, ...]) -> None:
    assert read(text).without == without


def test_nothing_that_is_ruled_out_is_shown() -> None:
    for brief in briefs("briefs"):
        reading = read(brief["say"])
        shown = (*reading.props, *reading.suggests, *reading.trades, *reading.places, *reading.people)
        assert not {one.name for one in shown} & set(reading.without)


@pytest.mark.parametrize(
    "text", ["", " ", "…", "!!!", "&", "'s", "123", "日本語のパン屋", "a" * 5000, "no " * 900]
)
def test_odd_texts_are_read_all_the_same(text: str) -> None:
    assert read(text).place.name == "abstract" or text == "123"


def test_a_text_without_end_is_read_as_far_as_a_brief_goes() -> None:
    assert read("x " * LONGEST + "bread").props == ()


def test_small_words_are_not_taken_for_things_that_are_written_with_an_accent() -> None:
    assert read("Te esperamos en la panadería", "es").props == ()
    assert [seen.name for seen in read("Un té caliente", "es").props] == ["cup"]


def test_the_language_can_be_said() -> None:
    assert read("Hotel Pension", "de").language == "de"
    with pytest.raises(BadInput, match="has no nl"):
        read("Een bakkerij", "nl")


def test_a_brief_is_read_in_a_blink() -> None:
    said = [brief["say"] for brief in briefs("briefs")]
    for text in said:
        read(text)
    best = min(_seconds(said) for _ in range(3))
    assert best / len(said) < 0.003


def _seconds(said: list[str]) -> float:
    begun = time.process_time()
    for text in said:
        read(text)
    return time.process_time() - begun
