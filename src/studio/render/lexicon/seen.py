"""What a reader saw in the words of a brief, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["prop", "place", "time", "weather", "trade", "person", "action", "mood", "symbol"]


@dataclass(frozen=True)
class Seen:
    """One thing that can be shown, and the word that asks for it.

    Attributes:
        kind: What it is.
        name: What the vocabulary calls it.
        word: The word or words of the brief.
        near: How well it stands for the word: 1 is the thing itself, 0.5 a relative of it.
        count: How many of it, if the brief says so.
    """

    kind: Kind
    name: str
    word: str
    near: float = 1.0
    count: int | None = None


@dataclass(frozen=True)
class Name:
    """A name the brief gives.

    Attributes:
        text: As it is written.
        role: Whose it is: the client's, that of a town, a line to be set in type, or just mentioned.
    """

    text: str
    role: Literal["client", "town", "line", "mention"]


@dataclass(frozen=True)
class Figure:
    """A number, price, date or time of day.

    Attributes:
        text: As it is written.
        kind: What it counts.
        value: The number; of a date its year, or 0 if it has none.
    """

    text: str
    kind: Literal["price", "percent", "date", "time", "year", "duration", "amount", "number"]
    value: float


@dataclass(frozen=True)
class Unknown:
    """A noun that nothing in the vocabulary shows.

    Attributes:
        word: As it is written.
        staging: How it is shown honestly; `type`: the word itself, set large.
    """

    word: str
    staging: str = "type"


@dataclass(frozen=True)
class Mood:
    """How it feels.

    Attributes:
        energy: From still (0) to wild (1).
        warmth: From cold (0) to warm (1).
        words: The moods by name, as the brief gives them.
    """

    energy: float = 0.5
    warmth: float = 0.5
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was understood of a brief.

    Attributes:
        language: The language it was read in.
        places: Places, the best first; never empty.
        time: The time of day, if the brief says one.
        weather: The weather, if the brief says one.
        props: Things it names, in their order.
        suggests: Things that belong to its trades, and were not ruled out.
        trades: Lines of business, the plainest first.
        actions: What is done in it.
        people: Who is in it.
        symbols: What it names that is shown as a sign: a chart, a map, a screen, a heart.
        mood: How it feels.
        names: Names it gives.
        figures: Numbers, prices and dates.
        unknown: Nouns that stay words.
        without: Names of all that it rules out.
    """

    language: str
    places: tuple[Seen, ...]
    time: Seen | None = None
    weather: Seen | None = None
    props: tuple[Seen, ...] = ()
    suggests: tuple[Seen, ...] = ()
    trades: tuple[Seen, ...] = ()
    actions: tuple[Seen, ...] = ()
    people: tuple[Seen, ...] = ()
    symbols: tuple[Seen, ...] = ()
    mood: Mood = Mood()
    names: tuple[Name, ...] = ()
    figures: tuple[Figure, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def place(self) -> Seen:
        """Where it is set."""
        return self.places[0]

    @property
    def client(self) -> str:
        """The name to put on the sign; empty if the brief gives none."""
        for role in ("client", "mention"):
            for name in self.names:
                if name.role == role:
                    return name.text
        return ""
