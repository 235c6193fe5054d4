"""Whether somebody is a woman or a man is told by words, never by a name."""

import pytest

from studio.story.reading.sexes import sex_of

TOLD = {
    "en": {
        "woman": ["his grandmother", "she", "the saleswoman", "Mrs Bell"],
        "man": ["her father", "the baker in his shop", "a fisherman"],
        "": ["the baker", "Marta, the owner", "the German", "Anna"],
    },
    "de": {
        "woman": ["die Bäckerin", "einer Bäckerin", "eine alte Kundin", "Frau Dr. Kranz", "sie"],
        "man": ["der Bäcker", "einem Bäcker", "Herr Kranz"],
        "": ["ein Kind", "die Bäcker", "eine Person", "Martin"],
    },
    "fr": {
        "woman": ["la boulangère", "l'infirmière", "Marie, la patronne", "elle"],
        "man": ["le chef", "son grand-père"],
        "": ["une personne", "l'artiste", "Camille"],
    },
    "it": {
        "woman": ["la fornaia", "l'infermiera", "sua nonna"],
        "man": ["il dentista", "lui"],
        "": ["una persona", "l'artista", "Andrea"],
    },
    "es": {
        "woman": ["la panadera", "doña Carmen"],
        "man": ["un panadero", "su abuelo"],
        "": ["una persona", "su dentista", "Carmen"],
    },
}
CASES = [
    (language, sex, who) for language, told in TOLD.items() for sex, people in told.items() for who in people
]


@pytest.mark.parametrize(("language", "sex", "who"), CASES)
def test_words_tell_whether_somebody_is_a_woman_or_a_man(language: str, sex: str, who: str) -> None:
    assert sex_of(who, language) == sex


def test_what_stands_behind_somebody_tells_it_as_well() -> None:
    assert sex_of("the baker", "en", "A bakery. The baker loves her oven.") == "woman"
    assert sex_of("the baker", "en", "A bakery. The baker is up. He kneads.") == ""
