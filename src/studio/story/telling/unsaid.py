"""What a brief says and its film does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Storyboard

_WORD = re.compile(r"\w+")
_SMALL = 3
_ENOUGH = 0.6


def left_out(board: Storyboard) -> list[str]:
    """The claims of a brief that are neither said nor written in its film, in the words of the brief.

    Args:
        board: The film.
    """
    told = told_by(board.brief.claims, _everything(board), board.brief.language)
    return [claim for claim in board.brief.claims if claim not in told]


def told_by(claims: Iterable[str], texts: Iterable[str], language: str) -> list[str]:
    """The claims that some texts tell; what somebody is quoted with is told without who says it.

    Args:
        claims: What a brief says.
        texts: What is said or written.
        language: The language of the brief.
    """
    from studio.story.reading.sayings import saying

    told = _stems(texts)
    quotes = {claim: found.wordings[-1:] for claim in claims if (found := saying(claim, language))}
    return [claim for claim in claims if _is_told(next(iter(quotes.get(claim, ())), claim), told)]


def _everything(board: Storyboard) -> Iterable[str]:
    yield from (line.text for line in board.lines)
    for picture in board.pictures:
        shot = picture.shot
        if shot.words:
            yield from (shot.words.headline, shot.words.line, shot.words.label)
        if shot.ending:
            yield shot.name


def _is_told(claim: str, told: set[str]) -> bool:
    """Whether a claim is told: all its figures, and most of its words in whatever order."""
    said = _stems([claim])
    figures = {word for word in said if word.isdigit()}
    long = {word for word in said if len(word) > _SMALL or word.isdigit()} or said
    return figures <= told and len(long & told) >= _ENOUGH * len(long)


def _stems(texts: Iterable[str]) -> set[str]:
    """Words without what their endings add: bakes and baking are told alike."""
    words = (word.casefold() for text in texts for word in _WORD.findall(text.replace("*", "")))
    return {
        word if word.isdigit() or len(word) <= _SMALL + 1 else word[: max(4, len(word) - 2)] for word in words
    }
