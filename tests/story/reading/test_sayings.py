"""What somebody is quoted with is found whole, in five languages, and nothing else is taken for it."""

import pytest

from studio.story.reading.grammar import words
from studio.story.reading.marks import marked, unmarked
from studio.story.reading.sayings import apart, saying
from studio.story.reading.sentences import sentences

SAID = [
    ("en", '"We bake while you dream," says the baker.', "We bake while you dream", "the baker"),
    ("en", '"No appointment needed!" says Marta, the owner.', "No appointment needed!", "Marta, the owner"),
    ("en", 'The mechanic says: "Every bike. Yours too."', "Every bike. Yours too.", "The mechanic"),
    ("en", '"Bread takes time", the baker says.', "Bread takes time", "the baker"),
    ("en", '"We bake," says the baker, "while you dream."', "We bake, while you dream.", "the baker"),
    ("en", "“Good bread!” laughs Dr. Meier. “And more.”", "Good bread! And more.", "Dr. Meier"),
    ("en", 'The window cleaner says: "No streaks."', "No streaks.", "The window cleaner"),
    ("en", "'We don't sleep,' says the baker.", "We don't sleep", "the baker"),
    ("de", "„Wir backen, Sie träumen“, sagt die Bäckerin.", "Wir backen, Sie träumen", "die Bäckerin"),
    ("de", "Die Bäckerin sagt: »Brot braucht Zeit.«", "Brot braucht Zeit.", "Die Bäckerin"),
    ("de", "„Der beste Kuchen“, schwärmt eine Kundin.", "Der beste Kuchen", "eine Kundin"),
    ("fr", "« Que du bon », s'exclame le chef.", "Que du bon", "le chef"),
    ("es", "«Horneamos mientras sueñas», dice la panadera.", "Horneamos mientras sueñas", "la panadera"),
    ("fr", "La boulangère dit : « Nous cuisons. Vous rêvez. »", "Nous cuisons. Vous rêvez.", "La boulangère"),
    ("fr", "« On dort peu », dit-elle.", "On dort peu", "elle"),
    ("it", "«Inforniamo mentre sogni», dice la fornaia.", "Inforniamo mentre sogni", "la fornaia"),
]  # fmt: skip
NOT_SAID = [
    'A bakery called "Golden Crust", a place that smiles.',
    '"Golden Crust" promises fresh bread.',
    'The shop promises "Fresh Bread".',
    'The sign says: "Open daily."',
    'The narrator says: "We bake all night."',
    'The voice over says: "We bake all night."',
    'A bakery that says: "We bake all night."',
    '"We bake all night, says the baker.',
    "It sells 27\" screens, says the bakers' guild.",
    '"We bake while you dream."',
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


def test_inches_and_apostrophes_are_no_marks() -> None:
    assert marked('A 27" screen and a 30" one, the bakers\' own') == []
    assert unmarked('"One" and "two"') == '"One" and "two"'
    assert unmarked("« Un »") == "Un"
