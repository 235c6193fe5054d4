"""SubRip, the plainest kind of captions: words alone, without escapes, so what could steer is kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studio.media.captions.clock import span, stamp
from studio.media.captions.cues import Cue, tidy

_STEERED = re.compile(r"\{\\an?(\d+)[^}\n]*\}")
_BLOCK = re.compile(r"\{\\[^}\n]*\}")
_TAG = re.compile(r"</?(?:b|i|u|s|font)(?:\s[^<>\n]*)?>", re.IGNORECASE)
# Nothing is seen of it, and no player takes what it parts for a tag or for an order.
_APART = "\u200b"
_STEERS = re.compile(r"[<{](?=\S)")
_WITHHELD = re.compile(rf"([<{{]){_APART}")


def written(cues: Iterable[Cue]) -> str:
    """Cues as a file; where they stand is no part of it, and orders of that are text to many players."""
    return "\n".join(_block(number, cue) for number, cue in enumerate(cues, 1))


def _block(number: int, cue: Cue) -> str:
    lines = "\n".join(_STEERS.sub(rf"\g<0>{_APART}", line) for line in cue.lines)
    return f"{number}\n{stamp(cue.start)} --> {stamp(cue.end)}\n{lines}\n"


def read(text: str) -> Iterator[Cue]:
    """The cues of a file; what is not understood is passed over."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = span(lines[at])
        at += 1
        if not found:
            continue
        said: list[str] = []
        while at < len(lines) and lines[at].strip() and not span(lines[at]):
            said.append(lines[at])
            at += 1
        if at < len(lines) and said and said[-1].strip().isdigit() and span(lines[at]):
            said.pop()  # the number of the next, where the blank line is missing
        whole = "\n".join(said)
        steered = _STEERED.search(whole)
        plain = _BLOCK.sub("", _TAG.sub("", whole))
        shown = tuple(filter(None, (tidy(_WITHHELD.sub(r"\1", line)) for line in plain.split("\n"))))
        if shown:
            yield Cue(*found[:2], shown, "top" if _is_top(steered) else "bottom")


def _is_top(steered: re.Match[str] | None) -> bool:
    return steered is not None and steered[1] in ("7", "8", "9")
