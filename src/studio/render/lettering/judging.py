"""What is wrong with type as it stands in a film, in words; nothing, where all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.lettering.setting import SMALLEST
from studio.render.lettering.timing import too_short
from studio.render.readable import ENOUGH
from studio.render.rooms import kept_clear

if TYPE_CHECKING:
    from studio.render.lettering.setting import Block, Text

_ROUNDING = 1e-6


def flaws(block: Block, text: Text, *, lasts: float, contrast: float) -> list[str]:
    """Say what is wrong with a block of type.

    Args:
        block: The type in its place.
        text: What it says.
        lasts: How long it is on screen, in seconds.
        contrast: Its contrast where it reads worst.
    """
    found = []
    if lacking := too_short(text, lasts):
        found.append(f"it is on screen {lacking:.1f} seconds too short")
    if contrast < ENOUGH:
        found.append(f"its contrast is {contrast:.1f}, and should be {ENOUGH} at least")
    for line in block.lines:
        said = line.written.text.strip("\u200e\u200f")
        if not kept_clear(line.box, block.width, block.height):
            found.append(f"{said!r} may be hidden: it stands too near the edge")
        if line.size < SMALLEST * block.height - _ROUNDING:
            found.append(f"{said!r} is too small to be read")
    if len({line.size for line in block.lines if line.role != "headline"}) > 1:
        found.append("it has more than two sizes")
    return found
