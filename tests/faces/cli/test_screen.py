"""Text on the screen: safe names, sizes people read."""

import contextlib
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.faces.cli import screen


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("photo.jpg", "photo.jpg"),
        ("Grüße 😀", "Grüße 😀"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("caf\udce9", r"caf\xe9"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("\ud800", r"\ud800"),
        ("non\u00a0breaking", r"non\xa0breaking"),
    ],
)
def test_a_name_is_one_harmless_line(name: str, shown: str) -> None:
    assert screen.safe(name) == shown


@given(some.text(some.characters(exclude_categories=[])))
def test_every_name_is_safe_to_show(name: str) -> None:
    assert screen.safe(name).isprintable()
    assert len(screen.safe(name).splitlines()) <= 1


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 B"),
        (1000, "1 kB"),
        (1234, "1.23 kB"),
        (123_456, "123 kB"),
        (999, "999 B"),
        (999.9, "1 kB"),
        (999_499, "999 kB"),
        (999_600, "1 MB"),
        (5_000_000, "5 MB"),
        (25.3e9, "25.3 GB"),
        (7e15, "7 PB"),
    ],
)
def test_sizes_are_written_as_people_read_them(count: float, shown: str) -> None:
    assert screen.size(count) == shown


def test_a_complaint_is_a_sentence_and_a_hint(capfd: pytest.CaptureFixture[str]) -> None:
    screen.complain(BadInput("it [red] is\nbroken " + "x" * 200, hint="mend :smile: it"))
    assert capfd.readouterr() == ("", f"✗ it [red] is\\nbroken {'x' * 200}\n  → mend :smile: it\n")
    screen.complain(BadInput("broken"))
    assert capfd.readouterr().err == "✗ broken\n"


@settings(max_examples=50)
@given(some.recursive(some.none() | some.floats() | some.text(), some.lists))
def test_json_is_always_valid_and_ascii(value: object) -> None:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    with contextlib.redirect_stdout(io.StringIO()) as said:
        screen.print_json({"value": value})
    assert said.getvalue().isascii()
    assert said.getvalue().count("\n") == 1
    json.loads(said.getvalue(), parse_constant=refuse)
