"""Forms, letters, capitals and channels are read for what they are, and nobody reads them out."""

import pytest

from studio.story.grammar import Brief
from studio.story.reading import understood
from studio.story.reading.capitals import lowered
from studio.story.reading.channels import shown_anywhere
from studio.story.reading.forms import form
from studio.story.reading.letters import letter
from studio.story.reading.understanding import read_facts

FORMS = [
    (
        "Client: Halden Bikes\nProduct: electric cargo bikes\nAudience: young families\nLength: 20 seconds\n"
        "Format: 9:16\nTone: upbeat, honest\nKey message: Two kids, one week's shopping, no car.\n"
        "CTA: Book a test ride at haldenbikes.example",
        {
            "name": "Halden Bikes",
            "product": "electric cargo bikes",
            "audience": "young families",
            "tone": ["upbeat", "honest"],
            "claims": ["Two kids, one week's shopping, no car."],
            "call": "Book a test ride at haldenbikes.example.",
            "seconds": 20,
            "width": 720,
        },
    ),
    (
        "Auftraggeber: Radwerk Freiburg\nProdukt: gebrauchte Fahrräder\nZielgruppe: Studierende\n"
        "Länge: 15 Sekunden\nFormat: hochkant\nSlogan: Läuft.",
        {
            "name": "Radwerk Freiburg",
            "product": "gebrauchte Fahrräder",
            "audience": "Studierende",
            "claims": [],
            "slogan": "Läuft",
            "seconds": 15,
            "width": 720,
        },
    ),
    (
        "Cliente: Zapatería Ruiz. Producto: zapatos hechos a mano. Duración: 15 segundos. Formato: cuadrado.",
        {
            "name": "Zapatería Ruiz",
            "product": "zapatos hechos a mano",
            "claims": [],
            "seconds": 15,
            "width": 720,
        },
    ),
    (
        "Cliente: Agriturismo Le Querce\nDurata: 30 secondi\nMessaggio: cucina di casa, piscina\n"
        "Contatti: Tel. 0577 123456, www.lequerce.example",
        {
            "name": "Agriturismo Le Querce",
            "claims": ["Cucina di casa, piscina."],
            "seconds": 30,
            "call": "www.lequerce.example",
        },
    ),
    (
        "Client : Vélo Libre\nDurée : 15 secondes\nFormat : vertical\nMessage : la réparation en 24 heures\n"
        "Adresse : 12 rue des Lices, Rennes",
        {"name": "Vélo Libre", "claims": ["La réparation en 24 heures."], "seconds": 15, "height": 1280},
    ),
    (
        '20s ad. Company: "Oak & Iron" (furniture). Location: Portland. '
        "Offer: free delivery in April. Budget: 500 €.",
        {
            "name": "Oak & Iron",
            "product": "furniture",
            "place": "Portland",
            "claims": ["Free delivery in April."],
            "seconds": 20,
        },
    ),
    (
        "# Brief\n\n**Client:** Nordlys\n**What:** A 15s spot for Instagram Reels\n\n## Must have\n"
        '- Our slogan: "Coffee, slowly."\n- The address: Kirkegata 12, Bergen\n\n## Don\'ts\n- No people',
        {
            "name": "Nordlys",
            "slogan": "Coffee, slowly",
            "claims": [],
            "must_not": ["people"],
            "width": 720,
            "height": 1280,
            "seconds": 15,
        },
    ),
]


@pytest.mark.parametrize(("text", "told"), FORMS)
def test_a_form_is_read_by_its_labels(text: str, told: dict[str, object]) -> None:
    brief = understood(text)
    assert {name: getattr(brief, name) for name in told} == told


