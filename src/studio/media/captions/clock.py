"""Times as files of captions write them."""

from __future__ import annotations

import re

_TIME = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})")


def stamp(milliseconds: int, mark: str = ",") -> str:
    """A time as SRT has it, or WebVTT with a dot: 00:01:02,345."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def stamp_of_ass(milliseconds: int) -> str:
    """A time as ASS has it, in hundredths: 0:01:02.34."""
    seconds, rest = divmod(milliseconds // 10, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:02}"


def milliseconds(text: str) -> int | None:
    """A time, however it is written; None if it is none."""
    if not (found := _TIME.fullmatch(text.strip())):
        return None
    hours, minutes, seconds, rest = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return 1000 * whole + int(rest.ljust(3, "0"))


def span(line: str) -> tuple[int, int, str] | None:
    """The two times of a line with an arrow, and what stands after them; None if it is no such line."""
    first, arrow, rest = line.partition("-->")
    second, _, more = rest.strip().partition(" ")
    start, end = milliseconds(first), milliseconds(second)
    if not arrow or start is None or end is None:
        return None
    return start, end, more.strip()
