"""What a text rules out (no dogs), and how many it wants (three cups)."""

from __future__ import annotations

from studio.render.lexicon.matching import Unit
from studio.render.lexicon.tables import Tables
from studio.render.lexicon.tokens import Token

_FARTHEST = 5
_LIGHT = frozenset(("mark", "plain", "number"))
_AND = frozenset(("and", "und", "y", "e"))


def ruled_out(units: list[Unit], tokens: list[Token], tables: Tables) -> set[int]:
    """The units, by their place in the list, that the text does not want."""
    out: set[int] = set()
    pending = -1
    for at, unit in enumerate(units):
        token = tokens[unit.first]
        if token.halted:
            pending = -1
        if unit.end - unit.first > 1 or unit.named or token.plain not in tables.sets["negations"]:
            continue
        if pending >= 0 and token.plain in tables.sets["lacks"]:
            # No morning without coffee: the coffee is wanted.
            out -= set(range(pending, at))
            continue
        pending = at
        out |= _reach(units, tokens, tables, at + 1)
    return out


def _reach(units: list[Unit], tokens: list[Token], tables: Tables, start: int) -> set[int]:
    """What a negation before this place takes away: up to the first noun, and on over `or`."""
    out: set[int] = set()
    content = False
    for at in range(start, min(start + _FARTHEST, len(units))):
        unit, token = units[at], tokens[units[at].first]
        if unit.named or _ends(token, tables, first=at == start, content=content):
            break
        if content and not _goes_on(units, tokens, tables, at):
            break
        if not unit.kinds <= _LIGHT:
            out.add(at)
        joins = content and token.plain in tables.sets["joins"] | _AND
        content = joins or unit.is_noun or "mood" in unit.kinds
    return out


def _ends(token: Token, tables: Tables, *, first: bool, content: bool) -> bool:
    if token.opens or (token.halted and (content or not first)):
        return True
    return token.plain in tables.sets["breaks"]


def _goes_on(units: list[Unit], tokens: list[Token], tables: Tables, at: int) -> bool:
    """Whether what is ruled out is a list that goes on: no dogs or cats, without dogs and cats."""
    plain, before = tokens[units[at].first].plain, tokens[units[at].first - 1].plain
    joins = tables.sets["joins"]
    if plain in joins or before in joins:
        return True
    if before in _AND:
        return True
    if plain not in _AND or at + 1 >= len(units):
        return False
    return units[at + 1].is_noun


def count(units: list[Unit], tokens: list[Token], tables: Tables) -> set[int]:
    """Give things their numbers; returns the tokens of the numbers that were used."""
    used: set[int] = set()
    for at, unit in enumerate(units):
        if "number" not in unit.kinds:
            continue
        number = _number(tokens[unit.first], tables)
        for other in units[at + 1 : at + 4]:
            if (
                number is None
                or tokens[other.first].halted
                or other.kinds & {"mark", "number", "unknown", "word"}
            ):
                break
            if other.kinds & {"prop", "person"}:
                other.count = number
                used.update(range(unit.first, unit.end))
                break
    return used


def _number(token: Token, tables: Tables) -> int | None:
    if token.plain in tables.numbers:
        return tables.numbers[token.plain]
    written = tables.bare.get(token.plain, "")
    if written in tables.numbers:
        return tables.numbers[written]
    return int(token.text) if token.text.isdigit() and 0 < int(token.text) < 1000 else None
