"""Pieces of one film, made one after the other: put together as they are, and looked at where they end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.core.errors import ToolFailed
from studio.media import probe
from studio.media.films import joining
from studio.media.films.frames import frames
from studio.media.images import writing


def spliced(pieces: Sequence[Path], target: Path) -> Path:
    """Put pieces together without encoding them again.

    Args:
        pieces: Films of one size, rate and encoding, each beginning with a whole picture.
        target: The film to write; a single piece is given its name.
    """
    if len(pieces) == 1:
        return pieces[0].rename(target)
    facts = [probe.media(piece) for piece in pieces]
    if not joining.alike(pieces, facts) or not joining.copied(pieces, facts, target):
        raise ToolFailed(
            "the pieces of a shot do not go together", hint="they must come from one version of one provider"
        )
    return target


def ends(film: Path, first: Path, last: Path) -> tuple[Path, Path]:
    """Write the first and the last picture of a film.

    Args:
        film: The film.
        first: The file for the first picture.
        last: The file for the last one.
    """
    with frames(film) as shown:
        writing.write(shown.at(0).picture, first)
        writing.write(shown.at(shown.facts.main_video.duration).picture, last)
    return first, last
