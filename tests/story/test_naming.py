"""A film's folder has a name that any file system takes."""

import pytest

from studio.story.grammar import Brief
from studio.story.naming import folder


@pytest.mark.parametrize(
    ("name", "product", "expected"),
    [
        ("Café Fyrhus", "", "cafe-fyrhus"),
        ("", "a lighthouse café", "a-lighthouse-cafe"),
        ("Straße & Söhne / Ø", "", "strasse-sohne-o"),
        ("../../etc", "", "etc"),
        ("-rf", "", "rf"),
        ("🍞", "bread", "bread"),
        ("光の家", "", "光の家"),
        ("x" * 300, "", "film"),
        ("", "", "film"),
    ],
)
def test_it_is_made_of_what_the_film_is_about(name: str, product: str, expected: str) -> None:
    assert folder(Brief(text="…", frames=24, name=name, product=product)) == expected
