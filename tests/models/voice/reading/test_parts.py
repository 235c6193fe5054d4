"""Text is read as people say it: figures, prices, times, short forms, names, pauses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadInput
from studio.models.voice.reading import names
from studio.models.voice.reading.parts import Phrase, parts, phrases
from studio.models.voice.reading.tokens import words


def read(text: str, language: str = "en", **known: str) -> list[Phrase]:
    return phrases(words(text), language, known)


def said(text: str, language: str = "en", **known: str) -> str:
    return " ".join(part.said for phrase in read(text, language, **known) for part in phrase.parts)


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("It's $4.50 or €20", "en", "It's 4 dollars 50 or 20 euros"),
        ("£1 and 99 cents, $0.99", "en", "1 pound and 99 cents 99 cents"),
        ("$5 million", "en", "5 million dollars"),
        ("20 € or CHF 1,200", "en", "20 euros or 1200 francs"),
        ("50% off, 3.5 % more", "en", "50 percent off 3 point 5 percent more"),
        ("since 1902, in 1985 and 1900", "en", "since 19 oh 2 in 19 85 and 1900"),
        ("1902 loaves", "en", "1902 loaves"),
        ("at 9:30, 9:05, 9:00 and 9am", "en", "at 9 30 9 oh 5 9 o'clock and 9 AM"),
        ("10–12 kg, 20°C, 5km", "en", "10 to 12 kilograms 20 degrees celsius 5 kilometres"),
        ("9h of work, 9 h", "en", "9 hours of work 9 hours"),
        ("-5 degrees, +3", "en", "minus 5 degrees plus 3"),
        ("24/7 & more", "en", "24 7 and more"),
        ("½ cup, 1/4 lb", "en", "a half cup a quarter pounds"),
        ("9am–6pm, 9:00–18:30", "en", "9 AM to 6 PM 9 o'clock to 18 30"),
        ("$10–12, $10-$12", "en", "10 to 12 dollars 10 to 12 dollars"),
        ("030 123456 or 1234567", "en", "0 3 0 1 2 3 4 5 6 or 1 2 3 4 5 6 7"),
        ("2026-11-26", "en", "2026 11 26"),
        ("¾ Liter", "de", "drei Viertel Liter"),
        ("1,250.75", "en", "1250 point 7 5"),
        ("007", "en", "0 0 7"),
        ("1st, 2nd", "en", "1st 2nd"),
        ("www.radwerk.de/menu or https://a-b.com", "en", "radwerk dot D E slash menu or a b dot com"),
        ("mail hello@sea.co.uk", "en", "mail hello at sea dot co dot U K"),
        ("Dr. Smith, e.g. Mr. J. Doe", "en", "doctor Smith for example mister J Doe"),
        ("1.250,50 € und 4,5 kg", "de", "1250 Euro 50 und 4 Komma 5 Kilogramm"),
        ("seit 1902, um 9:30 Uhr oder 8 Uhr", "de", "seit 19 hundert 2 um 9 30 Uhr oder 8 Uhr"),
        ("am 3. Oktober, der 21. Mai", "de", "am dritten Oktober der einundzwanzigste Mai"),
        ("z. B. ca. 20 % bzw. mehr", "de", "zum Beispiel circa 20 Prozent beziehungsweise mehr"),
        ("4,50 € alle 9:30, 20%", "it", "4 euro 50 alle 9 e 30 20 per cento"),
        ("a las 9:30, 4,50 €", "es", "a las 9 y 30 4 euros 50"),
        ("à 9h30, 0,50 €, 3 km", "fr", "à 9 heures 30 50 centimes 3 kilomètres"),
        ("1.250 до 50%", "ru", "1.250 до 50%"),
    ],
)  # fmt: skip
def test_figures_are_said_as_people_say_them(text: str, language: str, spoken: str) -> None:
    assert said(text, language) == spoken


@pytest.mark.parametrize(
    ("text", "endings"),
    [
        ("One, two; three: four. Five! Six?", ",;:.!?"),
        ("Dr. Smith and Mr. J. Doe etc. came.", "."),
        ("Well… yes. No... maybe", "; . ; ."),
        ("bread – baked (daily) here", ";,,."),
        ("“Come in.” He did.", ".."),
        ("Really?! Yes!!", "?!"),
        ("¿Qué? ¡Pan!", "?!"),
        ("你好，世界。再见！", ",.!"),
        ("approx. five", "."),
        ("a title\n\nand a text", ".."),
    ],
)
def test_pauses_are_where_marks_are(text: str, endings: str) -> None:
    assert "".join(phrase.ending for phrase in read(text)) == endings.replace(" ", "")


def test_a_paragraph_ends_its_phrase() -> None:
    assert [phrase.last for phrase in read("one, two.\n\nthree")] == [False, True, False]


def test_nobody_speaks_for_ever_without_a_breath() -> None:
    found = read("word " * 100)
    assert [len(phrase.parts) for phrase in found] == [40, 40, 20]


def test_names_are_said_as_they_are_told() -> None:
    told = {"Radwerk": "rahd verk", "Zoë Ng": "zoh-ee ing", "Zoë": "[[z'oUI]]"}
    found = parts(words("Radwerk's Zoë Ng, zoë and *Radwerk*."), "en", told)
    assert [(part.said, part.sounds) for part in found] == [
        ("rahd verk's", ""), ("zoh-ee ing", ""), ("", "z'oUI"), ("and", ""), ("rahd verk", ""),
    ]  # fmt: skip
    assert [(part.first, part.end) for part in found] == [(0, 1), (1, 3), (3, 4), (4, 5), (5, 6)]
    assert found[-1].emphasis


@pytest.mark.parametrize("wrong", [("", "x"), ("x", ""), ("x", "[[<b>]]"), ("x", "[[a"), ("!", "x")])
def test_pronunciations_that_say_nothing_are_refused(wrong: tuple[str, str]) -> None:
    with pytest.raises(BadInput):
        names.checked(dict([wrong]))


@given(st.text(max_size=80), st.sampled_from(["en", "de", "it", "es", "fr", "ja", "xx"]))
def test_whatever_is_written_is_said_without_commands_and_covers_all_words(text: str, language: str) -> None:
    found = words(text)
    read = parts(found, language, {})
    assert [at for part in read for at in range(part.first, part.end)] == list(range(len(found)))
    for part in read:
        assert not re.search(r"[<>&\[\]{}|*_\\\"]", part.said)
        assert part.ending in ("", *",;:.!?")
    assert not read or read[-1].ending
