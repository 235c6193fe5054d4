"""Mixing: parts are sent into the room, summed and mastered, block after block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.music.notes import Part, Piece
from studio.render.music.synthesis.balancing import PARTS, SENDS, balanced, faded
from studio.render.music.synthesis.master import Master
from studio.render.music.synthesis.playing import BLOCK, Player, Stage
from studio.render.music.synthesis.pumping import Pump
from studio.render.music.synthesis.room import Reverberation

if TYPE_CHECKING:
    from numpy import ndarray


def mixed(piece: Piece) -> Iterator[ndarray]:
    """The whole piece, block by block: a row for each instant, left and right."""
    for tracks in _mastered(piece, ()):
        yield tracks[0].T.copy()


def parted(piece: Piece) -> Iterator[dict[str, ndarray]]:
    """The piece and its parts, block by block; the parts add up to the piece."""
    heard = {note.part for note in piece.notes}
    there = tuple(part for part in PARTS if part in heard)
    for tracks in _mastered(piece, there):
        yield {name: track.T.copy() for name, track in zip(("mix", *there), tracks, strict=True)}


def _mastered(piece: Piece, apart: tuple[Part, ...]) -> Iterator[ndarray]:
    """The sum, and behind it the parts that are wanted apart, with the same gain on all."""
    master, done = Master(), 0
    for tracks, last in _summed(piece, apart):
        out = master.fed(tracks, last=last)
        yield out * faded(piece, done, out.shape[2])
        done += out.shape[2]


def _summed(piece: Piece, apart: tuple[Part, ...]) -> Iterator[tuple[ndarray, bool]]:
    """The sum and the parts that are wanted apart, with their rooms, and whether nothing follows."""
    player = Player()
    faders = balanced(piece, player)
    stage, pump = Stage(player, piece, piece.notes), Pump(piece)
    names: tuple[str, ...] = apart or ("mix",)
    rooms = {name: Reverberation(piece.space, BLOCK) for name in names}
    for begin in range(0, piece.samples, BLOCK):
        length = min(BLOCK, piece.samples - begin)
        dry = stage.block(begin, length)
        pump.apply(dry, begin)
        for part, track in dry.items():
            track *= faders[part]  # noqa: PLW2901 - it is the block's own
        yield _placed(dry, rooms, apart, length), begin + length == piece.samples


def _placed(
    dry: dict[Part, ndarray], rooms: dict[str, Reverberation], apart: tuple[Part, ...], length: int
) -> ndarray:
    """The sum in its room, and the parts that are wanted apart in theirs."""
    import numpy as np

    silence = np.zeros((2, length), np.float32)
    if not apart:
        sent = sum((SENDS[part] * track for part, track in dry.items()), silence)
        whole: ndarray = sum(dry.values(), rooms["mix"].answered(sent))
        return whole[None]
    parts = []
    for part in apart:
        track = dry.get(part, silence)
        parts.append(track + rooms[part].answered(SENDS[part] * track))
    return np.stack([np.sum(parts, axis=0), *parts])
