"""Where a reader pauses: what it costs to part two words, in five languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CLOSING = "\"'”’»›)]}」』）】》"
_OPENING = "\"'“‘„‚«‹([{「『（【《¿¡"
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")
_PAUSES = (",", ";", ":", "–", "—", "、", "，", "；", "：", "،", "؛")
_DASHES = {"–", "—", "-"}


class Words(NamedTuple):
    """The small words of a language, by what they do; pauses.yaml lists them."""

    binds: frozenset[str]
    begins: frozenset[str]
    leads: frozenset[str]
    short: frozenset[str]


@cache
def words(language: str) -> Words:
    """The small words of a language; those of all, where it is none of the five."""
    listed = _listed()
    chosen = [listed[language]] if language in listed else list(listed.values())
    return Words(*(frozenset().union(*(one[what].split() for one in chosen)) for what in Words._fields))


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    from studio.core.written.documents import Document, read

    document = read(Path(__file__).with_name("pauses.yaml"))
    assert isinstance(document, Document)
    value: Mapping[str, Mapping[str, str]] = document.value
    return value


def ends_sentence(word: str, language: str) -> bool:
    """Whether a sentence ends with a word, as its marks tell it."""
    bare = word.rstrip(_CLOSING + "\u00a0\u202f")
    if not bare.endswith(_ENDS):
        return False
    if not bare.endswith("."):
        return True
    stem = bare.strip(_OPENING).lower()
    # An initial, an ordinal of German, a short form.
    return not (
        stem in words(language).short or stem[:-1].isdigit() or (len(stem) == 2 and stem[0].isalpha())
    )


class _Pair(NamedTuple):
    before: str
    after: str
    language: str

    @property
    def known(self) -> Words:
        return words(self.language)

    @property
    def last(self) -> str:
        return _bare(self.before)

    @property
    def first(self) -> str:
        return _bare(self.after)

    @property
    def binds(self) -> bool:
        """Whether the first of the two belongs to the second: an article, a preposition, a number."""
        known = self.known
        # Of two prepositions in a row the first belongs to the verb: wakes up to, wacht auf mit.
        leads = self.last in known.leads and self.first not in known.leads
        small = self.last in known.binds | known.begins
        bound = leads or small or f"{self.last}." in known.short
        return bound or (self.last.isdigit() and not self.first.isdigit())


_OTHERWISE = 0.6
_RULES: tuple[tuple[float, Callable[[_Pair], bool]], ...] = (
    (0.0, lambda pair: ends_sentence(pair.before, pair.language)),
    (0.12, lambda pair: pair.before.rstrip(_CLOSING).endswith(_PAUSES)),
    (0.2, lambda pair: pair.after[:1] in _DASHES),
    (1.0, lambda pair: pair.binds),
    (0.25, lambda pair: pair.first in pair.known.begins),
    (0.35, lambda pair: pair.first in pair.known.leads),
    # Names; in German every noun has a capital.
    (0.9, lambda pair: pair.before.isalpha() and pair.before[0].isupper() and pair.after[:1].isupper()),
)


def parting(before: str, after: str, language: str) -> float:
    """What it costs to end a line, or a cue, between two words.

    Returns:
        From 0, where a sentence ends, to 1, where the first word belongs to the second.
    """
    pair = _Pair(before, after, language)
    return next((cost for cost, holds in _RULES if holds(pair)), _OTHERWISE)


def _bare(word: str) -> str:
    return word.strip(_OPENING + _CLOSING + ".,;:!?…–—").lower()
