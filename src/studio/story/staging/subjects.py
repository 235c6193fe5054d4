"""What a film can show: things, people, places and figures of its brief, and what each beat says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from studio.render.lexicon.reading import read
from studio.render.lexicon.seen import Figure
from studio.render.lexicon.tables import LANGUAGES, world
from studio.story.reading.contacts import contacts
from studio.story.reading.denials import told_apart
from studio.story.reading.marks import bare
from studio.story.reading.sayings import saying
from studio.story.staging import tables
from studio.story.staging.chance import seeded

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf
    from studio.story.grammar import Beat, Brief

Kind = Literal["does", "thing", "person", "place", "product", "figure", "way", "screen", "sign", "word"]

_ABOUT, _SAID, _MEANT, _BELONGS = 0.75, 0.6, 0.45, 0.3
_CUSTOMERS = ("customer", "passer-by")
_CHARTED = ("percent", "number", "amount")
_LEAST, _WORDS, _MOST_WORDS = 10, 4, 5
ON_A_SIGN = 24
"""As many letters stand on a sign."""
# What the screens of a trade show.
_SCREENS = {"software": "dashboard", "phone shop": "shop", "bank": "dashboard", "publisher": "shop"}
_EVERYBODY = re.compile(
    r"\b(people|persons?|humans?|faces|menschen|personen|leute|gesichter|person[ae]s?|gente|volti|gens|visages?|personnes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Subject:
    """Something a film can show.

    Attributes:
        kind: What it is.
        name: What the vocabulary calls it; of a figure or a word, itself.
        worth: How much it is asked for: said in the brief, meant by it, or part of its trade.
        look: How somebody looks, by the name of their trade.
        does: What somebody does, the most telling first.
        seed: Who of many somebody is.
        figure: The figure.
        word: The word of the brief that asks for it.
        label: What a figure counts, in the words that follow it.
    """

    kind: Kind
    name: str
    worth: float
    look: str = ""
    does: tuple[str, ...] = ()
    seed: int = 0
    figure: Figure | None = None
    word: str = ""
    label: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Stock:
    """All that a film can show.

    Attributes:
        subjects: Things, people and the rest, by their keys.
        places: The places of the film and how much each is asked for, the best first.
        without: Names of all that must not be shown.
        people: Whether people may be shown.
        front: Whether the client has a shop front with a name on it.
        name: What stands on signs; nothing if nobody knows.
        speakers: Whoever says something, by what their lines call them.
    """

    subjects: Mapping[str, Subject]
    places: Mapping[str, float]
    without: frozenset[str] = frozenset()
    people: bool = True
    front: bool = True
    name: str = ""
    speakers: Mapping[str, str] = field(default_factory=dict)

    def signed(self, place: str, *, front: bool) -> bool:
        """Whether the client's name stands in a place: at their own, and on a front if they have one."""
        own = self.front if front else place == next(iter(self.places), "")
        return bool(self.name) and own

    def of(self, *kinds: Kind) -> Iterator[Subject]:
        """Its subjects of some kinds."""
        return (one for one in self.subjects.values() if one.kind in kinds)


def stocked(brief: Brief, beats: Sequence[Beat], reading: Reading, shelf: Shelf) -> Stock:
    """Find all that a film can show.

    Args:
        brief: What was asked for.
        beats: Its story; what only they speak of can be shown as well.
        reading: What was read in the brief.
        shelf: What there is to show.
    """
    without = _ruled_out(brief, reading)
    people = "person" not in without and not any(_EVERYBODY.search(one) for one in brief.must_not)
    readings = [reading, *(_read(_told(beat), brief.language) for beat in beats)]
    found: dict[str, Subject] = {}
    for number, one in enumerate(readings):
        if one:
            share = 1.0 if number == 0 else 0.5
            text = brief.text if number == 0 else _told(beats[number - 1])
            for subject in _subjects(brief, one, shelf, share, text, trade=number == 0):
                if subject.name not in without and (people or subject.kind != "person"):
                    found.setdefault(subject.key, subject)
    if people:
        going = tuple(one.name for one in reading.actions if one.name in _OUT_THERE and one.name in _GOES)
        for name in _CUSTOMERS:
            found.setdefault(f"person:{name}", _person(brief, name, name, going, _BELONGS))
    for subject in (*_products(brief, shelf), *_always(brief, reading)):
        found.setdefault(subject.key, subject)
    fronts = set(tables.coverage().fronts)
    front = not reading.trades or any(one.name in fronts for one in reading.trades)
    places, name = _places(readings, shelf, without), client_of(brief, reading)
    return Stock(found, places, without, people, front, name)


