"""What a sentence rules out is each thing by itself, however often it says no."""

import pytest

from studio.story.reading.grammar import words
from studio.story.reading.wanting import lacking


@pytest.mark.parametrize(
    ("language", "text", "out"),
    [
        ("en", "without any music or text", ["music", "text"]),
        ("en", "no music and no text", ["music", "text"]),
        ("en", "no music without text, no people", ["music", "text", "people"]),
        ("de", "ohne Musik und ohne Schrift", ["Musik", "Schrift"]),
        ("fr", "sans musique ni texte", ["musique", "texte"]),
        ("es", "sin música ni texto", ["música", "texto"]),
    ],
)
def test_it_is_told_once_and_alone(language: str, text: str, out: list[str]) -> None:
    assert lacking(text, words(language), alone=True) == out


def test_a_thousand_noes_rule_out_no_more_than_they_say() -> None:
    assert lacking("no x " * 1000, words("en"), alone=True) == ["x"] * 1000
