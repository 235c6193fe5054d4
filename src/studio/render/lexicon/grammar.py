"""How the lexicon is written: one file for the world, one for each language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, Field, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written

Share = Annotated[float, Range(0, 1)]

# Each part ends where the next begins, so that a list of any length is checked in one pass.
_WHOLE = re.compile(r"(?:[^,=|]+(?:\|[^,=|]+)*(?:=(?:0?\.\d+|1)\s*)?(?:,|$))*")
_EMPTY = re.compile(r"\|\s*(?:[|,=]|$)|(?:^|,)\s*[|=]")
_NEAR = re.compile(r"0?\.\d+|1")


class Entry(NamedTuple):
    """One word of a list: its forms, how near it comes, whether longer words may end in it."""

    forms: tuple[str, ...]
    near: float
    ends: bool


@lru_cache(maxsize=2048)
def entries(text: str) -> tuple[Entry, ...]:
    """The words of a list: `loaf|loaves, baguette=0.9, Werkstatt+`.

    Raises:
        ValueError: One of them cannot be read.
    """
    found = []
    for part in text.split(","):
        said = " ".join(part.split())
        if not said:
            continue
        word, equals, near = said.replace("+", "").partition("=")
        if equals and not _NEAR.fullmatch(near):
            raise ValueError(f"{said!r}: how near a word comes is a number like 0.8")
        forms = tuple(word.split("|"))
        if not all(form.strip() for form in forms):
            raise ValueError(f"{said!r} has an empty form; a list is word, word|forms, word=0.8, word+")
        found.append(Entry(forms, float(near or 1), "+" in said))
    return tuple(found)


def _list(text: str) -> str:
    if not _WHOLE.fullmatch(text) or _EMPTY.search(text):
        entries(text)
    return text


def _sensed(senses: dict[str, str]) -> dict[str, str]:
    for meaning in senses:
        if meaning.partition(" ")[0] not in _SENSED:
            raise ValueError(f"{meaning} begins with none of {', '.join(_SENSED)}")
    return senses


_SENSED = ("prop", "place", "time", "trade", "person", "nothing")

Words = Annotated[str, AfterValidator(_list)]
Senses = Annotated[dict[str, str], AfterValidator(_sensed)]


class Trade(Written):
    """A line of business."""

    place: str = Field(description="Where it is shown at work.")
    props: list[str] = Field(default_factory=list, description="Things that belong to it.")
    people: list[str] = Field(default_factory=list, description="Who does it.")
    about: str = Field(default="", description="The thing it is about, whatever else is named beside it.")
    alone: bool = Field(
        default=False,
        description="Whether other trades beside it are what it is done for, as of a charity run.",
    )
    energy: Share = Field(default=0.5, description="From still (0) to wild (1).")
    warmth: Share = Field(default=0.5, description="From cold (0) to warm (1).")


class Look(Written):
    """Somebody a brief may name."""

    look: str = Field(description="Who among the figures stands for them.")
    trade: str = Field(default="", description="The trade they stand for.")


class Feeling(Written):
    """What a mood says; nothing where it says nothing."""

    energy: Share | None = Field(default=None, description="From still (0) to wild (1).")
    warmth: Share | None = Field(default=None, description="From cold (0) to warm (1).")


class World(Written):
    """What the words of every language lead to."""

    places: list[str] = Field(description="The places of the vocabulary.")
    props: dict[str, str] = Field(description="Its things, and the place each is at home in.")
    trades: dict[str, Trade] = Field(description="Lines of business.")
    people: dict[str, Look] = Field(description="People.")
    actions: dict[str, str] = Field(description="What people do, and what a figure does for it.")
    moods: dict[str, Feeling] = Field(description="Moods.")

    @model_validator(mode="after")
    def _joined(self) -> World:
        _all_known("props", self.props.values(), self.places)
        for name, trade in self.trades.items():
            _all_known(f"trades.{name}", [trade.place], self.places)
            _all_known(f"trades.{name}", trade.props, self.props)
            _all_known(f"trades.{name}", [trade.about] if trade.about else [], trade.props)
            _all_known(f"trades.{name}", trade.people, self.people)
        _all_known("people", [one.trade for one in self.people.values() if one.trade], self.trades)
        return self


def _all_known(where: str, names: object, known: object) -> None:
    lost = sorted(set(names) - set(known))  # type: ignore[call-overload]
    if lost:
        raise ValueError(f"{where}: there is no {', '.join(lost)}")


class Language(Written):
    """The words of one language."""

    language: str = Field(description="Its code, such as en.")
    marks: Words = Field(description="Small words that tell the language and show nothing.")
    determiners: Words = Field(description="Words that stand before nouns.")
    lacks: Words = Field(description="The words for without.")
    negations: Words = Field(description="Words that rule out what follows.")
    positives: Words = Field(description="Phrases that look like negations and are none.")
    breaks: Words = Field(description="Words that end what is ruled out.")
    joins: Words = Field(description="Words that carry on what is ruled out.")
    naming: Words = Field(description="Words that a name follows.")
    for_: Words = Field(alias="for", description="Words that the client's name may follow.")
    within: Words = Field(description="Words that the name of a town may follow.")
    inside: Words = Field(description="Small words within a name.")
    numbers: dict[str, int] = Field(description="Numbers that are written out.")
    endings: Words = Field(description="Endings of words that are no nouns.")
    props: dict[str, Words] = Field(description="Words for things.")
    places: dict[str, Words] = Field(description="Words for places.")
    times: dict[str, Words] = Field(description="Words for times of day.")
    weathers: dict[str, Words] = Field(description="Words for weather.")
    trades: dict[str, Words] = Field(description="Words for lines of business.")
    people: dict[str, Words] = Field(description="Words for people.")
    actions: dict[str, Words] = Field(description="Words for what is done.")
    moods: dict[str, Words] = Field(description="Words for moods.")
    symbols: dict[str, Words] = Field(description="Words that are shown as a chart, a map, a heart.")
    senses: dict[str, Senses] = Field(
        description="Words of several meanings: each meaning, and the words beside which it is meant."
    )
    words: Words = Field(description="Nouns that nothing shows, however they sound.")
    plain: Words = Field(description="Common words that need no picture.")
