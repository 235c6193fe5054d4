"""What nobody is to say is taken out of a brief, and what somebody says is not."""

import pytest

from studio.story.reading import understood
from studio.story.reading.denials import forbidden, told_apart, undenied

AD = "An ad for the bakery Golden Crust"

DENIED = [
    ("en", "Never say cheap."),
    ("en", "Please do not mention Amazon or prices."),
    ("en", "We really don't want to say that we're the best."),
    ("de", "Bitte Amazon nicht erwähnen."),
    ("de", "Wir wollen keine Preise."),
    ("fr", "Ne mentionnez pas Amazon."),
    ("es", "No menciones Amazon."),
    ("it", "Non menzionate Amazon."),
    ("en", 'Never say "cheap" or "discount".'),
    ("en", 'Nobody says "I hate bread".'),
    ("en", 'No baker in town ever says "I hate bread."'),
    ("en", 'The baker doesn’t say "We bake at night".'),
    ("en", 'Do not use the word "cheap".'),
    ("en", 'We don\'t want anyone to say "cheap."'),
    ("en", '"I hate bread," says nobody.'),
    ("en", 'The word "cheap" must not be mentioned.'),
    ("en", 'Never, ever say "cheap".'),
    ("en", 'You will never hear the baker say "We are closed".'),
    ("en", 'Avoid the word "cheap".'),
    ("en", 'Forbidden words: "cheap", "discount".'),
    ("en", 'Make sure that no character says "cheap".'),
    ("fr", "Évitez le mot « pas cher »."),
    ("en", 'In the film nobody says "cheap".'),
    ("de", "Das Wort „billig“ darf nicht vorkommen."),
    ("de", "Der Bäcker sagt nie „Wir haben zu“."),
    ("de", "Niemand sagt „Ich hasse Brot“."),
    ("de", "Bitte nicht „billig“ sagen."),
    ("de", "Kein Bäcker sagt „Ich hasse Brot“."),
    ("de", "Sagen Sie bitte niemals „billig“ oder „Rabatt“."),
    ("fr", "Le boulanger ne dit jamais « Nous sommes fermés »."),
    ("fr", "Personne ne dit « Je déteste le pain »."),
    ("fr", "Il ne faut pas dire « pas cher »."),
    ("fr", "Aucun boulanger ne dit « Je déteste le pain »."),
    ("it", "Il fornaio non dice mai «Siamo chiusi»."),
    ("it", "Nessuno dice «Odio il pane»."),
    ("it", "Non dite «economico»."),
    ("es", 'El panadero nunca dice "Está cerrado".'),
    ("es", "Nadie dice «Odio el pan»."),
    ("es", "No digas «barato»."),
]


@pytest.mark.parametrize(("language", "sentence"), DENIED)
def test_a_sentence_that_tells_what_nobody_is_to_say_is_taken_out(language: str, sentence: str) -> None:
    left = undenied(f"{AD}. {sentence} It sells rye.\nIt has two cats.", language)
    assert left.text == f"{AD}. It sells rye.\nIt has two cats."
    assert left.denied == [sentence]


TOLD = [
    ("en", 'The baker never sleeps and says "We bake at night".'),
    ("en", '"We never close," says the baker.'),
    ("en", 'The baker never stops saying "We bake at night".'),
    ("en", 'We never say "no".'),
    ("en", 'Anna never leaves without saying "Good night, bread".'),
    ("en", 'No music while the baker says "We bake at night".'),
    ("en", 'Who has never said "just one more slice"?'),
    ("es", "No, dice la panadera: «Horneamos de noche»."),
    ("en", 'The baker says nothing but "Bread!"'),
    ("en", 'She does not say much, but the baker says "We bake at night".'),
    ("en", 'The bakery "Golden Crust" never closes.'),
    ("en", 'Don\'t forget to say "We bake at night".'),
    ("en", '"We bake," says the baker, who never says much.'),
    ("de", "Der Bäcker schläft nie und sagt „Wir backen nachts“."),
    ("de", "Der Bäcker sagt nicht nur „Guten Morgen“, er meint es."),
    ("de", "Wir sagen nie „nein“."),
    ("de", "„Wir schlafen nicht“, sagt der Bäcker."),
    ("fr", "La boulangère ne dit que « Bonjour »."),
    ("fr", "Le boulanger ne dort pas et dit « Nous cuisons la nuit »."),
    ("fr", "« Nous ne fermons jamais », dit la boulangère."),
    ("it", "Il fornaio non dice altro che «Buongiorno»."),
    ("it", "Il fornaio non dorme mai e dice «Inforniamo di notte»."),
    ("es", "La panadera no duerme y dice «Horneamos de noche»."),
    ("es", "La panadera no solo dice «Hola», sonríe."),
]


