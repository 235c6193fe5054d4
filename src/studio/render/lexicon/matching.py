"""Words and phrases of a text that the lexicon knows: the longest first, each word used once."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.render.lexicon.tables import Meaning, Tables
from studio.render.lexicon.tokens import Token

NOUNS = frozenset(("prop", "place", "time", "weather", "trade", "person", "symbol", "word", "unknown"))
_JOINTS = ("", "s", "n", "en", "es", "er", "e")
_SHORTEST = 3


@dataclass
class Unit:
    """A word or phrase that means one thing.

    Attributes:
        first: Its first token.
        end: The token after its last.
        text: As it is written.
        meanings: What it means; `unknown` where the lexicon has no such noun.
        named: Whether it stands within a name.
        count: How many of it.
    """

    first: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]
    named: bool = False
    count: int | None = None
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(meaning.kind for meaning in self.meanings)

    @property
    def is_noun(self) -> bool:
        """Whether it names something."""
        return not self.kinds.isdisjoint(NOUNS)

    def mean(self, meanings: tuple[Meaning, ...]) -> None:
        """Mean something else."""
        self.meanings = meanings
        self.kinds = frozenset(meaning.kind for meaning in meanings)


class Matcher:
    """Reads a text by the tables of its language."""

    def __init__(self, text: str, tokens: list[Token], tables: Tables) -> None:
        self._text = text
        self._tokens = tokens
        self._tables = tables
        self._shouted = text.isupper()
        self._careful = tables.language == "de" and self._writes_nouns_large()

    def units(self, counted: set[int]) -> list[Unit]:
        """All words and phrases, in order.

        Args:
            counted: Tokens that are part of a figure.
        """
        found: list[Unit] = []
        place = 0
        while place < len(self._tokens):
            unit = self._figure(place) if place in counted else self._longest(place, counted)
            found.append(unit)
            place = unit.end
        return found

    def said(self, first: int, end: int) -> str:
        """The text from one token up to another."""
        return self._text[self._tokens[first].start : self._tokens[end - 1].end]

    def _figure(self, place: int) -> Unit:
        return Unit(place, place + 1, self.said(place, place + 1), (Meaning("number", ""),))

    def _longest(self, place: int, counted: set[int]) -> Unit:
        most = self._tables.longest if self._leads(place) else 1
        for length in range(min(most, len(self._tokens) - place), 0, -1):
            end = place + length
            if length > 1 and self._parted(place, end, counted):
                continue
            for words in self._spellings(place, end):
                meanings = self._allowed(place, self._tables.meanings(words))
                if meanings:
                    return Unit(place, end, self.said(place, end), self._with_inner(place, end, meanings))
        return self._compound(place) or self._unmatched(place)

    def _with_inner(self, place: int, end: int, meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
        """A bicycle workshop shows a bicycle, too; so does a Fahrradwerkstatt, and planting trees a tree."""
        if all(meaning.kind not in ("trade", "person", "action") for meaning in meanings):
            return meanings
        inner = (
            [self._tables.meanings(token.plain) for token in self._tokens[place:end]]
            if end - place > 1
            else [self._before_head(self._tokens[place].plain)]
        )
        shown = [one for found in inner for one in found if one.kind == "prop"]
        return meanings + tuple(one._replace(near=one.near * 0.8) for one in shown)

    def _before_head(self, word: str) -> tuple[Meaning, ...]:
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            if word[cut:] in self._tables.heads:
                return self._modifier(word[:cut])
        return ()

    def _leads(self, place: int) -> bool:
        plain = self._tokens[place].plain
        return plain in self._tables.leads or self._tables.bare.get(plain, plain) in self._tables.leads

    def _parted(self, place: int, end: int, counted: set[int]) -> bool:
        inner = range(place + 1, end)
        return any(at in counted or self._tokens[at].halted for at in inner)

    def _spellings(self, place: int, end: int) -> list[str]:
        words = " ".join(token.plain for token in self._tokens[place:end])
        if words.endswith("'s"):
            return [words, words[:-2]]
        return [words]

    def _allowed(self, place: int, meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
        """In German, Essen is no essen: what is written small is no noun, if the text writes nouns large."""
        if not self._careful or self._tokens[place].capital:
            return meanings
        return tuple(meaning for meaning in meanings if not meaning.noun)

    def _writes_nouns_large(self) -> bool:
        inner = [token for token in self._tokens if not token.opens and token.text.isalpha()]
        return any(token.capital for token in inner) or len(inner) == 0

    def _compound(self, place: int) -> Unit | None:
        """A long word that ends in one we know: Fahrradwerkstatt."""
        token = self._tokens[place]
        if not self._tables.heads or (self._careful and not token.capital):
            return None
        word = token.plain
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
            head = self._tables.heads.get(word[cut:])
            if head:
                return Unit(place, place + 1, token.text, self._composed(word[:cut], head))
        return None

    def _composed(self, before: str, head: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
        near = tuple(meaning._replace(near=meaning.near * 0.9) for meaning in head)
        if head[0].kind == "prop":
            return near
        meanings = self._modifier(before)
        shown = (one for one in meanings if one.kind in ("prop", "trade", "place", "person"))
        if not meanings:
            return (*near, Meaning("unknown", ""))
        return near + tuple(one._replace(near=one.near * 0.8) for one in shown)

    def _modifier(self, before: str) -> tuple[Meaning, ...]:
        """What the first part of a long word means, without what joins it to the second."""
        for joint in _JOINTS:
            if before.endswith(joint) and (meanings := self._tables.meanings(before.removesuffix(joint))):
                return meanings
        return ()

    def _unmatched(self, place: int) -> Unit:
        token = self._tokens[place]
        kind = "unknown" if self._looks_like_a_noun(place) else "plain"
        return Unit(place, place + 1, token.text, (Meaning(kind, ""),))

    def _looks_like_a_noun(self, place: int) -> bool:
        token = self._tokens[place]
        if len(token.plain) < _SHORTEST or not token.text[0].isalpha():
            return False
        if self._careful and not token.capital:
            return False
        if self._tables.language != "de" and self._follows_a_determiner(place):
            return not (self._ends_unlike_a_noun(token.plain) and self._something_follows(place))
        if self._careful and not token.opens:
            return True
        return not self._ends_unlike_a_noun(token.plain)

    def _follows_a_determiner(self, place: int) -> bool:
        before = self._tokens[place - 1] if place else None
        return before is not None and before.plain in self._tables.sets["determiners"]

    def _something_follows(self, place: int) -> bool:
        if place + 1 >= len(self._tokens) or self._tokens[place + 1].halted:
            return False
        after = self._tables.meanings(self._tokens[place + 1].plain)
        return not any(meaning.kind == "mark" for meaning in after)

    def _ends_unlike_a_noun(self, plain: str) -> bool:
        return any(plain.endswith(ending) for ending in self._tables.sets["endings"])
