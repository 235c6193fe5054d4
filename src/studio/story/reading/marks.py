"""Quotation marks that belong together, in five languages; and those that belong to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LONGEST = 600
_INSIDE = rf"[^\n]{{1,{_LONGEST}}}?"
_DOUBLE = (
    r"“[^“”\n]+”|„[^„“”\n]+[“”]|«[^«»\n]+»|»[^«»\n]+«"
    rf"|(?<![\w\"])\"(?=\S)[^\"\n]{{1,{_LONGEST}}}(?<=\S)\"(?!\w)"
)
_SINGLE = rf"‚[^‚‘\n]+‘|(?<!\w)‘(?=\w){_INSIDE}(?<=\S)’(?!\w)|(?<!\w)'(?=\w){_INSIDE}(?<=\S)'(?!\w)"
QUOTE = rf"(?:{_DOUBLE}|{_SINGLE})"
"""A pattern for a text between marks that belong together; inches and apostrophes are none."""

_CLOSED_BY = {
    "“": "”“\"", "„": "“”\"", "”": "”\"", "‟": "”“\"", '"': '"”“', "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    "‚": "‘’'", "‘": "’‘'", "’": "’'", "'": "'’", "「": "」", "『": "』", "〝": "〞〟",
}  # fmt: skip
_USUAL = ("“”", "„“", "„”", "«»", "»«", '""', "‚‘", "‘’", "''")
_DIRECTED = "“„«‹「『〝"
_SINGLES = "‘’‚'"
_MOST_WITHIN = 2
"""So many of a single quote's own marks may begin words within it."""
_ONE_LINE = "'’"
"""Marks that are apostrophes more often than not."""
_OTHERS = "”»›」』〞〟"
MARKS = "".join(_CLOSED_BY) + _OTHERS
"""All that stands around a quote somewhere; apostrophes among them."""
_ANY = re.compile(f"[{re.escape(MARKS)}]")
_BEGUN_SHORT = re.compile(
    r"(?:\d\ds?|n|em|til|tis|twas|cause|bout|round|ne?n?|s|o|sta|ndrangheta)(?!\w)", re.I
)
_ENDS_SHORT = re.compile(
    r"(?:[^\W\d_](?:s|z|x|in)|(?<!\w)(?:po|di|fa|va|sta|da|be|mo|to|ca|de|a|o|l|d|n|j|m|t|c|s|qu))$", re.I
)
_ENDED_WITHIN = re.compile(r"\.(?=[”\"»“]\s+[a-zß-ÿ])")
_ESCAPED = re.compile(r"\\+(?=[\"'“”„«»‘’])")


class _Pair(NamedTuple):
    """Where a quote begins and ends."""

    first: int
    last: int


def settled(text: str) -> str:
    """A text in which every quotation mark belongs to another on the same line; apostrophes stay.

    Marks that belong to no other are left away, as are those within a quote; a quote over several lines
    becomes one line. A text that is one quote as a whole loses its marks.
    """
    text = _ESCAPED.sub("", text).replace("``", "“").replace("''", '"').replace("'n'", "’n’")
    letters = list(text)
    pairs = list(_pairs(text))
    for pair in pairs:
        inside = text[pair.first + 1 : pair.last]
        quoted = {pair.first + 1 + at for one in _pairs(inside) for at in one}
        letters[pair.first + 1 : pair.last] = [
            "" if at in quoted else " " if text[at] == "\n" else text[at]
            for at in range(pair.first + 1, pair.last)
        ]
        if text[pair.first] + text[pair.last] not in _USUAL:
            letters[pair.first], letters[pair.last] = "“", "”"
    kept = {at for pair in pairs for at in pair}
    for at, letter in enumerate(text):
        stray = letter in MARKS and letter not in _SINGLES and at not in kept
        if stray and not _is_measure(text, at):
            letters[at] = ""
    made = "".join(letters)
    return made if "\n" in text else unmarked(made)


