"""Where a film is to be shown: an ad for TikTok is upright, and is not about TikTok."""

from __future__ import annotations

import re

from studio.story.reading.grammar import any_of, ends_in, words
from studio.story.reading.pieces import FOR

_UPRIGHT = (
    r"(?:(?:Instagram|Facebook|YouTube|Snapchat)\s+)?(?:Reels?|Shorts|Stor(?:y|ies))|Tik\s?Tok|Snapchat"
)
_OTHERS = r"Instagram|YouTube|Facebook|LinkedIn|Pinterest|Twitter|WhatsApp|Vimeo"
_FORM = r"(?:\s+(?:ads?|feeds?|posts?|campaigns?))?"


def shown_anywhere(text: str, language: str) -> str:
    """A brief in which the shape of the film stands for where it is shown.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    said = words(language)
    one = rf"(?:(?P<upright>{_UPRIGHT})|{_OTHERS}){_FORM}"
    more = rf"(?:\s*(?:,|&|\+|/|{any_of(said.lengths.and_)})\s*(?:{_UPRIGHT}|{_OTHERS}){_FORM})*"
    to = rf"(?:{FOR[language]}|{any_of(said.within)})\s+(?:{any_of(said.owned)}\s+)?"
    film = rf"(?P<film>{ends_in(said.film)}[^.!?\n:;]{{0,25}}?)"
    pattern = re.compile(rf"{film},?\s+{to}{one}{more}(?!\w|[ \t]+(?-i:[A-ZÀ-Þ]))", re.IGNORECASE)
    upright = said.aspects["9:16"].split(",", maxsplit=1)[0]
    return pattern.sub(
        lambda found: f"{found['film']}, {upright}" if found["upright"] else found["film"], text
    )
