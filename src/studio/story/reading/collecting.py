"""Collecting what a brief says, sentence by sentence."""

from __future__ import annotations

import re

from studio.story.reading import wanting
from studio.story.reading.calls import called
from studio.story.reading.contacts import ADDRESS, MAIL, contacts
from studio.story.reading.facts import Claim, Facts
from studio.story.reading.grammar import Words, any_of, ends_in
from studio.story.reading.peeling import Peeled
from studio.story.reading.pieces import FOR, NAME, QUOTED, Piece, articles, pieces
from studio.story.reading.sayings import saying
from studio.story.reading.sentences import Sentence, sentences
from studio.story.reading.subjects import matches, named_thing
from studio.story.reading.things import MARKS, Things

_LONGEST_NAME = 5
_LONGEST_THING = 7
_LONGEST_UNKNOWN = 3
"""Of so many words a phrase may be a thing where no word of it is known; what is longer may be a sentence."""
_BELONGS = r"(?:\s+(?:di|del|dell[aoe]?|dei|de|du|des|de la|of)\s+(?:l['’])?[\w’-]{3,})+"
_FROM = r"(?:from|aus|von|da|de|di|of|d['’])(?!\w)"


def facts(text: str, language: str, told: Peeled) -> Facts:
    """What a brief says.

    Args:
        text: The brief, without markup, lengths and shapes.
        language: Its language.
        told: What was read of it before.
    """
    return _Collector(text, language, told).collected()