@pytest.mark.parametrize(("language", "sentence"), TOLD)
def test_what_somebody_says_stays_though_the_sentence_denies_something(language: str, sentence: str) -> None:
    assert undenied(f"{AD}. {sentence}", language) == (f"{AD}. {sentence}", [])


WITHIN = [
    (f'{AD} where the baker never says "We are closed".', f"{AD}."),
    (f'{AD}, never say "cheap" or "poor".', f"{AD}."),
    (
        'An ad in which nobody says "cheap", for the bakery Golden Crust.',
        "An ad, for the bakery Golden Crust.",
    ),
    (f'{AD} without saying "cheap". It sells rye.', f"{AD}. It sells rye."),
    ('An ad where nobody says "cheap", for a bakery where nobody says "poor".', "An ad, for a bakery."),
    ('Golden Crust, where nobody says "cheap". It sells rye.', "Golden Crust. It sells rye."),
    (f'{AD}. Say "fair", not "cheap". It sells rye.', f'{AD}. Say "fair". It sells rye.'),
    (f'{AD}. Say "fair," not "cheap." It sells rye.', f'{AD}. Say "fair,". It sells rye.'),
    (f'{AD}. She says "Come in" and never "Go" or "Out".', f'{AD}. She says "Come in".'),
]


@pytest.mark.parametrize(("brief", "left"), WITHIN)
def test_a_sentence_that_tells_something_else_loses_but_the_clause(brief: str, left: str) -> None:
    assert undenied(brief, "en").text == left


def test_a_brief_in_markup_is_read_without_it() -> None:
    assert told_apart(f'# {AD}\n\n* Never say **"cheap"**', "en").denied == ['Never say "cheap"']


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", f'{AD}. Never say "cheap" or "discount."', ["cheap", "discount"]),
        ("en", f'{AD}. Forbidden words: "cheap", "cheap", "low price".', ["cheap", "low price"]),
        ("en", f'{AD}. The baker says "Come in".', []),
        ("de", "Werbung für Krume. Das Wort „billig“ darf nicht vorkommen.", ["billig"]),
        ("de", "Werbung für Krume. Verwende nicht „billig“.", ["billig"]),
        ("fr", "Un spot pour Nord. N'utilisez pas « pas cher ».", ["pas cher"]),
        ("es", 'Un anuncio para Norte. No usen "barato".', ["barato"]),
        ("it", "Uno spot per Nord. Non usate «economico».", ["economico"]),
        (
            "en",
            f"{AD}. Please do not mention Amazon, the prices or our rivals.",
            ["Amazon", "prices", "rivals"],
        ),
        ("de", "Werbung für Krume. Bitte Amazon nicht erwähnen.", ["Amazon"]),
        ("fr", "Un spot pour Nord. Ne mentionnez pas Amazon.", ["Amazon"]),
        ("en", f"{AD}. Never say that we were closed in March.", []),
    ],
)
def test_the_words_that_nobody_is_to_say_are_known(language: str, text: str, words: list[str]) -> None:
    assert forbidden(text, language) == words


SAYINGS = [
    ("en", "Don't say goodbye to summer", "an ad for a beach bar in Brighton.", "beach bar"),
    ("en", "Never say never", "an ad for a dance school for seniors.", "dance school"),
    ("en", "Don't call it a comeback", "an ad for a vinyl record shop.", "vinyl record shop"),
    ("de", "Sag nie wieder nein", "ein Film über unsere Zahnarztpraxis in Kiel.", "Zahnarztpraxis"),
    ("de", "Sag niemals nie", "ein Spot für eine Tanzschule in Bonn.", "Tanzschule"),
    ("de", "Sagen Sie nicht Auto, sagen Sie Radwerk", "ein Spot für Lastenräder.", "Lastenräder"),
    ("fr", "Ne dites pas au revoir à l'été", "un film pour un bar de plage à Nice.", "bar de plage"),
    ("fr", "Ne dites plus « demain »", "une pub pour une salle de sport à Lyon.", "salle de sport"),
    ("it", "Non dire addio all'estate", "uno spot per un bar sulla spiaggia a Rimini.", "bar"),
    ("it", "Mai dire mai", "uno spot per una scuola di ballo.", "scuola di ballo"),
    ("it", "Non dite a nessuno il nostro segreto", "uno spot per la pizzeria Da Gino.", "pizzeria"),
    ("es", "No digas adiós al verano", "un anuncio para un chiringuito en Cádiz.", "chiringuito"),
    ("es", "Nunca digas nunca", "un anuncio para una escuela de baile.", "escuela de baile"),
    ("es", "No se lo digas a nadie", "un anuncio para el bar Secreto en Madrid.", "bar"),
]


