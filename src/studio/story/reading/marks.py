"""Quotation marks that belong together, in five languages."""

from __future__ import annotations

import re

_LONGEST = 600
_INSIDE = rf"[^\n]{{1,{_LONGEST}}}?"
_DOUBLE = (
    r"“[^“”\n]+”|„[^„“”\n]+[“”]|«[^«»\n]+»|»[^«»\n]+«"
    rf"|(?<![\w\"])\"(?=\S)[^\"\n]{{1,{_LONGEST}}}(?<=\S)\"(?!\w)"
)
_SINGLE = rf"‚[^‚‘\n]+‘|(?<!\w)‘(?=\w){_INSIDE}(?<=\S)’(?!\w)|(?<!\w)'(?=\w){_INSIDE}(?<=\S)'(?!\w)"
QUOTE = rf"(?:{_DOUBLE}|{_SINGLE})"
"""A pattern for a text between marks that belong together; inches and apostrophes are none."""


def marked(text: str) -> list[tuple[int, int]]:
    """Where quotation marks that belong together begin and end."""
    return [match.span() for match in re.finditer(_DOUBLE, text)]


def unmarked(text: str) -> str:
    """A text that is one quote, without its marks; any other as it is."""
    return text[1:-1].strip() if re.fullmatch(_DOUBLE, text) else text
