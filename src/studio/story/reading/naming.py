"""Sentences that say nothing but what somebody is called: Our restaurant is called La Piazza."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from studio.story.reading.grammar import any_of, words
from studio.story.reading.marks import QUOTE, bare
from studio.story.reading.pieces import PLAIN_NAME, articles

_SENTENCE = re.compile(r"[.!?;\n]\s")
_A_SUBJECT = 5
"""So many words before whom a film is for say what it is about."""


class Named(NamedTuple):
    """A brief without what says how the client is called.

    Attributes:
        text: What is left of it.
        name: The name; empty if nothing says it so.
    """

    text: str
    name: str


def named(text: str, language: str) -> Named:
    """A brief without what says how the client is called; a thing that is named in it stays.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    for form in _forms(language):
        if found := form.search(text):
            name = re.split(rf"\s+{any_of(words(language).within)}\s", bare(found["name"]))[0].strip(
                " .,;:!?"
            )
            thing = found.groupdict().get("thing") or ""
            before, after = text[: found.start()].rstrip(" \t"), text[found.end() :]
            if "client" in found.groupdict() and len(_SENTENCE.split(before)[-1].split()) < _A_SUBJECT:
                # A film for the company Oats: nothing but that tells what it is about.
                continue
            if thing and re.search(rf"(?<!\w){re.escape(thing.split()[-1])}(?!\w)", before, re.IGNORECASE):
                # The school, of which something was said before: no more is said of it.
                thing, after = "", re.sub(r"^[ \t]*[.!]", "", after)
            space = " " if before and thing and not before.endswith("\n") else ""
            left = f"{before}{space}{thing}{after}".strip()
            left = re.sub(r"^[\s.!,;]+", "", left)
            if re.search(r"\w", left) and re.search(r"\w", name):
                return Named(left, name)
    return Named(text, "")


@lru_cache(maxsize=8)
def _forms(language: str) -> list[re.Pattern[str]]:
    """How a language says what somebody is called, in a sentence or a clause of its own."""
    said = words(language)
    told = said.christening
    begins = r"(?:^|(?<=[.!?;\n])[ \t]*)"
    its = rf"(?:{articles(said)}|{any_of(said.owned)})[ \t]*"
    unrelated = any_of(", ".join((said.that, said.being)))
    name = rf"(?P<name>{QUOTE}|(?-i:{PLAIN_NAME}))"
    over = r"(?=[ \t]*(?:[.,;!\n(–—]|$))"
    within = any_of(said.within)
    joint = rf"(?:[ \t]*,)?[ \t]*(?:{any_of(said.lengths.and_)}[ \t]+)?"
    return [
        re.compile(form, re.IGNORECASE)
        for form in (
            rf"{begins}(?:{its}){{0,2}}{any_of(told.nouns)}[ \t]+{any_of(said.being)}[ \t]+{name}"
            rf"(?:[ \t]*[.!]|$|(?=\n)|[ \t]*,[ \t]+(?={articles(said)}))",
            rf"{begins}(?P<thing>{its}(?:(?!{unrelated})[\w'’-]+[ \t]+){{0,3}}?(?!{unrelated})[\w'’-]+)"
            rf"[ \t]+{any_of(told.called)}[ \t]+{name}{over}",
            rf"{joint}{any_of(told.itself)}[ \t]+{name}{over}",
            rf"{begins}{any_of(told.ourselves)}[ \t]+(?:{its})?{name}"
            rf"(?=[ \t]*(?:[.,;!\n]|$)|[ \t]+{within}\s)",
            rf"(?P<client>(?:[ \t]*,)?[ \t]*{any_of(told.commissioned)}(?:[ \t]+{any_of(said.naming)})?)"
            rf"[ \t]+{name}(?=[ \t]*(?:[.!\n]|$))",
            rf"[ \t]*{any_of(told.company)}[ \t]+{name}(?=[ \t]*(?:[.,;!\n]|$)|[ \t]+(?-i:[a-zß-ÿ]))",
        )
    ]
