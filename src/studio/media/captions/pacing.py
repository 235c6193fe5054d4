"""Words of a text with times nobody measured: shared out by their length, with pauses at their marks."""

from __future__ import annotations

from studio.media.breaking import reach
from studio.media.captions.cues import Word, tidy

_PAUSES = {".": 7, "!": 7, "?": 7, "…": 7, "。": 7, "！": 7, "？": 7, ",": 3, ";": 4, ":": 4, "–": 3, "—": 3}
_GAP = 1


def paced(text: str, start: float, end: float, *, voice: str = "") -> list[Word]:
    """The words of a line that takes a known time.

    Args:
        text: The line.
        start: When it begins, in seconds.
        end: When it has ended.
        voice: Who says it.
    """
    said = tidy(text).split(" ")
    lengths = [reach(word) for word in said]
    pauses = [_PAUSES.get(word[-1:], _GAP) for word in said[:-1]] + [0]
    if not (total := sum(lengths) + sum(pauses)):
        return []
    share = (end - start) / total
    found, at = [], 0
    for word, length, pause in zip(said, lengths, pauses, strict=True):
        begin, over = start + at * share, start + (at + length) * share
        found.append(Word(word, begin, over, voice=voice))
        at += length + pause
    found[-1] = Word(said[-1], found[-1].start, end, ends=True, voice=voice)
    return found
