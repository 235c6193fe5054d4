"""Names in a text: what stands in quotation marks, behind `called`, or in capitals where none are due."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.render.lexicon.matching import Unit
from studio.render.lexicon.seen import Name
from studio.render.lexicon.tables import Tables
from studio.render.lexicon.tokens import Token

_QUOTED = re.compile(r"[\"“„]([^\"“”„]{1,80})[\"“”]|«([^«»]{1,80})»|»([^«»]{1,80})«|‘([^‘’]{1,60})’(?!\w)")
_TITLES = frozenset(
    ("dr", "dra", "mr", "mrs", "ms", "sr", "sra", "prof", "st", "don", "doña", "herr", "frau")
)
_LONGEST_NAME = 5
_ABSTRACT = ("ion", "ung", "heit", "keit", "schaft", "tät", "ik", "mus", "ät")


@dataclass(frozen=True)
class Named:
    """A name and the tokens it takes."""

    first: int
    end: int
    name: Name


class Namer:
    """Finds the names of one text."""

    def __init__(self, text: str, tokens: list[Token], units: list[Unit], tables: Tables) -> None:
        self._text = text
        self._tokens = tokens
        self._tables = tables
        self._units = {at: unit for unit in units for at in range(unit.first, unit.end)}
        self._titled = self._is_titled()

    def names(self) -> list[Named]:
        """All names, in order."""
        found = self._quoted()
        taken = {at for named in found for at in range(named.first, named.end)}
        place = 0
        while place < len(self._tokens):
            end = place if place in taken else self._run(place, taken)
            if end > place:
                found.append(self._judged(place, end))
                taken.update(range(found[-1].first, end))
            place = max(end, place + 1)
        return sorted(found, key=lambda named: named.first)

    def _quoted(self) -> list[Named]:
        found = []
        for match in _QUOTED.finditer(self._text):
            inside = next(text for text in match.groups() if text)
            within = [
                at for at, token in enumerate(self._tokens) if match.start() < token.start < match.end()
            ]
            if not within:
                continue
            is_name = inside[:1].isupper() and len(within) <= _LONGEST_NAME and inside[-1] not in ".!?"
            name = Name(inside.strip(" ,"), "client" if is_name else "line")
            found.append(Named(within[0], within[-1] + 1, name))
        return found

    def _run(self, place: int, taken: set[int]) -> int:
        """Where the name ends that begins here; here, if none does."""
        if not self._may_begin(place):
            return place
        end = place + 1
        while end < len(self._tokens) and end not in taken:
            reach = self._reach(end)
            if not reach:
                break
            end = reach
        return end if self._is_name(place, end) else place

    def _reach(self, end: int) -> int:
        """The end of a name that goes on with the next token, or 0."""
        token = self._tokens[end]
        if token.halted or token.opens:
            return 0
        if self._is_large(token) or (
            token.text.isdigit() and len(token.text) < 3 and "unknown" in self._kinds(end - 1)
        ):
            return end + 1
        after = end + 1
        joined = token.plain == "&" or token.plain in self._tables.sets["inside"]
        if joined and self._tables.language == "de" and token.plain != "&":
            return 0
        if joined and after < len(self._tokens) and self._is_large(self._tokens[after]):
            return after + 1 if not self._tokens[after].halted else 0
        return 0

    @staticmethod
    def _is_large(token: Token) -> bool:
        return token.capital

    def _may_begin(self, place: int) -> bool:
        token = self._tokens[place]
        if not token.text[0].isalpha():
            return False
        if _is_camel(token.text):
            return True
        if not token.capital or self._text.isupper():
            return False
        if self._titled and not self._follows(place, "naming"):
            return False
        unit = self._units.get(place)
        if token.opens and unit is not None and unit.kinds & {"mark", "plain", "mood", "number", "action"}:
            return token.plain in _TITLES
        return True

    def _is_name(self, place: int, end: int) -> bool:
        token = self._tokens[place]
        if _is_camel(token.text) or self._follows(place, "naming"):
            return True
        if token.plain in _TITLES and end > place + 1:
            return True
        kinds = [self._kinds(at) for at in range(place, end) if self._tokens[at].capital]
        if self._tables.language == "de":
            return self._is_german(place, end, kinds)
        if end - place == 1:
            known = kinds[0] != {"unknown"} and not self._after_a_trade(place)
            return not (token.opens or known or _is_short(token.text))
        return not (token.opens and all("unknown" not in each for each in kinds[1:]) and end - place > 3)

    def _is_german(self, place: int, end: int, kinds: list[frozenset[str]]) -> bool:
        """All nouns are large there; two that stand side by side are a name."""
        if end - place < 2:
            return self._is_town(place)
        if any(self._tokens[at].plain == "&" for at in range(place, end)):
            return True
        first = kinds[0]
        if first & {"plain", "mark", "mood", "number"} and not first & {"unknown", "trade"}:
            return False
        phrase = self._units[place]
        return phrase.end < end and bool(first & {"trade", "place", "person", "unknown"})

    def _is_town(self, place: int) -> bool:
        """In Kiel, nach Amrum: a noun that nobody knows, with no article before it."""
        unheard = self._kinds(place) == {"unknown"} and not self._tokens[place].plain.endswith(_ABSTRACT)
        return unheard and self._follows(place, "within")

    def _kinds(self, at: int) -> frozenset[str]:
        unit = self._units.get(at)
        return unit.kinds if unit is not None else frozenset()

    def _judged(self, place: int, end: int) -> Named:
        first = self._widened(place, end)
        text = self._text[self._tokens[first].start : self._tokens[end - 1].end]
        text = re.sub(r"['’]s?$", "", text)
        return Named(first, end, Name(text, self._role(first, place, end)))  # type: ignore[arg-type]

    def _widened(self, place: int, end: int) -> int:
        """Clínica dental Sonrisa: the trade before a name is part of it, if it is written large."""
        if not place or self._tokens[place].halted:
            return place
        if self._tables.language == "en":
            return place - 1 if end > place + 1 and self._tokens[place - 1].text == "The" else place
        before = self._units.get(place - 1)
        if before is None or "trade" not in before.kinds or not self._tokens[before.first].capital:
            return place
        return before.first

    def _role(self, first: int, place: int, end: int) -> str:
        text = self._text[self._tokens[place].start : self._tokens[end - 1].end]
        kinds: frozenset[str] = frozenset().union(*(self._kinds(at) for at in range(first, end)))
        if self._follows(place, "naming") or "&" in text or "trade" in kinds or re.search(r"['’]s", text):
            return "client"
        if self._follows(place, "within") and kinds <= {"unknown", "plain", "word"}:
            return "town"
        if first < place or self._follows(place, "for") or self._tokens[place].plain in _TITLES:
            return "client"
        return "client" if self._after_a_trade(place) else "mention"

    def _after_a_trade(self, place: int) -> bool:
        before = self._units.get(place - 1)
        return before is not None and "trade" in before.kinds and not self._tokens[place].opens

    def _follows(self, place: int, use: str) -> bool:
        known = self._tables.sets[use]
        for length in (1, 2, 3):
            if place >= length:
                words = " ".join(token.plain for token in self._tokens[place - length : place])
                if words in known:
                    return True
        return False

    def _is_titled(self) -> bool:
        """Whether it is written like a headline, so that capitals say nothing."""
        inner = (token for token in self._tokens if not token.opens and token.text.isalpha())
        long = [token for token in inner if len(token.text) > 3]
        large = sum(token.capital for token in long)
        return self._tables.language != "de" and len(long) > 3 and large > 0.75 * len(long)


def _is_camel(text: str) -> bool:
    inner = text[1:]
    return (
        any(letter.isupper() for letter in inner)
        and any(letter.islower() for letter in text)
        and text[-1] != "S"
    )


def _is_short(text: str) -> bool:
    return text.isupper() and len(text) <= 4
