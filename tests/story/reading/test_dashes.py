"""What somebody says behind a dash is read as what stands in quotation marks; other dashes stay."""

import pytest

from studio.story.reading import understood
from studio.story.reading.dashes import quoted
from studio.story.reading.sayings import Saying, sayings

SAID = [
    ("es", "—Abrimos a las seis —dice la cocinera.", [("Abrimos a las seis", "la cocinera")]),
    ("es", "—Abrimos —dice la cocinera—. Y tarde.", [("Abrimos. Y tarde.", "la cocinera")]),
    ("es", "—Pasen —dice Ana—, que hay sitio.", [("Pasen, que hay sitio.", "Ana")]),
    (
        "es",
        "—¿A qué hora abren? —pregunta una clienta.\n—A las seis —responde la cocinera.",
        [("¿A qué hora abren?", "una clienta"), ("A las seis", "la cocinera")],
    ),
    ("fr", "— Nous cuisons la nuit, dit la boulangère.", [("Nous cuisons la nuit", "la boulangère")]),
    ("fr", "— Entrez ! dit la boulangère.", [("Entrez !", "la boulangère")]),
    ("fr", "– Entrez – dit-elle.", [("Entrez", "elle")]),
    ("fr", "Le chef dit :\n— Nous ouvrons à six heures.", [("Nous ouvrons à six heures.", "Le chef")]),
    ("it", "— Inforniamo di notte — dice la fornaia.", [("Inforniamo di notte", "la fornaia")]),
    ("en", "- Do you open early? - asks a guest.", [("Do you open early?", "a guest")]),
    ("en", "Make it warm. — We open at six, says the cook.", [("We open at six", "the cook")]),
    ("de", "— Wir öffnen um sechs, sagt der Koch.", [("Wir öffnen um sechs", "der Koch")]),
]


@pytest.mark.parametrize(("language", "text", "told"), SAID)
def test_who_says_something_behind_a_dash_is_quoted(
    language: str, text: str, told: list[tuple[str, str]]
) -> None:
    ads = {
        "es": "Un anuncio para una panadería",
        "fr": "Un spot pour une boulangerie",
        "de": "Ein Spot für ein Lokal",
    }
    brief = understood(f"{ads.get(language, 'An ad for a bakery')}.\n{text}", language=language)
    assert sayings(brief.claims, language) == [Saying(*one) for one in told]
    assert brief.name == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "An ad for a bakery — warm, and open — for families."),
        ("en", "An ad - 20 seconds - for a bakery that says what it bakes."),
        ("en", "A bakery.\n— fresh bread\n— coffee"),
        ("fr", "Un spot pour la boulangerie Aurore — ouverte la nuit — de 20 secondes."),
        ("es", "Un anuncio para Aurora — pan de noche — que dice todo."),
        ("de", "Ein Spot – 20 Sekunden – für eine Bäckerei."),
    ],
)
def test_a_dash_that_nobody_speaks_behind_stays(language: str, text: str) -> None:
    assert quoted(text, language) == text


def test_no_dash_is_left_where_a_length_stood() -> None:
    brief = understood("Un spot pour la boulangerie Aurore — ouverte la nuit — 20 secondes.")
    assert brief.claims == ["ouverte la nuit"]


BESIDE = [
    ("en", 'The cook, Joe, says "We open at six."', "The cook, Joe"),
    ("en", 'Joe, the cook, says "We open at six".', "Joe, the cook"),
    ("en", '"We open at six," says Joe, the cook.', "Joe, the cook"),
    ("en", '"We open at six," says the cook, Joe.', "the cook, Joe"),
    ("en", '"We open at six," the cook, Joe, says.', "the cook, Joe"),
    ("en", 'The cook (Joe) says: "We open at six."', "The cook (Joe)"),
    ("de", "Der Koch, Joe, sagt: „Wir öffnen um sechs.“", "Der Koch, Joe"),
    ("fr", "Le cuisinier, Joe, dit : « Nous ouvrons. »", "Le cuisinier, Joe"),
    ("es", "La cocinera, Ana, dice: «Abrimos a las seis».", "La cocinera, Ana"),
    ("it", "La cuoca, Anna, dice «Apriamo alle sei».", "La cuoca, Anna"),
]


@pytest.mark.parametrize(("language", "text", "who"), BESIDE)
def test_who_speaks_may_be_named_twice(language: str, text: str, who: str) -> None:
    assert [one.who for one in sayings([text], language)] == [who]
