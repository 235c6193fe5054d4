"""A pronunciation dictionary: names, and how they are said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.core.errors import BadInput

_SOUNDS = re.compile(r"\[\[([A-Za-z0-9@:;,'\-_~|!?#*^\"&%+=.()/ ]+)\]\]")


@dataclass(frozen=True)
class Said:
    """How a name is said.

    Attributes:
        letters: With another spelling.
        sounds: Or with sounds.
        words: How many words it has.
    """

    letters: str
    sounds: str
    words: int


def checked(names: Mapping[str, str]) -> Mapping[str, str]:
    """A dictionary in which every name and every pronunciation says something.

    Raises:
        BadInput: One says nothing, or is neither letters nor sounds.
    """
    for name, sound in names.items():
        if not re.search(r"\w", name) or not re.search(r"\w", sound):
            raise BadInput(f"{name}={sound}: a name or its sound is missing", hint="write Radwerk=rahd verk")
        if "[[" in sound and not _SOUNDS.fullmatch(sound.strip()):
            raise BadInput(
                f"{name}={sound}: these are no sounds", hint="write another spelling, or [[h@l'oU]]"
            )
    return names


def said_names(cores: Sequence[str], names: Mapping[str, str]) -> dict[int, Said]:
    """Where names stand among the words of a text; the longest counts.

    Args:
        cores: The words without the marks around them.
        names: The dictionary.
    """
    found: dict[int, Said] = {}
    taken: set[int] = set()
    for name in sorted(names, key=lambda name: (-len(name.split()), -len(name), name)):
        wanted = [_folded(part) for part in name.split()]
        for at in range(len(cores) - len(wanted) + 1):
            place = range(at, at + len(wanted))
            if taken.isdisjoint(place) and (rest := _rest(cores, place, wanted)) is not None:
                taken.update(place)
                found[at] = _said(names[name].strip(), rest, len(wanted))
    return found


def _rest(cores: Sequence[str], place: range, wanted: Sequence[str]) -> str | None:
    """What hangs on the name, as an 's; None where it is another name."""
    *others, last = (_folded(cores[at]) for at in place)
    if others != list(wanted[:-1]):
        return None
    if last == wanted[-1]:
        return ""
    return "s" if last.removesuffix("'s") == wanted[-1] else None


def _said(sound: str, rest: str, words: int) -> Said:
    if match := _SOUNDS.fullmatch(sound):
        return Said("", match[1] + ("z" if rest else ""), words)
    spelled = " ".join(re.sub(r"[^\w'\-]|_", " ", sound).split())
    return Said(spelled + ("'s" if rest else ""), "", words)


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")
