"""What somebody has approved of a storyboard, and whether it still is what they saw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from studio.story.grammar import Picture, Storyboard

Standing = Literal["approved", "changed", "open"]

_UNSEEN = {"take": True, "provider": True, "effects": True, "atmosphere": True}


def stamp(board: Storyboard, picture: Picture) -> str:
    """What is approved of a shot: what its picture shows, how long it lasts, what is written in it.

    Who makes it, which take of it is seen and what is heard are other questions.
    """
    import xxhash

    brief = board.brief
    size = f"{brief.width}x{brief.height}@{brief.fps:g}"
    told = picture.model_dump_json(exclude=_UNSEEN, exclude_defaults=True)
    return xxhash.xxh3_128_hexdigest(f"{size} {told}".encode())


def standings(board: Storyboard, stamps: Mapping[str, str]) -> dict[str, Standing]:
    """How each shot stands, by its number.

    Args:
        board: The storyboard as it is now.
        stamps: What was approved, by the number of the shot.
    """
    found: dict[str, Standing] = {}
    for picture in board.pictures:
        kept = stamps.get(picture.id)
        found[picture.id] = (
            "open" if kept is None else "approved" if kept == stamp(board, picture) else "changed"
        )
    return found
