"""What somebody is quoted with in a brief: “We bake at night,” says the baker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studio.story.reading.facts import LONGEST
from studio.story.reading.grammar import Words, any_of, ends_in, words
from studio.story.reading.marks import QUOTE
from studio.story.reading.phrasing import Quoted, is_pronoun, quoting
from studio.story.reading.pieces import articles

_SENTENCE = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”“\"»«’]))\s+")
_SHORT_LEAD = 6
_UNWRITTEN = 0xE000
"""The first of the letters for private use; none is in a brief that was cleaned."""
_OVER = re.compile(r"[.!?;…](?=\s|$)|\n")


class Saying(NamedTuple):
    """What somebody is quoted with.

    Attributes:
        text: What they say, without quotation marks.
        who: Who says it, in the words of the brief; the narrator if empty.
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


class Aside(NamedTuple):
    """A brief from which what people say is set aside, for it speaks of no length, shape or client.

    Attributes:
        text: The brief; a letter that nobody writes stands where each quote was, in a line of its own.
        quotes: The quotes, with who says them.
    """

    text: str
    quotes: list[str]

    def back(self, text: str) -> str:
        """A text with the quotes where they stood."""
        for number, quote in enumerate(self.quotes):
            text = text.replace(chr(_UNWRITTEN + number), quote)
        return text


