"""A brief that is written in capitals, as people read it."""

from __future__ import annotations

import re

from studio.story.reading.grammar import any_of, listed, words
from studio.story.reading.marks import QUOTE
from studio.story.reading.pieces import articles
from studio.story.reading.subjects import matches

_LEAST = 3
"""So many words in capitals are no name."""


def lowered(text: str, language: str) -> str:
    """A brief in small letters, where it is all in large ones; names keep their first.

    Names are what stands in quotation marks, and what no article parts from a preposition before it. In
    German all words keep theirs but those that no sentence does without.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    if not text.isupper() or len(text.split()) < _LEAST:
        return text
    said = words(language)
    if language == "de":
        small = frozenset((*listed(said.marks), *listed(said.about), *listed(said.within)))
        made = re.sub(r"[^\W\d_]+", lambda word: _german(word[0], small), text)
    else:
        before = any_of(", ".join((said.about, said.within, said.naming)))
        plain = text.lower()
        common = rf"(?:{articles(said)}|{any_of(said.owned)})"
        named = rf"(?<!\w)(?P<before>{before}\s+)(?!{common})(?P<name>[^\W\d_][\w'’&-]*)"
        made = re.sub(named, lambda found: found["before"] + _titled(found["name"], language), plain)
    made = re.sub(QUOTE, lambda quote: _words_titled(quote[0]), made)
    return re.sub(r"(^|[.!?…]\s+|\n)([^\W\d_])", lambda found: found[1] + found[2].upper(), made)


def _german(word: str, small: frozenset[str]) -> str:
    plain = word.lower()
    return plain if plain in small else plain.capitalize()


def _titled(name: str, language: str) -> str:
    """A name with its capital; what is a thing or a month of its own is none."""
    return name if matches(name, language) else name[:1].upper() + name[1:]


def _words_titled(text: str) -> str:
    return re.sub(r"(?<![\w'’])[^\W\d_]", lambda letter: letter[0].upper(), text)
