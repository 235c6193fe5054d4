"""Writing a film down for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from studio.core.errors import NotFound
from studio.core.materials import Folder
from studio.core.run import run
from studio.core.tool import tool
from studio.story import foretelling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.media.timelines.cut import Timeline
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

Format = Literal["otio", "edl", "srt", "vtt", "ass"]

_CODE = ("studio.media.timelines", "studio.story.timeline")


@dataclass(frozen=True)
class Exported:
    """A film, written down.

    Attributes:
        file: Where it lies in the film's folder.
        format: What it is.
    """

    file: str
    format: Format


@tool(effect=True, makes=foretelling.export)
def export(folder: Folder, *, format: Format = "otio") -> Exported:
    """Write a film down for programs that cut films, or for players.

    A timeline names the takes, with the frames that lie beyond their cuts, the transitions, the sounds and
    the beats; files are named as they lie in the film's folder. It lies there afterwards, as do captions.

    Args:
        folder: The film's folder.
        format: A timeline for programs that cut films (otio, edl), or captions (srt, vtt, ass).

    Examples:
        studio film export cafe/
        studio film export cafe/ --format edl
        studio film export cafe/ --format vtt
    """
    from studio.media.timelines import edl, otio
    from studio.store.films import FilmFolder, fingerprint
    from studio.story import written

    film = FilmFolder(folder)
    board = written.opened(film)
    if format not in ("otio", "edl"):
        return _captions(film, format)
    made = _timeline(film, board)
    part = f"timeline.{format}"
    key = fingerprint(repr(made), code=_CODE)
    if not film.fresh(part, key):
        target = run().folder / part
        target.write_text((otio if format == "otio" else edl).written(made), "utf-8")
        film.keep(part, key, {part: target}, shots=len(board.pictures), frames=board.brief.frames)
    return Exported(part, format)


def _captions(film: FilmFolder, format: Format) -> Exported:
    from studio.tools.film.caption import caption

    if not caption(film.path).cues:
        raise NotFound("nothing is said in this film", hint="write lines into its storyboard")
    return Exported(str(film.captions(format).relative_to(film.path)), format)


def _timeline(film: FilmFolder, board: Storyboard) -> Timeline:
    from studio.story.timeline import timeline

    seen = {picture.id: picture.take for picture in board.pictures}

    def take(shot: str) -> str:
        return (film.take(shot, seen[shot]) / "clip.mp4").relative_to(film.path).as_posix()

    return timeline(board, film.path.resolve().name or "film", take, _sounds(film))


def _sounds(film: FilmFolder) -> Iterator[tuple[str, str, bool]]:
    """What is heard: the mix, beside it what it was made of, switched off; its parts, where there is none."""
    mixed = film.mix.is_file()
    for called, path, heard in (
        ("Mix", film.mix, True),
        ("Narration", film.narration, not mixed),
        ("Music", film.music, not mixed),
        ("Atmosphere", film.atmosphere, not mixed),
    ):
        if path.is_file():
            yield called, path.relative_to(film.path).as_posix(), heard
