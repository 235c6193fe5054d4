"""A slogan ends a film and is nobody's name; what is no slogan of the film's stays where it is."""

import pytest

from studio.core.errors import BadInput
from studio.story.reading import understood
from studio.story.reading.slogans import Sloganless, sloganless

BREAD = "Bread Worth Waking For"

SLOGANS = [
    ("en", 'An ad for Oats, 9 s, 1:1\nSlogan: "Rise"', "Rise", "An ad for Oats, 9 s, 1:1"),
    ("en", 'Oats, a bakery — "Rise" (slogan) — 9 s', "Rise", "Oats, a bakery — 9 s"),
    ("en", f'An ad for a bakery with the slogan "{BREAD}".', BREAD, "An ad for a bakery."),
    ("en", f"An ad for a bakery. Slogan: {BREAD}. It sells rye.", BREAD, "An ad for a bakery. It sells rye."),
    ("en", f"An ad for a bakery.\nTagline – {BREAD}\nWarm.", BREAD, "An ad for a bakery.\nWarm."),
    (
        "en",
        'An ad for a bakery. Our motto is "Rise!". 15 seconds.',
        "Rise!",
        "An ad for a bakery. 15 seconds.",
    ),
    ("en", f'"{BREAD}" is our slogan. An ad for Oats.', BREAD, "An ad for Oats."),
    ("en", f'"{BREAD}" - that\'s our tagline. Oats, a bakery.', BREAD, "Oats, a bakery."),
    ("en", 'An ad for Oats, motto "Slow", in Bath.', "Slow", "An ad for Oats, in Bath."),
    ("en", 'An ad for Oats, whose slogan is "Slow", 9 s.', "Slow", "An ad for Oats, 9 s."),
    ("en", 'Oats. Al says: "Good." Slogan: "Slow".', "Slow", 'Oats. Al says: "Good."'),
    ("de", "Krume. Al sagt: „Gut.“ Slogan: „Brot“.", "Brot", "Krume. Al sagt: „Gut.“"),
    ("fr", "Nord. Al dit : « Bon. » Slogan : « Café ».", "Café", "Nord. Al dit : « Bon. »"),
    ("it", "Nord. Al dice: «Buono.» Slogan: «Piano».", "Piano", "Nord. Al dice: «Buono.»"),
    ("es", "Nord. Al dice: «Bueno.» Eslogan: «Lento».", "Lento", "Nord. Al dice: «Bueno.»"),
    ("en", 'An ad for Oats, ending on the line "Rise."', "Rise", "An ad for Oats"),
    ("en", 'An ad for Oats. End with "Rise" on screen. 9 s.', "Rise", "An ad for Oats. 9 s."),
    ("en", "An ad for a barber. Slogan: TBD. 20 seconds.", "", "An ad for a barber. 20 seconds."),
    (
        "de",
        "Ein Spot für Krume mit dem Slogan „Brot, das wach macht“.",
        "Brot, das wach macht",
        "Ein Spot für Krume.",
    ),
    (
        "de",
        "Werbung für eine Bäckerei. Claim: „Gutes Brot“. 9 s.",
        "Gutes Brot",
        "Werbung für eine Bäckerei. 9 s.",
    ),
    (
        "de",
        "Ein Spot für ein Café. Unser Motto lautet: Erst mal Kaffee.",
        "Erst mal Kaffee",
        "Ein Spot für ein Café.",
    ),
    (
        "de",
        "Ein Spot für ein Café. Am Ende steht „Kaffee zuerst“.",
        "Kaffee zuerst",
        "Ein Spot für ein Café.",
    ),
    (
        "fr",
        "Un spot pour Nord, qui a pour devise « D’abord le café ».",
        "D’abord le café",
        "Un spot pour Nord.",
    ),
    (
        "fr",
        "Un spot pour Nord avec le slogan « Du pain, du vrai ».",
        "Du pain, du vrai",
        "Un spot pour Nord.",
    ),
    ("es", "Un anuncio para Norte con el lema «Pan de Verdad».", "Pan de Verdad", "Un anuncio para Norte."),
    ("es", 'Un anuncio para Norte. Nuestro lema es "Pan".', "Pan", "Un anuncio para Norte."),
    (
        "it",
        'Uno spot per Nord con lo slogan "Pane Vero", a Torino.',
        "Pane Vero",
        "Uno spot per Nord, a Torino.",
    ),
    ("it", "Uno spot per Nord. Claim: «Pane Vero».", "Pane Vero", "Uno spot per Nord."),
]


@pytest.mark.parametrize(("language", "text", "slogan", "left"), SLOGANS)
def test_a_slogan_is_taken_out_of_its_brief(language: str, text: str, slogan: str, left: str) -> None:
    assert sloganless(text, language) == Sloganless(left, slogan)
    assert understood(text, language=language).slogan == slogan


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "An ad for a T-shirt printer that prints any slogan in an hour."),
        ("en", "An ad for a florist. No slogan, please."),
        ("en", 'An ad for a café with a sign with the slogan "Wake Up".'),
        ("en", 'An ad for a café. "Our slogan is simple," says the baker.'),
        ("en", 'An ad that ends with "Come in," says the baker.'),
        ("de", "Ein Spot für ein Café. Unser Motto ist einfach."),
        ("en", 'Slogan: "Coffee first"'),
    ],
)
def test_what_is_no_slogan_of_the_film_stays(language: str, text: str) -> None:
    assert sloganless(text, language) == Sloganless(text, "")


@pytest.mark.parametrize(
    "sentence",
    [
        'Never use the slogan "Cheap & Good".',
        'The claim "Best Bread" must not appear.',
        'Do not use "Cheap".',
    ],
)
def test_a_slogan_that_is_ruled_out_is_none(sentence: str) -> None:
    brief = understood(f"A 20 second ad for a bakery called Oats. {sentence}")
    assert (brief.name, brief.slogan, brief.claims) == ("Oats", "", [])


def test_a_slogan_speaks_of_no_length_shape_or_client() -> None:
    brief = understood('A 20 second ad for a bakery with the slogan "Fresh In 5 Minutes, Square And Warm".')
    assert (brief.seconds, brief.width, brief.height) == (20, 1280, 720)
    assert (brief.name, brief.tone, brief.slogan) == ("", [], "Fresh In 5 Minutes, Square And Warm")


def test_two_lengths_beside_a_slogan_are_still_two() -> None:
    with pytest.raises(BadInput, match="two lengths"):
        understood('A 20 second ad for a bakery with the slogan "Rise", 30 seconds.')


@pytest.mark.parametrize(
    ("text", "slogan"),
    [
        ('An ad for a bakery. It should end with the words "Warm up."', "Warm up"),
        ('An ad for a bakery. The film must end on the line "Warm up."', "Warm up"),
        ('An ad for a bakery. We end with "Warm up."', "Warm up"),
        ("Ein Spot für eine Bäckerei. Er soll mit den Worten „Warm.“ enden.", "Warm"),
        ("Ein Spot für eine Bäckerei. Er soll enden mit „Warm.“", "Warm"),
        ("Un film pour une boulangerie. Il doit se terminer par « Au chaud ».", "Au chaud"),
        ("Uno spot per una panetteria. Deve finire con «Al caldo».", "Al caldo"),
        ("Un anuncio para una panadería. Debe terminar con «Al calor».", "Al calor"),
    ],
)
def test_what_says_that_a_film_should_end_so_goes_with_the_slogan(text: str, slogan: str) -> None:
    brief = understood(text)
    assert (brief.slogan, brief.name, brief.claims, brief.must) == (slogan, "", [], [])
