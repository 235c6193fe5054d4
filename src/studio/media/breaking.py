"""Where lines end: balanced, by meaning, without widows, in scripts with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from studio.media import scripts

LONGEST = 32
"""The most characters of a headline that are read at a glance; Chinese and Japanese ones count twice."""
LONGEST_SMALL = 42
"""The same for what is set small, as for captions."""

_SPACE = re.compile(r"[ \t\n\u3000\u200b]+")
_STOPS = set(".,;:!?…–—。、，．！？；：،؛؟।॥·")
_CLOSING = _STOPS | set(
    ")]}»”’›」』）】》〉〕ー～・々ゝぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ%‰°\u0e2f\u0e46"
)
_OPENING = set("([{«“‘‹„‚「『（【《〈〔¿¡$€£¥#@")
_BEFORE = set("เแโใไ")
_ARTICLES = (
    "a an the der die das den dem des ein eine einen einem einer el la los las un una le les il lo gli"
)
_SMALL = """
of to in on at by for from with and or but as is are our your my no it its we i
und oder von vom zu zum zur im am mit für auf aus bei unos unas y o de del al en con por para su sus
des du et ou à au aux dans sur pour par ce cette e di da per che os um uma
"""
_ARTICLE_WORDS, _SMALL_WORDS = frozenset(_ARTICLES.split()), frozenset(_SMALL.split())
# What a line pays: for standing out, for parting an article from its noun, for ending with a small word, for
# being left alone, for parting names and numbers; and what it earns for ending where a reader pauses.
_RAGGED, _ARTICLE, _LEFT_HANGING, _WIDOW, _TOGETHER, _BY_MEANING = 2.0, 1.1, 0.65, 0.6, 0.5, 0.3
_HYPHENATED = 18
_ONE_SOUND = ("sch", "ch", "ck", "sh", "th", "ph", "qu")
_VOWELS = set("aeiouyäöüáéíóúàèìòùâêîôûåæøœ")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text that is never broken.

    Attributes:
        text: The piece.
        gap: What stands between it and the next on the same line.
        hyphen: What it ends with where a line ends after it.
    """

    text: str
    gap: str = " "
    hyphen: str = ""


def tokens(text: str, *, hyphenate: bool = False) -> list[Token]:
    """The pieces a text may be broken into.

    Args:
        text: The text; spaces that forbid a break are kept, soft hyphens allow one.
        hyphenate: Whether very long words may be broken, too.
    """
    found: list[Token] = []
    for word in _SPACE.split(text.strip()):
        pieces = list(_pieces(word, hyphenate))
        found += [Token(piece, "", hyphen) for piece, hyphen in pieces[:-1]]
        found += [Token(piece) for piece, _ in pieces[-1:]]
    return [token for token in found if token.text]


def _pieces(word: str, hyphenate: bool) -> Iterator[tuple[str, str]]:
    """A word in pieces, each with the hyphen it wants where it ends a line."""
    for part in _unspaced(word):
        soft = part.split("\u00ad")
        for number, piece in enumerate(soft):
            last = number == len(soft) - 1
            halves = _halved(piece) if hyphenate and len(soft) == 1 else [piece]
            yield from ((half, "-") for half in halves[:-1])
            yield halves[-1], "" if last else "-"


def _unspaced(word: str) -> Iterator[str]:
    begin = 0
    japanese = any(scripts.script(letter) in ("HIRAGANA", "KATAKANA") for letter in word)
    for at, (before, after) in enumerate(pairwise(word), 1):
        if _may_break(before, after, at - begin, japanese):
            yield word[begin:at]
            begin = at
    yield word[begin:]


def _may_break(before: str, after: str, length: int, japanese: bool) -> bool:
    if after in _CLOSING or before in _OPENING:
        return False
    if before in "-–—/":
        return length > 3 and after.isalpha()
    if scripts.spaceless(before) or scripts.spaceless(after):
        return after in _BEFORE
    if scripts.ideographic(before) or scripts.ideographic(after):
        return before in _STOPS or not japanese or _begins_phrase(before, after)
    return False


def _begins_phrase(before: str, after: str) -> bool:
    """Japanese ends a phrase with hiragana; Chinese has no such sign, and may break after any character."""
    kana = scripts.script(before) == "HIRAGANA", scripts.script(after) == "HIRAGANA"
    if kana[1]:
        return False
    if scripts.script(before) == scripts.script(after) == "KATAKANA":
        return False
    return kana[0] or after in _OPENING


