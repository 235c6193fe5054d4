"""A brief is read: its words become what can be shown."""

from __future__ import annotations

from pathlib import Path

from studio.core.errors import BadInput
from studio.render.lexicon import ruling, sensing
from studio.render.lexicon.figures import figures
from studio.render.lexicon.gathering import gathered
from studio.render.lexicon.matching import Matcher
from studio.render.lexicon.naming import Namer
from studio.render.lexicon.seen import Reading
from studio.render.lexicon.tables import LANGUAGES, OURS, spoken, tables, world
from studio.render.lexicon.tokens import tokens

LONGEST = 20_000
"""How many letters of a text are read; a brief is shorter, and what is longer is no brief."""
_LETTERS = {"de": "äöüß„", "es": "ñ¿¡áíóú", "it": "òì", "fr": "çœêâûî«»"}


def read(text: str, language: str | None = None, *, folder: Path = OURS) -> Reading:
    """Understand a brief.

    Args:
        text: The words of the brief.
        language: The language it is in: en, de, es, it or fr; found out if left away.
        folder: Where the lexicon lies.

    Raises:
        BadInput: There is no such language, or a file of the lexicon is broken.
    """
    if language is not None and language not in LANGUAGES:
        raise BadInput(f"the lexicon has no {language}", hint=f"choose one of {', '.join(LANGUAGES)}")
    text = text[:LONGEST]
    known = tables(language or detected(text, folder), folder)
    words = tokens(text, known.language)
    numbers = list(figures(text))
    counted = {
        at for at, token in enumerate(words) for start, end, _ in numbers if start <= token.start < end
    }
    units = Matcher(text, words, known).units(counted)
    named = Namer(text, words, units, known).names()
    inside = {at for one in named for at in range(one.first, one.end)}
    for unit in units:
        unit.named = unit.first in inside
    sensing.settle(units, words, known)
    sensing.lean(units, words, known)
    out = ruling.ruled_out(units, words, known)
    used = {words[at].start for at in ruling.count(units, words, known)}
    kept = tuple(figure for start, _, figure in numbers if not (figure.kind == "number" and start in used))
    return gathered(units, out, named, kept, known.language, world(folder))


def detected(text: str, folder: Path = OURS) -> str:
    """The language of a text: the one whose small words and things it is full of; English if none is."""
    return max(LANGUAGES, key=lambda language: _score(text[:LONGEST], language, folder))


def _score(text: str, language: str, folder: Path) -> float:
    small, others = spoken(language, folder)
    words = [token.plain for token in tokens(text, language)]
    score = sum(2.0 if word in small else 1.0 if word in others else 0.0 for word in words)
    return score + sum(2.0 for letter in text.casefold() if letter in _LETTERS.get(language, ""))