@pytest.mark.parametrize(
    ("text", "name", "product"),
    [
        ("Client: Oakley. Budget: 200 pounds. An ad for running shoes.", "Oakley", "running shoes"),
        ("Kunde: Huber. Budget: 500 Euro. Ein Film über eine Bäckerei in Passau.", "Huber", "Bäckerei"),
        ("Client : Nord. Budget : 500 euros. Un film sur une boulangerie à Lille.", "Nord", "boulangerie"),
        ("Cliente: Da Gino. Budget: 500 euro. Uno spot per una pizzeria a Bologna.", "Da Gino", "pizzeria"),
        ("Cliente: Sol. Presupuesto: 500 euros. Un anuncio para una panadería.", "Sol", "panadería"),
        ("Name: Tom. A film about a boy who builds a boat.", "Tom", "boy"),
        ("Name: Tom. Ein Film über einen Jungen, der ein Boot baut.", "Tom", "Jungen"),
        ("Nom : Tom. Un film sur un garçon qui construit un bateau.", "Tom", "garçon"),
        ("Nome: Tom. Un film su un ragazzo che costruisce una barca.", "Tom", "ragazzo"),
        ("Nombre: Tom. Una película sobre un chico que construye un barco.", "Tom", "chico"),
        ("Voice: a choir school in Wells. Music: yes.", "", "choir school"),
        ("Stimme: ein Chor in Wien. Musik: ja.", "", "Chor"),
        ("Voix : une école de chant à Lille. Musique : oui.", "", "école de chant"),
        ("Voce: una scuola di canto a Bologna. Musica: sì.", "", "scuola di canto"),
        ("Voz: una escuela de canto en Cádiz. Música: sí.", "", "escuela de canto"),
        ("Client: Oakley\nBudget: 200 pounds. An ad for running shoes.\n20 s", "Oakley", "running shoes"),
    ],
)
def test_a_form_in_one_line_keeps_the_sentence_behind_it(text: str, name: str, product: str) -> None:
    brief = understood(text)
    assert (brief.name, brief.product) == (name, product)
    assert not [claim for claim in brief.claims if ":" in claim or product in claim]


def test_what_is_noted_ends_with_its_sentence_and_not_with_a_short_word() -> None:
    text = (
        "Kunde: Huber. Telefon: Tel. 0851 12345. Adresse: Hauptstr. 5, Passau. 20 Sekunden. "
        "Ein Film über eine Bäckerei."
    )
    filled = form(text, "de")
    assert filled.noted == "Tel. 0851 12345.\nHauptstr. 5, Passau."
    assert filled.text == "20 Sekunden. Ein Film über eine Bäckerei."
    assert understood(text).seconds == 20


def test_what_is_of_no_use_to_a_film_may_be_several_sentences_in_a_line_of_its_own() -> None:
    text = "Client: Oakley\nDeadline: 3 May. Please keep to it.\nProduct: running shoes"
    assert understood(text).claims == []


def test_what_people_note_down_is_not_read_out_and_stays_known() -> None:
    text = (
        "Client : Vélo Libre\nDurée : 15 secondes\n"
        "Adresse : 12 rue des Lices, Rennes\nTéléphone : 02 99 12 34 56"
    )
    assert read_facts(text, "fr").contacts == ["12 rue des Lices", "02 99 12 34 56"]


@pytest.mark.parametrize(
    "text",
    [
        "An ad for a bakery: bread, rolls and coffee.",
        "A film about a street. Where: nobody knows.",
        "A 20 second ad for Oats. The offer is simple.",
    ],
)
def test_a_colon_makes_no_form(text: str) -> None:
    assert form(text, "en").text == text


