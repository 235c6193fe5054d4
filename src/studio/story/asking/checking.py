"""What is wrong with a story that a language model wrote, in sentences that it can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studio.story.forbidding import forbidden_in
from studio.story.telling import guessed

if TYPE_CHECKING:
    from studio.story.asking.grammar import Answer, Step
    from studio.story.grammar import Brief, Role

LONGEST_HEADLINE = 40
_OVER = 1.25
_LEAST_LETTERS = 60
_FORBIDDEN = re.compile(r"https?:|www\.|[<>{}\[\]#@|\\`_~^]|[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_SIGNS = "€$£¥%‰"


class Wanted(NamedTuple):
    """What one beat has to be.

    Attributes:
        role: What it is for.
        seconds: How long it is.
        words: How many words it has room for.
    """

    role: Role
    seconds: float
    words: int


def findings(
    answer: Answer, brief: Brief, wanted: Sequence[Wanted], *, before: Sequence[str] = (), last: bool = True
) -> list[str]:
    """What is wrong with an answer; nothing if it can be used.

    Args:
        answer: The answer.
        brief: What was asked for.
        wanted: What each beat has to be.
        before: What was said in the parts of the film before it.
        last: Whether the film ends with it.
    """
    found = [*_of_shape(answer, wanted)]
    if found:
        return found
    for number, (step, room) in enumerate(zip(answer.beats, wanted, strict=True), 1):
        wrong = dict.fromkeys((*_of_length(step, room, brief), *_of_words(step, brief)))
        found += [f"beat {number}: {told}" for told in wrong]
    return [*found, *_of_whole(answer, brief, wanted, before, last=last)]


def _of_shape(answer: Answer, wanted: Sequence[Wanted]) -> Iterator[str]:
    roles = [step.role for step in answer.beats]
    if roles != (asked := [one.role for one in wanted]):
        yield f"the roles of the beats are {', '.join(roles)}; they have to be {', '.join(asked)}"


def _of_length(step: Step, room: Wanted, brief: Brief) -> Iterator[str]:
    count = len(step.line.split())
    if not room.words and step.line:
        yield "nothing is said in it: make its line empty"
    elif guessed(step.line, brief.language) > _OVER * room.seconds or count > _OVER * room.words + 1:
        yield f"its line has {count} words and room for {room.words}"
    if len(step.headline.replace("*", "")) > LONGEST_HEADLINE:
        yield f"its headline is longer than {LONGEST_HEADLINE} letters"


def _of_words(step: Step, brief: Brief) -> Iterator[str]:
    """Nothing is said that the brief does not say, and nothing stands there that nobody can say."""
    for text in filter(None, (step.line, step.short, step.headline)):
        if odd := _FORBIDDEN.search(text):
            yield f"{odd[0]!r} cannot be said or shown"
        yield from _unfounded(text, brief)
        if word := forbidden_in(text, brief):
            yield f"nobody is to say {word!r}: say it without, in no form of it"
    for wish in filter(None, brief.must_not):
        if any(_plain(wish) in _plain(text) for text in (step.line, step.headline, *step.shows)):
            yield f"the brief does not want {wish!r}"


def _unfounded(text: str, brief: Brief) -> Iterator[str]:
    source = f"{brief.text} {brief.name}"
    digits = set(_DIGITS.findall(source))
    yield from (
        f"{figure} is not in the brief: say it without"
        for figure in _DIGITS.findall(text)
        if figure not in digits
    )
    yield from (
        f"{sign} is not in the brief: say it without"
        for sign in _SIGNS
        if sign in text and sign not in source
    )
    said = {word.casefold() for word in _WORD.findall(source)}
    for word in dict.fromkeys(_WORD.findall(text)):
        plain = word.casefold()
        if plain not in said and (
            _counts(plain, brief.language, digits) or _claims(plain, said, brief.language)
        ):
            yield f"{word!r} claims what the brief does not say: leave it out"


def _counts(word: str, language: str, digits: set[str]) -> bool:
    """Whether a word is a number that the brief has not got."""
    from studio.render.lexicon.tables import tables

    value = tables(language).numbers.get(word)
    return value is not None and str(value) not in digits


def _claims(word: str, said: set[str], language: str) -> bool:
    """Whether a word praises, promises or prices, and no word of the brief does so."""
    return any(
        _fits(word, claim) and not any(_fits(one, claim) for one in said) for claim in _claiming(language)
    )


def _fits(word: str, claim: str) -> bool:
    return word.startswith(claim[:-1]) if claim.endswith("*") else word == claim


def _of_whole(
    answer: Answer, brief: Brief, wanted: Sequence[Wanted], before: Sequence[str], *, last: bool
) -> Iterator[str]:
    from studio.render.lexicon.reading import detected

    lines = [step.line for step in answer.beats if step.line]
    everything = " ".join([*before, *lines, *(step.headline for step in answer.beats)])
    if not lines and any(room.words for room in wanted):
        yield "nothing is said in it"
    if last and brief.name and _plain(brief.name) not in _plain(everything):
        yield f"nobody says the name, {brief.name}"
    repeated = {line for line in lines if lines.count(line) > 1 or line in before}
    yield from (f"{line!r} is said twice" for line in sorted(repeated))
    spoken = " ".join(lines)
    if len(spoken) > _LEAST_LETTERS and (language := detected(spoken)) != brief.language:
        yield f"it is written in {NAMES[language]}; write it in {NAMES[brief.language]}"
    lasts = sum(room.seconds for room in wanted)
    if (takes := sum(guessed(line, brief.language) for line in lines)) > lasts:
        yield f"its lines take {takes:.0f} seconds, and there are {lasts:.0f}"


NAMES: Mapping[str, str] = {
    "en": "English", "de": "German", "it": "Italian", "es": "Spanish", "fr": "French",
}  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _claiming(language: str) -> tuple[str, ...]:
    from studio.core.written.documents import Document, read

    document = read(Path(__file__).with_name("unfounded.yaml"))
    assert isinstance(document, Document)
    return tuple(document.value[language].split())
