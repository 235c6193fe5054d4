"""Briefs as clients write them: whose film it is, what is said of it, and what is never read out."""

import pytest

from studio.core.errors import BadInput
from studio.story.reading import understood
from studio.story.reading.cleaning import cleaned
from studio.story.reading.naming import Named, named
from studio.story.reading.subjects import matches

READ = [
    (
        "We make rye, buns and coffee. Make a 30 second ad for our café, Kneipp & Sons, in Tampere.",
        {"name": "Kneipp & Sons", "product": "café", "place": "Tampere"},
    ),
    (
        "A 20 second ad for a plumber in Cork: Murphy & Daughters. Emergency call-outs 24/7. 021 555 0123.",
        {"name": "Murphy & Daughters", "place": "Cork", "claims": ["Emergency call-outs 24/7."]},
    ),
    ("Make a 12 second film for a yoga studio, Stillwater. 25 fps.", {"name": "Stillwater", "claims": []}),
    (
        '20 s, for an optician named "Clear & Near" in Graz, Austria. Eye test in 15 minutes.',
        {"name": "Clear & Near", "place": "Graz", "claims": ["Eye test in 15 minutes."]},
    ),
    (
        'Our restaurant is called La Piazza (Italian). We want a 30" spot. Wood-fired pizza.',
        {"name": "La Piazza", "product": "restaurant", "claims": ["Italian", "Wood-fired pizza."]},
    ),
    (
        "We're a software company. Our product is a tool for salons and it's called Snipt. 30 seconds.",
        {"name": "Snipt", "product": "software company", "claims": ["Our product is a tool for salons."]},
    ),
    ("Cat food. Brand is Whiskerville. 15s", {"name": "Whiskerville", "product": "cat food", "claims": []}),
    (
        '30s. Dentist. "Dr. Maria Lopez". Free parking. 16:9.',
        {"name": "Dr. Maria Lopez", "claims": ["Free parking."]},
    ),
    (
        "The AirLite 2 headphones by Sonora. Noise cancelling. 30 seconds.",
        {"name": "Sonora", "product": "AirLite 2 headphones", "claims": ["Noise cancelling."]},
    ),
    (
        "Job: Warehouse staff wanted at Larsson Logistics in Malmö. 20 seconds.",
        {"name": "Larsson Logistics", "product": "warehouse staff wanted", "place": "Malmö"},
    ),
    (
        "Announce the opening of Marlowe Books, a bookshop in Dublin. 20 s. Do not mention Amazon.",
        {"name": "Marlowe Books", "product": "bookshop", "forbidden": ["Amazon"], "claims": []},
    ),
    ("Charity spot for the Riverbank Trust, 30 seconds.", {"name": "Riverbank Trust", "product": "charity"}),
    (
        'An advertisement (duration: 0:20) for the hotel "Seaview" in Brighton.',
        {"name": "Seaview", "product": "hotel", "place": "Brighton", "claims": []},
    ),
    (
        "Make an ad for our lemonade brand Zest! Bright and cheeky, 20 seconds.",
        {"name": "Zest", "product": "lemonade brand"},
    ),
    (
        "An ad for a barber, 20 seconds. No appointment needed.",
        {"must_not": [], "claims": ["No appointment needed."]},
    ),
    (
        "An ad for a nursery, 20 s. Strictly no children's faces!",
        {"must_not": ["children's faces"], "claims": []},
    ),
    (
        "Museum of Lost Things, Prague. 30 seconds.",
        {"name": "Museum of Lost Things", "product": "museum", "place": "Prague"},
    ),
    ("Café Luna, Sevilla. Anuncio de 15 segundos. Café propio.", {"name": "Café Luna", "place": "Sevilla"}),
    (
        "We are Bright Solar. We install solar panels. 1,500 roofs so far. 30 seconds.",
        {"name": "Bright Solar", "claims": ["We install solar panels.", "1,500 roofs so far."]},
    ),
    (
        "Can we have a film (max. 40 seconds) about our beekeeping courses? We are the Bee School in Kent.",
        {"name": "Bee School", "product": "beekeeping courses", "claims": []},
    ),
    (
        "Spot da 30 secondi per il nostro ristorante, Trattoria da Gino, a Bologna. Pasta fatta a mano.",
        {"name": "Trattoria da Gino", "place": "Bologna", "claims": ["Pasta fatta a mano."]},
    ),
    (
        "A 30 second ad for an online shop for soap - name: Lather & Leaf - plastic-free, made in Devon",
        {"name": "Lather & Leaf", "claims": ["plastic-free", "made in Devon"]},
    ),
    (
        'Client: Tidewater Co.\nProject: Launch film\nDuration: 30"\nStory: Two friends meet.\n'
        'End card: "By the sea."',
        {"name": "Tidewater Co", "slogan": "By the sea", "claims": ["Two friends meet."], "width": 1280},
    ),
    (
        "Product video, 20 seconds: the Fjord backpack, waterproof.",
        {"product": "Fjord backpack", "claims": ["waterproof"]},
    ),
    (
        "An ad for Oatly Good, 15 s. Must not mention cows. We'd also like a longer film with a cow.",
        {"claims": [], "forbidden": ["cows"]},
    ),
    (
        "A 9 s ad for a school in Brussels for children. The school is called Salto. First lesson free.",
        {
            "name": "Salto",
            "product": "school",
            "audience": "children",
            "call": "",
            "claims": ["First lesson free."],
        },
    ),
    (
        "- Product: beeswax wraps\n- Brand: Bee\n- 20 s\n- Say: keeps it fresh\n- Don't say: eco-friendly",
        {"name": "Bee", "claims": ["Keeps it fresh."], "forbidden": ["eco-friendly"]},
    ),
    (
        "Could you make a 30 sec ad for Hill Farm near Ludlow? We sell lamb.",
        {"name": "Hill Farm", "place": "Ludlow"},
    ),
    ("Wir sind ein Familienbetrieb. 15 Sekunden.", {"name": "", "product": "Familienbetrieb"}),
    ("Ein Film, 60 Sekunden, für ein Dorf. Zielgruppe: Familien.", {"audience": "Familien", "must": []}),
    (
        "A 20 second ad for مخبز البحر (Makhbaz al-Bahr), a Lebanese bakery in Berlin. Flatbread.",
        {"product": "Lebanese bakery", "place": "Berlin", "claims": ["Makhbaz al-Bahr", "Flatbread."]},
    ),
    ("A 15-second pre-roll for Oats, a bakery.", {"name": "Oats", "seconds": 15}),
    ("Ein Video, 15 s: Wir suchen Elektriker. Faire Bezahlung, 38 Stunden.", {"seconds": 15}),
    (
        "Erklärfilm, 45 Sekunden: Wie funktioniert eine Wärmepumpe? Für Hausbesitzer. Von der Firma Thermia.",
        {"name": "Thermia", "audience": "Hausbesitzer", "claims": []},
    ),
    (
        "Wir brauchen einen Werbefilm (30 Sek.) für unsere Tischlerei Holzmann in Ulm. Bitte keine Menschen.",
        {"name": "Holzmann", "product": "Tischlerei", "must_not": ["Menschen"], "claims": []},
    ),
    (
        "Un spot de 20 secondes pour la fromagerie Chez Lucie à Annecy. Cinquante fromages.",
        {"name": "Chez Lucie", "product": "fromagerie", "place": "Annecy"},
    ),
]

