"""The frame at which a film of ours has one too many or too few, by the takes it was put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy import ndarray

    from studio.tools.film._proofs import Proofs


def misplaced(proofs: Proofs) -> int | None:
    """That frame; nothing where the film has as many as planned, or its takes do not lie there."""
    from studio.core.errors import StudioError
    from studio.media.checking import placing
    from studio.media.films.reel import unreeled

    board = proofs.board
    # At another rate than that of its takes, no frame of a film is one of theirs.
    if not board or board.finish.rate or not (by := proofs.facts.main_video.frames - board.brief.frames):
        return None
    try:
        planned = dict(_planned(proofs))
        shown = [_small(planes) for planes in unreeled(proofs.path)]
    except StudioError:
        return None
    return placing.misplaced(shown, planned, by)


def _planned(proofs: Proofs) -> Iterator[tuple[int, ndarray]]:
    """What was to be seen on each frame on which one take is seen alone."""
    from studio.media.films.reel import unreeled

    film, board = proofs.folder, proofs.board
    assert film
    assert board
    for number, (picture, start) in enumerate(zip(board.pictures, board.starts, strict=True)):
        clip = film.take(picture.id, picture.take) / "clip.mp4"
        if not clip.is_file():
            continue
        before = board.handles(number)[0]
        hidden = board.pictures[number - 1].cut.after if number else 0
        alone = range(hidden, picture.frames - picture.cut.before)
        for frame, planes in enumerate(unreeled(clip), -before):
            if frame in alone:
                yield start + frame, _small(planes)


def _small(planes: ndarray) -> ndarray:
    from studio.media.checking.placing import small

    return small(planes[: planes.shape[0] * 2 // 3])
