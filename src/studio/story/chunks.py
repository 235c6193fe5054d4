"""What each provider makes in one go: the shots of a film cut into chunks by its card, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.models.video.card import at_rate

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard
    from studio.story.grammar import Storyboard

Begins = Literal["keyframe", "chunk"]


@dataclass(frozen=True)
class Piece:
    """A part of a take that is made in one go.

    Attributes:
        id: The shot and the number of the chunk: 03/2.
        picture: The shot it belongs to.
        provider: Who makes it.
        fps: The rate it is made at.
        first: Its first frame in the take, counted at that rate; a take has its handles.
        end: The frame after its last one that is used.
        made: How many frames are made for it; those past the end are cut off.
        overlap: How many of its first frames the chunk before has made as well.
        begins: What it begins with: a keyframe of its own, or the last frames of the chunk before.
        depends_on: The chunk that has to be there first; empty if none has.
    """

    id: str
    picture: str
    provider: str
    fps: float
    first: int
    end: int
    made: int
    overlap: int
    begins: Begins
    depends_on: str = ""


@dataclass(frozen=True)
class Chunking:
    """All that has to be made for a film.

    Attributes:
        pieces: The chunks, in the order of the film.
        lower_bound: How many it would take if chunks knew no shots, no handles and no overlap.
        deepest: How many chunks wait for one another at most.
        notes: What a person should know of it.
    """

    pieces: tuple[Piece, ...]
    lower_bound: int
    deepest: int
    notes: tuple[str, ...] = ()


def chunked(board: Storyboard, cards: Mapping[str, CapabilityCard]) -> Chunking:
    """Cut the takes of a film into what their providers make in one go.

    Args:
        board: The film; every shot says who makes it.
        cards: The cards of the providers, by their names.

    Raises:
        NotFound: A shot wants a provider that has no card.
    """
    pieces: list[Piece] = []
    notes: list[str] = []
    for number, picture in enumerate(board.pictures):
        card = _card(picture.provider, cards)
        before, after = board.handles(number)
        native = card.rate(board.brief.fps)
        frames = at_rate(before + picture.frames + after, board.brief.fps, native)
        pieces += _pieces(picture.id, picture.provider, frames, native, card)
        if not card.parallel and card.chunks(frames) > card.chain:
            notes.append(
                f"shot {picture.id} takes {card.chunks(frames)} chunks of {card.name}; "
                f"every {card.chain} of them begin with a keyframe anew"
            )
    return Chunking(tuple(pieces), _lower_bound(board, cards), _deepest(pieces), tuple(notes))


def _pieces(picture: str, provider: str, frames: int, native: float, card: CapabilityCard) -> Iterator[Piece]:
    for number, chunk in enumerate(card.parts(frames)):
        follows = card.follows(number)
        yield Piece(
            id=f"{picture}/{number + 1}",
            picture=picture,
            provider=provider,
            fps=native,
            first=chunk.first,
            end=chunk.end,
            made=chunk.made,
            overlap=chunk.overlap,
            begins="chunk" if follows else "keyframe",
            depends_on=f"{picture}/{number}" if follows else "",
        )


def _card(name: str, cards: Mapping[str, CapabilityCard]) -> CapabilityCard:
    if name not in cards:
        raise NotFound(f"there is no provider of video called {name}", hint=nearest(name, cards))
    return cards[name]


def _lower_bound(board: Storyboard, cards: Mapping[str, CapabilityCard]) -> int:
    """The bare division, provider by provider."""
    total = 0
    for name in {picture.provider for picture in board.pictures}:
        card = _card(name, cards)
        frames = sum(picture.frames for picture in board.pictures if picture.provider == name)
        total += card.lower_bound(at_rate(frames, board.brief.fps, card.rate(board.brief.fps)))
    return total


def _deepest(pieces: list[Piece]) -> int:
    depths: dict[str, int] = {}
    for piece in pieces:
        depths[piece.id] = 1 + depths.get(piece.depends_on, 0)
    return max(depths.values(), default=0)
