"""How long words take, before anybody has spoken them."""

from __future__ import annotations

import re

from studio.story.telling.grammar import phrases

_STOP = 0.28
_COMMA = 0.12
_ONCE = 0.15
"""Seconds that any line takes to begin and to end."""
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_LETTERS = {"en": 4.4, "de": 5.6, "it": 5.0, "es": 4.8, "fr": 4.7}


def guessed(text: str, language: str, speed: float = 1.0) -> float:
    """About how many seconds a text is spoken.

    Args:
        text: What is said.
        language: Its language.
        speed: How fast, 1 being natural.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    # A long word takes longer; half of it shows.
    letters = sum(len(word) for word in words) / len(words)
    longer = 0.5 + 0.5 * letters / _LETTERS[language]
    stops = len(re.findall(r"[.!?…:;](?=\s)", text)) * _STOP + len(re.findall(r"[,–—](?=\s)", text)) * _COMMA
    return (len(words) * longer / phrases(language).rate + stops + _ONCE) / speed
