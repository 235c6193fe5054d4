"""What a film's folder is called."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Brief

_LONGEST = 48
_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


def folder(brief: Brief) -> str:
    """A name that any file system takes, made of what the film is about.

    Args:
        brief: What was asked for, as it was understood.
    """
    for told in (brief.name, brief.product, brief.text):
        if made := _plain(told):
            return made
    return "film"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", letters)
    made = ""
    for word in words:
        if len(f"{made}-{word}".encode()) > _LONGEST:
            break
        made = f"{made}-{word}" if made else word
    return made
