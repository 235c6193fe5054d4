"""Readers pause after marks and before small words, never behind them."""

import pytest

from studio.media.captions.sense import ends_sentence, parting, words


def cost(pair: str, language: str) -> float:
    before, after = pair.split(" ")
    return parting(before, after, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "bread. Every"), ("en", "in!” she"), ("de", "Brot. Jeden"), ("fr", "pain\u00a0! Venez"),
        ("es", "pan. ¿Quién"), ("ja", "パン。 毎朝"),
    ],
)  # fmt: skip
def test_a_sentence_may_always_end(language: str, text: str) -> None:
    assert cost(text, language) == 0


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Dr."), ("en", "J."), ("en", "e.g."), ("de", "3."), ("de", "Nr."), ("fr", "M."), ("es", "Sra.")],
)
def test_a_dot_does_not_always_end_a_sentence(language: str, word: str) -> None:
    assert not ends_sentence(word, language)


@pytest.mark.parametrize(
    ("language", "binding", "free"),
    [
        ("en", "the bread", "bread that"), ("en", "in Rome", "bakes in"), ("en", "3 loaves", "loaves from"),
        ("de", "dem Meer", "Brot über"), ("de", "wacht mit", "Küste, die"), ("it", "dalla torre", "pane che"),
        ("es", "con pan", "pan con"), ("fr", "une tour", "pain dans"), ("en", "Anna Berg", "Anna bakes"),
        ("de", "mit Duft", "auf mit"),
    ],
)  # fmt: skip
def test_what_belongs_together_costs_more_than_what_does_not(language: str, binding: str, free: str) -> None:
    assert cost(binding, language) > cost(free, language)


def test_a_comma_costs_less_than_a_conjunction_and_that_less_than_nothing() -> None:
    costs = [cost(pair, "en") for pair in ("bread, warm", "bread because", "bread warm")]
    assert costs == sorted(costs)
    assert costs[0] < costs[1] < costs[2]


def test_each_of_five_languages_has_its_small_words() -> None:
    for language in ("en", "de", "it", "es", "fr"):
        assert all(len(listed) >= 5 for listed in words(language))
    assert words("ja").binds == frozenset().union(
        *(words(language).binds for language in ("en", "de", "it", "es", "fr"))
    )