def client_of(brief: Brief, reading: Reading) -> str:
    """What stands on signs: the client's name, or what the film is about if that is short and a name."""
    if brief.name:
        return brief.name
    quoted = [told.text for claim in brief.claims if (told := saying(claim, brief.language))]
    unsigned = [*quoted, *told_apart(brief.text, brief.language).denied, brief.slogan]
    client = _line(reading.client)
    if client and not any(client in _line(noted) for noted in (*contacts(brief.text), *unsigned)):
        return client
    about = brief.product
    return about if about[:1].isupper() and len(about) <= ON_A_SIGN else ""


def _line(text: str) -> str:
    """A text as it stands on a sign."""
    return " ".join(bare(text).split())


def told(beat: Beat, brief: Brief, stock: Stock) -> dict[str, float]:
    """What a beat speaks of, by key, and how much; what comes first in its words is worth a little more."""
    text = _told(beat)
    reading = _read(text, brief.language)
    found: dict[str, float] = {}
    plain = text.casefold()
    for key, subject in stock.subjects.items():
        word = subject.word.casefold()
        if word and subject.kind != "word" and re.search(rf"(?<!\w){re.escape(word)}", plain):
            found[key] = 1.0
    for kind, name in _named(reading) if reading else ():
        if f"{kind}:{name}" in stock.subjects or kind in ("place", "does"):
            found[f"{kind}:{name}"] = 1.0
    places = {key: _place_in(plain, key, stock) for key in found}
    return {key: worth + 0.2 * (1 - places[key]) for key, worth in found.items()}


def _place_in(text: str, key: str, stock: Stock) -> float:
    subject = stock.subjects.get(key)
    at = text.find(subject.word.casefold()) if subject and subject.word else -1
    return at / max(1, len(text)) if at >= 0 else 0.5


def _told(beat: Beat) -> str:
    return ". ".join([*beat.shows, beat.headline, *(line.text for line in beat.lines)]).replace("*", "")


def _read(text: str, language: str) -> Reading | None:
    """What the lexicon knows of a text; nothing in a language it does not have."""
    return read(text, language) if language in LANGUAGES and text.strip() else None


def _named(reading: Reading) -> Iterator[tuple[Kind, str]]:
    yield from (("thing", one.name) for one in reading.props)
    yield from (("person", one.name) for one in reading.people)
    yield from (("place", one.name) for one in reading.places if one.near > 0.5)
    yield from (("does", done) for one in reading.actions if (done := world().actions[one.name]))
    for symbol in reading.symbols:
        yield _SYMBOLS.get(symbol.name, ("thing", symbol.name))


# Where things are done that are done nowhere else, and where people are when nothing says where.
_OUT_THERE: Mapping[str, str] = {"run": "street", "ride": "street", "sail": "coast", "swim": "coast"}
_GOES = ("run",)
_ANYWHERE = ("street",)
_STAGES = frozenset(("sweep", "abstract"))
_SYMBOLS: Mapping[str, tuple[Kind, str]] = {
    "map": ("way", "map"), "chart": ("figure", "chart"), "screen": ("screen", "dashboard"),
}  # fmt: skip


def _ruled_out(brief: Brief, reading: Reading) -> frozenset[str]:
    names = set(reading.without)
    for wish in brief.must_not:
        if seen := _read(wish, brief.language):
            names |= set(seen.without) | {name for _, name in _named(seen)}
    return frozenset(names)


def _subjects(
    brief: Brief, reading: Reading, shelf: Shelf, share: float, text: str, *, trade: bool
) -> Iterator[Subject]:
    drawn = set(shelf.names("props"))
    for prop in (one for one in reading.props if one.name in drawn):
        yield Subject("thing", prop.name, _SAID * share * prop.near, word=prop.word)
    for symbol in reading.symbols:
        kind, name = _SYMBOLS.get(symbol.name, ("thing", symbol.name))
        if kind != "figure" and (kind != "thing" or name in drawn):
            yield Subject(kind, name, _MEANT * share, word=symbol.word)
    doing = tuple(done for one in reading.actions if (done := world().actions[one.name]))
    for one in reading.people:
        yield _person(brief, one.name, world().people[one.name].look, doing, _SAID * share, one.word)
    # Where something is done rather than sold, what belongs to a trade says nothing.
    if trade and not any(one.name in _OUT_THERE for one in reading.actions):
        yield from _suggested(brief, reading, drawn, doing)
    for figure in (one for one in (*reading.figures, *_counts(reading)) if _charted(one, brief)):
        label = bare(_counted(figure, text))
        yield Subject("figure", figure.text, _SAID * share, figure=figure, word=figure.text, label=label)