LETTERS = [
    (
        "en",
        "From: Sarah <sarah@petal.example>\nTo: studio@films.example\nSubject: Film\nHi there,\n"
        "we'd love a film.\nKeep it warm.\nThanks so much!\nBest wishes,\nSarah Whitlock\n"
        "14 Park Row\nThis email is confidential.",
        "We'd love a film.\nKeep it warm.",
        "Thanks so much!\nBest wishes,\nSarah Whitlock\n14 Park Row",
    ),
    ("en", "Hey need a film for my truck", "Need a film for my truck", ""),
    (
        "de",
        "Hallo zusammen,\nein Film für Korn.\nMit freundlichen Grüßen\nJosef",
        "Ein Film für Korn.",
        "Mit freundlichen Grüßen\nJosef",
    ),
    ("it", "Buongiorno, un video per Oro. Grazie, Paolo", "Un video per Oro.", "Grazie, Paolo"),
    (
        "fr",
        "Bonjour, un film pour La Source. Cordialement, Anne",
        "Un film pour La Source.",
        "Cordialement, Anne",
    ),
    ("en", "A film for Oats. Thanks! Jim", "A film for Oats.", "Thanks! Jim"),
    ("es", "Hola, un vídeo para Sol. Un saludo, Ana", "Un vídeo para Sol.", "Un saludo, Ana"),
    (
        "en",
        "An ad for Oats.\nBest bread in town\nOpen at six",
        "An ad for Oats.\nBest bread in town\nOpen at six",
        "",
    ),
    ("de", "Ein Spot für Korn. Danke an alle Bäcker.", "Ein Spot für Korn. Danke an alle Bäcker.", ""),
    ("en", "An ad for Oats.\nMany thanks in advance\nJim", "An ad for Oats.", "Many thanks in advance\nJim"),
    ("en", "Best bread in town. An ad for Oats.", "Best bread in town. An ad for Oats.", ""),
    ("en", "Hi-fi shop. 20 seconds.", "Hi-fi shop. 20 seconds.", ""),
    ("en", "Hello", "Hello", ""),
]


@pytest.mark.parametrize(("language", "text", "body", "signature"), LETTERS)
def test_a_letter_is_read_without_its_head_and_its_end(
    language: str, text: str, body: str, signature: str
) -> None:
    assert letter(text, language) == (body, signature)


def test_whoever_signs_is_no_client_and_can_be_reached() -> None:
    text = (
        "Hi,\nan ad for the flower shop Petal in Leeds, 20 seconds.\nBest wishes,\nSarah Whitlock\nOwner\n"
        "14 Park Row\nTel. 0113 496 0000\nsarah@mail.example\nwww.petal.example"
    )
    brief = understood(text)
    assert (brief.name, brief.claims, brief.call) == ("Petal", [], "www.petal.example")
    assert read_facts(text, "en").contacts == ["14 Park Row", "0113 496 0000"]


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        (
            "en",
            "AN AD FOR FADE, A BARBER SHOP IN LEEDS. OPEN LATE!",
            "An ad for Fade, a barber shop in Leeds. Open late!",
        ),
        (
            "fr",
            'UN FILM POUR LA LIBRAIRIE "LES MOTS BLEUS" À NANTES',
            'Un film pour la librairie "Les Mots Bleus" à Nantes',
        ),
        ("de", "EIN SPOT FÜR DIE BÄCKEREI KORN IN WIEN.", "Ein Spot für die Bäckerei Korn in Wien."),
        ("en", "IRON HOUSE", "IRON HOUSE"),
        ("en", "An ad for NASA, AND MORE.", "An ad for NASA, AND MORE."),
    ],
)
def test_capitals_are_read_as_people_do(language: str, text: str, read: str) -> None:
    assert lowered(text, language) == read


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("en", "A spot for Instagram Reels, for Oats.", "A spot, vertical, for Oats."),
        ("en", "A video for YouTube about bread", "A video about bread"),
        ("de", "Ein Video für TikTok und Instagram: Brot", "Ein Video, hochformat: Brot"),
        ("en", "An ad for Instagram Bakery", "An ad for Instagram Bakery"),
    ],
)
def test_where_a_film_is_shown_is_not_what_it_is_about(language: str, text: str, read: str) -> None:
    assert shown_anywhere(text, language) == read


def test_a_brief_in_capitals_is_understood() -> None:
    brief: Brief = understood("WE NEED A 10 SECOND AD FOR FADE, A BARBER SHOP IN LEEDS. OPEN TILL 8 PM.")
    assert (brief.name, brief.product, brief.place, brief.seconds) == ("Fade", "barber shop", "Leeds", 10)
