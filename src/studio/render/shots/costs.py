"""What very large frames cost, so that nobody waits for them in the dark."""

from __future__ import annotations

_MOST = 3840 * 2160
# Measured on a street with people at 1080p, 4K and 8K.
_A_SECOND, _MEMORY = 37e6, 0.1e-6  # pixels a second; GB for a pixel


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
