"""Names that are taken get a number, and what belongs together gets the same."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.media.filing.numbering import base, numbered


@pytest.mark.parametrize(
    ("names", "shared"),
    [
        (["photo.jpg"], "photo"),
        (["photo.jpg", "photo.txt"], "photo"),
        (["photo.jpg", "photo.jpg.json"], "photo"),
        (["shot.0001.exr", "shot.0002.exr"], "shot"),
        (["shot.0099.exr", "shot.0100.exr", "shot.0100.json"], "shot"),
        (["f9.png", "f10.png"], "f"),
        (["0001.exr", "0002.exr"], ""),
        (["film.mp4", "film.en.srt"], "film"),
        (["a.tar.gz"], "a.tar"),
    ],
)
def test_what_names_share(names: list[str], shared: str) -> None:
    assert base(names) == shared


@pytest.mark.parametrize(
    ("name", "shared", "expected"),
    [
        ("photo.jpg", "photo", "photo-2.jpg"),
        ("shot.0001.exr", "shot", "shot-2.0001.exr"),
        ("0001.exr", "", "2_0001.exr"),
        ("other.txt", "photo", "other-2.txt"),
    ],
)
def test_a_number_stands_after_what_is_shared(name: str, shared: str, expected: str) -> None:
    assert numbered(name, shared, 2) == expected


any_name = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=255
)


@given(any_name)
def test_a_numbered_name_fits_and_differs(name: str) -> None:
    made = numbered(name, base([name]), 2)
    assert made != name
    assert len(os.fsencode(made)) <= max(255, len(os.fsencode(name)) + 2)
