"""How long a brief says that its film is, in words and numbers; other times it speaks of are left alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from studio.story.reading.grammar import Words, any_of, listed, words
from studio.story.reading.numbers import spelled

_MOST = 24
_SHORT_FILM = 120
_HOUR = 3600.0
"""Seconds that are believed of a film where a brief does not plainly say that they are its length."""
_FEW = 5
"""Of a request with no more words than that, what is said of a length is said of the film."""
"""As many lengths of a kind are looked at."""
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_SECONDS = {"hour": 3600.0, "minute": 60.0, "second": 1.0}
_SHORTEST_UNITS = frozenset(("s", "m", "h"))
_SHAPES = frozenset(("16:9", "9:16", "1:1", "4:5", "5:4", "4:3", "3:4", "2:1", "21:9", "3:2", "2:3"))
_CLOCK = re.compile(r"(?<![\d:.,])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])")
_PRIMES = re.compile(r"(?<![\d'′’])(?:(\d{1,3})['′’]\s?)?(\d{1,3})(?:[\"″”]|''|′′|’’)(?!\w)")
_SHORT = re.compile(r"(?<![\w.,])(?:(\d{1,2})\s?h\s?)?(\d{1,3})\s?m\s?(\d{1,2})\s?s?(?!\w)")
_LOWER = re.compile(r"(?<![\w.,:])(\d+(?:[.,]\d+)?)\s*(?:-|–|—|to|bis|a|à)\s*$")


@dataclass(frozen=True)
class Length:
    """A time that a brief speaks of.

    Attributes:
        text: As it is written.
        seconds: How long it is.
        start: Where it begins.
        end: Where it ends.
        about: Whether it is not meant exactly.
    """

    text: str
    seconds: float
    start: int
    end: int
    about: bool = False


def lengths(text: str, language: str) -> list[Length]:
    """The lengths of the film a brief asks for, as often as it says them; plain requests before faint ones.

    Args:
        text: The brief.
        language: Its language.
    """
    return _Finder(text, words(language)).found()


def times(text: str, language: str) -> list[tuple[int, int]]:
    """Where a brief speaks of any length of time, of the film or not.

    Args:
        text: The brief.
        language: Its language.
    """
    return [(one.start, one.end) for one in _Finder(text, words(language)).every()]


@lru_cache(maxsize=8)
def _spoken(language: str) -> _Spoken:
    return _Spoken(words(language))


class _Spoken:
    """The patterns of one language."""

    def __init__(self, all_words: Words) -> None:
        self._said = said = all_words.lengths
        self._about = any_of(all_words.about)
        numbers = spelled(all_words.language)
        self._numbers = numbers
        self._parts = {
            name: {_plain(words): share for words, share in parts.items()}
            for name, parts in (("before", said.before), ("between", said.between), ("after", said.after))
        }

    @cached_property
    def part(self) -> re.Pattern[str]:
        """One number with its unit."""
        units = "|".join(f"(?P<{name}>{_either(getattr(self._said, name))})" for name in _SECONDS)
        return re.compile(
            rf"(?<![^\W_])(?:(?P<before>{_keys(self._parts['before'])})"
            rf"|(?P<number>{self.number})(?:[\s\-\u2011]*(?P<between>{_keys(self._parts['between'])}))?)"
            rf"[\s\-\u2011]*(?:{units})(?![^\W\d_])"
            rf"(?:\s+(?P<after>{_keys(self._parts['after'])})(?![^\W_]))?",
            re.IGNORECASE,
        )

    @property
    def number(self) -> str:
        """A number in digits or in words."""
        return rf"\d+(?:[.,]\d+)?\s?[½¼¾]?|[½¼¾]|{_keys(self._numbers)}|{_either(self._said.one)}"

    @cached_property
    def joint(self) -> re.Pattern[str]:
        """What stands between minutes and seconds."""
        return re.compile(rf"\s*(?:,|{_either(self._said.and_)}|&|\+)?\s*", re.IGNORECASE)

    @cached_property
    def rest(self) -> re.Pattern[str]:
        """Seconds that do not say that they are seconds: 2 min 10."""
        return re.compile(
            rf"\s*(?:{_either(self._said.and_)})?\s*(?P<number>[0-5]?\d|{_keys(self._numbers)})"
            rf"(?=\s*(?:$|[.,;:!?)\n]|{self._about}))",
            re.IGNORECASE,
        )

    def seconds(self, match: re.Match[str]) -> float:
        """How long a match of `part` is."""
        unit = next(name for name in _SECONDS if match[name])
        if match["before"]:
            return self._parts["before"][_plain(match["before"])] * _SECONDS[unit]
        number = self.value(match["number"])
        number += self._parts["between"][_plain(match["between"])] if match["between"] else 0.0
        number += self._parts["after"][_plain(match["after"])] if match["after"] else 0.0
        return number * _SECONDS[unit]

    def value(self, said: str) -> float:
        """The number in digits or words."""
        said = said.strip()
        if said[-1:] in _FRACTIONS:
            whole = said[:-1].strip()
            return (float(whole.replace(",", ".")) if whole else 0.0) + _FRACTIONS[said[-1]]
        if said[0].isdigit():
            return float(said.replace(",", "."))
        return float(self._numbers.get(_plain(said), 1))


def _plain(said: str) -> str:
    return re.sub(r"[\s\-\u2011]+", " ", said.casefold().replace("’", "'")).strip()


def _keys(said: dict[str, float] | dict[str, int]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"[\s\-\u2011]*").replace("'", "['’]")
        for word in sorted(said, key=len, reverse=True)
    )


def _either(text: str) -> str:
    return "|".join(
        re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
        + (r"[^\W\d_]*" if word.endswith("*") else "")
        for word in listed(text)
    )


class _Finder:
    """Finds the lengths of one brief."""

    def __init__(self, text: str, said: Words) -> None:
        self._text = text
        self._said = said
        self._spoken = _spoken(said.language)
        self._between = any_of(", ".join((said.lengths.links, said.tones, *said.aspects.values())))

    def every(self) -> list[Length]:
        read = (self._clocks(), self._primes(), self._short(), self._in_words())
        return self._once([one for found in read for one in found[:_MOST]])

    def found(self) -> list[Length]:
        every = self.every()
        plain = [one for one in every if self._is_plain(one, every)]
        plain = [one for one in every if one in plain or self._is_beside(one, plain)]
        if plain:
            return [one for one in plain if one.seconds <= _HOUR] or plain
        faint = [one for one in every if self._is_faint(one)] or [
            one for one in every if len(every) == 1 and self._is_left_over(one)
        ]
        return faint if len({one.seconds for one in faint}) == 1 else []

    def _is_beside(self, one: Length, plain: list[Length]) -> bool:
        """Whether another length is asked for beside it: 30 seconds and 15 seconds."""
        joint = rf"\s*(?:{any_of(self._said.lengths.and_)}|&|\+|/)\s*"
        return any(re.fullmatch(joint, self._text[one.end : other.start]) for other in plain)

    def _once(self, found: list[Length]) -> list[Length]:
        """Where two overlap, the longer one; of a range, its end."""
        kept: list[Length] = []
        for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
            if all(one.end <= other.start or other.end <= one.start for other in kept):
                kept.append(one)
        return [self._widened(one) for one in sorted(kept, key=lambda one: one.start)]

    def _widened(self, one: Length) -> Length:
        """With what says that it is meant roughly: a word before it, or the lower end of a range."""
        before = self._text[: one.start]
        start, about = one.start, False
        lower = _LOWER.search(before)
        if lower and float(lower[1].replace(",", ".")) < one.seconds:
            start, about = lower.start(), True
        rough = re.search(
            rf"(?:{any_of(self._said.lengths.about)}|[~≈])\s*$", self._text[:start], re.IGNORECASE
        )
        if rough:
            start, about = rough.start(), True
        return Length(self._text[start : one.end].strip(), one.seconds, start, one.end, about)

    def _clocks(self) -> list[Length]:
        apart = re.compile(rf"{any_of(self._said.lengths.apart)}\s*$", re.IGNORECASE)
        after = re.compile(r"\s*(?:uhr|[ap]\.?m|h\b|o'clock)", re.IGNORECASE)
        found = []
        for match in _CLOCK.finditer(self._text):
            if (
                match[0] in _SHAPES
                or apart.search(self._text[: match.start()])
                or after.match(self._text, match.end())
            ):
                continue
            first, second, third = int(match[1]), int(match[2]), match[3]
            seconds = first * 3600 + second * 60 + int(third) if third else first * 60 + second
            unit = re.compile(rf"\s*(?:{_either(self._said.lengths.minute)})(?!\w)", re.IGNORECASE).match(
                self._text, match.end()
            )
            end = unit.end() if unit else match.end()
            found.append(Length(self._text[match.start() : end], float(seconds), match.start(), end))
        return found

    def _primes(self) -> list[Length]:
        return [
            Length(match[0], float(int(match[1] or 0) * 60 + int(match[2])), match.start(), match.end())
            for match in _PRIMES.finditer(self._text)
        ]

    def _short(self) -> list[Length]:
        return [
            Length(
                match[0],
                float(int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])),
                match.start(),
                match.end(),
            )
            for match in _SHORT.finditer(self._text)
        ]

    def _in_words(self) -> list[Length]:
        found: list[Length] = []
        for match in self._spoken.part.finditer(self._text):
            if self._is_decade(match):
                continue
            seconds = self._spoken.seconds(match)
            if found and (joined := self._joined(found[-1], match, seconds)):
                found[-1] = joined
            else:
                found.append(Length(match[0], seconds, match.start(), match.end()))
        return [self._with_rest(one) for one in found]

    def _is_decade(self, match: re.Match[str]) -> bool:
        """The 90s are no minute and a half; nor are 30 m a length of time."""
        unit = next(match[name] for name in _SECONDS if match[name]).casefold()
        if unit not in _SHORTEST_UNITS:
            return False
        number = match["number"] or ""
        if not number[:1].isdigit() or unit == "m":
            return True
        before = self._text[: match.start()].rstrip().casefold()
        glued = match[0][len(number)].isalpha() and number.endswith("0")
        return glued and (len(number) == 4 or before.endswith(("the", "'", "’")))

    def _joined(self, one: Length, match: re.Match[str], seconds: float) -> Length | None:
        """A minute and fifteen seconds: the smaller unit behind the larger."""
        gap = self._text[one.end : match.start()]
        if not self._spoken.joint.fullmatch(gap) or seconds >= 60 * (60 if one.seconds >= 3600 else 1):
            return None
        if one.seconds < 60 or one.seconds % 60:
            return None
        return Length(self._text[one.start : match.end()], one.seconds + seconds, one.start, match.end())

    def _with_rest(self, one: Length) -> Length:
        if one.seconds < 60 or one.seconds % 60 or one.seconds >= 3600:
            return one
        if not re.search(rf"(?:{_either(self._said.lengths.minute)})$", one.text, re.IGNORECASE):
            return one
        rest = self._spoken.rest.match(self._text, one.end)
        seconds = self._spoken.value(rest["number"]) if rest else 60.0
        if rest is None or seconds >= 60:
            return one
        return Length(self._text[one.start : rest.end()], one.seconds + seconds, one.start, rest.end())

    def _is_plain(self, one: Length, every: list[Length]) -> bool:
        before, after = self._sides(one)
        said = self._said
        return bool(
            self._stands_alone(one, every)
            or re.match(
                rf"[\s\-\u2011]*(?:[\w:'’\-\u2011]+\s+){{0,4}}?(?:[\w'’]+-)?{_loose(said.film)}",
                after,
                re.IGNORECASE,
            )
            or re.match(rf"\s*,?\s*{any_of(said.lengths.tail)}", after, re.IGNORECASE)
            or re.search(
                rf"{any_of(said.lengths.said)}\s*:?\s*(?:{any_of(said.lengths.links)}\s*)?$",
                before,
                re.IGNORECASE,
            )
            or re.search(
                rf"{_loose(said.film)}(?:\s*[,:(–-]?\s*(?:{self._between})?){{0,4}}\s*$",
                before,
                re.IGNORECASE,
            )
            or (
                not re.sub(rf"{any_of(said.lengths.links)}", "", before, flags=re.IGNORECASE).strip()
                and self._opens(one)
                and re.match(rf"\s*{any_of(said.about)}", after, re.IGNORECASE)
            )
        )

    def _opens(self, one: Length) -> bool:
        """Whether no word of the brief stands before the clause it is in."""
        return not re.search(r"\w", self._text[: one.start - len(self._sides(one)[0])])

    def _is_faint(self, one: Length) -> bool:
        """Explain the tide in 45 seconds: asked for at the end of a sentence that asks for a film."""
        before, after = self._sides(one)
        asks = re.match(rf"\s*(?:[\w'’]+\s+)?{any_of(self._said.make)}", before, re.IGNORECASE)
        links = rf"\s*(?:{any_of(self._said.lengths.links)}\s*)*"
        straight = rf"\W*{any_of(self._said.make)}(?:\s+{any_of(self._said.pronouns)})?{links}"
        at_once = re.fullmatch(straight, before, re.IGNORECASE)
        last = not re.search(r"\w", re.sub(r"^\s+(?:an|vor|dar)\b", "", after).split(",")[0])
        return bool((at_once or (asks and last)) and one.seconds <= _SHORT_FILM)

    def _is_left_over(self, one: Length) -> bool:
        """A bakery 10 s: the only length there is, at the end of a request, and tied to nothing else."""
        before, after = self._sides(one)
        said = self._said
        for filler in (said.film, said.tones, said.lengths.tail, said.lengths.and_, *said.aspects.values()):
            after = re.sub(any_of(filler), " ", after, flags=re.IGNORECASE)
        tied = re.search(rf"(?<![^\W_]){any_of(said.lengths.tied)}\s*$", before, re.IGNORECASE)
        if tied or one.seconds > _SHORT_FILM or re.search(r"[^\W_]", after):
            return False
        asks = re.search(_loose(said.film), before, re.IGNORECASE)
        return bool(asks) or len(re.findall(r"[^\W\d_]+", before)) <= _FEW

    def _stands_alone(self, one: Length, every: list[Length]) -> bool:
        """Whether nothing but such words, shapes and other lengths share its piece of the sentence."""
        left = max(self._text.rfind(mark, 0, one.start) for mark in ",.;:()\n–—/|!?")
        rights = [at for mark in ",.;:()\n–—/|!?" if (at := self._text.find(mark, one.end)) >= 0]
        piece = [self._text[left + 1 : one.start], self._text[one.end : min(rights, default=len(self._text))]]
        if left >= 0 and any(other.end > left for other in every if other.end <= one.start):
            piece[0] = ""
        fillers = (
            self._said.film, self._said.lengths.tail, self._said.lengths.links, self._said.lengths.said,
            self._said.lengths.and_, *self._said.aspects.values(),
        )  # fmt: skip
        rest = " ".join(piece)
        for filler in fillers:
            rest = re.sub(any_of(filler), " ", rest, flags=re.IGNORECASE)
        return not re.search(r"[^\W\d_]", rest) and not re.search(
            r"\d", re.sub(r"\d+(?::\d+|p|k|\s?fps)", "", rest)
        )

    def _sides(self, one: Length) -> tuple[str, str]:
        """The rest of its sentence before and behind it."""
        before = re.split(r"[.!?;\n](?=\s|$)", self._text[: one.start])[-1]
        after = re.split(r"[.!?;\n](?=\s|$)", self._text[one.end :])[0]
        return before, after


def _loose(text: str) -> str:
    """One of the words, also at the end of a longer one: Werbefilm, Imagevideo."""
    return r"(?:[^\W\d_]*-)?(?<![^\W\d_])[^\W\d_]*?(?:" + _either(text) + r")(?![^\W_])"
