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
    verb: bool = False


def matches(text: str, language: str) -> list[Match]:
    """Every word of a text that names a subject; of two at one place, the longer."""
    found = [
        Match(name, match.start(), match.end(), verb)
        for name, verb, pattern in _patterns(language)
        for match in pattern.finditer(text)
        if language != "de" or verb or _is_noun(text, match)
    ]
    kept: list[Match] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(other.start <= one.start and one.end <= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end))


def named_thing(text: str, language: str) -> Match | None:
    """The first words of a text that name a thing: bicycle repair shop, all of it."""
    found: Match | None = None
    for one in matches(text, language):
        if one.verb or (found and re.search(r"[^\s-]", text[found.end : one.start])):
            if found:
                break
            continue
        found = Match(one.subject, found.start if found else one.start, one.end)
    return found


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
def _patterns(language: str) -> list[tuple[str, bool, re.Pattern[str]]]:
    """The subjects, whether it is their verbs, and the words for them."""
    found = []
    for name, subject in subjects().items():
        every = listed(getattr(subject, language))
        for verb in (False, True):
            said = ", ".join(word.removesuffix("!") for word in every if word.endswith("!") == verb)
            pattern = _either_end(said) if language == "de" and not verb else any_of(said)
            if said:
                found.append((name, verb, re.compile(pattern, re.IGNORECASE)))
    return found


def _is_noun(text: str, match: re.Match[str]) -> bool:
    """Whether a German word is a noun, or all of a word that is written small: spielt is no Spiel."""
    begin, end = match.start(), match.end()
    while begin and text[begin - 1].isalpha():
        begin -= 1
    return text[begin].isupper() or not (text[end : end + 1].isalpha() or begin < match.start())


def _either_end(said: str) -> str:
    """A word by itself, or at the beginning or the end of a longer one: Leuchtturm-café."""
    stems = "|".join(
        re.escape(word.removesuffix("*")).replace(r"\ ", r"[\s-]+")
        + (r"[^\W\d_]{0,4}" if word.endswith("*") else "")
        for word in listed(said)
    )
    return rf"(?<![^\W_])(?:{stems})|(?:{stems})(?![^\W_])"
