"""What a voice is to say, piece by piece, each tied to the words it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from studio.models.voice.reading import figures, tokens
from studio.models.voice.reading.habits import Habits, habits
from studio.models.voice.reading.names import Said, said_names
from studio.models.voice.reading.tokens import Written

_STOPS = {"。": ".", "．": ".", "！": "!", "？": "?", "\u061f": "?", "\u0964": ".", "…": "…"}
_COMMAS = {"，": ",", "、": ",", "\u060c": ",", "\u061b": ";", "；": ";", "：": ":"}
_MONTH_DAY = re.compile(r"[12]?\d|3[01]")
_KEPT = r"\w'’\-\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff"
_UNSPOKEN = re.compile(rf"[^{_KEPT}]|_")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)-(?=\d)")
# Of a language whose habits are not known here, voices know how figures are said.
_UNKNOWN = re.compile(rf"(?!(?<=\d)[.,:](?=\d))[^{_KEPT}%€$£¥]|_")
_LONGEST_PHRASE = 40


@dataclass(frozen=True)
class Part:
    """A piece of speech.

    Attributes:
        said: What is said, in letters and figures that any voice reads.
        first: The first word it stands for.
        end: The word behind the last one.
        sounds: What is said as sounds instead, in the letters of eSpeak NG.
        emphasis: Whether it is said with emphasis.
        ending: The mark behind it: "" or one of , ; : . ! ?
        last: Whether a paragraph ends with it.
        glued: Whether it follows the part before without a space.
    """

    said: str
    first: int
    end: int
    sounds: str = ""
    emphasis: bool = False
    ending: str = ""
    last: bool = False
    glued: bool = False


@dataclass(frozen=True)
class Phrase:
    """What is said in one breath.

    Attributes:
        parts: Its pieces; only the last has a mark behind it.
    """

    parts: tuple[Part, ...]

    @property
    def ending(self) -> str:
        return self.parts[-1].ending

    @property
    def last(self) -> bool:
        """Whether a paragraph ends with it."""
        return self.parts[-1].last


@dataclass(frozen=True)
class _Split:
    """A word apart from the marks around it."""

    lead: str
    core: str
    trail: str


def phrases(words: Sequence[Written], language: str, names: Mapping[str, str]) -> list[Phrase]:
    """All of a text as phrases."""
    found: list[Phrase] = []
    gathered: list[Part] = []
    for part in parts(words, language, names):
        gathered.append(part)
        if part.ending or part.last or len(gathered) >= _LONGEST_PHRASE:
            found.append(Phrase(tuple(gathered)))
            gathered = []
    if gathered:
        found.append(Phrase(tuple(gathered)))
    return found


def parts(words: Sequence[Written], language: str, names: Mapping[str, str]) -> list[Part]:
    """All of a text piece by piece."""
    known = habits(language)
    split = [_split(word.text) for word in words]
    named = said_names([one.core for one in split], names)
    found: list[Part] = []
    at = 0
    while at < len(words):
        part = _part(at, words, split, named, known)
        if not found and not part.said and not part.sounds:
            part = replace(part, said=" ")
        found.append(part)
        at = part.end
    if found and not found[-1].ending:
        found[-1] = replace(found[-1], ending=".")
    return found


def _part(
    at: int, words: Sequence[Written], split: Sequence[_Split], named: Mapping[int, Said], known: Habits
) -> Part:
    cores = [one.core for one in split[at : at + 2]] + ["", ""]
    before = split[at - 1].core if at else ""
    end, sounds = at + 1, ""
    ending = _ending(split[at], split[at + 1] if at + 1 < len(split) else None, known)
    if name := named.get(at):
        said, sounds, end = name.letters, name.sounds, at + name.words
    elif pair := known.short.get(f"{cores[0]}.{cores[1]}." if split[at].trail[:1] == "." else ""):
        said, end = pair, at + 2
    elif not ending and (priced := figures.priced_in(cores[0], cores[1], known)):
        said, end = priced, at + 2
    else:
        said = _said(cores[0], before, cores[1], known, ending, split[at].trail)
    if end > at + 1:
        ending = _ending(split[end - 1], split[end] if end < len(split) else None, known)
    word = words[at]
    last = any(one.last for one in words[at:end])
    if last and not ending:
        ending = "."
    return Part(said, at, end, sounds, word.emphasis, ending, last, word.glued)


def _split(text: str) -> _Split:
    clean = tokens.heard(text)
    first = next(at for at, sign in enumerate(clean) if tokens.is_said(sign))
    last = max(at for at, sign in enumerate(clean) if tokens.is_said(sign)) + 1
    if clean[first].isdigit() and clean[max(0, first - 1) : first] in ("-", "\N{MINUS SIGN}"):
        first -= 1
    core, trail = clean[first:last], clean[last:]
    # Letters that hang on, as accents of some scripts do, belong to the word.
    hanging = re.match(r"[\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff]+", trail)
    if hanging:
        core, trail = core + hanging[0], trail[hanging.end() :]
    return _Split(clean[:first], core, trail)


def _said(core: str, before: str, after: str, known: Habits, ending: str, trail: str) -> str:
    if short := known.short.get(f"{core}." if trail[:1] == "." else core) or known.short.get(core):
        return short
    if _is_day(core, after, trail, known):
        return figures.day(int(core), before)
    if any(sign.isnumeric() for sign in core) or figures.is_address(core):
        if told := figures.said(core, before, after, known, bool(ending)):
            return told
    elif before[-1:].isdigit() and (unit := known.units.get(core) or known.money.get(core)):
        return unit[before != "1"]
    return _spelled(core, known)


def _spelled(core: str, known: Habits) -> str:
    """A word as it is, its signs by name, and nothing in it that a voice could take for a command."""
    for sign, name in known.signs.items():
        core = core.replace(sign, f" {name} ")
    core = (_UNSPOKEN if known.point else _UNKNOWN).sub(" ", _BETWEEN_FIGURES.sub(" ", core))
    return " ".join(core.replace("’", "'").split())


def _is_day(core: str, after: str, trail: str, known: Habits) -> bool:
    return bool(trail[:1] == "." and _MONTH_DAY.fullmatch(core) and after.casefold() in known.months)


def _ending(word: _Split, after: _Split | None, known: Habits) -> str:
    """The mark behind a word, as far as it is heard."""
    trail = "".join(_STOPS.get(sign, _COMMAS.get(sign, sign)) for sign in word.trail)
    follows = after.core[:1] if after else ""
    for mark in "?!":
        if mark in trail:
            return mark
    if "." in trail or "…" in trail:
        return _stop(word, trail, after, follows, known)
    if any(mark in trail for mark in ";–—"):
        return ";"
    if ":" in trail:
        return ":"
    opens = after is not None and any(mark in after.lead for mark in "([")
    return "," if opens or any(mark in trail for mark in ",)]") or trail.endswith(" -") else ""


def _stop(word: _Split, trail: str, after: _Split | None, follows: str, known: Habits) -> str:
    """What a full stop is: the end of a sentence, part of a short form, or a break."""
    if after is None:
        return "."
    if "…" in trail or ".." in trail:
        return ";" if follows.islower() else "."
    if f"{word.core}." in known.short or _is_day(word.core, after.core, trail, known):
        return "," if "," in trail else ""
    if len(word.core) == 1 and word.core.isupper():
        return ""
    if follows.islower():
        return "" if len(word.core) <= 4 else ","
    return "."
