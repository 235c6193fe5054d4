"""What somebody is quoted with is found whole, in five languages, and nothing else is taken for it."""

import pytest

from studio.story.reading.cleaning import cleaned
from studio.story.reading.grammar import words
from studio.story.reading.marks import bare, marked, settled, unmarked
from studio.story.reading.sayings import apart, saying, sayings
from studio.story.reading.sentences import sentences

SAID = [
    ("en", '"We bake while you dream," says the baker.', "We bake while you dream", "the baker"),
    ("en", '"No appointment needed!" says Marta, the owner.', "No appointment needed!", "Marta, the owner"),
    ("en", 'The mechanic says: "Every bike. Yours too."', "Every bike. Yours too.", "The mechanic"),
    ("en", '"Bread takes time", the baker says.', "Bread takes time", "the baker"),
    ("en", '"We bake," says the baker, "while you dream."', "We bake, while you dream.", "the baker"),
    ("en", "“Good bread!” laughs Dr. Meier. “And more.”", "Good bread! And more.", "Dr. Meier"),
    ("en", 'The window cleaner says: "No streaks."', "No streaks.", "The window cleaner"),
    ("en", '"Best bread in town" – Anna, a customer', "Best bread in town", "Anna, a customer"),
    ("en", 'Baker: "Come in."', "Come in.", "Baker"),
    ("en", "'We don't sleep,' says the baker.", "We don't sleep", "the baker"),
    ("en", '"We bake," she whispered.', "We bake", "she"),
    ("en", '"We bake," the baker cried.', "We bake", "the baker"),
    ("de", "„Kommt!“, schreit der Koch.", "Kommt!", "der Koch"),
    ("fr", "« Entrez », crie la boulangère.", "Entrez", "la boulangère"),
    ("it", "«Entrate», grida la fornaia.", "Entrate", "la fornaia"),
    ("es", "«Pasen», susurra la panadera.", "Pasen", "la panadera"),
    ("de", "„Wir backen, Sie träumen“, sagt die Bäckerin.", "Wir backen, Sie träumen", "die Bäckerin"),
    ("de", "Die Bäckerin sagt: »Brot braucht Zeit.«", "Brot braucht Zeit.", "Die Bäckerin"),
    ("de", "Ein Kunde fragt: „Noch warm?“", "Noch warm?", "Ein Kunde"),
    ("de", "„Der beste Kuchen“, schwärmt eine Kundin.", "Der beste Kuchen", "eine Kundin"),
    ("fr", "« Que du bon », s'exclame le chef.", "Que du bon", "le chef"),
    ("es", "«Horneamos mientras sueñas», dice la panadera.", "Horneamos mientras sueñas", "la panadera"),
    ("fr", "La boulangère dit : « Nous cuisons. Vous rêvez. »", "Nous cuisons. Vous rêvez.", "La boulangère"),
    ("fr", "« On dort peu », dit-elle.", "On dort peu", "elle"),
    ("it", "«Inforniamo mentre sogni», dice la fornaia.", "Inforniamo mentre sogni", "la fornaia"),
]  # fmt: skip
BY_THE_NARRATOR = [
    ("en", 'The narrator says: "We bake all night."'),
    ("en", 'Voice-over: "We bake all night."'),
    ("en", '"We bake all night."'),
    ("en", '"Come in"'),
    ("de", "„Kommen Sie rein!“"),
    ("fr", "« Entrez ! »"),
    ("it", "«Entrate»"),
    ("es", "«Pasen»"),
]
WITHIN = [
    ("en", 'An ad where the baker says "Come in", in a bakery', "An ad: a bakery", "the baker: Come in"),
    ("en", 'An ad with a baker who says "Come in". Warm.', "An ad with a baker", "a baker: Come in"),
    ("en", 'An ad where Anna says "Hi" and people smile.', "An ad where people smile.", "Anna: Hi"),
    ("en", 'Let the baker say "Come in" in a bakery ad', "in a bakery ad", "the baker: Come in"),
    ("en", 'An ad where his mum says "Eat", in Bath', "An ad in Bath", "his mum: Eat"),
    ("en", 'A café ad with guests saying "Wow" at noon', "A café ad with guests at noon", "guests: Wow"),
    ("en", 'An ad where customers say "Wow". Warm.', "An ad", "customers: Wow"),
    ("en", 'A café ad where Mrs. Bell says "Hi!" and waves', "A café ad", "Mrs. Bell: Hi!"),
    ("en", 'The baker shouts "Go" and all run.', "All run.", "The baker: Go"),
    ("en", 'Warm. As the baker says, "bread takes time".', "Warm.", "the baker: bread takes time"),
    ("en", 'A bakery that says "We bake at night", in Kiel', "A bakery in Kiel", ": We bake at night"),
    (
        "de",
        "Ein Spot, in dem die Köchin „Kommt“ sagt, mit Licht.",
        "Ein Spot mit Licht.",
        "die Köchin: Kommt",
    ),
    ("de", "Ein Spot mit einem Koch, der sagt: „Kommt“.", "Ein Spot mit einem Koch", "einem Koch: Kommt"),
    ("fr", "Un spot où le chef dit « Entrez », dans un café", "Un spot: un café", "le chef: Entrez"),
    ("it", "Uno spot in cui il cuoco dice «Entrate», in un bar", "Uno spot: un bar", "il cuoco: Entrate"),
    ("es", "Un anuncio donde el chef dice «Pasen», en un bar", "Un anuncio: un bar", "el chef: Pasen"),
]
NOT_SAID = [
    'A bakery called "Golden Crust", a place that smiles.',
    '"Golden Crust" promises fresh bread.',
    'The shop promises "Fresh Bread".',
    'The sign says: "Open daily."',
    'A bakery that says: "We bake all night."',
    '"We bake all night, says the baker.',
    '"Golden Crust"',
    'fresh bread says "Eat me now, please"',
    "It sells 27\" screens, says the bakers' guild.",
]


