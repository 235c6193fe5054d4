"""What a film and its folder are called."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Brief

_LONGEST = 48
_LONGEST_NAME = 200
"""How many bytes of a folder's name a film is called by; most disks take 255 with all that is added."""
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


def film(folder: Path) -> Path:
    """Where a finished film lies: it is called as its folder, no longer than names beside it leave room for.

    Args:
        folder: The film's folder.
    """
    name = folder.resolve().name or "film"
    stored = os.fsencode(name)
    kept = name if len(stored) <= _LONGEST_NAME else stored[:_LONGEST_NAME].decode(errors="ignore")
    return folder / "out" / f"{kept}.mp4"


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
