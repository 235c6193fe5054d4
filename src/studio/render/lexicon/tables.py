"""The lexicon as it is looked things up in: every form of every word, made once in each process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studio.render.lexicon.forms import Bend, forms
from studio.render.lexicon.tokens import KEPT, folded, tokens, unaccented

if TYPE_CHECKING:
    from studio.render.lexicon.grammar import Language, World

OURS = Path(__file__).parent.parent / "vocabulary" / "lexicon"
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NAMED = "name it as world.yaml does, or add it there"
LANGUAGES = ("en", "de", "es", "it", "fr")

_LISTED: tuple[tuple[str, str, Bend], ...] = (
    ("props", "prop", "noun"),
    ("trades", "trade", "noun"),
    ("people", "person", "noun"),
    ("places", "place", "noun"),
    ("times", "time", "noun"),
    ("weathers", "weather", "noun"),
    ("symbols", "symbol", "noun"),
    ("actions", "action", "verb"),
    ("moods", "mood", "quality"),
)


class Meaning(NamedTuple):
    """What a word means.

    Attributes:
        kind: A kind of what can be shown, or mark, plain, word (a noun that stays one), number, sense.
        name: What the vocabulary calls it.
        near: How well it stands for the word.
        noun: Whether it is written with a capital where nouns are.
    """

    kind: str
    name: str
    near: float = 1.0
    noun: bool = False


class Sense(NamedTuple):
    """One of several meanings: what it is, and the words beside which it is meant."""

    kind: str
    name: str
    beside: frozenset[str]


@dataclass(frozen=True)
class Tables:
    """All words of one language.

    Attributes:
        language: Its code.
        index: What each word and phrase means.
        bare: The true spelling of words written without their accents.
        leads: First words of phrases.
        longest: How many words the longest phrase has.
        heads: Words in which longer words may end.
        senses: The meanings of words that have several.
        numbers: Numbers that are written out.
        sets: The small words by their use.
    """

    language: str
    index: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    bare: dict[str, str] = field(default_factory=dict)
    leads: set[str] = field(default_factory=set)
    longest: int = 1
    heads: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    senses: dict[str, tuple[Sense, ...]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)

    def meanings(self, words: str) -> tuple[Meaning, ...]:
        """What a word or phrase means; nothing where it is not known."""
        found = self.index.get(words)
        if found is None and (written := self.bare.get(words)) is not None:
            found = self.index.get(written)
        return found or ()


@lru_cache(maxsize=4)
def world(folder: Path = OURS) -> World:
    """What the words of every language lead to."""
    from studio.core.written.loading import load
    from studio.render.lexicon.grammar import World

    return load(folder / "world.yaml", World)


@lru_cache(maxsize=12)
def written(language: str, folder: Path = OURS) -> Language:
    """The words of a language as they are written.

    Raises:
        BadInput: The file is broken, or names what the world has not got; says where and why.
    """
    from studio.core.errors import BadInput
    from studio.core.written.loading import load
    from studio.render.lexicon.grammar import Language

    file = folder / f"{language}.yaml"
    found = load(file, Language)
    if lost := _lost(found, world(folder)):
        raise BadInput(f"{_place(file, lost)}: there is no {lost[-1]}", hint=_NAMED)
    return found


@lru_cache(maxsize=12)
def spoken(language: str, folder: Path = OURS) -> tuple[frozenset[str], frozenset[str]]:
    """What a language is known by: its small words, and all others, without capitals and accents."""
    whole = written(language, folder)
    lists = [whole.words, whole.plain]
    for section, _, _ in _LISTED:
        lists += getattr(whole, section).values()
    small, others = (
        frozenset(_LETTERS.findall(folded(text, KEPT.get(language, ""))))
        for text in (whole.marks, " ".join(lists))
    )
    return small, others - small


@lru_cache(maxsize=12)
def tables(language: str, folder: Path = OURS) -> Tables:
    """The words of a language.

    Args:
        language: Its code.
        folder: Where the lexicon lies.

    Raises:
        BadInput: A file of the lexicon is broken; says where and why.
    """
    return _Compiler(written(language, folder)).tables()


def _place(file: Path, where: tuple[str, ...]) -> str:
    from studio.core.written.documents import read

    document = read(file)
    line, column = (1, 1) if isinstance(document, list) else document.place(where, key=True)
    return f"{file}:{line}:{column}"


def _lost(written: Language, whole: World) -> tuple[str, ...]:
    """The way to a name that the world has not got, if there is one."""
    known = {
        "props": whole.props,
        "places": whole.places,
        "trades": whole.trades,
        "people": whole.people,
        "actions": whole.actions,
        "moods": whole.moods,
    }
    for kind, names in known.items():
        if lost := sorted(set(getattr(written, kind)) - set(names)):
            return kind, lost[0]
    meant = {
        "prop": whole.props,
        "place": whole.places,
        "trade": whole.trades,
        "person": whole.people,
        "time": written.times,
        "nothing": ("",),
    }
    for word, senses in written.senses.items():
        for sense in senses:
            kind, _, name = sense.partition(" ")
            if name not in meant[kind]:
                return "senses", word, sense
    return ()


class _Compiler:
    """Makes tables of what is written; what is said outright goes before what a rule makes of it."""

    def __init__(self, written: Language) -> None:
        self._written = written
        self._language = written.language
        self._kept = KEPT.get(written.language, "")
        self._said: dict[str, tuple[Meaning, ...]] = {}
        self._bent: dict[str, tuple[Meaning, ...]] = {}
        self._heads: dict[str, tuple[Meaning, ...]] = {}

    def tables(self) -> Tables:
        senses = self._senses()
        self._small()
        for section, kind, bend in _LISTED:
            for name, words in getattr(self._written, section).items():
                self._list(words, kind, name, bend)
        self._list(self._written.words, "word", "", "noun")
        self._list(self._written.plain, "plain", "", "noun")
        index = self._bent | self._said
        index.update((words, (Meaning("word", ""),)) for words in self._stay)
        index.update((words, (Meaning("sense", words),)) for words in senses)
        phrases = [words.split(" ") for words in index if " " in words]
        bare = {plain: words for words in index if self._kept for plain in unaccented(words, self._kept)}
        return Tables(
            self._language,
            index,
            bare,
            {phrase[0] for phrase in phrases},
            max((len(phrase) for phrase in phrases), default=1),
            self._heads,
            senses,
            {self._key(word): number for word, number in self._written.numbers.items()},
            self._sets(),
        )

    def _key(self, words: str) -> str:
        words = words.strip()
        if words.isalpha() or words.replace(" ", "").isalpha():
            return folded(words, self._kept)
        return " ".join(token.plain for token in tokens(words, self._language))

    def _small(self) -> None:
        marks = (self._written.marks, self._written.positives, self._written.naming)
        for words in (form for text in marks for form in self._plainly(text)):
            self._add(self._said, words, Meaning("mark", ""))
        for word in self._written.numbers:
            self._add(self._said, self._key(word), Meaning("number", ""))

    def _list(self, text: str, kind: str, name: str, bend: Bend) -> None:
        from studio.render.lexicon.grammar import entries

        for entry in entries(text):
            noun = self._language == "de" and entry.forms[0][0].isupper()
            meaning = Meaning(kind, name, entry.near, noun)
            if self._language == "de" and bend != "verb":
                bend = "noun" if noun else "quality"
            said = [self._key(form) for form in entry.forms]
            made = forms(said[0], self._language, bend)
            for form in said:
                self._add(self._said, form, meaning)
            for form in made:
                self._add(self._bent, form, meaning)
            if entry.ends:
                for form in made.union(said):
                    self._add(self._heads, form, meaning)

    def _senses(self) -> dict[str, tuple[Sense, ...]]:
        found: dict[str, tuple[Sense, ...]] = {}
        for words, meanings in self._written.senses.items():
            senses = tuple(
                Sense(*_parted(meaning), frozenset(self._beside(text))) for meaning, text in meanings.items()
            )
            said = [self._key(form) for form in words.split("|")]
            made = {said[0]} if self._language == "de" else forms(said[0], self._language, "noun")
            found.update((form, senses) for form in {*said, *made})
        return found

    def _beside(self, text: str) -> set[str]:
        words: set[str] = set()
        for word in text.split():
            if word.startswith("@"):
                words.add(word)
            else:
                words |= forms(self._key(word), self._language, "noun")
        return words

    @property
    def _stay(self) -> list[str]:
        return self._plainly(self._written.words)

    def _sets(self) -> dict[str, frozenset[str]]:
        names = (
            "determiners",
            "lacks",
            "negations",
            "breaks",
            "joins",
            "naming",
            "within",
            "inside",
            "endings",
        )
        found = {name: frozenset(self._plainly(getattr(self._written, name))) for name in names}
        return found | {"for": frozenset(self._plainly(self._written.for_))}

    def _plainly(self, text: str) -> list[str]:
        return [self._key(form) for part in text.split(",") for form in part.split("|") if form.strip()]

    @staticmethod
    def _add(index: dict[str, tuple[Meaning, ...]], words: str, meaning: Meaning) -> None:
        known = index.get(words)
        if known is None:
            index[words] = (meaning,)
        elif all(one[:2] != meaning[:2] for one in known):
            index[words] = (*known, meaning)


def _parted(meaning: str) -> tuple[str, str]:
    kind, _, name = meaning.partition(" ")
    return kind, name
