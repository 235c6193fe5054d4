"""Prices, telephone numbers and streets are found as they are written; dates and sizes are none."""

import pytest

from studio.story.reading.contacts import contacts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bikes from 39 euros, repaired while you wait.", ["from 39 euros"]),
        ("A room from £80 a night at 12 Abbey Street.", ["from £80 a night", "12 Abbey Street"]),
        ("Brot ab 3,50 €, Hauptstraße 5.", ["ab 3,50 €", "Hauptstraße 5"]),
        ("Pane da 2 euro, in via Roma 12.", ["da 2 euro", "via Roma 12"]),
        ("Pan desde 1,20 € en la calle Mayor, 7.", ["desde 1,20 €", "calle Mayor, 7"]),
        ("Du pain dès 2 euros, 12, rue de la Paix.", ["dès 2 euros", "12, rue de la Paix"]),
        ("Call 020 7946 0000.", ["020 7946 0000"]),
        ("Telefon 0431 123456.", ["0431 123456"]),
        ("Tel. +49 431 1234567", ["+49 431 1234567"]),
        ("Open since 1962, on 12.05.2026, for 300 teams at 1920x1080.", []),
        ("Seven cats and 2 dogs", []),
    ],
)
def test_what_people_note_down_is_found(text: str, found: list[str]) -> None:
    assert contacts(text) == found
