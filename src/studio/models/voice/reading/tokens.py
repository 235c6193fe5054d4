"""The words of a text as they are written, each with its place; nothing in a text is a command."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Marks, joiners and what turns the direction of writing: they are seen, not heard.
_UNHEARD = re.compile(r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_SPACES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
# Where nobody writes spaces, every sign is a word of its own.
_UNSPACED = "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"[{_UNSPACED}][^\w\s]*"
    rf"|(?:[^\s{_UNSPACED}—…]|(?<=\d)—(?=\d))+(?:[—…]+[^\w\s]*)*"
    r"|[—…]+[^\w\s]*"
)
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*{1,3}(?![\w*])")
_NAMED = frozenset("&%‰€$£¥+=@#°§×½¼¾")
"""Signs that are said."""


@dataclass(frozen=True)
class Written:
    """A word as it stands in the text.

    Attributes:
        text: The word with the marks around it, without asterisks.
        offset: Where it begins.
        emphasis: Whether it stands between asterisks.
        glued: Whether no space divides it from the word before.
        last: Whether a paragraph ends with it.
    """

    text: str
    offset: int
    emphasis: bool = False
    glued: bool = False
    last: bool = False


def plain(text: str) -> str:
    """The text without what nobody can read aloud; every character keeps its place."""
    return _SPACES.sub(" ", text.replace("\r\n", " \n").replace("\r", "\n"))


def heard(text: str) -> str:
    """A word without marks that only the eye needs."""
    return _UNHEARD.sub("", unicodedata.normalize("NFC", text))


def is_said(character: str) -> bool:
    """Whether a character makes a word: a letter, a figure, or a sign with a name."""
    return unicodedata.category(character)[0] in "LN" or character in _NAMED


def words(text: str) -> list[Written]:
    """All words of a text; marks and pictures that stand alone belong to the word before them."""
    clean = plain(text)
    stars, strong = _emphasised(clean)
    spans: list[tuple[int, int]] = []
    waiting: int | None = None
    for token in _TOKEN.finditer(clean):
        start, end = token.span()
        if any(is_said(sign) for sign in heard(token[0])):
            spans.append((start if waiting is None else waiting, end))
            waiting = None
        elif spans:
            spans[-1] = spans[-1][0], end
        elif waiting is None:
            waiting = start
    following = [start for start, _ in spans[1:]]
    return [
        _word(clean, start, end, clean[end:after], stars, strong)
        for (start, end), after in zip(spans, [*following, len(clean)], strict=False)
    ]


def _word(clean: str, start: int, end: int, space: str, stars: set[int], strong: set[int]) -> Written:
    kept = [at for at in range(start, end) if at not in stars]
    said = next(at for at in kept if is_said(clean[at]))
    return Written(
        text=" ".join("".join(clean[at] for at in kept).split()),
        offset=kept[0],
        emphasis=said in strong,
        glued=not (start and clean[start - 1].isspace()) and start > 0,
        last=bool(_PARAGRAPH.search(space)),
    )


def _emphasised(clean: str) -> tuple[set[int], set[int]]:
    """Where asterisks stand that only mark emphasis, and what lies between them."""
    stars: set[int] = set()
    strong: set[int] = set()
    for match in _EMPHASIS.finditer(clean):
        inside = range(match.start(1), match.end(1))
        strong.update(inside)
        stars.update(at for at in range(match.start(), match.end()) if at not in inside)
    return stars, strong
