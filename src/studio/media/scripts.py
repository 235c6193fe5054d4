"""What tells one script from another where type is set: which way it runs, what joins, what has no spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_RIGHT_TO_LEFT = {"R", "AL"}
# Letters of these stand apart, so that each can move by itself.
_APART = frozenset(
    [
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "HEBREW",
        "ARMENIAN",
        "GEORGIAN",
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HANGUL",
        "FULLWIDTH",
        "HALFWIDTH",
        "IDEOGRAPHIC",
        "BOPOMOFO",
        "DIGIT",
        "KATAKANA-HIRAGANA",
    ]
)
_WITHOUT_SPACES = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "FULLWIDTH", "IDEOGRAPHIC", "BOPOMOFO"}
_THAI_AND_KIN = {"THAI", "LAO", "KHMER", "MYANMAR"}
_JOINERS = {"\u200d", "\ufe0f", "\ufe0e"}


def script(letter: str) -> str:
    """The first word of a character's name: LATIN, ARABIC, CJK."""
    return unicodedata.name(letter, "").partition(" ")[0]


def right_to_left(text: str, *, otherwise: bool = False) -> bool:
    """Whether a text runs from right to left: as its first letter with a direction does.

    Args:
        text: The text.
        otherwise: What to say of a text in which no letter has a direction.
    """
    for letter in text:
        way = unicodedata.bidirectional(letter)
        if way in _RIGHT_TO_LEFT:
            return True
        if way == "L":
            return False
    return otherwise


def stands_apart(text: str) -> bool:
    """Whether every letter of a text can move by itself without breaking its shape."""
    return all(script(letter) in _APART for letter in text if unicodedata.category(letter).startswith("L"))


def has_capitals(text: str) -> bool:
    """Whether setting a text in capitals changes it, and only in ways a reader expects."""
    return text.upper() != text and all(script(one) in _APART for one in text if one.isalpha())


def ideographic(letter: str) -> bool:
    """Whether lines may be broken after a character without a space: Chinese and Japanese."""
    return script(letter) in _WITHOUT_SPACES


def spaceless(letter: str) -> bool:
    """Whether a character is of a script that writes words without spaces and breaks by syllable."""
    return script(letter) in _THAI_AND_KIN


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each letter begins and ends, together with the marks it carries."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (_follows(text[at]) or text[at - 1] == "\u200d"):
            yield begin, at
            begin = at


def _follows(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") or letter in _JOINERS


def words(text: str) -> int:
    """How many words a reader reads; those of scripts without spaces are told by their usual length."""
    dense = sum(1 for letter in text if ideographic(letter))
    thai = sum(1 for letter in text if spaceless(letter) and not _follows(letter))
    rest = "".join(" " if ideographic(letter) or spaceless(letter) else letter for letter in text)
    spaced = sum(1 for word in rest.split() if any(letter.isalnum() for letter in word))
    return spaced + -(-dense // 2) + -(-thai // 4)
