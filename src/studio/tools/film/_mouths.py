"""Whether who speaks in a film moves their lips with what they say, and nobody else theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.media.checking.findings import Check
    from studio.media.checking.hearing import Sounded
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard
    from studio.story.speaking import Said
    from studio.tools.film._proofs import Proofs

MOUTH = "mouth.json"
"""How far the mouth of who is seen in a take is open, frame by frame, as whoever made it says."""


@dataclass(frozen=True)
class _Told:
    """What the makers of a film's takes say of the mouths in them.

    Attributes:
        open: How far a mouth is open on each frame of the film; not a number where nobody is seen, or nobody
            says.
        speaks: The frames of the shots in which somebody speaks.
    """

    open: ndarray
    speaks: ndarray


def mouths(proofs: Proofs, sound: Sounded | None) -> Check:
    """Whether mouths move with what their people say, where whoever made the takes says how they are open."""
    import numpy as np

    from studio.media.checking.findings import skipped
    from studio.media.checking.lips import lips, still
    from studio.story import speaking

    film, board = proofs.folder, proofs.board
    assert film
    assert board
    if board.finish.rate:
        return skipped("lips", "the film is shown at another rate than its mouths were drawn at")
    spoken = board.narrator.provider and not board.narrator.file
    lines = list(speaking.said(board, film.heard())) if spoken else []
    told = _told(film, board, lines)
    if np.isnan(told.open).all():
        return skipped("lips", _why(board))
    if not told.speaks.any():
        return still(told.open)
    if sound is None or not film.narration.is_file():
        return skipped("lips", "what is said does not lie there alone, to be compared with")
    return lips(told.open, _voice(proofs, lines), proofs.fps, speaks=told.speaks)


def _told(film: FilmFolder, board: Storyboard, lines: list[Said]) -> _Told:
    import numpy as np

    from studio.story import speaking

    count = board.brief.frames
    found, speaks = np.full(count, np.nan, np.float32), np.zeros(count, bool)
    for number, (picture, start) in enumerate(zip(board.pictures, board.starts, strict=True)):
        opened = _open(film.take(picture.id, picture.take) / MOUTH)
        before = board.handles(number)[0]
        mine = opened[before : before + picture.frames]
        found[start : start + len(mine)] = mine
        if speaking.seen(board, number, lines):
            speaks[start : start + picture.frames] = True
    return _Told(found, speaks)


def _open(note: Path) -> list[float]:
    """How far a mouth is open on each frame of a take; nothing where nobody says."""
    try:
        told: Any = json.loads(note.read_text("utf-8"))["open"]
        return [float("nan") if one is None else float(one) for one in told]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _why(board: Storyboard) -> str:
    """Why nothing is known of mouths."""
    if others := sorted({picture.provider for picture in board.pictures} - {"builtin"}):
        return f"{', '.join(others)} does not say how mouths are open"
    return "nobody is seen whose mouth could move"


def _voice(proofs: Proofs, lines: list[Said]) -> ndarray:
    """How loud those are who speak in the picture, on each frame; who is not seen is not heard here."""
    import numpy as np

    from studio.media.checking.hearing import Slices
    from studio.media.checking.lips import envelope
    from studio.media.sound.taping import played

    assert proofs.folder
    assert proofs.board
    slices = Slices()
    for _ in slices.through(played(proofs.folder.narration)):
        pass
    count, fps = proofs.board.brief.frames, proofs.fps
    loud = envelope(slices.settled()[0], count, fps)
    theirs = np.zeros(count, bool)
    for one in lines:
        theirs[max(0, int(one.start * fps) - 1) : int(one.end * fps) + 2] = True
    return np.where(theirs, loud, loud.min())
