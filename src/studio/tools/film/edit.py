"""Putting a film together from what was made for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
    from studio.story.grammar import Picture, Storyboard
    from studio.story.provenance.grammar import Manifest

PART = "out/film"
_CODE = (
    "studio.render.transitions",
    "studio.media.films.reel",
    "studio.render.lettering.captioning",
    "studio.media.captions",
    "studio.story.provenance",
)
_ALL_CODE = ("studio.render", "studio.models", "studio.media", "studio.story")  # fmt: skip
# With fewer bits, sharp sounds come out up to 2 dB higher than they were mixed.
_AAC = ("-c:a", "aac", "-b:a", "256k")


@dataclass(frozen=True)
class Edited:
    """A finished film.

    Attributes:
        film: Where it lies in its folder.
        frames: How many frames it has.
        duration: How long it is.
        captions: Whether captions are in the picture, beside it as a track, or nowhere.
        sound: Whether it has any.
        stood_in: Shots that somebody else made than was asked to, with the reason.
        faults: What its checks found wrong, where it was checked at once.
    """

    film: str
    frames: int
    duration: Seconds
    captions: Captions
    sound: bool
    stood_in: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@tool(effect=True, resources=Resources(cpu=2, memory="600 MB"))
def edit(folder: Folder) -> Edited:
    """Put a film together: its shots with their transitions, its sound, its captions.

    The film has exactly the frames that the storyboard says: transitions are made of frames that the takes
    have beyond their shots. It lies in the folder out/ of the film's folder afterwards, and says in its tags
    what it was made of and by whom, unless the storyboard does not want that. The same lies beside it.

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
    takes = [film.take(picture.id, picture.take) / "clip.mp4" for picture in board.pictures]
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
    key = fingerprint(board.pictures, board.brief, board.finish, _AAC, files=read, code=_CODE)
    place, beside = (f"out/{_called(film.path)}{ending}" for ending in (".mp4", ".provenance.json"))
    if film.fresh(PART, key):
        for kept, now in zip(list(film.note(PART)["files"]), (place, beside), strict=True):
            if kept != now:
                # The film's folder was given another name since.
                film.move(PART, kept, now)
    else:
        with timings.noted("edit", board.brief.width * board.brief.height * board.brief.frames):
            silent = _cut(film, board, takes, captions)
            made = _muxed(silent, sound, said if captions == "beside" else None, board)
            manifest = _manifest(film, board, made)
            if board.finish.metadata:
                made = _attested(made, manifest, board)
        if (count := probe.media(made).main_video.frames) != board.brief.frames:
            raise ToolFailed(f"the film came out with {count} frames instead of {board.brief.frames}")
        told = run().folder / "provenance.json"
        told.write_text(manifest.model_dump_json(indent=1, exclude_defaults=True) + "\n", "utf-8")
        film.keep(
            PART, key, {place: made, beside: told}, frames=count, captions=captions, sound=sound is not None
        )
    others = tuple(_stood_in(film, board))
    return Edited(place, board.brief.frames, board.brief.seconds, captions, sound is not None, others)


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

    inputs, maps, codecs = ["-i", encode.source(silent)], ["-map", "0:v:0"], ["-c:v", "copy"]
    for path, kind, coding in ((sound, "a", _AAC), (captions, "s", ("-c:s", "mov_text"))):
        if path:
            maps += ["-map", f"{len(inputs) // 2}:{kind}:0"]
            inputs += ["-i", encode.source(path)]
            codecs += coding
    return encode.ffmpeg(
        [*inputs, *maps, *codecs, "-metadata", f"title={_title(board)}", "-movflags", "+faststart"],
        target=run().folder / "film.mp4",
        seconds=board.brief.seconds,
        label="Adding sound",
    )


def _title(board: Storyboard) -> str:
    return (board.brief.name or board.brief.product)[:200]


def _manifest(film: FilmFolder, board: Storyboard, made: Path) -> Manifest:
    """What the film was made of."""
    from studio.media.films.essence import essence
    from studio.store.films import fingerprint
    from studio.story.provenance.collecting import CODE, collected

    notes = {picture.id: _note(film, picture) for picture in board.pictures}
    speaker = film.note("audio/narration") if film.narration.is_file() else {}
    code = fingerprint(code=CODE)
    return collected(board, notes, speaker, film.hashes, code, essence(made))


def _stood_in(film: FilmFolder, board: Storyboard) -> Iterator[str]:
    for picture in board.pictures:
        note = _note(film, picture)
        if note.get("instead"):
            yield f"shot {picture.id} was made by {note['provider']}, not {note['instead']}: {note['reason']}"


def _note(film: FilmFolder, picture: Picture) -> dict[str, Any]:
    """What is known of the take that is seen of a shot."""
    return film.note(f"{film.take(picture.id, picture.take).relative_to(film.path)}/meta")


def _attested(made: Path, manifest: Manifest, board: Storyboard) -> Path:
    """The same film, saying what it was made of."""
    from studio.media import encode, probe
    from studio.story.provenance.packing import TAG, found, packed

    told = packed(manifest)
    tags = run().folder / "tags.txt"
    lines = (f"{name}={_escaped(value)}\n" for name, value in (("title", _title(board)), (TAG, told)))
    tags.write_text(";FFMETADATA1\n" + "".join(lines), "utf-8")
    film = encode.ffmpeg(
        [
            *("-i", encode.source(made), "-f", "ffmetadata", "-i", encode.source(tags), "-map", "0"),
            *("-c", "copy", "-map_metadata", "1", "-movflags", "+faststart+use_metadata_tags"),
        ],
        target=run().folder / "attested.mp4",
        seconds=board.brief.seconds,
        label="Writing down",
    )
    if found(probe.media(film).metadata) != told:
        raise ToolFailed("the film does not keep what it was made of in its tags")
    return film


def _escaped(value: str) -> str:
    """A value as ffmpeg reads it from a file of tags."""
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in value)
