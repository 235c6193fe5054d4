"""What was seen in the words, put together: places and trades weighed, moods mixed, the rest in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.lexicon.matching import Unit
from studio.render.lexicon.naming import Named
from studio.render.lexicon.seen import Figure, Kind, Mood, Reading, Seen, Unknown

if TYPE_CHECKING:
    from studio.render.lexicon.grammar import World

_PLAIN = 0.75
_IMPLIED = 0.5
_AT_HOME = 0.4
_KINDS: tuple[Kind, ...] = (
    "prop", "place", "time", "weather", "trade", "person", "action", "mood", "symbol",
)  # fmt: skip
_IN_NAMES = frozenset(("trade",))


def gathered(
    units: list[Unit],
    out: set[int],
    named: list[Named],
    numbers: tuple[Figure, ...],
    language: str,
    world: World,
) -> Reading:
    """A reading of what was matched.

    Args:
        units: The words and phrases of the text.
        out: Those it rules out, by their place in the list.
        named: The names in it.
        numbers: The figures in it.
        language: Its language.
        world: What words lead to.
    """
    seen = _seen([unit for at, unit in enumerate(units) if at not in out])
    without = {meaning.name or units[at].text for at in sorted(out) for meaning in units[at].meanings} - {""}
    seen = [one for one in seen if one.name not in without]
    trades = _trades(seen, world, without)
    props = _once([one for one in seen if one.kind == "prop"])
    actions = _once([one for one in seen if one.kind == "action"])
    places = _places(seen, trades, props, world, without)
    return Reading(
        language=language,
        places=places,
        time=_first(seen, "time"),
        weather=_first(seen, "weather"),
        props=props,
        suggests=_suggested(trades, props, seen, world, without),
        trades=trades,
        actions=actions,
        people=_once([one for one in seen if one.kind == "person"]),
        symbols=_once([one for one in seen if one.kind == "symbol"]),
        mood=_mood(seen, trades, world),
        names=tuple(dict.fromkeys(one.name for one in named)),
        figures=numbers,
        unknown=_unknown([unit for at, unit in enumerate(units) if at not in out]),
        without=tuple(sorted(without)),
    )


def _seen(units: list[Unit]) -> list[Seen]:
    return [
        Seen(kind, meaning.name, unit.text, round(meaning.near, 2), unit.count)
        for unit in units
        for meaning in unit.meanings
        for kind in _KINDS
        if meaning.kind == kind and (not unit.named or kind in _IN_NAMES)
    ]


def _once(seen: list[Seen]) -> tuple[Seen, ...]:
    """Each thing once, where it first stands, by the word that comes nearest."""
    best: dict[str, Seen] = {}
    for one in seen:
        known = best.get(one.name)
        if known is None or (one.near, one.count or 0) > (known.near, known.count or 0):
            best[one.name] = one
    return tuple(best.values())


def _first(seen: list[Seen], kind: Kind) -> Seen | None:
    return next(iter(_ranked([one for one in seen if one.kind == kind])), None)


def _ranked(seen: list[Seen]) -> tuple[Seen, ...]:
    """What is said plainly before what is only near; of either, what is said first."""
    first: dict[str, Seen] = {}
    for one in sorted(seen, key=lambda one: 0.0 if one.near >= _PLAIN else 1 - one.near):
        first.setdefault(one.name, one)
    return tuple(first.values())


def _trades(seen: list[Seen], world: World, without: set[str]) -> tuple[Seen, ...]:
    said = [one for one in seen if one.kind == "trade"]
    meant = [
        Seen("trade", trade, one.word, _IMPLIED)
        for one in seen
        if one.kind == "person" and (trade := world.people[one.name].trade) and trade not in without
    ]
    ranked = _ranked(said + meant)
    alone = tuple(one for one in ranked if world.trades[one.name].alone)
    return alone[:1] or ranked


def _places(
    seen: list[Seen], trades: tuple[Seen, ...], props: tuple[Seen, ...], world: World, without: set[str]
) -> tuple[Seen, ...]:
    trade_of = {(one.name, one.word): one for one in trades}
    found: list[Seen] = []
    for one in seen:
        if one.kind == "place":
            found.append(one)
        elif one.kind == "trade" and (one.name, one.word) in trade_of:
            found.append(Seen("place", world.trades[one.name].place, one.word, one.near))
    found += [Seen("place", world.trades[one.name].place, one.word, one.near) for one in trades]
    found += [Seen("place", world.props[one.name], one.word, round(_AT_HOME * one.near, 2)) for one in props]
    wanted = [one for one in found if one.name not in without]
    return _ranked(wanted) or (Seen("place", "abstract", "", 0.0),)


def _suggested(
    trades: tuple[Seen, ...], props: tuple[Seen, ...], seen: list[Seen], world: World, without: set[str]
) -> tuple[Seen, ...]:
    there = {one.name for one in props} | {one.name for one in seen if one.kind == "person"} | without
    found: list[Seen] = []
    for trade in trades:
        whole = world.trades[trade.name]
        found += [Seen("prop", name, trade.word, _IMPLIED) for name in whole.props if name not in there]
        found += [Seen("person", name, trade.word, _IMPLIED) for name in whole.people if name not in there]
    return _once(found)


def _mood(seen: list[Seen], trades: tuple[Seen, ...], world: World) -> Mood:
    moods = _once([one for one in seen if one.kind == "mood"])
    said = [world.moods[one.name] for one in moods]
    trade = world.trades[trades[0].name] if trades else None
    energies = [one.energy for one in said if one.energy is not None]
    warmths = [one.warmth for one in said if one.warmth is not None]
    return Mood(
        _mean(energies, trade.energy if trade else 0.5),
        _mean(warmths, trade.warmth if trade else 0.5),
        tuple(one.name for one in moods),
    )


def _mean(values: list[float], otherwise: float) -> float:
    return round(sum(values) / len(values), 3) if values else otherwise


def _unknown(units: list[Unit]) -> tuple[Unknown, ...]:
    found: dict[str, Unknown] = {}
    for unit in units:
        if unit.kinds & {"unknown", "word"} and not unit.named:
            found.setdefault(unit.text.casefold(), Unknown(unit.text))
    return tuple(found.values())