def set_aside(text: str, language: str) -> Aside:
    """A brief, and what people say in it.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    parts = list(apart(text, language))
    quotes = [part.text for part in parts if part.quotes]
    if not quotes:
        return Aside(text, [])
    letters = iter(range(_UNWRITTEN, _UNWRITTEN + len(quotes)))
    return Aside("\n".join(chr(next(letters)) if part.quotes else part.text for part in parts), quotes)


def saying(text: str, language: str) -> Saying | None:
    """What somebody is quoted with, where a sentence says that and nothing else.

    Args:
        text: The sentence.
        language: Its language.
    """
    text = text.strip()
    for found, told in _found(text, language):
        return None if re.search(r"\w", text[: found.start] + text[found.end :]) else told
    return None


def sayings(claims: Iterable[str], language: str) -> list[Saying]:
    """What people are quoted with; who is but a pronoun is whoever was named before.

    Args:
        claims: What a brief says.
        language: Its language.
    """
    told: list[Saying] = []
    for claim in claims:
        if found := saying(claim, language):
            before = next((one.who for one in reversed(told) if one.who), found.who)
            told.append(found._replace(who=before) if is_pronoun(found.who, language) else found)
    return told


def apart(text: str, language: str) -> Iterator[Part]:
    """A brief, in which everything that somebody is quoted with is a part of its own.

    A sentence in the midst of which somebody is quoted goes on without that, and the quote follows it.

    Args:
        text: The brief, or a sentence of it.
        language: Its language.
    """
    said, done, open_, waiting, who = words(language), 0, "", list[str](), ""
    for found, _ in _found(text, language):
        between = text[done : found.start]
        if waiting and (over := _OVER.search(between)):
            yield from _parts(_spliced(open_, between[: over.start()], said, who) + over[0].strip(), waiting)
            open_, waiting, between = "", [], between[over.end() :]
        between = between if open_ or not done else _begun(between, said, who)
        open_ = _spliced(open_, between, said, who) if open_ else between
        waiting.append(found.text)
        done, who = found.end, _doer(text, found, said)
        if not _continues(text, found):
            yield from _parts(_lead(open_, said), waiting)
            open_, waiting = "", []
    rest = text[done:]
    if waiting and (over := _OVER.search(rest)):
        yield from _parts(_spliced(open_, rest[: over.start()], said, who) + over[0].strip(), waiting)
        open_, waiting, rest = "", [], rest[over.end() :]
    if waiting:
        yield from _parts(_spliced(open_, rest, said, who), waiting)
    elif rest := _begun(rest, said, who) if done else rest:
        yield Part(rest, quotes=False)


def _doer(text: str, found: Quoted, said: Words) -> str:
    """Who does what stands behind a quote: the pronoun, where one stands before the verb of saying."""
    says = any_of(said.says)
    link = re.match(
        rf"\s*(,?\s*{any_of(said.that)})(?=\s*[:,]?\s*(?:{says}|{QUOTE}))",
        text[found.start : found.end],
        re.IGNORECASE,
    )
    return link[1] if link else found.who


def _carried(rest: str, who: str, said: Words) -> str:
    """What stands behind a quote, and who does it; nothing where that is told by no word.

    Args:
        rest: What stands there, without the word that joins it.
        who: Who is quoted, or the pronoun for them.
        said: The words of the language.
    """
    does = ", ".join((said.does, said.says))
    whom = ", ".join(each for each, sort in {**said.indefinite, **said.definite}.items() if "acc" in sort)
    if re.match(
        rf"\s*(?:{any_of(does)}|{any_of(whom)})" if whom else rf"\s*{any_of(does)}", rest, re.IGNORECASE
    ):
        return f"{who} {rest}" if who else ""
    subjects = ", ".join(
        (said.those, said.people, said.guests, said.ones, said.owned, said.within, said.that)
    )
    named = re.match(rf"\s*(?:{articles(said)}|{any_of(subjects)}|(?-i:[A-ZÀ-Þ0-9]))", rest, re.IGNORECASE)
    verb = r"[^\W\d_]+s" if said.language == "en" else r"[^\W\d_]{3,}"
    object_ = rf"(?:{articles(said)}|{any_of(said.owned)}|{QUOTE})"
    is_verb = re.match(rf"\s*(?:{verb}\s+{object_}|{QUOTE})", rest, re.IGNORECASE)
    return "" if is_verb and not named else rest


def _begun(text: str, said: Words, who: str) -> str:
    """What stands behind a quote, as the beginning of a sentence."""
    plain = text.lstrip(" ,.;:–—")
    joint = re.match(rf"{any_of(said.lengths.and_)}\s+", plain, re.IGNORECASE)
    if joint and (alone := re.match(r"[^\W\d_]+(?=\s*(?:[.!?;\n]|$))", plain[joint.end() :])):
        # And waves: what somebody does meanwhile is no sentence.
        return plain[joint.end() + alone.end() :].lstrip(" .!?;")
    if not joint:
        return plain
    rest = plain[joint.end() :]
    if who and not who.startswith(",") and re.match(any_of(said.does), rest, re.IGNORECASE):
        rest = f"{who} {rest}"
    return rest[:1].upper() + rest[1:]


def _parts(text: str, quotes: list[str]) -> Iterator[Part]:
    if re.search(r"\w", text):
        yield Part(text, quotes=False)
    yield from (Part(quote, quotes=True) for quote in quotes)


def _continues(text: str, found: Quoted) -> bool:
    """Whether the sentence goes on behind a quote that stands in it."""
    begun = bool(re.search(r"[^\s.!?…:;]\s*$", text[: found.start]))
    return begun and bool(re.match(r"[ \t]*(?:[,–—)]|[^\W\d_A-ZÀ-Þ])", text[found.end :]))


def _spliced(before: str, after: str, said: Words, who: str) -> str:
    """A sentence without the quote that stood in the midst of it."""
    joined = re.match(rf"[\s,]*{any_of(said.lengths.and_)}\s+", after, re.IGNORECASE)
    if joined and re.fullmatch(r"[^\W\d_]+\W*", after[joined.end() :]):
        return _lead(before, said)
    if joined:
        # Where the baker says that and the oven glows: the clause goes on.
        clause = re.search(rf"{any_of(', '.join((said.where, said.that)))}\s*$", before, re.IGNORECASE)
        rest = after[joined.end() :]
        carried = _carried(rest, who, said)
        if not carried:
            return _spliced(before, _belonging(rest, said), said, "")
        if clause or carried != rest:
            return f"{before.rstrip()}{'' if carried.startswith(',') else ' '}{carried}"
        return f"{_lead(before, said)}{after}"
    lead = _lead(before, said)
    belongs = any_of(", ".join((said.within, said.with_, said.about, said.lacking)))
    after = re.sub(rf"^[\s,]+(?={belongs})", " ", after, flags=re.IGNORECASE)
    place = re.match(rf"\s*{any_of(said.within)}\s+(?={articles(said)})", after, re.IGNORECASE)
    only = rf"\W*(?:[\w'’-]+\s+){{0,4}}?[\w-]*?{ends_in(said.film)}(?:\s+[\w'’-]+){{0,3}}"
    if place and re.fullmatch(only, lead, re.IGNORECASE):
        # An ad in a bakery that says no more is about the bakery.
        return f"{lead}: {after[place.end() :]}"
    space = " " if re.match(r"\w", after) else ""
    return f"{lead}{space}{after}".lstrip(" ,;:")


def _belonging(rest: str, said: Words) -> str:
    """What of a clause that is dropped belongs to the sentence: in a bakery."""
    belongs = any_of(", ".join((said.within, said.with_, said.about, said.lacking)))
    tail = re.search(rf",\s*{belongs}", rest, re.IGNORECASE)
    return rest[tail.start() :] if tail else ""


def _lead(text: str, said: Words) -> str:
    """What stands before a quote and is a sentence without it: in which, at the end are none."""
    text = re.sub(r"[\s,:;–—-]+$", "", text)
    sentence = _SENTENCE.split(text)[-1]
    opening = ", ".join((said.must, said.within))
    if len(sentence.split()) <= _SHORT_LEAD and re.match(rf"\W*{any_of(opening)}", sentence, re.IGNORECASE):
        text = text.removesuffix(sentence)
    joints = ", ".join((said.where, said.that, said.lengths.and_, said.lets))
    return re.sub(rf"(?:[\s,]*{any_of(joints)})+\s*$", "", text, flags=re.IGNORECASE)


def _found(text: str, language: str) -> Iterator[tuple[Quoted, Saying]]:
    """Where somebody is quoted, and with what."""
    for found in quoting(text, language):
        yield found, Saying(_joined(found), found.who)


def _joined(found: Quoted) -> str:
    """What is said, also where who says it stands in the middle of it."""
    text = _plain(found.quote)
    if found.more:
        ends = "" if text.endswith((".", "!", "?", "…")) else ("." if "." in found.between else ",")
        text = f"{text}{ends} {_plain(found.more)}"
    return text


def _plain(quote: str) -> str:
    return quote[1:-1].strip().rstrip(" ,;:")
