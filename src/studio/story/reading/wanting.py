"""What a sentence wants of the film: how it feels, what it does without, for whom and when it is."""

from __future__ import annotations

import re
from itertools import zip_longest

from studio.story.reading.grammar import Words, any_of, ends_in
from studio.story.reading.pieces import FOR, articles

_LONGEST_AUDIENCE = 8


def tones(text: str, said: Words) -> list[str]:
    """The words for how it should feel."""
    return re.findall(any_of(said.tones), text, re.IGNORECASE)


def lacking(text: str, said: Words, *, alone: bool = False) -> list[str]:
    """What the film is to do without.

    Args:
        text: A sentence, or a piece of one.
        said: The words of its language.
        alone: Whether it says nothing else, so that whatever it rules out is ruled out of the film.
    """
    found: list[str] = []
    matches = list(re.finditer(rf"{any_of(said.lacking)}\s+", text, re.IGNORECASE))
    for match, following in zip_longest(matches, matches[1:]):
        rest = re.split(r"[.,;:!]", text[match.end() : following.start() if following else None])[0]
        for said_part in re.split(rf"\s+(?:{_joints(said)})(?:\s+|$)", rest.rstrip()):
            part = re.sub(r"^(?:any|irgendwelche)\s+", "", said_part.strip(), flags=re.IGNORECASE)
            if part and (alone or is_visible(part, said)):
                found.append(part)
    return found


def is_visible(text: str, said: Words) -> bool:
    """Whether a film may be asked to do without it, rather than the thing."""
    every = ", ".join((said.visible, said.written, said.spoken))
    return bool(re.search(any_of(every), text, re.IGNORECASE))


def audience(text: str, said: Words) -> str:
    """For families, where that is all a sentence says; nothing where it is not."""
    article = rf"(?:{articles(said)}\s*)?"
    people = rf"{article}(?:[\w'’-]+\s+){{0,2}}?{any_of(said.people)}.*"
    found = re.match(rf"\W*{FOR[said.language]}\s+({people})$", text, re.IGNORECASE)
    return found[1].strip(" .!") if found and len(text.split()) <= _LONGEST_AUDIENCE else ""


def date(text: str, said: Words) -> str:
    """A date with the word before it: on 12 May, am Sonntag, dem 3. Mai."""
    day, month = any_of(said.days), any_of(said.months)
    number = r"\d{1,2}(?:\.|st|nd|rd|th|er|°)?"
    named = rf"{day},?\s+(?:(?:the|den|dem|der|el|il|le)\s+)?"
    dated = rf"(?:{number}\s+(?:of\s+|de\s+)?{month}|{month}\s+{number})(?:\s+(?:de\s+)?20\d\d)?"
    found = re.search(rf"(?:{any_of(said.on)}\s+)?(?:{named})?{dated}", text, re.IGNORECASE)
    return found[0] if found else ""


def is_film(text: str, said: Words) -> bool:
    """Whether words name nothing but a film: product video, un film."""
    film = rf"\W*(?:{articles(said)}\s*)?(?:[\w-]+\s+)?{ends_in(said.film)}\W*"
    return bool(re.fullmatch(film, text, re.IGNORECASE))


def is_wish(text: str, said: Words) -> bool:
    """Whether a word with a capital begins what is wished of the film: a mood, a shape, a day."""
    wishes = ", ".join((said.tones, said.months, said.days, *said.aspects.values()))
    return bool(re.match(any_of(wishes), text, re.IGNORECASE))


def _joints(said: Words) -> str:
    return "|".join([*said.lengths.and_.split(", "), "or", "oder", "o", "ou", "ni", "né", "nor"])