@pytest.mark.parametrize(("language", "text", "said", "who"), SAID)
def test_who_says_what_is_read(language: str, text: str, said: str, who: str) -> None:
    assert saying(text, language) == (said, who)


@pytest.mark.parametrize("text", NOT_SAID)
def test_nobody_is_quoted_with_a_name_a_slogan_a_sign_or_half_a_quote(text: str) -> None:
    assert saying(text, "en") is None


def test_a_quote_stands_apart_from_the_sentence_around_it() -> None:
    text = 'An ad for Fade in which the owner says: "No fuss! Walk in." Open daily.'
    parts = list(apart(text, "en"))
    assert parts == [
        ("An ad for Fade", False),
        ('the owner says: "No fuss! Walk in."', True),
        ("Open daily.", False),
    ]
    two = list(apart('"I ask," says a child. "I listen," says the teacher.', "en"))
    assert two == [('"I ask," says a child.', True), ('"I listen," says the teacher.', True)]
    assert list(apart('At the end the baker says: "Come in!"', "en")) == [
        ('the baker says: "Come in!"', True)
    ]


def test_no_sentence_ends_between_marks_that_belong_together() -> None:
    texts = [one.text for one in sentences('A café. It says "Hi. Come in." to all. Warm.', words("en"))]
    assert texts == ["A café.", 'It says "Hi. Come in." to all.', "Warm."]
    broken = [one.text for one in sentences('A café. "We never close. Come in.', words("en"))]
    assert broken == ["A café.", '"We never close.', "Come in."]


def test_what_is_too_long_to_be_spoken_at_once_is_spoken_as_far_as_a_sentence_of_it_ends() -> None:
    sentence = "Bread takes time and we give it all the time it wants."
    told = saying(f'"{" ".join([sentence] * 5)}" says the baker.', "en")
    assert told
    assert told.wordings == [f"{sentence} {sentence}", sentence]
    endless = saying(f'"{"very " * 60}good!" says the baker.', "en")
    assert endless
    assert endless.wordings == []


@pytest.mark.parametrize(("language", "text"), BY_THE_NARRATOR)
def test_a_quote_with_nobody_named_is_said_by_the_narrator(language: str, text: str) -> None:
    told = saying(text, language)
    assert told
    assert told.who == ""


@pytest.mark.parametrize(("language", "text", "rest", "said"), WITHIN)
def test_a_sentence_goes_on_without_the_quote_in_the_midst_of_it(
    language: str, text: str, rest: str, said: str
) -> None:
    parts = list(apart(text, language))
    assert next(part.text for part in parts if not part.quotes) == rest
    told = [saying(part.text, language) for part in parts if part.quotes]
    assert [f"{one.who}: {one.text}" for one in told if one] == [said]


def test_a_short_quote_is_said_where_nothing_but_speech_follows_the_verb() -> None:
    assert saying('Anna says "Come in".', "en") == ("Come in", "Anna")
    assert saying('Anna smiles "Come in".', "en") is None
    [(name, _), (quote, is_quote)] = apart('Oak Bakery. Anna says "Come in".', "en")
    assert (name, quote, is_quote) == ("Oak Bakery.", 'Anna says "Come in".', True)


def test_what_nobody_signs_is_said_by_the_narrator() -> None:
    assert list(apart('"Bread takes time" – warm', "en")) == [('"Bread takes time"', True), ("warm", False)]
    assert list(apart('"Golden Crust" – warm', "en")) == [('"Golden Crust" – warm', False)]


def test_whoever_is_but_a_pronoun_was_named_before() -> None:
    claims = ['"We bake," says the baker.', "It is warm.", '"And sell," she adds.', '"Good," says a guest.']
    assert [one.who for one in sayings(claims, "en")] == ["the baker", "the baker", "a guest"]
    assert sayings(claims[2:3], "en")[0].who == "she"
    dropped = ["«Entrate», dice la fornaia.", "«È caldo», aggiunge."]
    assert [one.who for one in sayings(dropped, "it")] == ["la fornaia", "la fornaia"]


