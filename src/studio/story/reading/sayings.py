"""What somebody is quoted with in a brief: “We bake at night,” says the baker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from studio.story.reading.facts import LONGEST
from studio.story.reading.grammar import Words, any_of, words
from studio.story.reading.marks import QUOTE
from studio.story.reading.pieces import NAME, articles

_ENDS = r"(?:(?<=[,.!?…][”“\"»«‘’'])|(?<=[,.!?…]\s»))"
_TITLE = r"(?:Dr|Mr|Mrs|Ms|Prof|Hr|Fr|Sra?|Sig|Dott|St)\."
_SENTENCE = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”“\"»«’]))\s+")
_LEAST = 4
"""A quote of so many words is no name, though no comma parts it from the verb."""
_SHORT_LEAD = 6
_NO_TRADE = r"(?!\s+[^\W\d_]{3,}(?:er|or|ist|ian|man)(?![^\W_]))"
"""A window says nothing, and a window cleaner does."""


class Saying(NamedTuple):
    """What somebody is quoted with.

    Attributes:
        text: What they say, without quotation marks.
        who: Who says it, in the words of the brief.
    """

    text: str
    who: str

    @property
    def wordings(self) -> list[str]:
        """What they say, whole and up to the end of each of its sentences, the longest first."""
        parts = _SENTENCE.split(self.text)
        begun = [" ".join(parts[:count]) for count in range(len(parts), 0, -1)]
        return [text for text in begun if len(text.split()) <= LONGEST]


class Part(NamedTuple):
    """A part of a brief, and whether somebody is quoted in it."""

    text: str
    quotes: bool


def saying(text: str, language: str) -> Saying | None:
    """What somebody is quoted with, where a sentence says that and nothing else.

    Args:
        text: The sentence.
        language: Its language.
    """
    found = next(_found(text.strip(), language), None)
    alone = found and not re.search(r"\w", text.strip()[: found[0]] + text.strip()[found[1] :])
    return found[2] if found and alone else None


def apart(text: str, language: str) -> Iterator[Part]:
    """A brief, in which everything that somebody is quoted with is a part of its own.

    Args:
        text: The brief, or a sentence of it.
        language: Its language.
    """
    done = 0
    for start, end, _ in _found(text, language):
        if lead := _lead(text[done:start], words(language)):
            yield Part(lead, quotes=False)
        yield Part(text[start:end].strip(), quotes=True)
        done = end
    if rest := text[done:].lstrip(" ,.;:") if done else text:
        yield Part(rest, quotes=False)


def _lead(text: str, said: Words) -> str:
    """What stands before a quote and is a sentence without it: in which, at the end are none."""
    text = re.sub(r"[\s,:;–—-]+$", "", text)
    sentence = _SENTENCE.split(text)[-1]
    opening = ", ".join((said.must, said.within))
    if len(sentence.split()) <= _SHORT_LEAD and re.match(rf"\W*{any_of(opening)}", sentence, re.IGNORECASE):
        text = text.removesuffix(sentence)
    joints = ", ".join((said.where, said.that, said.lengths.and_))
    return re.sub(rf"(?:[\s,]*{any_of(joints)})+\s*$", "", text, flags=re.IGNORECASE)


def _found(text: str, language: str) -> Iterator[tuple[int, int, Saying]]:
    """Where somebody is quoted, and with what."""
    said = words(language)
    nobody = ", ".join((said.mute, said.directing, said.written, said.spoken, said.film))
    at = 0
    while matches := [match for form in _forms(language) if (match := form.search(text, at))]:
        match = min(matches, key=lambda one: one.start())
        at = match.end()
        quote, who = match["quote"], match["who"].strip(" ,")
        comma = match.groupdict().get("comma", ",") or re.search(f"{_ENDS}$", quote)
        is_speech = comma or len(quote.split()) >= _LEAST
        if is_speech and not re.search(any_of(nobody) + _NO_TRADE, who, re.IGNORECASE):
            yield match.start(), at, Saying(_joined(quote, match), who)


def _joined(quote: str, match: re.Match[str]) -> str:
    """What is said, also where who says it stands in the middle of it."""
    text = _plain(quote)
    if more := match.groupdict().get("more"):
        ends = "" if text.endswith((".", "!", "?", "…")) else ("." if "." in match["between"] else ",")
        text = f"{text}{ends} {_plain(more)}"
    return text


def _plain(quote: str) -> str:
    return quote[1:-1].strip().rstrip(" ,;:")


@lru_cache(maxsize=8)
def _forms(language: str) -> tuple[re.Pattern[str], ...]:
    """How somebody is quoted: before they are named, after it, and with the verb at the end."""
    said = words(language)
    verb = any_of(said.says)
    joint = any_of(", ".join((said.that, said.where)))
    word = rf"(?!{joint}|{articles(said)})[\w'’-]+"
    person = rf"(?:{articles(said)}\s*(?:{word}\s+){{0,3}}?{word}|(?!{joint})(?-i:{NAME}))"
    named = rf"(?P<who>{person}(?:\s*,\s*{articles(said)}[^,.\n]{{2,40}},)?)"
    anybody = rf"(?P<who>(?:{_TITLE}|[^“”„\"«».:;!?\n]){{2,60}}?)"
    begins = r"(?:^|(?<=[.:;!?,–—\n”“»«\")]))[ \t]*"
    over = r"(?=\s*(?:[.!?;:\n]|$))"
    closed = rf"(?:{_ENDS}(?=\s+(?-i:[^a-zß-ÿ])|\s*$)|(?=\s*(?:[.!;\n]|$)))"
    quote = rf"(?P<quote>{QUOTE})"
    another = rf"(?!\s*,?\s*(?:{verb}|{person}\s+{verb}))"
    more = rf"(?:(?P<between>\s*[,.:]\s*)(?P<more>{QUOTE}){closed}{another})"
    forms = (
        rf"{begins}{quote}\s*(?P<comma>,?)\s*{verb}(?:\s+|-(?:t-)?){anybody}(?:{more}|{over})",
        rf"{begins}{quote}(?:{_ENDS}|\s*,)\s*{named}\s+{verb}(?:{more}|{over})",
        rf"{named}\s+{verb}\s*(?P<comma>[:,]?)\s*{quote}{closed}",
    )
    return tuple(re.compile(rf"{form}\s*[.!]?", re.IGNORECASE | re.MULTILINE) for form in forms)
