"""YAML means what version 1.2 says, and whatever is wrong with it is found in its place."""

from pathlib import Path
from typing import Any

import pytest

from studio.core.written.documents import LARGEST, Document, read


def document(text: str | bytes) -> Document:
    found = read(written(text))
    assert isinstance(found, Document)
    return found


def written(text: str | bytes) -> Path:
    path = Path("file.yaml")
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("16:9", "16:9"),
        ("1:30:00", "1:30:00"),
        ("no", "no"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-7", -7),
        ("0o17", 15),
        ("0x1F", 31),
        ("007", 7),
        ("1_000", "1_000"),
        ("2026-11-26", "2026-11-26"),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("!!float 12", 12),
        ("<<", "<<"),
        ("24000/1001", "24000/1001"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_a_scalar_means_what_it_looks_like(text: str, meant: Any) -> None:
    value = document(f"x: {text}").value["x"]
    assert (value, type(value)) == (meant, type(meant))


def test_names_are_taken_as_they_are_written() -> None:
    assert document("no: 1\n12: 2\n16:9: 3\n").value == {"no": 1, "12": 2, "16:9": 3}


def test_what_is_repeated_is_the_same() -> None:
    assert document("a: &x {b: [1, 2]}\nc: *x\n").value == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}


def test_a_mark_of_byte_order_is_no_part_of_the_text() -> None:
    assert document(b"\xef\xbb\xbfa: 1").value == {"a": 1}


def test_everything_has_its_place() -> None:
    found = document("a: 1\nb:\n  - {c: 2}\n  - x\nd: &k {e: 5}\nf: *k\n")
    assert found.place(("a",)) == (1, 4)
    assert found.place(("a",), key=True) == (1, 1)
    assert found.place(("b", 0, "c")) == (3, 9)
    assert found.place(("b", 0, "c"), key=True) == (3, 6)
    assert found.place(("b", 1)) == (4, 5)
    assert found.place(("f", "e")) == (6, 4)
    assert found.place(("b", 7)) == (3, 3)
    assert found.place(("b", 7), key=True) == (2, 1)
    assert found.place(("nothing",)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("", 1, 1, "it is empty", ""),
        ("# only a remark\n", 1, 1, "it is empty", ""),
        ("a: 1\na: 2\n", 2, 1, "a is there twice", "keep one"),
        ("a: {b: 1, b: 2}", 1, 11, "b is there twice", "keep one"),
        ("a:\n\tb: 1\n", 2, 1, "found character", "never with tabs"),
        ("a: [1, 2\nb: 3\n", 2, 2, "did not find", "look at"),
        ("out: {item.stem}.png\n", 1, 17, "did not find", "in quotation marks"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document", "keep one"),
        (b"a: 1\nb: \xff\n", 2, 4, "it is not UTF-8 text", "save it as UTF-8"),
        ("a: 1\0", 1, 1, "it is no YAML", "odd characters"),
        ('a: "\\0"', 1, 4, "a character nobody can see", "take it out"),
        ("a: !!python/object:os.system x", 1, 4, "means nothing here", "leave it away"),
        ("a: !!int twelve", 1, 4, "'twelve' is no int", "leave the tag away"),
        ("a: *b", 1, 4, "there is nothing called b", "&b"),
        ("a: &b [*b]", 1, 8, "*b stands within what it repeats", "write it out"),
        ("? [a, b]\n: 1", 1, 3, "a name must be a plain word", ""),
        ("a: .inf", 1, 4, ".inf is no number", "smaller"),
        ("a: 1e999", 1, 4, "1e999 is no number", "smaller"),
        ("a:\n  <<: {b: 1}\n", 2, 3, "<< is no part of YAML 1.2", "write the values out"),
        ("- " * 5000, 1, 81, "levels deep", "flatter"),
        ("[" * 100_000, 1, 1001, "nesting", ""),
    ],
)
def test_what_is_wrong_is_found_in_its_place(
    text: str | bytes, line: int, column: int, message: str, hint: str
) -> None:
    found = read(written(text))
    assert isinstance(found, list)
    assert (found[0].line, found[0].column) == (line, column)
    assert message in found[0].message
    assert hint in found[0].hint


def test_several_faults_are_found_at_once() -> None:
    found = read(written("a: 1\na: 2\nb: .nan\nc: !x 1\n"))
    assert isinstance(found, list)
    assert [one.line for one in found] == [2, 3, 4]


def test_repeating_cannot_make_a_file_grow_beyond_all_measure() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{after}: &{after} [{', '.join([f'*{name}'] * 10)}]\n"
        for name, after in zip("abcdefghi", "bcdefghij", strict=True)
    )
    found = read(written(bomb))
    assert isinstance(found, list)
    assert "beyond all measure" in found[0].message


def test_a_file_that_is_too_large_or_not_there_is_a_finding() -> None:
    with Path("large.yaml").open("wb") as file:
        file.truncate(LARGEST + 1)
    large, missing, folder = read(Path("large.yaml")), read(Path("no.yaml")), read(Path())
    assert isinstance(large, list)
    assert "larger than 32 MB" in large[0].message
    assert isinstance(missing, list)
    assert "no such file" in missing[0].message
    assert isinstance(folder, list)
    assert "is a directory" in folder[0].message
