"""Putting a film together from what was made for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.core.errors import NotFound, ToolFailed
from studio.core.materials import Folder, Seconds
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.story.choices import Captions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.render.transitions.sequence import Joint
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

PART = "out/film"
_CODE = (
    "studio.render.transitions", "studio.media.films.reel",
    "studio.render.lettering.captioning", "studio.media.captions",
)  # fmt: skip
_AAC = ("-c:a", "aac", "-b:a", "192k")


@dataclass(frozen=True)
class Edited:
    """A finished film.

    Attributes:
        film: Where it lies in its folder.
        frames: How many frames it has.
        duration: How long it is.
        captions: Whether captions are in the picture, beside it as a track, or nowhere.
        sound: Whether it has any.
    """

    film: str
    frames: int
    duration: Seconds
    captions: Captions
    sound: bool


@tool(effect=True, resources=Resources(cpu=2, memory="600 MB"))
def edit(folder: Folder) -> Edited:
    """Put a film together: its shots with their transitions, its sound, its captions.

    The film has exactly the frames that the storyboard says: transitions are made of frames that the takes
    have beyond their shots. It lies in the folder out/ of the film's folder afterwards.

    Args:
        folder: The film's folder, with a take of every shot.

    Examples:
        studio film edit cafe/
    """
    from studio.media import probe
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint
    from studio.story import written

    film = FilmFolder(folder)
    board = written.opened(film)
    takes = [film.take(picture.id) / "clip.mp4" for picture in board.pictures]
    for picture, clip in zip(board.pictures, takes, strict=True):
        if not clip.is_file():
            raise NotFound(
                f"shot {picture.id} was not made yet",
                hint=f"studio film take {film.path} --shot {picture.id}",
            )
    said = film.captions("srt")
    captions = board.finish.captions if said.is_file() and said.stat().st_size else "none"
    sound = film.mix if film.mix.is_file() else None
    read = [*takes, *((sound,) if sound else ()), *((said,) if captions != "none" else ())]
    key = fingerprint(board.pictures, board.brief, board.finish, files=read, code=_CODE)
    place = f"out/{_called(film.path)}.mp4"
    if film.fresh(PART, key):
        kept = next(iter(film.note(PART)["files"]))
        if kept != place:
            # The film's folder was given another name since.
            film.move(PART, kept, place)
    else:
        with timings.noted("edit", board.brief.width * board.brief.height * board.brief.frames):
            silent = _cut(film, board, takes, captions)
            made = _muxed(silent, sound, said if captions == "beside" else None, board)
        if (count := probe.media(made).main_video.frames) != board.brief.frames:
            raise ToolFailed(f"the film came out with {count} frames instead of {board.brief.frames}")
        film.keep(PART, key, {place: made}, frames=count, captions=captions, sound=sound is not None)
    return Edited(place, board.brief.frames, board.brief.seconds, captions, sound is not None)


def _called(folder: Path) -> str:
    return folder.resolve().name or "film"


def _cut(film: FilmFolder, board: Storyboard, takes: list[Path], captions: Captions) -> Path:
    """All frames, one after the other."""
    from studio.media.films.reel import Reel
    from studio.render.transitions.sequence import sequence

    brief = board.brief
    size = (brief.width + brief.width % 2, brief.height + brief.height % 2)
    frames = sequence(
        [_seen(film, picture.id, clip) for picture, clip in zip(board.pictures, takes, strict=True)],
        [picture.frames for picture in board.pictures],
        _joints(board),
    )
    if captions == "burned":
        frames = _captioned(frames, film, board)
    target = run().folder / "silent.mp4"
    with Reel(target, size, brief.fps, effort=board.finish.effort) as reel:
        for planes in run().track(frames, "Editing", total=brief.frames):
            reel.add(planes)
    return target


def _seen(film: FilmFolder, shot: str, clip: Path) -> Iterator[ndarray]:
    """The frames of a take."""
    from studio.media.films.reel import unreeled

    try:
        yield from unreeled(clip)
    except ToolFailed as broken:
        anew = f"studio film take {film.path} --shot {shot} makes it anew"
        raise ToolFailed(f"shot {shot}: {broken.message}", hint=anew) from None


def _joints(board: Storyboard) -> list[Joint]:
    from studio.render.transitions.joining import transition
    from studio.render.transitions.sequence import Joint

    return [
        Joint(transition(picture.cut.kind).kind, picture.cut.frames, board.brief.seed + number)
        for number, picture in enumerate(board.pictures[:-1])
    ]


def _captioned(frames: Iterator[ndarray], film: FilmFolder, board: Storyboard) -> Iterator[ndarray]:
    """The frames with the captions in them."""
    from studio.media.captions import files
    from studio.render.lettering import captioning
    from studio.render.shelf import shelf

    brief, first = board.brief, board.pictures[0].shot
    shelved = shelf(film.path / board.vocabulary if board.vocabulary else None)
    look = captioning.look(shelved.pack(first.style), shelved, brand=first.brand)
    size = (brief.width + brief.width % 2, brief.height + brief.height % 2)
    said = captioning.Captions(files.read(film.captions("srt")), size, brief.fps, look)
    for number, planes in enumerate(frames):
        if shown := said.at(number):
            # A frame that stands still may be the same planes again.
            written = planes.copy()
            shown.lay(written)
            yield written
        else:
            yield planes


def _muxed(silent: Path, sound: Path | None, captions: Path | None, board: Storyboard) -> Path:
    """The film with its sound, and with captions as a track."""
    from studio.media import encode

    if not (sound or captions):
        return silent
    inputs, maps, codecs = ["-i", encode.source(silent)], ["-map", "0:v:0"], ["-c:v", "copy"]
    for path, kind, coding in ((sound, "a", _AAC), (captions, "s", ("-c:s", "mov_text"))):
        if path:
            maps += ["-map", f"{len(inputs) // 2}:{kind}:0"]
            inputs += ["-i", encode.source(path)]
            codecs += coding
    tags = ("-metadata", f"title={board.brief.name or board.brief.product}"[:200])
    return encode.ffmpeg(
        [*inputs, *maps, *codecs, *tags, "-movflags", "+faststart"],
        target=run().folder / "film.mp4",
        seconds=board.brief.seconds,
        label="Adding sound",
    )
