"""Which of the words that are said each caption stands for, and so when it is due; which have none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from studio.media.captions.cues import tidy

if TYPE_CHECKING:
    from studio.media.captions.cues import Cue, Word


@dataclass(frozen=True)
class Due:
    """A caption and when its first word is said.

    Attributes:
        cue: The caption.
        said: When that word begins, in milliseconds; None where the words are others.
        letters: Which letters of all that is said it holds.
    """

    cue: Cue
    said: float | None
    letters: range = range(0)


class _Way(NamedTuple):
    """Captions laid along what is said, as far as a letter of it.

    Attributes:
        end: The letter after the last that a caption holds.
        score: How many letters captions hold, and then how little they are off, in milliseconds, negative.
        number: The caption that was laid last.
        place: The letter it begins with.
        before: The way without it; None at the beginning.
    """

    end: int
    score: tuple[int, float]
    number: int = -1
    place: int = -1
    before: _Way | None = None


def due(cues: Sequence[Cue], words: Sequence[Word]) -> list[Due]:
    """Find the words of each caption, whatever line breaks and hyphens do to them.

    Captions come in the order of what is said, and each word is in one of them. What is said twice belongs
    to that caption with which most of what is said has one; then to the one that is nearest to it.

    Args:
        cues: The captions in their order.
        words: What is said, in its order.
    """
    whole, starts = _spoken(words)
    # Of two ways that reach equally far only the better one is kept, and none that is neither shorter nor
    # better than another: so they stand by their ends and by their scores at once.
    ways = [_Way(0, (0, 0.0))]
    for number, cue in enumerate(cues):
        longer = list(_longer(ways, number, cue, whole, starts))
        ways = list(_best([*ways, *longer]))
    found = {way.number: range(way.place, way.end) for way in _back(ways[-1])}
    return [
        Due(cue, starts[found[number].start], found[number]) if number in found else Due(cue, None)
        for number, cue in enumerate(cues)
    ]


def without(dues: Sequence[Due], words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words that are said, one after the other, and are in no caption.

    Args:
        dues: The captions, as they were laid along these words.
        words: What is said, in its order.
    """
    held = {letter for one in dues for letter in one.letters}
    missing: list[Word] = []
    begin = 0
    for word in words:
        end = begin + len(_letters(tidy(word.text)))
        if held.isdisjoint(range(begin, end)) and end > begin:
            missing.append(word)
        elif end > begin and missing:
            yield missing
            missing = []
        begin = end
    if missing:
        yield missing


def _spoken(words: Sequence[Word]) -> tuple[str, list[float]]:
    """All letters that are said, and when each of them is."""
    starts: list[float] = []
    letters: list[str] = []
    for word in words:
        plain = _letters(tidy(word.text))
        span = word.end - word.start
        letters += plain
        starts += [1000 * (word.start + span * at / len(plain)) for at in range(len(plain))]
    return "".join(letters), starts


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _longer(
    ways: Sequence[_Way], number: int, cue: Cue, whole: str, starts: Sequence[float]
) -> Iterator[_Way]:
    """Every way with one more caption, wherever its words are said."""
    text = _letters(cue.text)
    place = whole.find(text) if text else -1
    while place >= 0:
        before = ways[bisect_right(ways, place, key=attrgetter("end")) - 1]
        held, off = before.score
        score = held + len(text), off - abs(float(cue.start) - starts[place])
        yield _Way(place + len(text), score, number, place, before)
        place = whole.find(text, place + 1)


def _best(ways: Iterable[_Way]) -> Iterator[_Way]:
    """Those that nothing shorter is as good as."""
    best: _Way | None = None
    for way in sorted(ways, key=lambda one: (one.end, -one.score[0], -one.score[1])):
        if best is None or way.score > best.score:
            best = way
            yield way


def _back(way: _Way | None) -> Iterator[_Way]:
    """The captions of a way, from its last to its first."""
    while way and way.before:
        yield way
        way = way.before
