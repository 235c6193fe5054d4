"""What a brief says of the thing, as pieces of language that can be spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from studio.story.reading.grammar import Words, any_of, ends_in, words
from studio.story.reading.nouns import NOTHING, Noun, noun
from studio.story.reading.pieces import NAME, QUOTED, TOWN, Piece, articles, pieces
from studio.story.reading.sentences import Sentence, sentences
from studio.story.reading.subjects import matches

ClaimKind = Literal["sentence", "predicate", "clause", "phrase"]
_LONGEST_NAME = 5
LONGEST = 26
"""A sentence of more words is not spoken as it stands."""
_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://)?(?:www\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,10}(?:/[\w\-./]*\w)?(?![\w@])",
    re.I,
)


@dataclass(frozen=True)
class Claim:
    """Something the brief says of its subject.

    Attributes:
        kind: A sentence of its own, what its subject does, a clause that belongs to it, or a phrase.
        text: In the words of the brief.
        lead: The pronoun or preposition that was before it.
    """

    kind: ClaimKind
    text: str
    lead: str = ""


@dataclass
class Facts:
    """All that a brief says in words that can be spoken.

    Attributes:
        product: What it is about.
        name: Whose it is.
        place: Where that is, with its preposition.
        town: The same without it.
        audience: For whom it is, without the preposition.
        when: A date, with its preposition.
        claims: What is said of it.
        tones: How it should feel.
        must: What has to be in the film.
        must_not: What may not.
        call: What the audience is asked to do.
        topic: A question that it answers, as the brief puts it: how a tide works.
        address: An address on the web.
    """

    product: Noun = NOTHING
    name: str = ""
    place: str = ""
    town: str = ""
    audience: str = ""
    when: str = ""
    claims: list[Claim] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)
    must: list[str] = field(default_factory=list)
    must_not: list[str] = field(default_factory=list)
    call: str = ""
    topic: str = ""
    address: str = ""


def facts(text: str, language: str) -> Facts:
    """What a brief says.

    Args:
        text: The brief, without markup, lengths and shapes.
        language: Its language.
    """
    return _Collector(text, language).facts()


class _Collector:
    """Collects the facts of one brief."""

    def __init__(self, text: str, language: str) -> None:
        self._text = text
        self._language = language
        self._words: Words = words(language)
        self._facts = Facts()

    def facts(self) -> Facts:
        found = self._facts
        for sentence in sentences(self._text, self._words):
            self._take(sentence)
        if not found.name:
            found.name = self._quoted_name()
        found.claims = list(dict.fromkeys(found.claims))
        found.tones = list(dict.fromkeys(tone.casefold() for tone in found.tones))
        return found

    def _take(self, sentence: Sentence) -> None:
        found = self._facts
        if sentence.sort == "foul":
            return
        found.when = found.when or _date(sentence.text, self._words)
        if not found.address and (address := _ADDRESS.search(sentence.text)):
            found.address = address[0]
        if sentence.sort == "tone":
            found.tones += sentence.rest.split(", ")
            self._lacks(sentence.text)
        elif sentence.sort == "must not":
            self._lacks(sentence.text, alone=True)
        elif sentence.sort in ("must", "order"):
            found.tones += self._tones(sentence.text)
            self._lacks(sentence.text)
            found.must.append(sentence.rest)
        elif sentence.sort == "call":
            found.call = found.call or _closed(sentence.rest)
        elif sentence.sort == "say":
            self._claim("sentence", sentence.rest)
        elif sentence.sort == "asks":
            self._asked(sentence.text)
        elif found.product or found.name:
            self._told(sentence.text)
        else:
            self._opened(sentence.text)

    def _told(self, text: str) -> None:
        """A sentence about the thing; one that is only an address or a few tones says nothing."""
        rest = _ADDRESS.sub("", text).strip(" .:,")
        if rest:
            self._claim("sentence" if rest != text.strip(" .!") or " " in rest else "phrase", text)

    def _claim(self, kind: ClaimKind, text: str, lead: str = "") -> None:
        text = " ".join(text.strip(" ,;:–—").split())
        if kind != "sentence":
            text = text.rstrip(".!")
        if text and len(text.split()) <= LONGEST and re.search(r"[^\W\d_]{2}|\d", text):
            self._facts.claims.append(Claim(kind, text, lead))

    def _tones(self, text: str) -> list[str]:
        return re.findall(any_of(self._words.tones), text, re.IGNORECASE)

    def _lacks(self, text: str, *, alone: bool = False) -> None:
        """What the film is to do without."""
        said = self._words
        for match in re.finditer(rf"{any_of(said.lacking)}\s+", text, re.IGNORECASE):
            rest = re.split(r"[.,;!]", text[match.end() :])[0]
            for said_part in re.split(rf"\s+(?:{_joints(said)})\s+", rest):
                part = re.sub(rf"^{any_of(said.lacking)}\s+", "", said_part.strip(), flags=re.IGNORECASE)
                if part and (alone or re.search(any_of(said.visible), part, re.IGNORECASE)):
                    self._facts.must_not.append(part)

    def _asked(self, text: str) -> None:
        """A sentence that asks for a film about something."""
        start, merged = self._thing_begins(text)
        if not merged and self._is_pronoun(text[start:]):
            for part in text[start:].split(",")[1:]:
                self._rest(part)
            return
        if self._topic(text[start:]):
            return
        self._facts.tones += self._tones(text[:start])
        self._assemble(pieces(text[start:], self._language), merged)

    def _thing_begins(self, text: str) -> tuple[int, str]:
        said = self._words
        film = re.search(rf"(?:[^\W\d_]*-)?{ends_in(said.film)}", text, re.IGNORECASE)
        if film:
            about = re.compile(rf"\s*(?:[\w'’,-]+\s+){{0,6}}?({any_of(said.about)})\s*", re.IGNORECASE).match(
                text, film.end()
            )
            if about:
                return about.end(), about[1]
        verb = re.match(
            rf"\W*(?:{any_of(said.skip)}\s*,?\s*)?{any_of(said.make)}\s*(?:{any_of(said.skip)}\s*)*",
            text,
            re.IGNORECASE,
        )
        start = verb.end() if verb else 0
        about = re.compile(rf"({any_of(said.about)})\s*", re.IGNORECASE).match(text, start)
        return (about.end(), about[1]) if about else (start, "")

    def _is_pronoun(self, text: str) -> bool:
        """Announce it in half a minute: the thing was named before."""
        first = text.split(",", maxsplit=1)[0]
        begins = re.fullmatch(rf"\W*{any_of(self._words.object)}(?:\W.*)?", first, re.IGNORECASE)
        return bool(begins and not re.match(articles(self._words), text, re.IGNORECASE))

    def _topic(self, text: str) -> bool:
        """How a seed library works: a question that the film answers."""
        said = self._words
        if not re.match(any_of(said.how), text.strip(), re.IGNORECASE):
            return False
        self._facts.topic = self._facts.topic or text.strip(" .?!")
        if not self._facts.product and (known := matches(text, self._language)):
            starts = [
                match.start() for match in re.finditer(articles(said), text[: known[-1].start], re.IGNORECASE)
            ]
            self._facts.product = self._noun(text[starts[-1] if starts else known[0].start : known[-1].end])
        return True

    def _named_first(self, text: str) -> bool:
        """Run for Rain is a charity run: a name, and what it is."""
        being = re.search(
            rf"\s+{any_of(self._words.being)}\s+(?={articles(self._words)})", text, re.IGNORECASE
        )
        if being is None:
            return False
        name = text[: being.start()].strip(' "“„«»,')
        if (
            len(name.split()) > 5
            or not re.match(NAME, name)
            or re.match(articles(self._words), name, re.IGNORECASE)
        ):
            return False
        self._facts.name = self._facts.name or name
        self._assemble(pieces(text[being.end() :], self._language), "")
        return True

    def _opened(self, text: str) -> None:
        """The first sentence, where it asks for nothing: a noun with what belongs to it, or a statement."""
        if self._topic(text) or self._named_first(text):
            return
        parts = pieces(text, self._language)
        if not parts:
            return
        thing = parts[0].text
        known = matches(thing, self._language)
        ends = known[-1].end if known else len(thing)
        rest = thing[ends:].strip()
        if parts[0].kind == "thing" and rest and rest[:1].islower() and known:
            self._facts.product = self._noun(thing[:ends])
            self._claim("sentence", text)
        elif parts[0].kind == "thing" and len(thing.split()) > 7:
            self._claim("sentence", text)
        else:
            self._assemble(parts, "")

    def _noun(self, said: str, merged: str = "") -> Noun:
        return noun(said, self._words, merged)

    def _assemble(self, parts: list[Piece], merged: str) -> None:
        for place, piece in enumerate(parts):
            if piece.kind in ("thing", "being"):
                self._thing(piece.text, merged if not place else "")
            else:
                self._part(piece)

    def _thing(self, text: str, merged: str) -> None:
        found = self._facts
        thing = self._noun(text, merged)
        town = re.search(rf"\s+(?:of|di|de|d['’]|von|aus)\s*(?={TOWN}$)", thing.text)
        if (
            town
            and thing.text[: town.start()][-1:].islower()
            and not found.place
            and self._has_small(thing.text[: town.start()])
        ):
            found.place, found.town = thing.text[town.start() :].strip(), thing.text[town.end() :]
            thing = Noun(thing.article, thing.text[: town.start()], thing.gender, thing.many, thing.definite)
        name = self._name_in(thing)
        if name and not found.name:
            found.name = name
            rest = thing.text[: thing.text.rfind(name)].strip(' ,"“„«»')
            if not rest:
                return
            thing = Noun(thing.article, rest, thing.gender, thing.many, thing.definite)
        if not found.product:
            found.product = thing
        elif thing.text:
            self._claim("phrase", thing.whole)

    def _has_small(self, text: str) -> bool:
        """Whether a noun stands in it that is no name."""
        return self._language == "de" or bool(re.search(r"(?:^|\s)[a-zà-ÿ]{3,}", text))

    def _name_in(self, thing: Noun) -> str:
        """A name at the end of a noun phrase, or all of it."""
        text = thing.text
        if self._language != "de":
            if not thing.article and re.fullmatch(NAME, text):
                return text
            match = re.search(rf"(?:^|(?<=\s)){NAME}$", text)
            return match[0] if match and re.match(r"[A-ZÀ-Þ]", match[0]) else ""
        known = matches(text, "de")
        if (
            known
            and known[-1].end < len(text)
            and (match := re.fullmatch(rf"\s+({NAME})", text[known[-1].end :]))
        ):
            return match[1]
        if not thing.article and re.fullmatch(NAME, text) and not (known and " " not in text):
            return text
        return ""

    def _part(self, piece: Piece) -> None:
        found = self._facts
        whole = f"{piece.lead} {piece.text}".strip()
        if piece.lead.endswith(("'", "’")):
            whole = piece.lead + piece.text
        if piece.kind == "name":
            found.name = found.name or re.sub(r"[\"“”„«»‘]", "", piece.text).strip()
        elif piece.kind == "place":
            found.town = found.town or piece.text.rstrip(".!")
            found.place = ", ".join(filter(None, (found.place, whole.rstrip(".!"))))
        elif piece.kind == "audience":
            found.audience = found.audience or piece.text.rstrip(".!")
        elif piece.kind == "date":
            found.when = found.when or whole.rstrip(".!")
        elif piece.kind == "rest":
            self._rest(piece.text)
        else:
            self._said(piece, whole)

    def _said(self, piece: Piece, whole: str) -> None:
        """What is said of the thing."""
        if piece.kind == "predicate":
            for one in _each(piece.text, self._language):
                self._claim("predicate", one, piece.lead)
        elif piece.kind == "clause":
            self._claim("clause", whole)
        elif piece.kind == "without" and re.search(any_of(self._words.visible), piece.text, re.IGNORECASE):
            self._lacks(whole)
        else:
            self._claim("phrase", whole)

    def _rest(self, text: str) -> None:
        """What stands behind a comma: tones, orders, or something that is said of the thing."""
        part = sentences(text, self._words)
        for sentence in part:
            if sentence.sort == "fact":
                self._claim("phrase", sentence.text)
            elif sentence.sort != "asks":
                self._take(sentence)

    def _quoted_name(self) -> str:
        orders = [one.text for one in sentences(self._text, self._words) if one.sort in ("foul", "order")]
        for match in re.finditer(QUOTED, self._text):
            inside = match[0].strip('"“”„«»‘’ ,.')
            title = inside[:1].isupper() and len(inside.split()) <= _LONGEST_NAME
            announced = self._text[: match.start()].rstrip().endswith(":")
            if title and not announced and not any(match[0] in text for text in orders):
                return inside
        return ""


def _date(text: str, said: Words) -> str:
    """A date with the word before it: on 12 May, am Sonntag, dem 3. Mai."""
    day, month = any_of(said.days), any_of(said.months)
    number = r"\d{1,2}(?:\.|st|nd|rd|th|er|°)?"
    named = rf"{day},?\s+(?:(?:the|den|dem|der|el|il|le)\s+)?"
    dated = rf"(?:{number}\s+(?:of\s+|de\s+)?{month}|{month}\s+{number})(?:\s+(?:de\s+)?20\d\d)?"
    date = rf"(?:{named})?{dated}"
    found = re.search(rf"(?:{any_of(said.on)}\s+)?{date}", text, re.IGNORECASE)
    return found[0] if found else ""


def _joints(said: Words) -> str:
    return "|".join([*said.lengths.and_.split(", "), "or", "oder", "o", "ou", "ni", "né", "nor"])


def _each(text: str, language: str) -> list[str]:
    """Bakes bread and roasts coffee: two things that are said, where that can be seen."""
    if language != "en":
        return [text]
    return re.split(
        r"(?:,\s+and|,|\s+and)\s+(?=[a-z]+s\s+(?:its|the|a|an|every|all|any|your|their|our|only)\b)", text
    )


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
