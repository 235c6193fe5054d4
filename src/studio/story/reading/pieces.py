"""The sentence that asks for the film, taken apart: the thing, its name, its place, what is said of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from studio.story.reading.grammar import Words, any_of, words

Kind = Literal[
    "thing",
    "name",
    "place",
    "predicate",
    "clause",
    "with",
    "without",
    "since",
    "audience",
    "date",
    "rest",
    "being",
]

_CAPITAL = r"[A-ZÀ-ÖØ-Þ0-9]"
FOR = {"en": "for", "de": "für", "it": "per", "es": "para", "fr": "pour"}
_JOINTS = r"&|da|chez|of\s+the|of|and|del|della|dei|di|de\s+la|de\s+los|de|du|des|la|le|y|e|et|in"
NAME = rf"{_CAPITAL}[\w'’.\-]*(?:\s+(?:(?:{_JOINTS})\s+)?(?:[dl]['’])?{_CAPITAL}[\w'’.\-]*){{0,5}}"
PLAIN_NAME = NAME.replace(r"\s+", r"[ \t]+").replace(r"[\w'’.\-]*", r"[\w'’\-]*(?:(?<=\b[A-ZÀ-Þ])\.)?")
"""A name in the midst of a text: a sentence that ends before it is no part of it."""
TOWN = rf"{_CAPITAL}[^\W\d_]{{2,}}(?:[\s-]{_CAPITAL}[^\W\d_]+)*"
QUOTED = r"(?:[\"“„«»‘]\s*[^\"“”„«»‘’]{1,80}?\s*[\"“”»«’]|(?<!\w)'[^'\n]{1,60}'(?!\w))"
# What may cut a piece of each kind short; a relative clause goes on to the comma.
_CLAUSES = ("predicate", "clause")
_ANEW = frozenset(("that", "where", "audience", "aimed", "since", "name"))
_ALWAYS = frozenset(("that", "where", "comma", "since", "aimed"))
_NOUNS = _ALWAYS | {"with", "without", "audience", "name", "date"}
_CUTS: dict[str, frozenset[str]] = {
    "thing": _NOUNS | {"place", "being"},
    "being": _NOUNS | {"place", "being"},
    "place": _NOUNS,
    "name": _NOUNS - {"name", "aimed"} | {"place", "being"},
    "with": _ALWAYS | {"town"},
    "without": _ALWAYS | {"town", "place", "with"},
    "audience": frozenset(("that", "comma", "since", "place", "date")),
    "date": frozenset(("that", "comma", "with", "town")),
    "since": frozenset(("that", "comma", "with", "place")),
    "rest": frozenset(("comma",)),
    "predicate": frozenset(("comma", "aimed")),
    "clause": frozenset(("comma", "aimed")),
}


class Piece(NamedTuple):
    """A piece of the sentence.

    Attributes:
        kind: What it says.
        text: Its words, without those that told what it is.
        lead: Those words.
    """

    kind: Kind
    text: str
    lead: str = ""


def pieces(text: str, language: str) -> list[Piece]:
    """A sentence from its thing on, piece by piece.

    Args:
        text: The sentence, from behind "a film about" on.
        language: Its language.
    """
    said = words(language)
    found: list[Piece] = []
    kind: Kind = "thing"
    lead, start, at = "", 0, 0
    trigger = _trigger(language)
    while (match := trigger.search(text, at)) is not None:
        at = max(match.end(), match.start() + 1)
        what = match.lastgroup or "comma"
        if not _cuts(what, kind, text, match, said):
            continue
        found.append(Piece(kind, text[start : match.start()].strip(" ,"), lead))
        kind, start = _begun(what, text, match, said)
        if (
            kind == "rest"
            and len(found) == 1
            and found[0].kind == "thing"
            and re.fullmatch(NAME, found[0].text)
            and (language == "de" or not re.match(_CAPITAL, text[start:]))
        ):
            kind = "thing"
        lead = text[match.start() : start].strip(" ,")
        at = max(start, at if what != "comma" else start)
    found.append(Piece(kind, text[start:].strip(" ,"), lead))
    return [_judged(piece, said) for piece in found if re.search(r"\w", piece.text)]


@lru_cache(maxsize=8)
def _trigger(language: str) -> re.Pattern[str]:
    said = words(language)
    people = any_of(said.people)
    determined = rf"(?:{articles(said)}\s*)?"
    months = any_of(said.months)
    day = r"\d{1,2}(?:\.|st|nd|rd|th|er|°)?"
    date = rf"(?:{any_of(said.days)}|{day}\s+(?:of\s+|de\s+)?{months}|{months}\s+\d)"
    spots = rf"(?:[\w'’\-]+\s+){{0,2}}?(?:{any_of(said.spots)})"
    comma = ", " if language != "de" else r",\s+"
    that = rf"(?:,\s*)?{any_of(said.that)}\s+" if language != "de" else rf",\s*{any_of(said.that)}\s+"
    where = rf"(?:,\s*)?{any_of(said.where)}\s*" if language != "de" else rf",\s*{any_of(said.where)}\s+"
    within = any_of(said.within)
    article = rf"(?:{articles(said)}\s*)?"
    return re.compile(
        rf"(?P<aimed>(?:,\s*)?{any_of(said.aimed)}\s*:?\s+)"
        rf"|(?P<name>(?:,\s*)?{any_of(said.naming)}\s+|(?<=\s)(?={QUOTED}))"
        rf"|(?P<audience>(?:,\s*)?(?<![^\W_]){FOR[language]}\s+(?={determined}(?:[\w'’\-]+\s+){{0,2}}?{people}))"
        rf"|(?P<since>(?:,\s*)?{any_of(said.since)}\s+(?:the\s+)?(?=1[5-9]\d\d|20\d\d))"
        rf"|(?P<date>(?:,\s*)?(?:{any_of(said.on)}\s+)?(?={date}))"
        rf"|(?P<town>(?:,\s*)?{within}\s*(?=(?-i:{TOWN})))"
        rf"|(?P<place>(?:,\s*)?{within}\s*(?={article}{spots}))"
        rf"|(?P<without>(?:,\s*)?{any_of(said.lacking)}\s+)"
        rf"|(?P<with>(?:,\s*)?{any_of(said.with_)}\s+)"
        rf"|(?P<where>{where})"
        rf"|(?P<that>{that})"
        rf"|(?P<being>{any_of(said.being)}\s+(?={articles(said)}))"
        rf"|(?P<comma>{comma}|\s+[–—-]\s+|:\s+|\s*[()]\s*)",
        re.IGNORECASE,
    )


def articles(said: Words) -> str:
    """A pattern for an article."""
    every = [*said.indefinite, *said.definite]
    return (
        "(?:"
        + "|".join(
            re.escape(word).replace("'", "['’]") + ("" if word.endswith("'") else r"(?![^\W_])")
            for word in sorted(every, key=len, reverse=True)
        )
        + ")"
    )


def _cuts(what: str, kind: Kind, text: str, match: re.Match[str], said: Words) -> bool:
    if what == "that" and kind == "rest" and ":" in text[: match.start()]:
        # Of what is listed behind a colon each has its own clause: dough, which rests, and rolls.
        return False
    allowed = frozenset() if _is_named_so(what, text, match) else _CUTS[kind]
    halted = match[0].startswith(",")
    if halted and kind in (*_CLAUSES, "rest") and what in _ANEW:
        return True
    if what == "comma" and kind in _CLAUSES:
        return not _goes_on(text[match.end() :], said)
    if what == "that" and kind == "audience":
        return not re.search(rf"{any_of(said.those)}\s*$", text[: match.start()], re.IGNORECASE)
    if what == "date" and kind == "thing" and not match[0].strip(" ,"):
        return False
    ends = halted and "comma" in allowed and kind not in ("thing", "being", "rest", *_CLAUSES)
    return ends or what in allowed or (what == "town" and "place" in allowed)


def _is_named_so(what: str, text: str, match: re.Match[str]) -> bool:
    """Whether a preposition has a capital in the midst of a sentence: Chez Lucie is a name."""
    begun = bool(text[: match.start()].strip())
    return what in ("town", "place") and begun and match[0].strip(" ,")[:1].isupper()


def _goes_on(rest: str, said: Words) -> bool:
    """Whether what follows the comma belongs to the same clause: bakes, roasts and never closes."""
    piece = re.split(r"[.;:,]", rest)[0]
    joint = re.search(
        rf"(?<![^\W_])(?:{said.lengths.and_.replace(', ', '|')})(?![^\W_])", piece, re.IGNORECASE
    )
    first = re.match(r"\W*([\w'’]+)", piece)
    article = re.match(rf"\W*{articles(said)}", piece, re.IGNORECASE)
    fresh = re.match(
        rf"\W*(?:{any_of(said.tones)}|{any_of(said.lacking)}|{any_of(said.that)}|{any_of(said.where)})",
        piece,
        re.I,
    )
    added = re.match(rf"\W*{any_of(said.adding)}", piece, re.IGNORECASE)
    return bool(added or (joint and first and not article and not fresh))


def _begun(what: str, text: str, match: re.Match[str], said: Words) -> tuple[Kind, int]:
    """The kind of piece a trigger begins, and where its words begin."""
    end = match.end()
    if what == "that":
        is_object = re.match(any_of(said.object), text[end:], re.IGNORECASE)
        return ("clause" if is_object else "predicate"), end
    if what == "where":
        return "clause", end
    if what == "town":
        return "place", end
    if what == "aimed":
        return "audience", end
    if what == "comma":
        return ("thing" if re.match(articles(said), text[end:], re.IGNORECASE) else "rest"), end
    return what, end  # type: ignore[return-value]


def _judged(piece: Piece, said: Words) -> Piece:
    """A relative clause in German ends in its verb; what does not is the thing once more."""
    last = re.search(r"([^\W\d_]+)\W*$", piece.text.split(",")[0])
    if said.language == "de" and piece.kind in ("predicate", "clause") and last and last[1][:1].isupper():
        return Piece("rest", f"{piece.lead} {piece.text}", "")
    if piece.kind == "rest":
        bare = re.sub(rf"^{any_of(said.lengths.and_)}\s+", "", piece.text, flags=re.IGNORECASE)
        return Piece("rest", bare or piece.text, piece.lead)
    return piece
