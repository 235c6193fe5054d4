"""What people say behind a dash, as books print it: —Abrimos a las seis —dice la cocinera."""

from __future__ import annotations

import re
from functools import lru_cache

from studio.story.reading.grammar import any_of, words
from studio.story.reading.phrasing import person_of

_DASH = r"(?:[ \t]*[—–―][ \t]*|[ \t]+-[ \t]*)"
_SAID = r"(?P<said>[^\n—–―\"“”„«»]{2,300}?)"


def quoted(text: str, language: str) -> str:
    """A brief in which what somebody says behind a dash stands in quotation marks.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    for form in _forms(language):
        text = form.sub(_marked, text)
    return text


def _marked(match: re.Match[str]) -> str:
    groups = match.groupdict()
    told = match["said"].strip(" \t,")
    tail, more = (groups.get("tail") or "").strip(), (groups.get("more") or "").strip()
    ended = told.endswith((".", "!", "?", "…"))
    if not tail:
        return f"{match['before']} “{told}”"
    made = f"{match['before']}“{told}{'' if ended else ','}” {tail}"
    return f"{made}{match['sign'] or ','} “{more}”" if more else made


@lru_cache(maxsize=8)
def _forms(language: str) -> list[re.Pattern[str]]:
    """How a language sets dialogue: between two dashes, behind one, or below who says it."""
    said = words(language)
    verb = any_of(said.says)
    dropped = r"|(?=[ \t]*(?:[.\n—–―]|$))" if said.dropped else ""
    tail = rf"(?P<tail>{verb}(?:(?:[ \t]+|-(?:t-)?){person_of(said)}[^\n.;:—–―\"“”„«»]{{0,40}}?{dropped}))"
    begins = r"(?P<before>^[ \t]*|(?<=[.!?…:])[ \t]+)"
    over = r"(?=[ \t]*(?:[.\n]|$))"
    more = r"[ \t]*[—–―][ \t]*(?P<sign>[.,:;]?)[ \t]*(?P<more>[^\n—–―\"“”„«»]*\w[^\n—–―\"“”„«»]*)"
    forms = (
        rf"{begins}(?:[—–―-][ \t]*)?{_SAID}{_DASH}{tail}(?:{more}|[ \t]*[—–―]?{over})",
        rf"{begins}[—–―][ \t]*{_SAID}(?:(?<=[!?…])|,)[ \t]*{tail}{over}",
        rf"(?P<before>(?:{verb})[ \t]*:)\s*[—–―][ \t]*{_SAID}(?=\n|$)",
    )
    return [re.compile(form, re.IGNORECASE | re.MULTILINE) for form in forms]
