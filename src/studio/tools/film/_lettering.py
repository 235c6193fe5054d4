"""Whether a film's captions can be read, and whether who speaks in it moves their lips."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from studio.media.checking.findings import Check
    from studio.media.checking.hearing import Sounded
    from studio.media.checking.lettering import Box, Read, Rgb
    from studio.tools.film._proofs import Proofs

_READ = 0.92
"""How much of the contrast that type must have is left when a film has been encoded."""

MOUTH = "mouth.json"
"""How far the mouth of who speaks in a take is open, frame by frame, as whoever made it says."""


def captions(proofs: Proofs) -> Iterator[Check]:
    """What can be said of captions."""
    from studio.media.checking import captions as checking
    from studio.media.checking.findings import skipped
    from studio.render import readable
    from studio.render.rooms import Box as Room
    from studio.render.rooms import kept_clear

    board = proofs.board
    assert board
    why = ""
    if board.finish.captions == "none":
        why = "the film was to have no captions"
    elif board.narrator.file:
        why = "nobody wrote down when the words of the recording are said"
    if why or not (proofs.cues or proofs.words):
        names = ("captions", "caption lines", "caption place", "caption contrast")
        yield from (skipped(name, why or "nothing is said") for name in names)
        return
    planned = checking.due(proofs.cues, proofs.words)
    seen = proofs.letterings if proofs.burned else []
    yield checking.timing(planned, len(proofs.words), seen, proofs.fps)
    yield checking.lines(proofs.cues, proofs.fps)
    size = (board.brief.width, board.brief.height)

    def clear(box: Box) -> bool:
        left, top, right, bottom = box
        # Plates lie on even pixels: a caption may be one further out than it was laid out.
        return kept_clear(Room(left + 2, top + 2, right - 2, bottom - 2), *size)

    yield checking.place([(one.first, one.box) for one in proofs.letterings], clear)
    reads = [read for one in proofs.letterings for read in one.reads]
    yield checking.contrast(
        reads if proofs.burned else _beside(proofs, reads), readable.contrast, readable.ENOUGH * _READ
    )


def _beside(proofs: Proofs, reads: list[Read]) -> list[Read]:
    """What players make of captions beside the picture that bring their look with them."""
    from studio.media.captions import ass

    assert proofs.folder
    try:
        style = ass.style_of(proofs.folder.captions("ass").read_text("utf-8"))
    except (OSError, ValueError):
        return []
    if not style:
        return []

    def over(behind: Rgb) -> Rgb:
        red, green, blue = (
            round(part * style.firm + under * (1 - style.firm))
            for part, under in zip(style.ground, behind, strict=True)
        )
        return red, green, blue

    return [(frame, style.ink, over(dark), over(light)) for frame, _, dark, light in reads]


def mouths(proofs: Proofs, sound: Sounded | None) -> Check:
    """Whether mouths follow the voice, where whoever made the takes says how they are open."""
    from studio.media.checking.hearing import Slices
    from studio.media.checking.lips import envelope, lips
    from studio.media.sound.taping import played

    film, board = proofs.folder, proofs.board
    assert film
    assert board
    mouth, why = _mouth(proofs)
    if mouth is None or sound is None or not film.narration.is_file():
        return lips(None, None, proofs.fps, why)
    voice = Slices()
    for _ in voice.through(played(film.narration)):
        pass
    return lips(mouth, envelope(voice.settled()[0], board.brief.frames, proofs.fps), proofs.fps, why)


def _mouth(proofs: Proofs) -> tuple[list[float] | None, str]:
    """How far a mouth is open on each frame of the film, and why that is not known."""
    film, board = proofs.folder, proofs.board
    assert film
    assert board
    found, known = [float("nan")] * board.brief.frames, False
    for number, (picture, start) in enumerate(zip(board.pictures, board.starts, strict=True)):
        told = _open(film.take(picture.id, picture.take) / MOUTH)
        before = board.handles(number)[0]
        for frame, value in enumerate(told[before : before + picture.frames]):
            found[start + frame] = value
            known = True
    others = sorted({picture.provider for picture in board.pictures} - {"builtin"})
    if others and not known:
        return None, f"{', '.join(others)} does not say how mouths are open"
    return (found if known else None), "nobody in the picture speaks what is heard"


def _open(note: Path) -> list[float]:
    """How far a mouth is open on each frame of a take; nothing where none of it speaks."""
    try:
        told: Any = json.loads(note.read_text("utf-8"))["open"]
        return [float("nan") if one is None else float(one) for one in told]
    except (OSError, ValueError, TypeError, KeyError):
        return []
