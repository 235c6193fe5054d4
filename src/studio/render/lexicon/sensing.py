"""Words of several meanings: the words beside them decide, and where none does, they stay words."""

from __future__ import annotations

from studio.render.lexicon.matching import Unit
from studio.render.lexicon.tables import Meaning, Sense, Tables
from studio.render.lexicon.tokens import Token

_STAYS = (Meaning("unknown", ""),)
_BESIDE = 0.5
_SHORT = 3


def settle(units: list[Unit], tokens: list[Token], tables: Tables) -> None:
    """Give every word of several meanings the one that the text speaks for."""
    open_ = [unit for unit in units if "sense" in unit.kinds]
    if not open_:
        return
    around = {token.plain for token in tokens} | {token.plain.removesuffix("'s") for token in tokens}
    around |= {f"@{meaning.name}" for unit in units for meaning in unit.meanings if meaning.kind == "trade"}
    for unit in open_:
        senses = tables.senses[unit.meanings[0].name]
        own = {token.plain for token in tokens[unit.first : unit.end]}
        near = around - own
        if tables.language == "de":
            known = {word for sense in senses for word in sense.beside if len(word) > _SHORT}
            near |= {word for word in known if any(token.startswith(word) for token in near)}
        unit.mean(_meant(senses, near))


def _meant(senses: tuple[Sense, ...], around: set[str]) -> tuple[Meaning, ...]:
    found = sorted(((len(sense.beside & around), sense) for sense in senses), key=lambda one: -one[0])
    most, best = found[0]
    tied = len(found) > 1 and found[1][0] == most
    if not most or tied or best.kind == "nothing":
        return _STAYS
    return (Meaning(best.kind, best.name, 0.9),)


def lean(units: list[Unit], tokens: list[Token], tables: Tables) -> None:
    """A bread knife is a knife: what only says which, comes beside the thing, not in its place."""
    at = 0
    while at + 1 < len(units):
        unit, after = units[at], units[at + 1]
        if tables.language == "en" and _leads(unit, after, tokens):
            _soften(unit)
            after.first, after.text = unit.first, f"{unit.text} {after.text}"
        elif tables.language == "es" and at + 2 < len(units) and _belongs(unit, after, units[at + 2], tokens):
            _soften(units[at + 2])
            unit.text = f"{unit.text} {after.text} {units[at + 2].text}"
        at += 1


def _leads(unit: Unit, after: Unit, tokens: list[Token]) -> bool:
    if "prop" not in unit.kinds or not after.kinds & {"unknown", "word"} or unit.named or after.named:
        return False
    if tokens[after.first].halted or tokens[unit.end - 1].plain.endswith("s"):
        return False
    return "word" in after.kinds or not tokens[after.first].plain.endswith("s")


def _belongs(unit: Unit, joint: Unit, after: Unit, tokens: list[Token]) -> bool:
    if not unit.kinds & {"unknown", "word"} or "prop" not in after.kinds:
        return False
    return tokens[joint.first].plain == "de" and not tokens[after.first].halted


def _soften(unit: Unit) -> None:
    unit.mean(
        tuple(
            meaning._replace(near=min(meaning.near, _BESIDE)) if meaning.kind == "prop" else meaning
            for meaning in unit.meanings
        )
    )
