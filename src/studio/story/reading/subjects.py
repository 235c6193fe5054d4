"""What kind of thing a film is about."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from studio.story.reading.grammar import any_of, listed, subjects

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading


class Match(NamedTuple):
    """A word that names a subject, and where it stands."""

    subject: str
    start: int
    end: int


def matches(text: str, language: str) -> list[Match]:
    """Every word of a text that names a subject; of two at one place, the longer."""
    found = [
        Match(name, match.start(), match.end())
        for name, pattern in _patterns(language).items()
        for match in pattern.finditer(text)
    ]
    kept: list[Match] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        inside = any(other.start <= one.start and one.end <= other.end for other in kept)
        if not inside or _is_compound(text, one, language):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))


def subjects_of(product: str, text: str, language: str, reading: Reading | None = None) -> list[str]:
    """The subjects of a brief, the one that it is about first.

    Args:
        product: What the film is about, in its words.
        text: The whole brief.
        language: Its language.
        reading: What the lexicon made of it.
    """
    own = matches(product, language)
    # Germanic nouns end in what they are; in Romance ones that stands in front.
    own.sort(key=lambda one: (-one.end, one.start) if language in ("en", "de") else (one.start, -one.end))
    names = [one.subject for one in own]
    if reading is not None:
        trades = {trade: name for name, subject in subjects().items() for trade in subject.trades}
        names += [trades[one.name] for one in reading.trades if one.name in trades and one.near >= _PLAIN]
    names += [one.subject for one in matches(text, language)]
    named = list(dict.fromkeys(names))
    return [name for name in named if name not in _GENERAL] or named


_PLAIN = 0.75
_GENERAL = frozenset(("shop", "craft"))
"""What says how something is sold or made, not what it is."""


@lru_cache(maxsize=8)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(_either_end(said) if language == "de" else any_of(said), re.IGNORECASE)
        for name, subject in subjects().items()
        if (said := getattr(subject, language))
    }


def _either_end(said: str) -> str:
    """A word by itself, or at the beginning or the end of a longer one: Leuchtturm-café."""
    stems = "|".join(
        re.escape(word.removesuffix("*")).replace(r"\ ", r"[\s-]+")
        + (r"[^\W\d_]{0,4}" if word.endswith("*") else "")
        for word in listed(said)
    )
    return rf"(?<![^\W_])(?:{stems})|(?:{stems})(?![^\W_])"


def _is_compound(text: str, one: Match, language: str) -> bool:
    """Whether a German word is part of a longer one that says more: Leuchtturmcafé is a café, too."""
    if language != "de":
        return False
    before, after = text[one.start - 1 : one.start], text[one.end : one.end + 1]
    return before.isalpha() != after.isalpha() and one.end - one.start > 3