CARRIED = [
    (
        "en",
        'An ad where Anna says "We bake" and shows her oven.',
        "An ad where Anna shows her oven.",
        ["Anna: We bake"],
    ),
    (
        "en",
        'An ad where Anna says "We bake" and kisses her oven, in Bath.',
        "An ad in Bath.",
        ["Anna: We bake"],
    ),
    (
        "en",
        'An ad where Anna says "We bake" and the oven glows',
        "An ad where the oven glows",
        ["Anna: We bake"],
    ),
    ("en", 'An ad where Anna says "We bake" and "You sleep".', "An ad", ["Anna: We bake", "Anna: You sleep"]),
    (
        "en",
        'A baker who says "We bake" and shows her oven',
        "A baker who shows her oven",
        ["A baker: We bake"],
    ),
    (
        "en",
        'The baker says "We bake" and shows her oven.',
        "The baker shows her oven.",
        ["The baker: We bake"],
    ),
    (
        "de",
        "Ein Spot, in dem Anna „Kommt“ sagt und den Ofen zeigt",
        "Ein Spot, in dem Anna den Ofen zeigt",
        ["Anna: Kommt"],
    ),
    (
        "de",
        "Ein Spot, in dem Anna „Kommt“ sagt und der Ofen glüht",
        "Ein Spot, in dem der Ofen glüht",
        ["Anna: Kommt"],
    ),
    (
        "fr",
        "Un spot où Anne dit « Entrez » et montre son four.",
        "Un spot où Anne montre son four.",
        ["Anne: Entrez"],
    ),
    (
        "fr",
        "Un spot où Anne dit « Entrez » et tout le monde rit.",
        "Un spot où tout le monde rit.",
        ["Anne: Entrez"],
    ),
    (
        "it",
        "Uno spot in cui Anna dice «Entrate» e mostra il forno.",
        "Uno spot in cui Anna mostra il forno.",
        ["Anna: Entrate"],
    ),
    (
        "es",
        "Un anuncio donde Ana dice «Pasen» y muestra su horno.",
        "Un anuncio donde Ana muestra su horno.",
        ["Ana: Pasen"],
    ),
]


@pytest.mark.parametrize(("language", "text", "rest", "told"), CARRIED)
def test_a_clause_behind_a_quote_is_done_by_somebody_or_dropped(
    language: str, text: str, rest: str, told: list[str]
) -> None:
    parts = list(apart(text, language))
    said = [found for part in parts if part.quotes and (found := saying(part.text, language))]
    assert [f"{one.who}: {one.text}" for one in said] == told
    assert " ".join(part.text.strip() for part in parts if not part.quotes) == rest


def test_what_html_spells_is_read_as_letters() -> None:
    assert cleaned("A café. &ldquo;We bake&rdquo;, says Zo&euml;.") == "A café. “We bake”, says Zoë."
    assert (
        cleaned("R&amp;D &#38; caf&#xe9; &lt;b&gt; &#27;[1m &nosuch; Q&A; it")
        == "R&D & café b [1m &nosuch; Q&A; it"
    )


MARKED = [
    ('A café. "We bake\nat night," says Anna.', 'A café. "We bake at night," says Anna.'),
    ("”We bake”, says Anna.", "“We bake”, says Anna."),
    ('„We bake", says Anna.', "“We bake”, says Anna."),
    ("‘We don’t sleep,’ she says.", "‘We don’t sleep,’ she says."),
    ('Warm. "It never closes. The \'90s, bakers\' bread.', "Warm. It never closes. The '90s, bakers' bread."),
    ('It sells 27" screens.', 'It sells 27" screens.'),
    ('"He said ‘hi’ to “me”," says Anna.', '"He said hi to me," says Anna.'),
    ('"A café in Kiel"', "A café in Kiel"),
    ('Anna says \\"Hi\\".', 'Anna says "Hi".'),
    ("un po' di pane", "un po' di pane"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "read"), MARKED)
def test_marks_that_belong_to_no_other_are_not_read(text: str, read: str) -> None:
    assert settled(text) == read
    assert settled(read) == read


BARE = [
    ("It says “Hi.” to all.", "It says Hi to all."),
    ("„Ja!“, sagt sie.", "Ja! sagt sie."),
    ("l’« Aurore », dit-elle", "l’Aurore, dit-elle"),
    ("Un'*idea*, un po' di pane.", "Un'*idea*, un po' di pane."),
    ("The bakers' 27\" screen.", "The bakers' 27\" screen."),
    ("Wait... 'Bread' is \"warm\"...", "Wait... Bread is warm..."),
    ("»We don't close,« it says", "We don't close, it says"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BARE)
def test_what_is_told_has_no_quotation_marks_and_keeps_its_apostrophes(text: str, told: str) -> None:
    assert bare(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mA café\x1b[0m",
        "\x1b]0;title\x07A café",
        "\\e[1;31mA café\\e[0m",
        "^[[1mA café",
        "A\x00 ca\u202efé",
    ],
)
def test_what_only_a_terminal_reads_is_gone(text: str) -> None:
    assert cleaned(text).replace("ca fé", "café") == "A café"


def test_inches_and_apostrophes_are_no_marks() -> None:
    assert marked('A 27" screen and a 30" one, the bakers\' own') == []
    assert unmarked('"One" and "two"') == '"One" and "two"'
    assert unmarked("« Un »") == "Un"
