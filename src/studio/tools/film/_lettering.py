"""Whether a film's captions can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.media.checking.findings import Check
    from studio.media.checking.lettering import Box, Read, Rgb
    from studio.tools.film._proofs import Proofs

_READ = 0.92
"""How much of the contrast that type must have is left when a film has been encoded."""


def captions(proofs: Proofs) -> Iterator[Check]:
    """What can be said of captions."""
    from studio.media.checking import captions as checking
    from studio.media.checking.dues import due
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
    planned = due(proofs.cues, proofs.words)
    seen = proofs.letterings if proofs.burned else []
    yield checking.timing(planned, proofs.words, seen, proofs.fps)
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
