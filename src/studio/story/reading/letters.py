"""A brief that came as a letter: its head, its greeting and its signature are no part of the film."""

from __future__ import annotations

import re
from typing import NamedTuple

from studio.story.reading.grammar import Words, any_of, words
from studio.story.reading.sentences import parted

_FEW = 5
"""A greeting or a closing has no more words beside its own."""
_CUT = re.compile(r"^(?:-{2,}|_{2,}|={2,})\s*$", re.MULTILINE)


class Letter(NamedTuple):
    """A brief, and what stood around it.

    Attributes:
        text: What the letter says.
        signature: What stood below it: names, and where to reach them.
    """

    text: str
    signature: str


def letter(text: str, language: str) -> Letter:
    """A brief without what makes it a letter; one that is nothing else keeps it.

    Args:
        text: The brief, without markup.
        language: Its language.
    """
    said = words(language)
    lines = text.split("\n")
    while lines and _is_head(lines[0], said):
        _, *told = parted(lines.pop(0), said)
        if told and re.search(any_of(said.film), told[0], re.IGNORECASE):
            lines.insert(0, " ".join(told))
            break
    at = next((number for number, line in enumerate(lines) if number and _closes(line, said)), len(lines))
    body = _greeted("\n".join(lines[:at]), said)
    body, last = _thanked(body, said)
    if not re.search(r"\w", body):
        return Letter(text, "")
    below = [line for line in lines[at:] if not re.search(any_of(said.letters_.secret), line, re.IGNORECASE)]
    return Letter(body, "\n".join([*([last] if last else []), *below]))


def _is_head(line: str, said: Words) -> bool:
    return bool(re.match(rf"\W*{any_of(said.letters_.head)}\s*:", line, re.IGNORECASE))


def _closes(line: str, said: Words) -> bool:
    """Whether a line begins the end of a letter: Best wishes, or a rule; Best bread in town does not."""
    closing = re.match(rf"\W*{any_of(said.letters_.closing)}", line, re.IGNORECASE)
    return bool(_CUT.match(line) or (closing and _is_signed(line[closing.end() :], said)))


def _is_signed(rest: str, said: Words) -> bool:
    """Whether nothing stands behind a closing but how much, and by whom."""
    plain = re.sub(any_of(said.letters_.much), " ", rest, flags=re.IGNORECASE)
    left = re.findall(r"[\w'’.-]+", plain)
    return len(left) <= _FEW and all(word[0].isupper() or word in ".-" for word in left)


def _greeted(text: str, said: Words) -> str:
    """A letter from behind its greeting on."""
    called = r"(?:\s+(?-i:[A-ZÀ-Þ])[\w.’'-]*)"
    friends = rf"(?:\s+{any_of(said.letters_.greeted)})"
    hello = rf"\W*{any_of(said.letters_.greeting)}"
    named = rf"{hello}(?:{friends}|{called}){{0,3}}[ \t]*(?:[,!.:;–—]+|\n)\s*"
    greeting = rf"(?:{named}|{hello}\s+(?=(?-i:[a-zß-ÿ])))"
    found = re.match(greeting, text, re.IGNORECASE)
    # Dear Diary, a stationery shop, opens: a name, and what it is.
    beside = rf"{hello}{called}{{1,3}},\s+{any_of(', '.join(said.indefinite))}\s*[^,.!?\n]+,\s+(?-i:[a-zß-ÿ])"
    asks = re.search(any_of(said.film), re.split(r"[.!?\n]", text)[0], re.IGNORECASE)
    if found and not asks and re.match(beside, text, re.IGNORECASE):
        return text
    if not found or not re.search(r"\w", text[found.end() :]):
        return text
    rest = text[found.end() :]
    return rest[:1].upper() + rest[1:]


def _thanked(text: str, said: Words) -> tuple[str, str]:
    """A letter without the thanks and the name that end its last line."""
    ends = re.compile(
        rf"(?:(?<=[.!?…])\s+|\n|^)(?P<end>(?P<closing>{any_of(said.letters_.closing)})[^.!?\n]{{0,40}}[.!?]*(?:\s+(?-i:[A-ZÀ-Þ])[\w’'-]+){{0,2}})\s*$",
        re.IGNORECASE,
    )
    found = ends.search(text)
    if not found or not _is_signed(found["end"][len(found["closing"]) :], said):
        return text, ""
    return text[: found.start()].rstrip(), found["end"]