def _halved(word: str) -> list[str]:
    """Break a very long word between two consonants near its middle, as most languages would."""
    if len(word) <= _HYPHENATED or not scripts.stands_apart(word) or not word.isalpha():
        return [word]
    places = [at for at in range(5, len(word) - 4) if _begins_syllable(word.lower(), at)]
    if not places:
        return [word]
    middle = len(word) / 2
    at = min(places, key=lambda place: abs(place - middle) + 2 * (word[place - 1].lower() in _VOWELS))
    return [*_halved(word[:at]), *_halved(word[at:])]


def _begins_syllable(word: str, at: int) -> bool:
    """Whether the last consonant before a vowel stands here; one of several letters stays whole."""
    if word[at - 1 : at + 1] in _ONE_SOUND or word[at] in _VOWELS:
        return False
    sound = next((sound for sound in _ONE_SOUND if word.startswith(sound, at)), word[at])
    return word[at + len(sound) : at + len(sound) + 1] in _VOWELS


def together(pieces: list[Token]) -> str:
    """A line of pieces as it is written."""
    text = "".join(f"{piece.text}{piece.gap}" for piece in pieces[:-1])
    return f"{text}{pieces[-1].text}{pieces[-1].hyphen}"


def reach(text: str) -> int:
    """How many characters long a line is to the eye."""
    return sum(2 if scripts.ideographic(letter) else 1 for letter in text)


def broken(
    pieces: list[Token], lines: int, width: Callable[[str], float], longest: int = LONGEST
) -> tuple[list[str], float] | None:
    """Break pieces into a number of lines as well as can be, or None where that cannot be.

    Args:
        pieces: The pieces.
        lines: How many lines.
        width: How wide a text is.
        longest: The most characters of a line.

    Returns:
        The lines and how bad they are; 0 is perfect.
    """
    count = len(pieces)
    if count < lines:
        return None
    widths = _Widths(pieces, width)
    mean = widths.of(0, count) / lines
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, lines + 1):
        for end in range(line, count - (lines - line) + 1):
            options = [
                (best[line - 1, begin][0] + _cost(pieces, widths, begin, end, mean), begin)
                for begin in range(line - 1, end)
                if (line - 1, begin) in best and _fits(pieces[begin:end], longest)
            ]
            if options:
                best[line, end] = min(options)
    if (lines, count) not in best:
        return None
    ends, at = [], count
    for line in range(lines, 0, -1):
        ends.append((best[line, at][1], at))
        at = best[line, at][1]
    return [together(pieces[begin:end]) for begin, end in reversed(ends)], best[lines, count][0]


def _fits(pieces: list[Token], longest: int) -> bool:
    return len(pieces) == 1 or reach(together(pieces)) <= longest


class _Widths:
    """How wide every run of pieces is."""

    def __init__(self, pieces: list[Token], width: Callable[[str], float]) -> None:
        self._starts = [0.0]
        self._gaps = [width(" ") if piece.gap else 0.0 for piece in pieces]
        for piece, gap in zip(pieces, self._gaps, strict=True):
            self._starts.append(self._starts[-1] + width(piece.text) + gap)

    def of(self, begin: int, end: int) -> float:
        return self._starts[end] - self._starts[begin] - self._gaps[end - 1]


def _cost(pieces: list[Token], widths: _Widths, begin: int, end: int, mean: float) -> float:
    own = widths.of(begin, end)
    cost = _RAGGED * (own / mean - 1) ** 2
    last = pieces[end - 1]
    if end == len(pieces):
        lonely = end - begin == 1 and begin > 0 and own < 0.5 * mean
        return cost + _WIDOW * lonely
    bare = last.text.rstrip("".join(_CLOSING)).lower()
    if last.text[-1] in _STOPS:
        cost -= _BY_MEANING
    elif bare in _ARTICLE_WORDS:
        cost += _ARTICLE
    elif bare in _SMALL_WORDS or (len(bare) == 1 and last.gap):
        cost += _LEFT_HANGING
    elif bare.isdigit() or _is_name(last.text, pieces[end].text):
        cost += _TOGETHER
    return cost + (_LEFT_HANGING if last.hyphen else 0.0)


def _is_name(first: str, second: str) -> bool:
    return first[:1].isupper() and second[:1].isupper() and first.isalpha()
