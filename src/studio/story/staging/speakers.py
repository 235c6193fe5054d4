"""Whoever says something is seen while they say it: near, and not busy with what hides their mouth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from studio.render.figures.looks import look
from studio.render.lexicon.reading import read
from studio.render.lexicon.tables import world
from studio.story.reading.grammar import any_of, words
from studio.story.reading.pieces import articles
from studio.story.reading.sayings import sayings
from studio.story.reading.sexes import Sex, sex_of
from studio.story.staging import tables
from studio.story.staging.chance import seeded

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief
    from studio.story.staging.subjects import Stock, Subject
    from studio.story.staging.view import View

STRANGERS = ("passer-by", "customer")
"""How anybody looks who has come in: where they are at home, they look like that."""
_FREE = ("talk", "explain", "stand", "point", "wave")
_TALKS = ("talk", "stand")
_NEAR = {"close": 1.0, "medium": 0.8, "wide": 0.25}
_BUSY = 0.6
_GUEST = "customer"
_TRIES = 400


def called(who: str, language: str) -> str:
    """Who is meant, as people are called in shots; as the brief calls them, if that is no trade.

    Args:
        who: The words of the brief; empty for the narrator.
        language: Its language.
    """
    if not who:
        return ""
    seen = read(who, language)
    if seen.people:
        return world().people[seen.people[0].name].look
    if re.search(any_of(words(language).guests), re.sub(r"(?<=\w)s(?!\w)", "", who), re.IGNORECASE):
        return _GUEST
    bare = re.sub(articles(words(language)), "", who, flags=re.IGNORECASE).strip().casefold()
    return "" if bare in {one.word.casefold() for one in seen.props} else who


def callings(brief: Brief) -> dict[str, str]:
    """What lines call everybody whom a brief quotes, by its own words for them: two people by two names.

    Args:
        brief: What was asked for.
    """
    found: dict[str, str] = {}
    for who in dict.fromkeys(one.who for one in sayings(brief.claims, brief.language) if one.who):
        known = next((one for one in found if is_one(one, who, brief)), "")
        name = found[known] if known else called(who, brief.language)
        if not known and name in found.values():
            others = [one for one in STRANGERS if one not in found.values()] if name in STRANGERS else []
            name = others[0] if others else who
        found[who] = name
    return found


def is_one(who: str, other: str, brief: Brief) -> bool:
    """Whether the words of a brief mean one person: Marta and Marta, the owner, are; she and he are not.

    Args:
        who: What it calls somebody.
        other: What it calls somebody, at another place.
        brief: What was asked for.
    """
    first, second = (set(without_article(each, brief.language).split()) for each in (who, other))
    sexes = {sex_of(each, brief.language, brief.text) for each in (who, other)} - {""}
    return len(sexes) < 2 and (first <= second or second <= first)


def without_article(who: str, language: str) -> str:
    """What somebody is called, in small letters.

    Args:
        who: The words of the brief: the man; Marta, the owner.
        language: Its language.
    """
    bare = re.sub(rf"(?<!\w){articles(words(language))}", " ", who, flags=re.IGNORECASE)
    return " ".join(re.findall(r"\w+", bare.casefold()))


def speaking(beat: Beat, stock: Stock) -> list[Subject]:
    """Who of the people of a film say a line of a beat.

    Args:
        beat: The beat.
        stock: What the film can show.
    """
    keys = (stock.speakers.get(line.speaker, "") for line in beat.lines)
    return [stock.subjects[key] for key in dict.fromkeys(keys) if key]


def _cast(beats: Iterable[Beat], people: Iterable[Subject]) -> dict[str, Subject]:
    """Who speaks in a film, by what their lines call them.

    Whoever is named by no trade is at work there, or comes there where all who work there say lines of
    their own.
    """
    people = sorted(people, key=lambda one: -one.worth)
    speakers = dict.fromkeys(line.speaker for beat in beats for line in beat.lines if line.speaker)
    looks = {one.look: one for one in reversed(people)}
    found = {speaker: looks[speaker] for speaker in speakers if speaker in looks}
    for speaker in (one for one in speakers if one not in found):
        taken = {one.look for one in found.values()}
        free = [one for one in people if one.look not in taken]
        at_work = ([one for one in group if one.look not in STRANGERS] or group for group in (free, people))
        if meant := next(filter(None, at_work), []):
            found[speaker] = meant[0]
    return {speaker: found[speaker] for speaker in speakers if speaker in found}


def with_speech(stock: Stock, beats: Iterable[Beat], brief: Brief) -> Stock:
    """All that a film can show, in which whoever says something may be seen at nothing else.

    They are the woman or the man that the words of the brief tell of.

    Args:
        stock: What it can show.
        beats: Its story.
        brief: What was asked for.
    """
    found, sexes = dict(stock.subjects), _sexes(brief)
    cast = _cast(beats, stock.of("person"))
    for speaker, one in cast.items():
        does = tuple(dict.fromkeys((*one.does, *_TALKS)))
        seed = found[one.key].seed
        if seed == one.seed and (sex := sexes.get(speaker)):
            seed = _fitting(one, sex, stock)
        found[one.key] = replace(one, does=does, seed=seed)
    return replace(stock, subjects=found, speakers={speaker: one.key for speaker, one in cast.items()})


def _sexes(brief: Brief) -> dict[str, Sex]:
    """Who is a woman and who is a man of those whom a brief quotes, by what lines call them."""
    found: dict[str, Sex] = {}
    for who, name in callings(brief).items():
        if sex := sex_of(who, brief.language, brief.text):
            found.setdefault(name, sex)
    return found


def _fitting(person: Subject, sex: Sex, stock: Stock) -> int:
    """The first seed by which somebody looks like a woman, or like a man, wherever they are seen."""
    looks = {person.look}
    if person.look in STRANGERS:
        places = tables.coverage().places
        looks |= {places[place].dressed for place in stock.places if place in places} - {""}
    seeds = (seeded(person.seed, sex, number) if number else person.seed for number in range(_TRIES))
    fits = (seed for seed in seeds if all(look(one, seed).woman == (sex == "woman") for one in looks))
    return next(fits, person.seed)


def heard(view: View, speakers: Iterable[Subject]) -> float:
    """How well a view shows one of those who speak saying it, 0 to 1."""
    if view.scale != "person" or view.about[0] not in {one.key for one in speakers}:
        return 0.0
    return _NEAR[view.size] * (1.0 if view.cast[0]["action"] in _FREE else _BUSY)
