"""The lines of a cue: pieces that are never broken, and where one line ends and the next begins."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studio.media import scripts
from studio.media.breaking import Token, reach, tokens
from studio.media.captions.cues import Word, tidy
from studio.media.captions.sense import ends_sentence, parting

_RAGGED, _TOP_HEAVY, _IN_WORD = 2.0, 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what is said that stays in one line.

    Attributes:
        text: The piece.
        gap: What stands between it and the next on the same line.
        hyphen: What it ends with where a line ends after it.
        start: When it begins to be said, in milliseconds.
        end: When it has been said.
        ends: Whether a sentence ends with it.
        voice: Who says it.
        word: The word it is part of, by which a reader knows what it does; itself in scripts without spaces.
        reach: How long it is to the eye, with its gap.
        until: When a cue that holds it is to be gone.
    """

    text: str
    gap: str
    hyphen: str
    start: float
    end: float
    ends: bool
    voice: str
    word: str
    reach: int = 0
    until: float = math.inf


def pieces(words: Sequence[Word], language: str, longest: int) -> list[Piece]:
    """What is said in pieces, in order and with times that follow one another.

    Args:
        words: The words.
        language: Their language.
        longest: The most characters of a line; longer words are broken.
    """
    found: list[Piece] = []
    for word in words:
        text = tidy(word.text)
        cut = list(_cut(text, longest)) if text else []
        if not cut and word.ends and found:
            found[-1] = replace(found[-1], ends=True)
        if not cut:
            continue
        now = found[-1].start if found else 0.0
        start = max(1000 * word.start, now, 0.0)
        if found and found[-1].end > start:
            found[-1] = replace(found[-1], end=start)
        ends = word.ends or ends_sentence(text, language)
        parts = _timed(cut, (start, max(1000 * word.end, start)), ends, word.voice, language)
        found += (replace(part, until=1000 * word.until) for part in parts)
    return [_beside(one, other) for one, other in zip(found, [*found, None][1:], strict=True)]


def _cut(text: str, longest: int) -> Iterator[Token]:
    """A word in pieces that fit into a line."""
    whole = tokens(text)
    if any(reach(token.text) > longest for token in whole):
        whole = tokens(text, hyphenate=True)
    for token in whole:
        parts = list(_chopped(token.text, longest - len(token.hyphen)))
        yield from (Token(part, "") for part in parts[:-1])
        yield Token(parts[-1], token.gap, token.hyphen)


def _chopped(text: str, room: int) -> Iterator[str]:
    """A piece that no rule can break, broken anywhere but within a character and its marks."""
    if reach(text) <= room:
        yield text
        return
    part, full = "", 0
    for begin, end in scripts.clusters(text):
        cluster = text[begin:end]
        for letter in [cluster] if reach(cluster) <= room else cluster:
            if part and full + reach(letter) > room:
                yield part
                part, full = "", 0
            part, full = part + letter, full + reach(letter)
    yield part


def _timed(
    cut: list[Token], span: tuple[float, float], ends: bool, voice: str, language: str
) -> Iterator[Piece]:
    start, end = span
    total, at = sum(len(token.text) for token in cut), 0
    whole = "".join(token.text for token in cut)
    for number, token in enumerate(cut, 1):
        begin = start + (end - start) * at / total
        at += len(token.text)
        until = start + (end - start) * at / total
        # Whole texts are one word in scripts without spaces.
        over = ends if number == len(cut) else ends_sentence(token.text, language)
        word = token.text if _unspaced(token.text[0]) else whole
        yield Piece(token.text, token.gap, token.hyphen, begin, until, over, voice, word)


def _beside(piece: Piece, after: Piece | None) -> Piece:
    """A piece that knows how far it is to the next."""
    gap = piece.gap
    if after and _unspaced(piece.text[-1]) and _unspaced(after.text[0]):
        gap = ""
    return replace(piece, gap=gap, reach=reach(piece.text) + len(gap))


def _unspaced(letter: str) -> bool:
    return scripts.ideographic(letter) or scripts.spaceless(letter)


def written(run: Sequence[Piece]) -> str:
    """Pieces in one line."""
    return "".join(f"{piece.text}{piece.gap}" for piece in run[:-1]) + run[-1].text + run[-1].hyphen


def length(run: Sequence[Piece]) -> int:
    """How long they are to the eye in one line."""
    return sum(piece.reach for piece in run) - len(run[-1].gap) + len(run[-1].hyphen)


def cost(before: Piece, after: Piece, language: str) -> float:
    """What it costs to part two pieces."""
    if before.ends:
        return 0.0
    if before.gap:
        return parting(before.word, after.word, language)
    return min(0.5, parting(before.text, "", language)) if _unspaced(after.text[0]) else _IN_WORD


def broken(run: Sequence[Piece], language: str, longest: int) -> tuple[str, ...] | None:
    """Pieces in one line, or in two where they must be; None where they do not fit.

    Args:
        run: The pieces.
        language: Their language.
        longest: The most characters of a line.
    """
    if length(run) <= longest:
        return (written(run),)
    best: tuple[float, int] | None = None
    for at in range(1, len(run)):
        top, bottom = length(run[:at]), length(run[at:])
        if max(top, bottom) > longest:
            continue
        ragged = _RAGGED * ((top - bottom) / (top + bottom)) ** 2 + _TOP_HEAVY * (top > bottom)
        found = ragged + cost(run[at - 1], run[at], language)
        best = min(best or (found, at), (found, at))
    return (written(run[: best[1]]), written(run[best[1] :])) if best else None
