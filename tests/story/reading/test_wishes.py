"""Shapes, sizes, rates, moods and languages are heard without commas, and are no part of the thing."""

import pytest

from studio.story.reading import other_tongue, understood

BIKES = "bike shop"


@pytest.mark.parametrize(
    ("text", "product", "size", "seconds"),
    [
        ("An ad for a bike shop 15 seconds vertical", BIKES, (720, 1280), 15),
        ("An ad for a bike shop vertical 15 seconds 1080p 25fps", BIKES, (1080, 1920), 15),
        ("An ad for a bike shop vertical", BIKES, (720, 1280), 30),
        ("An ad for a bakery 9:16 20 seconds", "bakery", (720, 1280), 20),
        ("A bakery square 10 s", "bakery", (720, 720), 10),
        ("An ad for a bakery 15 seconds vertical with no people", "bakery", (720, 1280), 15),
        ("Werbung für ein Fahrradgeschäft 15 Sekunden hochkant", "Fahrradgeschäft", (720, 1280), 15),
        ("Ein Spot für eine Bäckerei quadratisch 20 Sekunden", "Bäckerei", (720, 720), 20),
        (
            "Uno spot per un negozio di biciclette 15 secondi verticale",
            "negozio di biciclette",
            (720, 1280),
            15,
        ),
        ("Uno spot per una panetteria quadrato 20 secondi", "panetteria", (720, 720), 20),
        (
            "Un anuncio para una tienda de bicicletas 15 segundos vertical",
            "tienda de bicicletas",
            (720, 1280),
            15,
        ),
        ("Une pub pour un magasin de vélos 15 secondes verticale", "magasin de vélos", (720, 1280), 15),
        ("Une pub pour une boulangerie carrée 20 secondes", "boulangerie", (720, 720), 20),
    ],
)
def test_a_wish_at_the_end_is_heard_and_taken_out_of_the_product(
    text: str, product: str, size: tuple[int, int], seconds: float
) -> None:
    brief = understood(text)
    assert brief.product == product
    assert (brief.width, brief.height) == size
    assert brief.seconds == seconds


@pytest.mark.parametrize(
    ("text", "product", "tone"),
    [
        ("An ad for a bakery 9:16 20 seconds warm", "bakery", "warm"),
        ("Ein Spot für eine Bäckerei 20 Sekunden ruhig", "Bäckerei", "ruhig"),
        ("Uno spot per una panetteria 20 secondi allegro", "panetteria", "allegro"),
        ("Un anuncio para una panadería cuadrado 20 segundos alegre", "panadería", "alegre"),
        ("Une pub pour une boulangerie 20 secondes calme", "boulangerie", "calme"),
    ],
)
def test_a_mood_beside_a_length_is_the_films(text: str, product: str, tone: str) -> None:
    brief = understood(text)
    assert (brief.product, brief.tone) == (product, [tone])


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("An ad for a vertical farm 20 seconds", "vertical farm"),
        ("An ad for a square pizza bakery", "square pizza bakery"),
        ("An ad for a story café, 15 seconds", "story café"),
        ("An ad for a bakery on the town square 20 seconds", "bakery"),
        ("An ad for a warm bakery 20 seconds", "warm bakery"),
        ("Une pub pour un studio de portrait", "studio de portrait"),
    ],
)
def test_words_of_the_thing_itself_stay_with_it(text: str, product: str) -> None:
    brief = understood(text)
    assert brief.product == product
    assert (brief.width, brief.height, brief.tone) == (1280, 720, [])


def test_who_wants_no_people_is_heard_without_a_comma() -> None:
    brief = understood("An ad for a bakery 15 seconds vertical with no people")
    assert (brief.must_not, brief.claims) == (["people"], [])


@pytest.mark.parametrize(
    ("text", "product", "other"),
    [
        ("An ad for a bike shop in German 15 seconds", BIKES, "German"),
        ("An ad in German for a bike shop", BIKES, "German"),
        ("Ein Spot für eine Bäckerei, auf Englisch", "Bäckerei", "English"),
        ("Uno spot per una panetteria, in francese", "panetteria", "French"),
        ("Un anuncio en inglés para una panadería", "panadería", "English"),
        ("Une pub pour une boulangerie, en italien", "boulangerie", "Italian"),
    ],
)
def test_another_language_is_heard_and_answered(text: str, product: str, other: str) -> None:
    brief = understood(text)
    assert (brief.product, brief.claims) == (product, [])
    assert f"write the brief in {other}" in other_tongue(brief)


def test_its_own_language_needs_no_answer() -> None:
    assert other_tongue(understood("An ad in English for a bike shop")) == ""
    assert other_tongue(understood("An ad for a course in German villages")) == ""
