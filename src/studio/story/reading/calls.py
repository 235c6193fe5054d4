"""What an audience is asked to do, as it is said."""

from __future__ import annotations

import re


def called(text: str) -> str:
    """A call as a sentence; a label in capitals before it is read as people do.

    Args:
        text: In the words of the brief.
    """
    text = re.sub(r"^[A-ZÀ-Þ]{4,}(?=\s*:)", lambda word: word[0].capitalize(), text)
    return text if text.endswith((".", "!", "?")) else f"{text}."
