"""Words that a brief rules out are neither said nor written, whoever tells the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from studio.story.grammar import Beat, Brief, Line

_LONG = 5
"""A word of so many letters is also meant in its other forms, and in German within others."""


class Spared(NamedTuple):
    """A story without what nobody is to say.

    Attributes:
        beats: The story.
        notes: What was left out of it.
    """

    beats: list[Beat]
    notes: list[str]


def forbidden_in(text: str, brief: Brief) -> str:
    """The first of the words that nobody is to say in a text; those of the client's own name may be said.

    Args:
        text: What would be said or written.
        brief: What was asked for.
    """
    if not brief.forbidden:
        return ""
    plain = text.replace("*", "").replace("’", "'")
    plain = re.sub(re.escape(brief.name), " ", plain, flags=re.IGNORECASE) if brief.name else plain
    return next((word for word in brief.forbidden if _pattern(word, brief.language).search(plain)), "")


def spared(beats: Sequence[Beat], brief: Brief) -> Spared:
    """A story without what nobody is to say: shorter wordings where these will do, else without the line.

    Args:
        beats: The story.
        brief: What was asked for.
    """
    notes: list[str] = []
    made: list[Beat] = []
    for beat in beats:
        lines = [kept for line in beat.lines if (kept := _line(line, brief, notes))]
        written: dict[str, Any] = {
            name: "" if forbidden_in(text, brief) else text
            for name, text in (("headline", beat.headline), ("caption", beat.caption))
        }
        made.append(beat.model_copy(update={"lines": lines, **written}))
    return Spared(made, notes)


def _line(line: Line, brief: Brief, notes: list[str]) -> Line | None:
    wordings = [text for text in (line.text, *line.shorter) if not forbidden_in(text, brief)]
    if word := forbidden_in(line.text, brief):
        done = f"said as “{wordings[0]}”" if wordings else "left out"
        notes.append(f"“{line.text}” is {done}, for nobody is to say “{word}”")
    return line.model_copy(update={"text": wordings[0], "shorter": wordings[1:]}) if wordings else None


@lru_cache(maxsize=64)
def _pattern(word: str, language: str) -> re.Pattern[str]:
    parts = re.findall(r"[\w'-]+", word.replace("’", "'"))
    if not parts:
        return re.compile(r"(?!)")
    long = len(parts[-1]) >= _LONG
    begins = "" if language == "de" and len(parts[0]) >= _LONG else r"(?<!\w)"
    ends = r"\w*" if long else r"(?:'?s)?"
    return re.compile(begins + r"\W+".join(map(re.escape, parts)) + rf"{ends}(?!\w)", re.IGNORECASE)
