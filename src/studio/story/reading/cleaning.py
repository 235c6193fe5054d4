"""The words of a brief without markup, emoji and control characters; what is no brief is refused."""

from __future__ import annotations

import html
import re
import unicodedata

from studio.core.errors import BadInput
from studio.story.reading.marks import settled

MOST_WORDS = 2000
"""As many words are read; whoever writes more has a script, not a brief."""
_MOST_LETTERS = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SCRIPTS = re.compile(r"(?is)<(script|style)\b.*?(?:</\1\s*>|$)")
_COMMENTS = re.compile(r"(?s)<!--.*?(?:-->|$)")
_BLOCKS = re.compile(r"(?i)</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|section)\b[^<>]*>")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|</?[a-zA-Z][^<>]*$")
_FENCES = re.compile(r"(?s)```.*?(?:```|$)")
_LINKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_BRACES = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{%[^{}]*%\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_ESCAPED_TWICE = 2
_BULLETS = re.compile(r"(?m)^[ \t]*(?:[#>]+|[-*+•]|\d{1,2}[.)])[ \t]+")
_NUMBERS = re.compile(r"(?<=[.:;,!?\w])[ \t]+(\d{1,2})[.)][ \t]+(?=[^\W\d_])")
_LEAST_LISTED = 2
_ENDLESS = re.compile(r"(\w{80})\w+")
_STRESS = re.compile(r"(?<!\w)[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}(?!\w)")
_TERMINAL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?|\x9b[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?|(?:\\(?:033|x1[bB]|e|u001[bB])|\^\[)\[[\d;?]*[A-Za-z]"
)
"""What tells a terminal to change colours or titles, also spelled out as people type it."""
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_KEPT_SYMBOLS = frozenset("&+%€$£°×½¼¾~≈=§′″|")


def legible(text: str) -> str:
    """A brief without what only terminals read, and tricksters: control characters, colours, turned words."""
    text = re.sub(r"\r(?!\n)", "\n", _TERMINAL.sub("", text))
    return _HIDDEN.sub(" ", text)


def cleaned(text: str) -> str:
    """A brief as plain text.

    Raises:
        BadInput: There is nothing in it, it has no words, or far too many.
    """
    if not text.strip():
        raise BadInput(
            "the brief is empty", hint='say in a sentence what the film is about: "an ad for a bakery"'
        )
    count = len(_WORD.findall(text))
    if count > MOST_WORDS or len(text) > _MOST_LETTERS:
        told = f"{count:,} words" if count > MOST_WORDS else f"{len(text):,} letters"
        limit = f"{MOST_WORDS:,} words or {_MOST_LETTERS:,} letters"
        raise BadInput(
            f"the brief has {told}; at most {limit} are read",
            hint="say what the film is about, for whom, and what it must say: a few sentences do",
        )
    plain = unmarked(text)
    if not _WORD.search(plain):
        raise BadInput(
            "there are no words in the brief", hint='say in words what the film is about: "a ferry at dawn"'
        )
    return plain


def unmarked(text: str) -> str:
    """A text without markup, whatever it holds."""
    return settled(_without_markup(legible(text)))


def _without_markup(text: str) -> str:
    text = _ENDLESS.sub(r"\1", unicodedata.normalize("NFC", text))
    for pattern in (_SCRIPTS, _COMMENTS, _FENCES):
        text = pattern.sub("\n", text)
    text = _BLOCKS.sub("\n", text)
    text = _TAGS.sub(" ", text)
    for _ in range(_ESCAPED_TWICE):
        text = _ENTITY.sub(_letter, text)
    text = _LINKS.sub(r"\1", _BRACES.sub(" ", text))
    text = _STRESS.sub("", _unnumbered(_BULLETS.sub("", text)))
    text = "".join(_seen(letter) for letter in text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _unnumbered(text: str) -> str:
    """A text without the numbers of a list that stands in one line: in two steps: 1. Aim. 2. Press."""
    made, done = "", 0
    found = list(_NUMBERS.finditer(text))
    if [int(one[1]) for one in found] != list(range(1, len(found) + 1)) or len(found) < _LEAST_LISTED:
        return text
    for one in found:
        made += f"{text[done : one.start()]}\n"
        done = one.end()
    return made + text[done:]


def _letter(entity: re.Match[str]) -> str:
    """The letter that HTML spells so; what begins or ends a tag is none."""
    letter = html.unescape(entity[0])
    return " " if letter in "<>" else letter


def _seen(letter: str) -> str:
    """A letter as it is read: no emoji, nothing invisible."""
    if letter == "\n" or letter in _KEPT_SYMBOLS:
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Mn") or 0xFE00 <= ord(letter) <= 0xFE0F:
        return ""
    return " " if kind[0] in "CS" or kind in ("Zl", "Zp") else letter
