"""How a brief quotes: before somebody is named, after it, within a sentence, or with nobody named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from studio.story.reading.facts import LONGEST
from studio.story.reading.grammar import Words, any_of, ends_in, words
from studio.story.reading.marks import QUOTE
from studio.story.reading.pieces import FOR, NAME, PLAIN_NAME, articles

ENDS = r"(?:(?<=[,.!?…][”“\"»«‘’'])|(?<=[,.!?…]\s»))"
_TITLE = r"(?<![^\W_])(?:Dr|Mr|Mrs|Ms|Prof|Hr|Fr|Sra?|Sig|Dott|St)\."
_NAME = rf"(?:{_TITLE}[ \t]+)*{PLAIN_NAME}"
_WORD = r"[\w'’-]+"
_LEAST = 4
"""A quote of so many words is no name, though no comma parts it from the verb."""
_NO_TRADE = r"(?!\s+[^\W\d_]{3,}(?:er|or|ist|ian|man)(?![^\W_]))"
"""A window says nothing, and a window cleaner does."""


class Quoted(NamedTuple):
    """Where a brief quotes somebody.

    Attributes:
        start: Where what speaks of the quote begins.
        end: Where it ends.
        text: The same as a sentence of its own.
        quote: What is said, with its marks.
        more: What is said behind the words that say who says it, with its marks.
        between: What stands between the two.
        who: Who says it, in the words of the brief; the narrator if empty.
    """

    start: int
    end: int
    text: str
    quote: str
    more: str
    between: str
    who: str


def quoting(text: str, language: str) -> Iterator[Quoted]:
    """Every quote of a text that somebody says, from left to right.

    Args:
        text: The brief, or a part of it.
        language: Its language.
    """
    if not re.search(QUOTE, text):
        return
    said, at = words(language), 0
    ahead = {name: form.search(text) for name, form in _forms(language).items()}
    while matches := {name: match for name, match in ahead.items() if match}:
        form, match = min(matches.items(), key=lambda one: one[1].start())
        found = _quoted(text, match, form, said)
        if not found and form == "signed":
            # What nobody signs may be said by nobody named.
            ahead[form] = _forms(language)[form].search(text, match.end())
            continue
        at = (
            match.end()
            if found or form in ("before", "dropped", "alone")
            else max(match.start() + 1, match.end("who"))
        )
        while found:
            yield found
            at, found = found.end, _another(text, found, form, said)
        for name, one in matches.items():
            if one.start() < at:
                ahead[name] = _forms(language)[name].search(text, at)


def is_pronoun(who: str, language: str) -> bool:
    """Whether somebody is named by nothing but a pronoun: she adds."""
    return bool(re.fullmatch(any_of(words(language).ones), who.strip(), re.IGNORECASE))


def is_somebody(who: str, language: str) -> bool:
    """Whether words name a person."""
    from studio.render.lexicon.reading import read
    from studio.render.lexicon.tables import LANGUAGES

    said = words(language)
    nouns = ", ".join((said.guests, said.women, said.men))
    return bool(
        re.search(any_of(nouns), who, re.IGNORECASE) or (language in LANGUAGES and read(who, language).people)
    )


def person_of(said: Words) -> str:
    """A pattern for how somebody is named behind a verb of saying, as far as one word tells it.

    Args:
        said: The words of the language.
    """
    return rf"(?:{articles(said)}|{any_of(said.owned)}|{any_of(said.ones)}|(?-i:{_NAME}))"


def _quoted(text: str, match: re.Match[str], form: str, said: Words) -> Quoted | None:
    groups = match.groupdict()
    quote, who = match["quote"], (groups.get("who") or "").strip(" ,")
    who = said.dropped if form == "dropped" else who
    if not _is_speech(match, form, said):
        return None
    mute = ", ".join((said.mute, said.directing, said.written, said.film))
    narrated = bool(who) and bool(re.search(any_of(said.spoken), who, re.IGNORECASE))
    if not narrated and who and re.search(any_of(mute) + _NO_TRADE, who, re.IGNORECASE):
        return None
    if _is_bare(who, said) and not is_somebody(who, said.language):
        return None
    if form in ("relative", "labelled") and not narrated and not is_somebody(who, said.language):
        if form == "labelled":
            return None
        # A bakery that says it is no mouth.
        narrated = True
    first = min(at for name in ("quote", "who") if name in groups and (at := match.start(name)) >= 0)
    start, sentence = match.start(), text[first : match.end()].strip()
    begins = text[: match.start("who")] if groups.get("who") else ""
    held = rf"{any_of(', '.join((said.with_, said.about)))}\s*$"
    if form == "relative" or (form in ("after", "final") and re.search(held, begins, re.IGNORECASE)):
        start, sentence = match.end("who"), _sentence("" if narrated else who, quote, said)
    elif form == "labelled":
        sentence = _sentence("" if narrated else who, quote, said)
    return Quoted(
        start, match.end(), sentence, quote, groups.get("more") or "", groups.get("between") or "",
        "" if narrated else who,
    )  # fmt: skip


def _another(text: str, found: Quoted, form: str, said: Words) -> Quoted | None:
    """What somebody says as well: the baker says “We bake” and “You sleep”."""
    if form not in ("after", "relative"):
        return None
    ended = rf"(?:(?=\s*(?:[,.!?;)\n]|$))|{ENDS}(?=\s))(?:\s*[.!])?"
    more = re.compile(rf"\s*,?\s*{any_of(said.lengths.and_)}\s+(?P<quote>{QUOTE}){ended}", re.IGNORECASE)
    match = more.match(text, found.end)
    spoken = match and not re.match(
        rf"\s*,?\s*(?:{_WORD}\s+){{0,3}}?{any_of(said.says)}", text[match.end() :], re.IGNORECASE
    )
    if not match or not spoken:
        return None
    quote, who = match["quote"], found.who
    return Quoted(match.start(), match.end(), _sentence(who, quote, said), quote, "", "", who)


def _is_bare(who: str, said: Words) -> bool:
    """Whether a small word stands alone, which may be anything: customers say, and fresh bread says."""
    first = who.split(",", maxsplit=1)[0].strip()
    alone = first[:1].islower() and len(first.split()) == 1
    return alone and not re.fullmatch(any_of(said.ones), first, re.IGNORECASE)


def _sentence(who: str, quote: str, said: Words) -> str:
    """A quote as a sentence of its own, as it is read in all languages."""
    return f"{who} {said.says.split(',')[0]}: {quote}" if who else quote


def _is_speech(match: re.Match[str], form: str, said: Words) -> bool:
    """Whether a quote is said, and is no name and no slogan."""
    groups, quote = match.groupdict(), match["quote"]
    if form == "signed":
        is_long = len(quote.split()) >= _LEAST and not _is_title(quote, said)
        return is_long or is_somebody(match["who"], said.language)
    if form == "alone":
        return len(quote.split()) <= LONGEST and not _is_title(quote, said)
    if len(quote.split()) >= _LEAST or re.search(f"{ENDS}$", quote) or groups.get("comma", ","):
        return True
    strict = re.fullmatch(any_of(said.utters), groups.get("verb") or "", re.IGNORECASE)
    person = rf"{articles(said)}|{any_of(said.owned)}|(?-i:{NAME})"
    return bool(strict and (form != "before" or re.match(person, groups["who"], re.IGNORECASE)))


def _is_title(quote: str, said: Words) -> bool:
    """Golden Crust, and not Come in: in German, where all nouns are large, nobody knows."""
    quote = re.sub(_TITLE, "", quote)
    parts = quote[1:-1].split()
    large = [part for part in parts if part[:1].isupper()]
    small = [part for part in parts if part[:1].islower() and len(part) > 3]
    ends = re.search(r"[.!?…,;:]", quote)
    return said.language != "de" and len(large) > 1 and not small and not ends


@lru_cache(maxsize=8)
def _forms(language: str) -> dict[str, re.Pattern[str]]:
    """How somebody is quoted, by the place of the quote beside who says it."""
    said = words(language)
    verb = rf"(?P<verb>{any_of(said.says)})"
    verbs = any_of(said.says)
    joint = any_of(", ".join((said.that, said.where)))
    # In dem Anna singt: that is no article.
    linked = r"(?<!\bin\s)" if language == "de" else ""
    before = rf"{linked}(?<![^\W_])(?:{articles(said)}|{any_of(said.owned)})"
    apart = any_of(", ".join((said.with_, said.within, FOR[language])))
    word = rf"(?!{joint}|{before}|{apart})[\w'’-]+"
    nobody = any_of(said.pronouns)
    person = (
        rf"(?:{before}[ \t]*(?:{word}[ \t]+){{0,3}}?{word}|(?!{joint}|{nobody})(?-i:{_NAME})"
        rf"|{any_of(said.ones)}|(?<![^\W_])(?!{joint}|{nobody}|{before})(?-i:[^\W\d_A-ZÀ-Þ])[\w'’-]{{3,}})"
    )
    besides = rf"\s*,\s*(?:{before}[^,.\n]{{2,40}}|(?-i:{_NAME})\s*),|\s*\([^()\n]{{2,40}}\)"
    named = rf"(?P<who>{person}(?:{besides})?)"
    anybody = rf"(?P<who>(?:{_TITLE}|[^“”„\"«».:;!?\n]){{2,60}}?)"
    links = any_of(", ".join((said.that, said.where, said.lengths.and_)))
    begins = rf"(?:^|(?<=[.:;!?,–—\n”“»«\")])|{links}(?=\s))[ \t]*"
    fresh = r"(?:^|(?<=[.!?…\n])|(?<=[.!?…][”“\"»«]))[ \t]*"
    goes_on = any_of(", ".join((said.within, said.with_, said.lengths.and_)))
    film = rf"{any_of(said.within)}\s+(?:[^\s,.]+\s+){{0,5}}?{ends_in(said.film)}"
    over = rf"(?=\s*(?:[.!?;:\n]|$)|\s*,\s*{goes_on}|\s+{film})"
    closed = r"(?=\s*(?:[.!;,–—)\n]|$)|\s+(?-i:[^\W\d_A-ZÀ-Þ]))"
    ended = rf"(?:(?=\s*(?:[.!?;\n]|$)|\s+[–—-]\s)|{ENDS}(?=\s+(?-i:[^a-zß-ÿ\s])))"
    whole = rf"(?:{ENDS}(?=\s+(?-i:[^a-zß-ÿ])|\s*$)|{closed})"
    quote = rf"(?P<quote>{QUOTE})"
    another = rf"(?!\s*,?\s*(?:{verbs}|{person}\s+{verbs}))"
    more = rf"(?:(?P<between>\s*[,.:]\s*)(?P<more>{QUOTE}){whole}{another})"
    label = rf"(?P<who>(?:{articles(said)}\s*)?{word}(?:\s(?!{verbs}){word})?)"
    forms = {
        "before": rf"{begins}{quote}\s*(?P<comma>,?)\s*{verb}(?:\s+|-(?:t-)?){anybody}(?:{more}|{over})",
        "middle": rf"{begins}{quote}(?:{ENDS}|\s*,)\s*{named}\s+{verb}(?:{more}|{over})",
        "after": rf"{named}\s+{verb}\s*(?P<comma>[:,]?)\s*{quote}{whole}",
        "relative": rf"{named}\s*,?\s*{any_of(said.that)}\s+{verb}\s*(?P<comma>[:,]?)\s*{quote}{whole}",
        "signed": rf"{begins}{quote}\s*[–—-]+\s*(?P<who>{person}(?:\s*,\s*[^,.\n\"“]{{2,40}})?){over}",
        "labelled": rf"{fresh}{label}\s*:\s*{quote}{whole}",
        "alone": rf"{fresh}{quote}{ended}",
    }
    if said.dropped:
        forms["dropped"] = rf"{begins}{quote}(?:{ENDS}|\s*,)\s*{verb}{over}"
    if language == "de":
        further = rf"(?:{over}|(?=\s+{any_of(said.lengths.and_)}\s))"
        that = rf"(?:\s*,\s*{any_of(said.that)})?"
        forms["final"] = rf"{named}{that}\s*(?P<comma>[:,]?)\s*{quote}\s*,?\s*{verb}{further}"
    return {
        name: re.compile(rf"{form}(?:\s*[.!])?", re.IGNORECASE | re.MULTILINE) for name, form in forms.items()
    }
