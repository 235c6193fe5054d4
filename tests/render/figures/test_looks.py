"""Words say who somebody is, the seed says the rest; the same words and seed are the same person."""

import pytest

from studio.render.figures import shelves
from studio.render.figures.looks import distinct, look, trade_of


@pytest.mark.parametrize(
    ("words", "trade"),
    [
        ("a baker", "baker"),
        ("two bakers at work", "baker"),
        ("the old fisherman", "fisher"),
        ("woman mechanic", "mechanic"),
        ("dentist", "doctor"),
        ("kids", "passer-by"),
        ("quasar", ""),
    ],
)
def test_words_name_a_trade(words: str, trade: str) -> None:
    assert trade_of(words) == trade


def test_words_say_age_and_build() -> None:
    assert look("old man", 1).age == "old"
    assert look("girl", 1).age == "child"
    assert all(look("strong carpenter man", seed).build == "strong" for seed in range(5))
    assert all(look("woman", seed).curvy for seed in range(5))
    assert not any(look("man", seed).curvy for seed in range(5))
    assert look("doctor with glasses", 3).glasses


def test_the_same_words_and_seed_are_the_same_person() -> None:
    assert look("teacher", 9) == look("teacher", 9)
    people = {look("passer-by", seed) for seed in range(40)}
    assert len(people) == 40
    assert len({one.skin for one in people}) >= 5
    assert len({one.hair for one in people}) >= 8


@pytest.mark.parametrize("trade", shelves.trades())
def test_every_trade_can_be_dressed(trade: str) -> None:
    known, shop = shelves.garments(), shelves.barbershop()
    for seed in range(12):
        one = look(trade, seed)
        assert known[one.top].part == "top"
        assert known[one.bottom].part == "bottom"
        assert not one.over or known[one.over].part == "over"
        assert not one.cover or one.cover in shop.covers
        assert one.hair in shop.hair
        assert not one.beard or one.beard in shop.beards


def test_several_people_are_not_mistaken_for_one_another() -> None:
    assert len(set(distinct(["customer"] * 8, 1))) == 8


def test_there_are_enough_styles_of_hair() -> None:
    assert len(shelves.hair()) >= 8
    assert {"cap", "scarf", "beanie"} <= set(shelves.barbershop().covers)
