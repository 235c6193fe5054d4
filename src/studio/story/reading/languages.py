"""In which language a brief is written; what is none of ours is refused by its name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import get_args

from studio.core.errors import BadInput
from studio.story.grammar import Language
from studio.story.reading.grammar import listed, subjects, words

LANGUAGES: tuple[str, ...] = get_args(Language)
NAMES = {"en": "English", "de": "German", "it": "Italian", "es": "Spanish", "fr": "French"}
_WORD = re.compile(r"[^\W\d_]+(?:['’])?")
_FOREIGN = {
    "Portuguese": "não uma com para do da dos das em os você que é ao à seu sua nós mais um são há nosso",
    "Dutch": "een het van voor met en zijn niet ook wij ons naar bij de dat die onze deze maar over elke",
    "Swedish": "och att det som en ett för med på är inte av till vi vår den där från",
    "Danish": "og at det som en et til med på er ikke af vi vores den der fra hver",
    "Polish": "i w na z do się nie jest dla o przez po od za jak ten nasza nasz każdy które",
    "Czech": "v na s do se není je pro o přes po od za jak ten naše náš každý které",
    "Turkish": "ve bir bu için ile da de çok olan gibi daha her bizim saniyelik",
    "Romanian": "și o un de la cu pentru este în nu din care pe mai noastră",
    "Catalan": "i el la un una per amb que és del al els les dels nostre segons més",
}
_LETTERS = {
    "Portuguese": "ãõ",
    "Swedish": "å",
    "Danish": "åæø",
    "Polish": "ąćęłńśźż",
    "Czech": "čďěňřšťůž",
    "Turkish": "ğış",
    "Romanian": "ăâșț",
}
_UNITS = re.compile(r"(?<=\d)\s?s\b|['’]s\b", re.IGNORECASE)
"""Seconds, and what somebody owns, which are words elsewhere."""
_FEW = 3
_MANY = 6


def language_of(text: str, wanted: str = "auto") -> Language:
    """The language of a brief.

    Args:
        text: The brief, without markup.
        wanted: The language somebody asked for, or auto.

    Raises:
        BadInput: It is none that films are told in.
    """
    known = ", ".join(LANGUAGES)
    if wanted != "auto":
        if wanted not in LANGUAGES:
            raise BadInput(f"films are not told in {wanted}", hint=f"choose one of {known}")
        return wanted  # type: ignore[return-value]
    _refuse_scripts(text)
    scores = {language: score(text, language) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: scores[language])
    foreign = max(_FOREIGN, key=lambda name: _foreign(text, name))
    if _foreign(text, foreign) > scores[best] and _foreign(text, foreign) >= _FEW:
        raise BadInput(f"the brief seems to be {foreign}, which is not read", hint=_advice())
    if scores[best] == 0 and len(_WORD.findall(text)) >= _MANY:
        raise BadInput("the language of the brief was not recognised", hint=_advice())
    return best  # type: ignore[return-value]


def _advice() -> str:
    named = ", ".join(f"{NAMES[language]} ({language})" for language in LANGUAGES)
    return f"write it in {named}, or say with --language which of them it is"


def score(text: str, language: str) -> float:
    """How much of a text speaks for a language."""
    small, letters, others = _known(language)
    said = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    found = sum(2.0 if word in small else 1.0 if word in others else 0.0 for word in said)
    return found + sum(1.5 for letter in text.lower() if letter in letters)


@lru_cache(maxsize=8)
def _known(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    said = words(language)
    lists = (said.film, said.make, said.spots, said.people, said.calls, said.tones, said.visible)
    things = [getattr(subject, language) for subject in subjects().values()]
    others = {word.rstrip("*!") for text in (*lists, *things) for word in listed(text) if " " not in word}
    small = set(listed(said.marks)) | {word for word in said.merged if word.endswith("'")}
    if language in ("it", "fr"):
        small |= {"l'", "d'"}
    if language == "fr":
        small |= {"qu'", "s'", "n'", "c'"}
    return frozenset(small), frozenset(said.letters), frozenset(others - small)


def _foreign(text: str, name: str) -> float:
    """How much of a text speaks for a language that is not read. Names may be from anywhere."""
    small, own = set(_FOREIGN[name].split()), _LETTERS.get(name, "")
    said = _WORD.findall(_UNITS.sub(" ", text))
    letters = sum(letter in own for word in said if word[0].islower() for letter in word)
    return 2.0 * sum(word.casefold() in small for word in said) + 1.5 * letters


def _refuse_scripts(text: str) -> None:
    letters = Counter(
        unicodedata.name(letter, "?").split()[0].capitalize() for letter in text if letter.isalpha()
    )
    script, count = letters.most_common(1)[0]
    if script != "Latin" and count > sum(letters.values()) / 2:
        kind = "Chinese" if script == "Cjk" else script
        raise BadInput(f"the brief is written in {kind} letters, which are not read", hint=_advice())