NAMED = [
    ("Our client is Bean There, a coffee cart. 20 seconds.", "Bean There", "coffee cart"),
    ("Unser Kunde ist Korn, eine Bäckerei in Wien. 20 Sekunden.", "Korn", "Bäckerei"),
    ("Notre client est Nord, une boulangerie à Lille. 20 secondes.", "Nord", "boulangerie"),
    ("Il nostro cliente è Oro, una panetteria di Roma. 20 secondi.", "Oro", "panetteria"),
    ("Nuestro cliente es Sol, una panadería en Cádiz. 20 segundos.", "Sol", "panadería"),
    ("It is about Marta — baker, mother, runner — and her day.", "Marta", "baker"),
    ("Es geht um Marta, eine Bäckerin in Wien.", "Marta", "Bäckerin"),
    ("Il s'agit de Marta, une boulangère à Lille.", "Marta", "boulangère"),
    ("Si tratta di Marta, una fornaia di Roma.", "Marta", "fornaia"),
    ("Se trata de Marta, una panadera en Cádiz.", "Marta", "panadera"),
    ("Client: N/A. An ad for a bakery.", "", "bakery"),
    ("Client: N/A\nAn ad for a bakery.", "", "bakery"),
    ("Kunde: keiner\nEin Spot für eine Bäckerei.", "", "Bäckerei"),
    ("Client : aucun\nUn film pour une boulangerie.", "", "boulangerie"),
    ("Cliente: nessuno\nUno spot per una panetteria.", "", "panetteria"),
    ("Cliente: ninguno\nUn anuncio para una panadería.", "", "panadería"),
    ("To: everyone who loves coffee. A film about Kaffa, a roastery in Bath.", "Kaffa", "roastery"),
    ("An: alle, die Kaffee lieben. Ein Film über die Rösterei Kaffa in Bonn.", "Kaffa", "Rösterei"),
    ("À : tous ceux qui aiment. Un film sur la boulangerie Nord.", "Nord", "boulangerie"),
    ("A: tutti. Uno spot per la panetteria Oro.", "Oro", "panetteria"),
    ("Para: todos. Un anuncio para la panadería Sol.", "Sol", "panadería"),
    ("Dear Diary, a stationery shop in York, opens on Monday.", "Dear Diary", "stationery shop"),
    ("Dear Sarah, a film for our bakery, please. 20 seconds.", "", "bakery"),
    ("Hi Anna, a bakery in Hull, ours, needs a film. 20 seconds.", "", "bakery"),
    ("A café ad with guests at noon", "", "café"),
]


