"""Wishes for the film at the end of a clause, set apart from the thing: a bike shop, 15 seconds, vertical."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

from studio.story.reading.grammar import Words, any_of
from studio.story.reading.lengths import times
from studio.story.reading.picturing import figures
from studio.story.reading.pieces import articles
from studio.story.reading.subjects import matches

Kind = Literal["length", "figure", "tongue", "shape", "tone"]
_HARD: tuple[Kind, ...] = ("length", "figure", "tongue")
_CLAUSE = re.compile(r"[,.;!?](?=\s|$)|[:()\n–—|](?!\d)")


class Wish(NamedTuple):
    """Words of a brief that speak of the film.

    Attributes:
        kind: What of it they speak of.
        start: Where they begin.
        end: Where they end.
        means: What they mean: a shape, a language.
    """

    kind: Kind
    start: int
    end: int
    means: str = ""


def set_apart(text: str, said: Words) -> str:
    """A brief with commas around the wishes that stand at the end of a clause without any.

    A shape or a mood there belongs to the film if a length, a size or a rate stands beside it, or if it
    follows the word for the thing itself: a bike shop vertical. Nobody names a thing so.

    Args:
        text: The brief, without markup.
        said: The words of its language.
    """
    made, done = "", 0
    for run in _runs(text, said):
        told = ", ".join(text[wish.start : wish.end] for wish in run)
        start, end = run[0].start, _end(text, run[-1].end, said)
        made += f"{text[done:start].rstrip()}, {told}"
        made += "" if re.match(r"\s*(?:[,.;:!?)\n]|$)", text[end:]) else ","
        done = end
    return made + text[done:]


def tongues(text: str, said: Words) -> list[Wish]:
    """The languages a film is asked for in, where that is said of the film: an ad in German, for a bakery."""
    found = []
    film = rf"(?:[^\W\d_]*-)?{any_of(said.film)}"
    for wish in _tongues(text, said):
        before, after = text[: wish.start], text[wish.end :]
        opens = re.search(rf"{film}[\s,]*$", before, re.IGNORECASE)
        apart = re.search(r"[,;:(]\s*$", before) and re.match(r"\s*(?:[,.;:!?)\n]|$)", after)
        if opens or apart:
            found.append(wish)
    return found


def _runs(text: str, said: Words) -> Iterator[list[Wish]]:
    """The wishes that stand together at the end of a clause, behind what it is about."""
    run: list[Wish] = []
    for wish in [*_wishes(text, said), None]:
        if wish and run and _is_glue(text[run[-1].end : wish.start], said):
            run.append(wish)
            continue
        while run and not _begins(text, run, said):
            run = run[1:]
        if _belongs_to_the_film(text, run, said):
            yield run
        run = [wish] if wish else []


def _belongs_to_the_film(text: str, run: list[Wish], said: Words) -> bool:
    kinds = {wish.kind for wish in run}
    sure = "shape" in kinds or (len(run) > 1 and bool(kinds.intersection(_HARD)))
    return sure and _closes(text, run[-1].end, said, hard=bool(kinds.intersection(_HARD)))


def _begins(text: str, run: list[Wish], said: Words) -> bool:
    """Whether a run may begin with its first wish: behind a thing, and not as one of its own words."""
    first, before = run[0], _CLAUSE.split(text[: run[0].start])[-1]
    if not re.search(r"[^\W\d_]", before) or re.search(rf"{_loose(said)}[\s-]*$", before, re.IGNORECASE):
        return False
    if first.kind in _HARD:
        return not re.search(rf"{any_of(said.lengths.tied)}\s*$", before, re.IGNORECASE)
    known = matches(before, said.language)
    if known and known[-1].end == len(before.rstrip()) and not known[-1].verb:
        return True
    # A word that is a noun as well, such as square, may belong to a place.
    ambiguous = first.kind == "tone" or re.fullmatch(
        any_of(said.shapely), text[first.start : first.end], re.IGNORECASE
    )
    of_a_noun = re.search(rf"(?:{articles(said)}|{any_of(said.within)})\s*$", before, re.IGNORECASE)
    return not ambiguous and not of_a_noun and any(wish.kind in _HARD for wish in run)


def _closes(text: str, end: int, said: Words, *, hard: bool) -> bool:
    """Whether the clause ends there, or goes on with what belongs to the thing and not to the wish."""
    rest = text[_end(text, end, said) :]
    if re.match(r"\s*(?:[,.;:!?()\n–—|]|$)", rest):
        return True
    more = ", ".join((said.lacking, said.with_, said.about, said.within))
    return hard and bool(re.match(rf"\s*{any_of(more)}(?!\w)", rest, re.IGNORECASE))


def _end(text: str, end: int, said: Words) -> int:
    """The end of a wish, with what says no more: 15 seconds long, please."""
    tail = re.compile(rf"(?:\s+(?:{any_of(said.lengths.tail)}|format\b|formato\b))+", re.IGNORECASE)
    found = tail.match(text, end)
    return found.end() if found else end


def _is_glue(between: str, said: Words) -> bool:
    """Whether two wishes stand side by side; a comma parts them already."""
    fillers = ", ".join((said.lengths.and_, said.lengths.tail, said.lengths.links, said.soften))
    return "," not in between and not re.search(
        r"[^\s-]", re.sub(any_of(fillers), " ", between, flags=re.IGNORECASE)
    )


def _wishes(text: str, said: Words) -> list[Wish]:
    """All that may be wishes, in their order; of two at one place, the longer."""
    every = chain(
        (Wish("length", start, end) for start, end in times(text, said.language)),
        (Wish("figure", start, end) for start, end in figures(text)),
        _tongues(text, said),
        (
            Wish("shape", *match.span(), shape)
            for shape, words in said.aspects.items()
            for match in re.finditer(any_of(words), text, re.IGNORECASE)
        ),
        (Wish("tone", *match.span()) for match in re.finditer(any_of(said.tones), text, re.IGNORECASE)),
    )
    kept: list[Wish] = []
    for one in sorted(every, key=lambda wish: (wish.start - wish.end, wish.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda wish: wish.start)


def _tongues(text: str, said: Words) -> Iterator[Wish]:
    for tongue, words in said.tongues.items():
        for match in re.finditer(any_of(words), text, re.IGNORECASE):
            yield Wish("tongue", *match.span(), tongue)


def _loose(said: Words) -> str:
    return (
        r"[^\W\d_]*(?:" + "|".join(re.escape(word.strip()) for word in said.film.split(",")) + r")(?![^\W_])"
    )