def bare(text: str) -> str:
    """A text as it is said or written large: without quotation marks, with its apostrophes and inches."""
    if not _ANY.search(text):
        return text
    text = _ENDED_WITHIN.sub("", text)
    quoted = {at for pair in _pairs(text) for at in pair}
    made = "".join(
        letter
        for at, letter in enumerate(text)
        if letter not in MARKS or (at not in quoted and (_is_measure(text, at) or _is_apostrophe(text, at)))
    )
    return text if made == text else _tidied(made)


def marked(text: str) -> list[tuple[int, int]]:
    """Where quotation marks that belong together begin and end."""
    return [match.span() for match in re.finditer(_DOUBLE, text)]


def unmarked(text: str) -> str:
    """A text that is one quote, without its marks; any other as it is."""
    return text[1:-1].strip() if re.fullmatch(_DOUBLE, text) else text


def _pairs(text: str) -> Iterator[_Pair]:
    """The marks that belong together, but for those within a quote."""
    at = 0
    while match := _ANY.search(text, at):
        at = match.end()
        if _opens(text, match.start()) and (last := _closer(text, match.start())):
            yield _Pair(match.start(), last)
            at = last + 1


def _closer(text: str, first: int) -> int:
    """Where a quote ends that begins there; 0 if it does not. What usually ends it goes before what may."""
    mark = text[first]
    usual = "".join(pair[1] for pair in _USUAL if pair[0] == mark)
    return (usual and _closed(text, first, usual)) or _closed(text, first, _CLOSED_BY[mark])


def _closed(text: str, first: int, closers: str) -> int:
    mark, end = text[first], min(len(text), first + 1 + _LONGEST)
    if mark in _ONE_LINE:
        end = next((match.start() for match in re.compile(r"\n").finditer(text, first, end)), end)
    opened, most = 0, _MOST_WITHIN if mark in _SINGLES else 0
    for match in _ANY.finditer(text, first + 1, end):
        at = match.start()
        if match[0] in closers and _closes(text, at, mark) and re.search(r"\w", text[first:at]):
            return at
        opened += match[0] == mark and _opens(text, at)
        if opened > most:
            break
    return 0


def _opens(text: str, at: int) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark not in _CLOSED_BY or not after:
        return False
    if mark in _DIRECTED:
        return True
    if before.isalnum() or before == "_" or after.isspace():
        return False
    if mark in _SINGLES:
        is_short = mark in "'’" and _BEGUN_SHORT.match(text, at + 1)
        return (after.isalnum() or after in "¿¡…") and not is_short
    return True


def _closes(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "«‹「『〝":
        return True
    is_inside = after.isalnum() or after == "_"
    return not before.isspace() and not is_inside


def _is_measure(text: str, at: int) -> bool:
    """27" is an inch mark."""
    ends = text[at] in "'’" or not text[at + 1 : at + 2].isalnum()
    return ends and text[at] in "\"'”’" and text[at - 1 : at].isdigit()


def _is_apostrophe(text: str, at: int) -> bool:
    if text[at] not in "'’‘":
        return False
    # Asterisks around what matters are no letters.
    before, after = text[:at].rstrip("*"), text[at + 1 :].lstrip("*")[:1]
    if before[-1:].isalnum() and after.isalnum():
        return True
    if after.isalnum():
        return bool(_BEGUN_SHORT.match(text, at + 1))
    return bool(_ENDS_SHORT.search(before[-8:]))


def _tidied(text: str) -> str:
    """A text as it is left without marks: no holes, and one sign where a quote and its sentence end."""
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r"(?<=\w)[ \t]+(?=[,.])", "", text)
    text = re.sub(r"(?<![^\W_])([ldjmtc]|qu)(['’])[ \t](?=\w)", r"\1\2", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<!\.)[,;:.][ \t]*(?=[,.!?…](?:\s|$))", "", text)
    text = re.sub(r"(?<=[!?…])[,.](?=\s|$)", "", text)
    return text.strip(" \t,;:")
