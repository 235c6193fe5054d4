"""WebVTT, the captions of the web."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from studio.media.captions.clock import span, stamp
from studio.media.captions.cues import Cue, tidy

_ON_TOP = " line:8%"
_TAG = re.compile(r"<[^<>\n]*>")
_LINE = re.compile(r"(?:^|\s)line:(-?\d+(?:\.\d+)?)(%?)")
_UPPER_HALF, _UPPER_ROWS = 50, 7


def written(cues: Iterable[Cue]) -> str:
    """Cues as a file."""
    return "WEBVTT\n\n" + "\n".join(map(_block, cues))


def _block(cue: Cue) -> str:
    lines = "\n".join(html.escape(line, quote=False) for line in cue.lines)
    place = _ON_TOP if cue.place == "top" else ""
    return f"{stamp(cue.start, '.')} --> {stamp(cue.end, '.')}{place}\n{lines}\n"


def read(text: str) -> Iterator[Cue]:
    """The cues of a file; notes, styles and tags are passed over."""
    for block in re.split(r"\n[ \t]*\n+", text):
        lines = block.strip("\n").split("\n")
        at = next((number for number, line in enumerate(lines) if "-->" in line), None)
        if at is None or not (found := span(lines[at])):
            continue
        plain = (html.unescape(_TAG.sub("", line)) for line in lines[at + 1 :])
        if shown := tuple(filter(None, map(tidy, plain))):
            yield Cue(*found[:2], shown, "top" if _is_top(found[2]) else "bottom")


def _is_top(settings: str) -> bool:
    if not (found := _LINE.search(settings)):
        return False
    value = float(found[1])
    return value < _UPPER_HALF if found[2] else 0 <= value < _UPPER_ROWS
