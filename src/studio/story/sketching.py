"""The same film, smaller: half the size, 12 frames a second, everything at the same times."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.story.grammar import Beat, Picture, Storyboard

RATE = 12.0
_LEAST = 64
_OURS = "builtin"
_ABOVE = Path("..")


def sketched(board: Storyboard, *, fps: float = RATE) -> Storyboard:
    """The storyboard of a small film that shows what a large one shows.

    Args:
        board: The storyboard of the large one.
        fps: How many frames a second the small one has.
    """
    scale = min(1.0, fps / board.brief.fps)

    def at(frame: int) -> int:
        return round(frame * scale)

    cuts = [at(start) for start in [*board.starts, board.brief.frames]]
    # However short a shot is, it is seen.
    for number in range(1, len(cuts)):
        cuts[number] = max(cuts[number], cuts[number - 1] + 1)
    lengths = [after - before for before, after in pairwise(cuts)]
    pictures = [
        _smaller(picture, frames, min(lengths[number : number + 2]), at)
        for number, (picture, frames) in enumerate(zip(board.pictures, lengths, strict=True))
    ]
    brief = board.brief.model_copy(
        update={
            "frames": cuts[-1],
            "fps": board.brief.fps * scale,
            "width": max(_LEAST, board.brief.width // 4 * 2),
            "height": max(_LEAST, board.brief.height // 4 * 2),
        }
    )
    narrator = board.narrator.model_copy(update={"file": _outside(board.narrator.file)})
    music = board.music.model_copy(update={"file": _outside(board.music.file)})
    return board.model_copy(
        update={
            "brief": brief,
            "beats": [_moved(beat, at) for beat in board.beats],
            "pictures": pictures,
            "narrator": narrator,
            "music": music,
            "vocabulary": _outside(board.vocabulary),
        }
    )


def _smaller(picture: Picture, frames: int, most: int, at: Callable[[int], int]) -> Picture:
    cut = picture.cut.model_copy(update={"frames": min(at(picture.cut.frames), most)})
    effects = [effect.model_copy(update={"at": at(effect.at)}) for effect in picture.effects]
    told: dict[str, Any] = {
        "frames": frames,
        "cut": cut,
        "effects": effects,
        "shot": picture.shot.within(_ABOVE),
    }
    # Nobody is paid, or kept busy for hours, for a film that is only looked at.
    told["provider"] = _OURS
    return picture.model_copy(update=told)


def _moved(beat: Beat, at: Callable[[int], int]) -> Beat:
    lines = [line.model_copy(update={"start": at(line.start), "end": at(line.end)}) for line in beat.lines]
    return beat.model_copy(update={"lines": lines})


def _outside(file: str) -> str:
    """A file beside the large storyboard, as it is called from the folder of the small one."""
    return str(_ABOVE / file) if file else ""
