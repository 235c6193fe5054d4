"""The language of a text is told by its letters and its small words."""

import pytest

from studio.models.voice.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bread is fresh.", "en"),
        ("Bread!", "en"),
        ("", "en"),
        ("Das Brot ist frisch und warm.", "de"),
        ("Frische Brötchen", "de"),
        ("Il pane è fresco e la torta è buona.", "it"),
        ("El pan de la abuela, con amor y mantequilla.", "es"),
        ("Le pain de la boulangerie est chaud et doré.", "fr"),
        ("Un café dans la rue du port", "fr"),
        ("Свежий хлеб", "ru"),
        ("パンはおいしいです", "ja"),
        ("新鲜的面包", "cmn"),
        ("신선한 빵", "ko"),
        ("خبز طازج", "ar"),
        ("φρέσκο ψωμί", "el"),
    ],
)
def test_the_language_is_recognised(text: str, language: str) -> None:
    assert language_of(text) == language
