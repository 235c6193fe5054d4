"""What is said and when, and what is shown of it."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Place = Literal["bottom", "top"]

GRID = 10
"""Cues begin and end on hundredths of a second, which every kind of file can hold."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINING = {"\u200c", "\u200d", "\u200e", "\u200f"}
# Spaces that forbid a break are kept: French puts one before its marks.
_SPACE = re.compile("[^\\S\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is spoken.

    Attributes:
        text: The word with its marks, as it is to be read.
        start: When it begins, in seconds.
        end: When it has ended.
        ends: Whether a sentence ends with it, whatever its marks say.
        voice: Who says it; a cue holds the words of one voice only.
        until: The second at which what it is said to has gone: a cue ends there, unless the word is longer.
    """

    text: str
    start: float
    end: float
    ends: bool = False
    voice: str = ""
    until: float = math.inf


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at a time.

    Attributes:
        start: When it comes, in milliseconds.
        end: When it goes.
        lines: What is read, from the top.
        place: Where in the frame it stands.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    place: Place = "bottom"

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " ".join(self.lines)

    def frames(self, fps: float) -> tuple[int, int]:
        """The first frame it is seen on, and the one after its last."""
        first = round(self.start * fps / 1000)
        return first, max(first + 1, math.ceil(self.end * fps / 1000))


def tidy(text: str) -> str:
    """One line of a text that does nothing but be read.

    Spaces are single, characters that steer or hide others are gone, and the arrow by which files of
    captions part times has become a real one.
    """
    spaced = _SPACE.sub(" ", text)
    kept = (letter for letter in spaced if letter in _JOINING or unicodedata.category(letter) not in _UNSEEN)
    plain = _SPACE.sub(" ", unicodedata.normalize("NFC", "".join(kept))).replace("-->", "→").strip()
    return plain if any(letter not in _JOINING and not letter.isspace() for letter in plain) else ""
