"""A text as it is written, with the times at which it was heard."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from studio.media.captions.cues import Word, tidy


def aligned(text: str, heard: Sequence[Word], *, voice: str = "") -> list[Word]:
    """The words of a text, with its own marks and spelling, when they were heard.

    What is spoken otherwise than it is written, as numbers are, shares the time of what was spoken there.

    Args:
        text: The text.
        heard: What was heard of it, in order; more or fewer words than it has.
        voice: Who says it.
    """
    said = tidy(text).split(" ")
    if not heard or said == [""]:
        return []
    found: list[Word] = []
    match = SequenceMatcher(None, [_bare(word) for word in said], [_bare(one.text) for one in heard], False)
    for _, first, end, begin, until in match.get_opcodes():
        if first < end:
            found += _timed(said[first:end], heard, begin, until)
    last = found[-1]
    found[-1] = Word(last.text, last.start, max(last.end, heard[-1].end), ends=True)
    return [replace(word, voice=voice) for word in found]


def _timed(said: list[str], heard: Sequence[Word], begin: int, until: int) -> Iterator[Word]:
    """Words that were heard as these, one for one where there are as many, else sharing their time."""
    if until - begin == len(said):
        for text, one in zip(said, heard[begin:until], strict=True):
            yield Word(text, one.start, one.end)
        return
    if begin < until:
        start, end = heard[begin].start, heard[until - 1].end
    else:
        start = heard[begin - 1].end if begin else heard[0].start
        end = heard[begin].start if begin < len(heard) else start
    total, at = sum(map(len, said)), 0
    for text in said:
        opens = start + (end - start) * at / total
        at += len(text)
        yield Word(text, opens, start + (end - start) * at / total)


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum()) or word