def _suggested(brief: Brief, reading: Reading, drawn: set[str], doing: tuple[str, ...]) -> Iterator[Subject]:
    """What belongs to its trades; to others than the first, less."""
    first = reading.trades[0].word if reading.trades else ""
    for one in reading.suggests:
        share = 1.0 if one.word == first else 0.4
        if one.kind == "prop" and one.name in drawn:
            about = reading.trades and one.name == world().trades[reading.trades[0].name].about
            yield Subject("thing", one.name, _ABOUT if about else _BELONGS * share)
        elif one.kind == "person":
            yield _person(brief, one.name, world().people[one.name].look, doing, _MEANT * share)


def _counts(reading: Reading) -> Iterator[Figure]:
    """The figures that count what can be seen: three hundred teams."""
    for one in (*reading.people, *reading.props):
        if one.count:
            yield Figure(str(one.count), "number", float(one.count))


def _charted(figure: Figure, brief: Brief) -> bool:
    """Whether a figure is worth a chart: it counts something, and is no part of a name or of the wish."""
    if figure.kind not in _CHARTED or figure.text in brief.length or figure.text in brief.name:
        return False
    return figure.value >= _LEAST or figure.kind == "percent"


def _counted(figure: Figure, text: str) -> str:
    """The few words after a figure, up to where a phrase ends."""
    after = text.partition(figure.text)[2]
    phrase = re.split(r"[,.;:!?()\n]", after, maxsplit=1)[0].split()
    return " ".join(phrase[:_WORDS]) if len(phrase) <= _MOST_WORDS else " ".join(phrase[:1])


def _person(
    brief: Brief, name: str, look: str, doing: tuple[str, ...], worth: float, word: str = ""
) -> Subject:
    known = tables.coverage().actions
    usual = known.get(name) or known.get(look, ["stand", "talk", "wave"])
    return Subject(
        "person",
        name,
        worth,
        look=look,
        does=tuple(dict.fromkeys((*doing, *usual))),
        seed=seeded(brief.seed, brief.name, "person", name),
        word=word,
    )


def _products(brief: Brief, shelf: Shelf) -> Iterator[Subject]:
    """Products that turn: those whose words the brief has."""
    there = set(shelf.names("products"))
    text = f"{brief.text} {brief.product}"
    for name, words in tables.coverage().products.items():
        said = next((word.strip() for word in words.split(",") if _stands_in(word.strip(), text)), "")
        if said and name in there:
            yield Subject("product", name, _SAID, word=said)


def _stands_in(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?:s|es|n|en)?(?!\w)", text, re.IGNORECASE))


def _always(brief: Brief, reading: Reading) -> Iterator[Subject]:
    """What a film has without a word for it: the client's sign, the way there, what its software shows."""
    if name := client_of(brief, reading):
        yield Subject("sign", "name", _MEANT, word=name)
    towns = [name.text for name in reading.names if name.role == "town"]
    if towns:
        yield Subject("way", "map", _MEANT, word=towns[0])
    trades = [one.name for one in reading.trades]
    shown = next((_SCREENS[trade] for trade in trades if trade in _SCREENS), "")
    devices = {one.name for one in reading.props} & {"laptop", "phone"}
    if shown or devices:
        yield Subject("screen", shown or "booking", _SAID)


def _places(readings: Sequence[Reading | None], shelf: Shelf, without: frozenset[str]) -> dict[str, float]:
    """The places of a film: those of the brief, those its beats name, and where one comes in from."""
    there = set(shelf.names("places")) - without - _STAGES
    whole, *beats = readings
    assert whole is not None
    found: dict[str, float] = {}
    for name in (_OUT_THERE.get(one.name, "") for one in whole.actions):
        found.setdefault(name, 1.0)
    for number, one in enumerate(whole.places):
        found.setdefault(one.name, max(0.4, 1.0 - 0.25 * number) * (1.0 if one.near > 0.5 else 0.6))
    for one in (place for beat in beats if beat for place in beat.places if place.near > 0.5):
        # A line that names a trade says for whom or with whom something is done, not where.
        if one.word not in {trade.word for beat in beats if beat for trade in beat.trades}:
            found.setdefault(one.name, 0.4)
    for name in list(found):
        known = tables.coverage().places.get(name)
        if known and known.outside:
            found.setdefault(known.outside, 0.55 * found[name])
    return {name: worth for name, worth in found.items() if name in there} or {
        name: 0.3 for name in _ANYWHERE if name in there
    }