@pytest.mark.parametrize("sign", [":", " –", ";"])
@pytest.mark.parametrize(("language", "saying", "told", "product"), SAYINGS)
def test_a_saying_before_the_film_forbids_nothing(
    language: str, saying: str, told: str, product: str, sign: str
) -> None:
    brief = understood(f"{saying}{sign} {told}")
    assert (brief.language, brief.product, brief.claims, brief.forbidden) == (language, product, [], [])
    assert undenied(f"{saying}{sign} {told}", language) == (told, [saying])


def test_what_stands_behind_a_saying_is_told_where_it_is_all_there_is() -> None:
    text = "Never say never: the dance school Swing in Hull."
    assert undenied(text, "en") == ("the dance school Swing in Hull.", ["Never say never"])
    assert understood(text).name == "Swing"


def test_what_is_quoted_before_the_film_is_forbidden_and_a_name_stays() -> None:
    brief = understood('Don\'t say "cheap", say "good value": an ad for a hotel in Rome.')
    assert (brief.product, brief.place, brief.forbidden) == ("hotel", "Rome", ["cheap"])
    text = 'Golden Crust never says "cheap": an ad for a bakery.'
    assert undenied(text, "en").text == "Golden Crust: an ad for a bakery."


@pytest.mark.parametrize(
    "text", ["Never say: an ad for cheap people.", 'Avoid these words: "cheap", "poor".', "Never say cheap."]
)
def test_a_colon_behind_a_verb_of_saying_opens_no_film(text: str) -> None:
    left = undenied(text, "en")
    assert (left.text.strip("."), [told.strip(".") for told in left.denied]) == ("", [text.strip(".")])


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Don't mention it! An ad for a gift shop called Thanks.", []),
        ("en", "Don't ask why. Ask us. An ad for a law firm, Hart & Lane.", []),
        ("de", "Sagen Sie nicht nein. Ein Spot für Korn.", []),
        ("fr", "Ne dites pas pourquoi. Un spot pour Nord.", []),
        ("it", "Non dire mai niente. Uno spot per Oro.", []),
        ("es", "No digas nada. Un anuncio para Sol.", []),
        ("en", 'An ad for hearing aids. Never again ask "what?"', []),
        ("en", 'An ad for a language school. Never again say "I don\'t understand".', []),
        ("de", "Ein Spot für Ohr. Sagen Sie nie wieder „wie bitte“.", []),
        ("fr", "Un spot pour Nord. Ne dites plus jamais « demain ».", []),
        ("it", "Uno spot per Oro. Non dite mai più «domani».", []),
        ("es", "Un anuncio para Sol. No vuelvas a decir «mañana».", []),
        ("en", f'{AD}. Don\'t say "cheap", say "good value".', ["cheap"]),
        ("en", f"{AD}. Don't say cheap or poor, say good value.", ["cheap", "poor"]),
        ("en", f'{AD}. Never say "cheap" and never mention "poor".', ["cheap", "poor"]),
        ("de", 'Ein Spot für Rad. Sagen Sie nicht "günstig", sagen Sie "preiswert".', ["günstig"]),
        ("de", "Ein Spot für Rad. Sagen Sie nicht „günstig“, sondern „preiswert“.", ["günstig"]),
        ("fr", "Un spot pour Nord. Ne dites pas « pas cher », dites « abordable ».", ["pas cher"]),
        ("it", "Uno spot per Oro. Non dite «economico», dite «conveniente».", ["economico"]),
        ("es", "Un anuncio para Sol. No digas «barato», sino «económico».", ["barato"]),
    ],
)
def test_everyday_words_promises_and_what_is_said_instead_are_not_forbidden(
    language: str, text: str, words: list[str]
) -> None:
    assert forbidden(text, language) == words
