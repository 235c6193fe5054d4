"""Templates become names, and what is wrong with one is said."""

from datetime import datetime

import pytest

from studio.core.errors import BadCall
from studio.media.filing import naming


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{stem}.{suffix}", "a.b.png"),
        ("{n}_{name}", "7_a.b.png"),
        ("{n:03}", "007"),
        ("{{{n}}}", "{7}"),
        ("{year}-{month}-{day}", "0987-03-04"),
        ("{hour}{minute}{second}", "050607"),
    ],
)
def test_fields_are_filled(template: str, made: str) -> None:
    values = {**naming.of_name("a.b.png"), "n": 7, **naming.of_date(datetime(987, 3, 4, 5, 6, 7))}  # noqa: DTZ001
    assert naming.filled(template, values) == made


@pytest.mark.parametrize(
    ("template", "told"), [("{size}", "there is no {size}"), ("a{", "a lone {"), ("{}", "a lone {")]
)
def test_a_wrong_template_is_refused(template: str, told: str) -> None:
    with pytest.raises(BadCall, match=told.replace("{", r"\{")):
        naming.fields(template, ("name", "n"), "--to")


@pytest.mark.parametrize(
    ("name", "lead", "renamed", "expected"),
    [
        ("photo.txt", "photo.jpg", "x.jpg", "x.txt"),
        ("photo.jpg.json", "photo.jpg", "x.png", "x.png.json"),
        ("film.en.srt", "film.mp4", "cut 2.mp4", "cut 2.en.srt"),
    ],
)
def test_what_lies_beside_is_called_alike(name: str, lead: str, renamed: str, expected: str) -> None:
    assert naming.beside(name, lead, renamed) == expected


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\0", "ü" * 128])
def test_what_can_be_no_name(name: str) -> None:
    assert naming.fault(name)


@pytest.mark.parametrize("name", ["a", "ü" * 127, "\udcff", "-", "a\nb"])
def test_what_can_be_one(name: str) -> None:
    assert not naming.fault(name)
