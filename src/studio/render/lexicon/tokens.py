"""The words of a text, one by one, with what stands between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|&")
_ENDS = re.compile(r"[.!?…\n]|[:;]\s")
_HALTS = re.compile(r"[,;:()\[\]–—/\"“”„«»]|\s-+\s")
_SHORT = frozenset(("dr", "st", "mr", "mrs", "ms", "prof", "sr", "sra", "dra", "hr", "fr", "no", "nr", "ca"))
_ELIDED = {
    "fr": re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)(?=['’])", re.IGNORECASE),
    "it": re.compile(r"(?:[cdlmstv]|un|(?:de|a|ne|su|da|que|be)ll|quest|nessun|sant)(?=['’])", re.IGNORECASE),
}
KEPT = {"de": "äöü", "es": "ñé"}
"""Letters that make another word of it: Bär is no Bar, caña no cana, té no te."""


class Token(NamedTuple):
    """A word.

    Attributes:
        text: As it is written.
        plain: Without capitals and accents.
        start: Where it begins.
        end: Where it ends.
        opens: Whether a sentence begins with it.
        halted: Whether a comma, a dash or a quotation mark stands before it.
    """

    text: str
    plain: str
    start: int
    end: int
    opens: bool
    halted: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def tokens(text: str, language: str) -> list[Token]:
    """The words of a text.

    Args:
        text: The text.
        language: Whose accents matter.
    """
    kept = KEPT.get(language, "")
    found: list[Token] = []
    before, last = 0, ""
    for start, end in _spans(text, language):
        gap = text[before:start]
        plain = folded(text[start:end], kept)
        ends = not found or (_ENDS.search(gap) is not None and not (gap == ". " and last in _SHORT))
        halted = ends or _HALTS.search(gap) is not None
        found.append(Token(text[start:end], plain, start, end, ends, halted))
        before, last = end, plain
    return found


def _spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where each word is; what has lost its end before a vowel is a word of its own: l'eau."""
    elided = _ELIDED.get(language)
    for match in _WORD.finditer(text):
        start = match.start()
        if elided and (short := elided.match(text, start, match.end())):
            yield start, short.end()
            start = short.end() + 1
        yield start, match.end()


@lru_cache(maxsize=16384)
def folded(word: str, kept: str = "") -> str:
    """A word without capitals and accents, but for the letters that are kept."""
    plain = word.casefold()
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", plain).translate(_without(kept))


@lru_cache(maxsize=4)
def _without(kept: str) -> dict[int, str]:
    return {code: bare for code, bare in _BARE.items() if chr(code) not in kept}


def _unaccented() -> dict[int, str]:
    """Each accented letter of Latin script without its accents."""
    found = {ord("’"): "'"}
    for code in range(0xC0, 0x250):
        bare = unicodedata.normalize("NFD", chr(code))
        if len(bare) > 1:
            found[code] = bare[0]
    return found


_BARE = _unaccented()
_DOUBLED = _BARE | {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"}


def unaccented(plain: str, kept: str) -> tuple[str, ...]:
    """How people write a word who have not got the letters that are kept: Baecker, Backer."""
    if plain.isascii() or not any(letter in plain for letter in kept):
        return ()
    return plain.translate(_BARE), plain.translate(_DOUBLED)