class _Collector(Things):
    """Collects the facts of one brief."""

    def __init__(self, text: str, language: str, told: Peeled) -> None:
        super().__init__(language)
        self._text, self._noted = text, told.noted
        given = told.form
        self.facts.slogan, self.facts.audience = told.slogan, given.audience
        self.facts.name = given.name or told.name
        self._christened = bool(told.name)
        if given.product:
            self.facts.product = self.noun(given.product)
        if given.place:
            self.facts.town = given.place
        self._sentences = sentences(text, self.words)

    def collected(self) -> Facts:
        found = self.facts
        for sentence in self._sentences:
            self._take(sentence)
        found.name = found.name or self._quoted_name()
        if not (found.product or found.name or found.topic or found.claims):
            self._look_again()
        found.claims = [
            claim
            for claim in dict.fromkeys(found.claims)
            if claim.text not in found.when
            and claim.text.strip(MARKS) != found.name
            and not (claim.kind == "phrase" and wanting.is_film(claim.text, self.words))
        ]
        found.tones = list(dict.fromkeys(tone.casefold() for tone in found.tones))
        found.contacts = contacts(f"{self._text}\n{self._noted}")
        if not found.address and (address := ADDRESS.search(MAIL.sub(" ", self._noted))):
            found.address = address[0]
        return found

    def _look_again(self) -> None:
        """Nothing was told but what sounded like an order: then that is what the film is about."""
        for sentence in self._sentences:
            if sentence.sort in ("order", "must not", "must") and not self.facts.product:
                self._opened(sentence.text.rpartition(":")[2].strip())
                self.facts.must = [text for text in self.facts.must if text != sentence.rest]

    def _take(self, sentence: Sentence) -> None:
        found = self.facts
        if sentence.sort == "foul":
            return
        self._dated(sentence.text)
        if sentence.sort == "quote":
            self._quoted(sentence.text)
        elif sentence.sort == "tone":
            found.tones += sentence.rest.split(", ")
            found.must_not += wanting.lacking(sentence.text, self.words)
        elif sentence.sort == "must not":
            found.must_not += wanting.lacking(sentence.text, self.words, alone=True)
        elif sentence.sort in ("must", "order"):
            found.tones += wanting.tones(sentence.text, self.words)
            found.must_not += wanting.lacking(sentence.text, self.words)
            found.must.append(sentence.rest)
        elif sentence.sort == "call":
            found.call = found.call or called(sentence.rest)
        elif sentence.sort == "say":
            self.facts.say("sentence", sentence.rest)
        elif sentence.sort == "asks":
            self._asked(sentence.text)
        elif found.product or (found.name and (found.claims or not self._christened)):
            self._told(sentence.text)
        else:
            self._opened(sentence.text)

    def _dated(self, text: str) -> None:
        """When something is, and where on the web, whatever else a sentence says."""
        found = self.facts
        found.when = found.when or wanting.date(text, self.words)
        if not found.address and (address := ADDRESS.search(text)):
            found.address = address[0]

    def _told(self, text: str) -> None:
        """A sentence about the thing."""
        audience = wanting.audience(text, self.words)
        self.facts.audience = self.facts.audience or audience
        if not audience:
            self.facts.say("sentence", text)

    def _quoted(self, text: str) -> None:
        """What somebody is quoted with, if it can be spoken."""
        told = saying(text, self.language)
        if told and told.wordings:
            self.facts.claims.append(Claim("sentence", text))

    def _asked(self, text: str) -> None:
        """A sentence that asks for a film about something."""
        start, merged = self._thing_begins(text)
        if not merged and self._is_pronoun(text[:start], text[start:]):
            for part in text[start:].split(",")[1:]:
                self._rest(part)
            return
        if self.language == "de":
            text = re.sub(r"\s+(?:an|vor|dar)(?=\s*[,.!]|\s*$)", "", text)
        if self._topic(text[start:]):
            return
        self.facts.tones += wanting.tones(text[:start], self.words)
        self._assemble(pieces(text[start:], self.language), merged)

    def _thing_begins(self, text: str) -> tuple[int, str]:
        said = self.words
        film = re.search(rf"(?:[^\W\d_]*-)?{ends_in(said.film)}", text, re.IGNORECASE)
        if film:
            if colon := re.compile(r"\s*:\s*").match(text, film.end()):
                return colon.end(), ""
            about = re.compile(
                rf"\s*(?:[\w'’,-]+\s+|,\s*){{0,6}}?({any_of(said.about)})\s*", re.IGNORECASE
            ).match(text, film.end())
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

    def _is_pronoun(self, verb: str, text: str) -> bool:
        """Announce it in half a minute, annuncialo: the thing was named before."""
        if not re.search(r"\w", text.split(",", maxsplit=1)[0]) or re.search(
            r"(?:l[oaie]s?|-l[ae]s?)\W*$", verb
        ):
            return bool(self.facts.product or self.facts.name)
        return bool(re.match(rf"\W*{any_of(self.words.pronouns)}\W", f"{text} ", re.IGNORECASE)) and bool(
            self.facts.product or self.facts.name or not matches(text, self.language)
        )

    def _topic(self, text: str) -> bool:
        """How a seed library works: a question that the film answers."""
        said = self.words
        if not re.match(any_of(said.how), text.strip(), re.IGNORECASE):
            return False
        self.facts.topic = self.facts.topic or text.strip(" .?!")
        doing = re.match(r"\W*(?:how to|wie man|come si|cómo se|comment on)(?!\w)", text, re.IGNORECASE)
        if not self.facts.product and not doing and (known := matches(text, self.language)):
            starts = [
                match.start() for match in re.finditer(articles(said), text[: known[-1].start], re.IGNORECASE)
            ]
            self.facts.product = self.noun(text[starts[-1] if starts else known[0].start : known[-1].end])
        return True

    def _named_first(self, text: str) -> bool:
        """Run for Rain is a charity run: a name, and what it is."""
        being = re.search(rf"\s+{any_of(self.words.being)}\s+(?={articles(self.words)})", text, re.IGNORECASE)
        if being is None:
            return False
        name = text[: being.start()].strip(' "“„«»,')
        if (
            len(name.split()) > 5
            or not re.match(NAME, name)
            or re.match(rf"{articles(self.words)}|{any_of(self.words.denied.we)}", name, re.IGNORECASE)
        ):
            return False
        self.facts.name = self.facts.name or name
        self._assemble(pieces(text[being.end() :], self.language), "")
        return True

    def _of_oneself(self, text: str) -> bool:
        """We are a software company; We sell shoes: what somebody says of themselves is no noun phrase."""
        said = self.words
        match = re.match(
            rf"\W*{any_of(said.denied.we)}(?:['’](?:re|m)|\s+{any_of(said.own)})?\s+", text, re.IGNORECASE
        )
        if self.facts.name and re.match(r"\W*\d", text):
            self.facts.say("sentence", text)
            return True
        if match is None:
            return False
        rest = text[match.end() :]
        is_own = re.search(rf"(?:['’](?:re|m)|{any_of(said.own)})\s+$", match[0], re.IGNORECASE)
        if is_own and re.match(articles(said), rest, re.IGNORECASE):
            self._assemble(pieces(rest, self.language), "")
        else:
            self.facts.say("sentence", text)
        return True

    def _opened(self, text: str) -> None:
        """The first sentence, where it asks for nothing: a noun with what belongs to it, or a statement."""
        if self._topic(text) or self._named_first(text) or self._of_oneself(text):
            return
        treats = re.match(rf"\W*{any_of(self.words.treats)}\s*", text, re.IGNORECASE)
        text = text[treats.end() :] if treats else text
        about = re.match(rf"\W*({any_of(self.words.about)})\s*(?=\w|[\"“„«])", text, re.IGNORECASE)
        merged = about[1] if about else ""
        if about and self.facts.topic and about[1].casefold() == FOR[self.language]:
            self.facts.audience = self.facts.audience or text[about.end() :].strip(" .!")
            return
        parts = pieces(text[about.end() :] if about else text, self.language)
        if not parts:
            return
        thing = parts[0].text
        known = named_thing(thing, self.language)
        ends = known.end if known else len(thing)
        belongs = re.match(_BELONGS, thing[ends:])
        ends += belongs.end() if belongs else 0
        rest = thing[ends:].strip()
        named = re.match(NAME, rest)
        after = rest[named.end() :].strip() if named else rest
        speaks = (
            after[:1].islower() and not re.match(_FROM, after) and not _is_compound(thing, after, self.words)
        )
        if parts[0].kind == "thing" and known and speaks:
            self.facts.product = self.noun(thing[:ends])
            self.facts.name = named[0] if named else self.facts.name
            self.facts.say("sentence", text)
        elif parts[0].kind == "thing" and _length(thing, is_known=bool(known)) > (
            _LONGEST_THING if known else _LONGEST_UNKNOWN
        ):
            self.facts.say("sentence", text)
        else:
            self._assemble(parts, merged, opens=not (merged or treats))

    def _assemble(self, parts: list[Piece], merged: str, *, opens: bool = False) -> None:
        for place, piece in enumerate(parts):
            before = parts[place - 1].kind if place else ""
            if piece.kind in ("thing", "being"):
                self.thing(piece.text, merged if not place else "", opens=opens and not place)
            elif piece.kind != "rest" or not self._beside(piece, before):
                self._part(piece)

    def _beside(self, piece: Piece, before: str) -> bool:
        """A name behind the thing: our café, Kneipp & Sons, in Tampere; or behind a town its country."""
        found, text = self.facts, piece.text
        match = re.match(rf"{NAME}(?=\s*(?:,|$))", text)
        if match is None or wanting.is_wish(match[0], self.words):
            return False
        name, rest = match[0].rstrip("."), text[match.end() :].strip(" ,")
        if before == "place" and piece.lead != ":" and " " not in name:
            found.place = f"{found.place}, {name}"
            return not rest
        if self.language != "de" and found.name and not found.place and " " not in name and not piece.lead:
            found.town = name
            return not rest
        plain = named_thing(name, self.language) is not None
        sure = "&" in name or (" " in name if self.language == "de" or plain else True)
        if found.name or not sure or not found.product:
            return False
        found.name = name
        if rest:
            self._assemble(pieces(f"{found.product.whole}, {rest}", self.language)[1:], "")
        return True

    def _part(self, piece: Piece) -> None:
        found = self.facts
        whole = f"{piece.lead} {piece.text}".strip()
        if piece.lead.endswith(("'", "’")):
            whole = piece.lead + piece.text
        if piece.kind == "name":
            self._named(piece.text)
        elif piece.kind == "place" and self._is_maker(piece):
            name, _, rest = re.split(r"\s+(in)\s+", f"{piece.text} in ", maxsplit=1)
            found.name = name.rstrip(".")
            if rest.strip(" in"):
                self._assemble(
                    pieces(f"{found.product.whole} in {rest.removesuffix(' in ')}", self.language)[1:], ""
                )
        elif piece.kind == "place":
            found.town = found.town or piece.text.rstrip(".!?")
            found.place = ", ".join(filter(None, (found.place, whole.rstrip(".!?"))))
        elif piece.kind == "audience":
            found.audience = found.audience or piece.text.rstrip(".!")
        elif piece.kind == "date":
            found.when = found.when or whole.rstrip(".!")
        elif piece.kind == "rest":
            self._rest(piece.text)
        else:
            self._said(piece, whole)

    def _is_maker(self, piece: Piece) -> bool:
        """Whether a place is none: headphones by Sonora, a sale at Hobbs Furniture."""
        if self.facts.name or self.language != "en" or re.search(any_of(self.words.spots), piece.text, re.I):
            return False
        name = re.split(r"\s+in\s+", piece.text)[0]
        told = name != piece.text or named_thing(name, "en") is not None
        is_firm = "&" in name or (" " in name and told)
        return bool(re.fullmatch(NAME, name)) and (piece.lead == "by" or (piece.lead == "at" and is_firm))

    def _named(self, text: str) -> None:
        """A name; what stands behind one in quotation marks is said of the thing."""
        quoted = re.match(QUOTED, text)
        named = quoted or re.match(NAME, text)
        name, rest = (named[0], text[named.end() :].strip()) if named else (text, "")
        if quoted and name.islower() and " " in name.strip(MARKS):
            # Never hurry is nobody's name.
            self.facts.say("phrase", name)
        else:
            self.facts.name = self.facts.name or name.strip(MARKS)
        if quoted:
            self.facts.say("phrase", rest)
        elif rest and self.language != "de":
            self.facts.say("predicate", rest, self.words.that.split(",")[0])

    def _said(self, piece: Piece, whole: str) -> None:
        """What is said of the thing."""
        if piece.kind == "predicate":
            for one in _each(piece.text, self.language):
                self.facts.say("predicate", one, piece.lead)
        elif piece.kind == "clause":
            self.facts.say("clause", whole)
        elif self._lacks(piece):
            self.facts.must_not += wanting.lacking(whole, self.words)
        else:
            self.facts.say("phrase", whole)

    def _lacks(self, piece: Piece) -> bool:
        """Without people, with no people: what the film is to do without."""
        lacking = piece.kind == "without" or re.match(any_of(self.words.lacking), piece.text, re.IGNORECASE)
        return bool(lacking) and wanting.is_visible(piece.text, self.words)

    def _rest(self, text: str) -> None:
        """What stands behind a comma: tones, orders, or something that is said of the thing."""
        part = sentences(text, self.words)
        for sentence in part:
            if sentence.sort == "fact":
                self.facts.say("phrase", sentence.text)
            elif sentence.sort != "asks":
                self._take(sentence)

    def _quoted_name(self) -> str:
        orders = [one.text for one in self._sentences if one.sort in ("foul", "order", "quote", "must not")]
        asked = [one.rest.strip(MARKS) for one in self._sentences if one.sort == "must"]
        for match in re.finditer(QUOTED, self._text):
            inside = match[0].strip(MARKS)
            title = inside[:1].isupper() and len(inside.split()) <= _LONGEST_NAME
            before, after = self._text[: match.start()], re.split(r"[.!?\n]", self._text[match.end() :])[0]
            announced = re.search(rf"(?:{any_of(self.words.says)}|:)\s*$", before, re.I) or re.search(
                any_of(self.words.utters), after, re.I
            )
            if (
                title
                and not announced
                and inside not in asked
                and not any(match[0] in text for text in orders)
            ):
                return inside
        return ""


def _is_compound(thing: str, after: str, said: Words) -> bool:
    """A coffee cart: what stands behind the noun is no verb, for one would end in s."""
    noun = re.fullmatch(r"[a-z]+(?<!s)(?<!ed)\W*", after) and not wanting.is_film(after, said)
    return bool(noun and re.match(r"an?\s", thing, re.IGNORECASE))


def _each(text: str, language: str) -> list[str]:
    """Bakes bread and roasts coffee: two things that are said, where that can be seen."""
    if language != "en":
        return [text]
    return re.split(
        r"(?:,\s+and|,|\s+and)\s+(?=[a-z]+s\s+(?:its|the|a|an|every|all|any|your|their|our|only)\b)", text
    )


def _length(thing: str, *, is_known: bool) -> int:
    """How many words a thing has; where it is not known, those with a capital are its name."""
    return sum(is_known or word[0].islower() for word in thing.split())