@pytest.mark.parametrize(("text", "name", "product"), NAMED)
def test_what_leads_to_a_client_is_neither_named_nor_sold(text: str, name: str, product: str) -> None:
    brief = understood(text)
    assert (brief.name, brief.product) == (name, product)
    assert not [claim for claim in brief.claims if name and name in claim]


@pytest.mark.parametrize(
    ("text", "unseen"),
    [
        ("Don't use plastic! A film about bags made of linen.", "plastic"),
        ("N'utilisez pas de plastique ! Un film sur des sacs en lin.", "plastique"),
        ("Non usate plastica! Un film su borse di lino.", "plastica"),
        ("¡No usar plástico! Una película sobre bolsas de lino.", "plástico"),
    ],
)
def test_what_is_not_to_be_used_is_no_claim(text: str, unseen: str) -> None:
    brief = understood(text)
    assert (brief.claims, brief.must_not) == ([], [unseen])


@pytest.mark.parametrize(("text", "told"), READ)
def test_a_client_is_understood(text: str, told: dict[str, object]) -> None:
    brief = understood(text)
    assert {name: getattr(brief, name) for name in told} == told


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Our café is called Oats. It bakes.", Named("Our café. It bakes.", "Oats")),
        ("en", "The brand is Waldgold. It is honey.", Named("It is honey.", "Waldgold")),
        ("de", "Unser Laden heißt Korn. Er backt.", Named("Unser Laden. Er backt.", "Korn")),
        ("fr", "Notre café s'appelle Nord. Il ouvre.", Named("Notre café. Il ouvre.", "Nord")),
        ("es", "La panadería se llama Sol. Abre.", Named("La panadería. Abre.", "Sol")),
        ("it", "Il bar si chiama Oro. Apre.", Named("Il bar. Apre.", "Oro")),
        ("en", "An ad for a bakery called Oats.", Named("An ad for a bakery called Oats.", "")),
        ("en", "The bread is warm. The name is short.", Named("The bread is warm. The name is short.", "")),
    ],
)
def test_a_sentence_that_names_the_client_is_read_as_such(language: str, text: str, found: Named) -> None:
    assert named(text, language) == found


def test_a_list_within_a_line_is_one() -> None:
    assert cleaned("In three steps: 1. Take a photo. 2. Check it. 3) Send.") == (
        "In three steps:\nTake a photo.\nCheck it.\nSend."
    )
    assert cleaned("Open at 1. May and 3. June.") == "Open at 1. May and 3. June."


def test_two_versions_at_once_are_two_lengths() -> None:
    with pytest.raises(BadInput, match="two lengths at once: “30 seconds” and “15 seconds”"):
        understood("Two versions please: 30 seconds and 15 seconds, for the brewery Old Mill in Ghent.")


@pytest.mark.parametrize(
    ("language", "text", "subject", "known"),
    [
        ("de", "Tierklinik", "dentist", False),
        ("es", "clínica veterinaria", "dentist", False),
        ("es", "clínica dental", "dentist", True),
        ("de", "Zahnarztpraxis", "dentist", True),
        ("en", "nursery", "school", True),
        ("en", "nursery", "seeds", False),
    ],
)
def test_a_clinic_is_no_dentist_and_a_nursery_no_garden(
    language: str, text: str, subject: str, known: bool
) -> None:
    assert (subject in [one.subject for one in matches(text, language)]) == known


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Explain how a heat pump works, 45 seconds, for a company called Heatwell. It is quiet.",
            "Heatwell",
        ),
        ("Erkläre, wie eine Wärmepumpe arbeitet, für die Firma Wärmewerk.", "Wärmewerk"),
        ("Expliquez comment marche une pompe à chaleur, pour une entreprise appelée Chaud.", "Chaud"),
        ("Un video que explica cómo funciona el pan, para la empresa Trigo.", "Trigo"),
        ("Spiega come funziona una pompa di calore, per l'azienda Calda.", "Calda"),
        ("A film for a company called Oats.", "Oats"),
        ("An ad for the brand Oats.", "Oats"),
    ],
)
def test_for_whom_something_is_explained_is_the_client(text: str, name: str) -> None:
    brief = understood(text)
    assert brief.name == name
    assert name not in f"{brief.product} {brief.claims}"
