"""What very large frames cost, so that nobody waits for them in the dark."""

from __future__ import annotations

import re

_MOST = 3840 * 2160
# Measured on a street with people at 1080p, 4K and 8K.
_A_SECOND, _MEMORY = 37e6, 0.1e-6  # pixels a second; GB for a pixel
# What pictures and films take beside that, in MB.
_PICTURE, _FILM = 400, 550
_USUAL = (1920, 1080)
_SIDES = re.compile(r"^ {0,2}(width|height): *(\d{1,5}) *$", re.MULTILINE)


def memory(width: int, height: int, *, filmed: bool = True) -> str:
    """The memory that one process needs for frames of a size, as people write it.

    Args:
        width: Pixels across.
        height: Pixels down.
        filmed: Whether they are encoded as a film.
    """
    return f"{(_FILM if filmed else _PICTURE) + round(width * height * _MEMORY * 1000)} MB"


def size_in(text: str) -> tuple[int, int]:
    """The size that a written shot or film asks for, before it is read; the usual if it says none.

    Args:
        text: What is written.
    """
    found = dict(reversed(_SIDES.findall(text)))
    return int(found.get("width", _USUAL[0])), int(found.get("height", _USUAL[1]))


def told(width: int, height: int) -> str:
    """What frames larger than 4K take of a machine, in a sentence; nothing for others.

    Args:
        width: Pixels across.
        height: Pixels down.
    """
    pixels = width * height
    if pixels <= _MOST:
        return ""
    seconds, gigabytes = pixels / _A_SECOND, pixels * _MEMORY
    return (
        f"{width:,} × {height:,} pixels take about {seconds:.1f} s of one core a frame "
        f"and {gigabytes:.1f} GB of memory; a preview shows the same much sooner"
    )
