"""What the finished film of a storyboard must prove: its frames, cuts, seams, moves, bars and words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.checking.meant import Cut, Meant, Stretch
from studio.models.video import fitting
from studio.story import takes
from studio.story.staging.bars import SHORT
from studio.story.timeline import rate

if TYPE_CHECKING:
    from studio.media.captions.cues import Cue
    from studio.models.video.card import CapabilityCard
    from studio.story.grammar import Picture, Storyboard

_ZOOMED = 0.25
"""How far a point of the picture is from its middle on average, in parts of its width."""


def meant(
    board: Storyboard,
    cards: Mapping[str, CapabilityCard],
    cues: Iterable[Cue] = (),
    *,
    moves: tuple[Path, ...] = (),
    grains: Collection[str] = (),
) -> Meant:
    """The film that a storyboard describes.

    Args:
        board: The film.
        cards: The cards of those who make its shots, by their names.
        cues: Captions that are in the picture.
        moves: Where to look for the moves of the camera, if not among ours alone.
        grains: The styles whose pictures have grain.
    """
    starts = board.starts
    stretches = tuple(
        Stretch(
            picture.id,
            start,
            start + picture.frames,
            tuple(_ways(board, number, moves)) if _drawn(picture, cards) else (),
            tuple(_seams(board, number, cards)),
            _drawn(picture, cards) and picture.shot.style in grains,
        )
        for number, (picture, start) in enumerate(zip(board.pictures, starts, strict=True))
    )
    cuts = tuple(
        Cut(at, at - one.cut.before, at + one.cut.after)
        for one, at in zip(board.pictures, starts[1:], strict=False)
    )
    typed = frozenset(_typed(board))
    shown = {frame for cue in cues for frame in cue.frames(board.brief.fps)}
    return Meant(rate(board.brief.fps), stretches, cuts, typed | shown, typed)


def _drawn(picture: Picture, cards: Mapping[str, CapabilityCard]) -> bool:
    """Whether a shot is drawn from its plan, so that what the plan says of its picture holds."""
    return picture.provider in cards and "plan" in cards[picture.provider].kinds


def _ways(board: Storyboard, number: int, moves: tuple[Path, ...]) -> Iterator[float]:
    """How far the camera moves the picture on the way to each frame, in thousandths of its width."""
    from studio.core.errors import NotFound
    from studio.render.camera.moving import OURS, camera

    picture = board.pictures[number]
    shot = takes.shown(picture)
    if shot.is_ending:
        return
    before, after = board.handles(number)
    last = max(1, before + picture.frames + after - 1)
    shares = [(before + frame) / last for frame in range(-1, picture.frames)]
    try:
        seen = [
            camera(
                shot.camera.move, max(0.0, share), energy=shot.camera.energy, seed=shot.seed,
                files=(*moves, OURS) if OURS not in moves else moves,
            )
            for share in shares
        ]  # fmt: skip
    except NotFound:
        return
    for one, other in pairwise(seen):
        aside = ((other.x - one.x) ** 2 + (other.y - one.y) ** 2) ** 0.5
        yield 1000 * (aside + _ZOOMED * abs(other.zoom / one.zoom - 1))


def _seams(board: Storyboard, number: int, cards: Mapping[str, CapabilityCard]) -> Iterator[int]:
    """The frames of the film at which another chunk of a take begins, where no transition hides it."""
    picture = board.pictures[number]
    card = cards.get(picture.provider)
    if card is None:
        return
    before, after = board.handles(number)
    begin = board.starts[number] - before
    for seam in fitting.seams(card, before + picture.frames + after, board.brief.fps):
        if board.starts[number] < begin + seam < board.starts[number] + picture.frames:
            yield begin + seam


def _typed(board: Storyboard) -> Iterator[int]:
    """When type comes and goes."""
    fps = board.brief.fps
    for picture, start in zip(board.pictures, board.starts, strict=True):
        if words := picture.shot.words:
            lasts, late = (picture.part.frames, picture.part.first) if picture.part else (picture.frames, 0)
            yield start - late + round(words.start * fps)
            yield start - late + (lasts if words.end is None else round(words.end * fps))


def step(board: Storyboard) -> float:
    """What shots are whole numbers of: a bar, or half of one in short films."""
    return 0.5 if board.brief.seconds < SHORT else 1.0


def own_music(board: Storyboard) -> bool:
    """Whether the music is composed for the film."""
    return board.music.mood != "none" and not board.music.file


def sounds(board: Storyboard) -> bool:
    """Whether anything is to be heard in a film."""
    return (
        own_music(board)
        or bool(board.music.file or board.narrator.provider or board.narrator.file)
        or any(_heard(picture) for picture in board.pictures)
    )


def _heard(picture: Picture) -> bool:
    return picture.atmosphere != "none" or bool(picture.effects)
