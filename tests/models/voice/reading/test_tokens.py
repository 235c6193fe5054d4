"""The words of a text are its own, all of them, each in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.models.voice.reading.tokens import is_said, words


def texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fresh bread, baked.", ["Fresh", "bread,", "baked."]),
        ("  one\n two\tthree ", ["one", "two", "three"]),
        ("bread—baked – here… now", ["bread—", "baked –", "here…", "now"]),
        ("“Yes,” she said (twice).", ["“Yes,”", "she", "said", "(twice)."]),
        ("10–12 people & 50 %", ["10–12", "people", "&", "50", "%"]),
        ("¿Qué? — ¡Pan!", ["¿Qué? —", "¡Pan!"]),
        ("— first 😀 last 🥖!", ["— first 😀", "last 🥖!"]),
        ("你好，世界。", ["你", "好，", "世", "界。"]),
        ("naïve café's co-op", ["naïve", "café's", "co-op"]),
        ("", []),
        ("😀 … — *", []),
    ],
)
def test_words_are_as_they_are_written(text: str, found: list[str]) -> None:
    assert texts(text) == found


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("a *b* c", {"b"}),
        ("a *b c*, d", {"b", "c,"}),
        ("**loud**!", {"loud!"}),
        ("5 * 3 * 2", set()),
        ("a * b* c*", set()),
        ("*a\nb*", set()),
        ("snake*case*here", set()),
    ],
)
def test_emphasis_lies_between_asterisks(text: str, strong: set[str]) -> None:
    assert {word.text for word in words(text) if word.emphasis} == strong


def test_asterisks_of_emphasis_are_not_shown() -> None:
    found = words("The *fresh bread*, 2 * 3")
    assert [(word.text, word.offset) for word in found] == [
        ("The", 0), ("fresh", 5), ("bread,", 11), ("2 *", 19), ("3", 23),
    ]  # fmt: skip


def test_paragraphs_end_where_a_line_is_empty() -> None:
    assert [word.last for word in words("one two\n \nthree\nfour")] == [False, True, False, False]


@given(st.text(max_size=60))
def test_whatever_is_written_words_cover_it_in_order(text: str) -> None:
    found = words(text)
    assert [word.offset for word in found] == sorted({word.offset for word in found})
    for word in found:
        assert word.text
        word.text.encode()
        assert not any(ord(sign) < 32 for sign in word.text)
    seen = [sign for word in found for sign in word.text if is_said(sign)]
    assert seen == [sign for sign in text if is_said(sign)]
