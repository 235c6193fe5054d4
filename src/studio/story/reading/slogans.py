"""The slogan of a client, in a brief: it ends the film, and names nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from studio.story.reading.grammar import Words, any_of, ends_in, words
from studio.story.reading.marks import QUOTE, bare
from studio.story.reading.pieces import articles

_LONGEST = 14
"""What has more words behind a label is no slogan."""
_WORD = r"[\w'’-]+"
_ENDS = r"(?:[.!?…](?:[”“\"»«’'])?(?=\s+(?-i:[^a-zß-ÿ\s])|\s*$)|\n|;)"


class Sloganless(NamedTuple):
    """A brief without its slogan.

    Attributes:
        text: What is left of it.
        slogan: The slogan, without marks; empty if it has none.
    """

    text: str
    slogan: str


def sloganless(text: str, language: str) -> Sloganless:
    """A brief without what it says of its slogan; a brief that is nothing else keeps it.

    Args:
        text: The brief, without markup and what nobody is to say.
        language: Its language.
    """
    said, slogan = words(language), ""
    for form in _forms(language):
        at = 0
        while match := form.search(text, at):
            at = match.end()
            if not _is_the_films(text, match, said):
                continue
            start, end = _taken(text, match, said)
            left = _joined(text[:start], text[end:]).strip()
            if not re.search(r"\w", left):
                break
            slogan = slogan or _spoken(match["text"], said)
            text, at = left, start
    return Sloganless(text, slogan)


def _spoken(text: str, said: Words) -> str:
    """A slogan as it is said; nothing where somebody has yet to write it."""
    text = bare(text.strip()).strip(" ,;:–—")
    plain = text[:-1] if text.endswith(".") and not text.endswith("..") else text
    none = re.fullmatch(rf"\W*{any_of(said.slogans.none)}\W*", text, re.IGNORECASE)
    return "" if none or not re.search(r"\w", text) else plain


def _is_the_films(text: str, match: re.Match[str], said: Words) -> bool:
    """Whether a slogan is that of the film: a sign has others, and what somebody says is theirs."""
    if len(match["text"].split()) > _LONGEST:
        return False
    if re.match(rf"\s*,?\s*{any_of(said.says)}", text[match.end() :], re.IGNORECASE):
        return False
    before = re.split(r"[.,;:!?\n]", text[: match.start()])[-1].split()[-2:]
    return not re.search(any_of(said.mute), " ".join(before), re.IGNORECASE)


def _taken(text: str, match: re.Match[str], said: Words) -> tuple[int, int]:
    """What is taken out with a slogan: where and how it is to be seen as well."""
    start, end = match.span()
    over = re.compile(_ENDS).search(text, end)
    rest = text[end : over.start() if over else len(text)]
    shown = ", ".join((said.directing, said.written, said.film, said.slogans.shown))
    if re.match(r"\s*(?:[,–—]\s*)?\w", rest) and re.search(any_of(shown), rest, re.IGNORECASE):
        end += len(rest)
    return start, end


def _joined(before: str, after: str) -> str:
    """What is left on both sides, as one text."""
    before, sign = before.rstrip(" \t,:–—"), re.match(r"[\s,]*([.!?…;])?[ \t]*", after)
    rest = after[sign.end() :] if sign else after
    ended = not before or re.search(r"(?:[;\n]|[.!?…]\s?[”“\"»«’']?)$", before)
    if sign and "\n" in sign[0]:
        return f"{before}\n{rest}"
    if ended:
        return f"{before}{'' if not before or before.endswith(chr(10)) else ' '}{rest[:1].upper()}{rest[1:]}"
    if sign and sign[1]:
        return f"{before}{sign[1]} {rest}"
    return f"{before}{', ' if sign and ',' in sign[0] else ' ' if rest else ''}{rest}"


@lru_cache(maxsize=8)
def _forms(language: str) -> list[re.Pattern[str]]:
    """How a brief says what its slogan is."""
    said = words(language)
    told = said.slogans
    whose = any_of(", ".join((said.owned, said.where, *said.merged)))
    its = rf"(?:{articles(said)}|{whose})\s*"
    plain = rf"(?:(?!{any_of(said.film)}){_WORD}[ \t]+){{0,2}}?"
    named = rf"{any_of(told.nouns)}(?:\s*\([^()\n]*\))?"
    quote = rf"(?P<text>{QUOTE})"
    link = rf"\s*[:,=–—]?\s*(?:{any_of(', '.join((told.said, said.being)))}\s*)?[:,]?\s*"
    joint = rf"(?:[ \t,;–—]*(?:{any_of(said.lengths.and_)}\s+)?)"
    led = rf"{joint}(?:{any_of(told.leads)}|{any_of(told.ends)})[ \t]*(?:{its})?{plain}"
    quoted = r"(?:(?<=[.!?…][”“\"»«’'])|(?<=[.!?…]\s»))"
    begins = rf"(?:^|(?<=[.!?…;\n])|{quoted})\s*"
    label = rf"{begins}(?:{its})?{plain}{named}\s*(?:{any_of(told.said)}\s*)?[:=–—]\s*"
    subject = rf"(?:{its})?(?:{ends_in(said.film)}|{any_of(said.pronouns)}|{any_of(said.ones)})"
    shall = rf"(?:(?:{subject}\s+)?{any_of(told.shall)}\s+|{any_of(said.denied.we)}\s+)?"
    ends = [
        rf"{joint}{shall}{any_of(told.leads)}[ \t]*(?:{its})?{plain}(?:{any_of(told.lines)})?\s*:?\s*{quote}"
        rf"\s+{any_of(told.closing)}(?:\s+{any_of(told.shall)})?"
    ]
    is_ = rf"\s*[,–—-]?\s*(?:(?!{any_of(said.says)}){_WORD}\s+){{1,2}}?"
    over = r"\s*(?:\n|;|$)|(?<=[.!?…])\s+(?-i:[^a-zß-ÿ\s])"
    until = rf"(?P<text>[^\n;\"“„«»]*?\w[^\n;\"“„«»]*?[.!?…]*)(?={over})"
    return [
        re.compile(form, re.IGNORECASE)
        for form in (
            *(ends if told.closing else []),
            rf"{joint}{shall}{any_of(told.ends)}\s*(?:{its})?{plain}(?:{any_of(told.lines)})?\s*[:,]?\s*{quote}",
            rf"{led}{named}{link}{quote}",
            rf"(?:{joint}{its}{plain}|(?:^|(?<=[.,;:!?…\n(–—])|{quoted})\s*{plain}){named}{link}{quote}",
            rf"{begins}{quote}{is_}{its}{plain}{named}",
            rf"[ \t,;–—-]*{quote}[ \t]*\([ \t]*(?:{its})?{plain}{any_of(told.nouns)}[ \t]*\)",
            rf"{label}{until}",
        )
    ]
