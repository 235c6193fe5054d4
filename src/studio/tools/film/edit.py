"""Putting a film together from what was made for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound, ToolFailed
from studio.core.materials import Folder, Seconds
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.story import foretelling
from studio.story.choices import Captions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.media.sound.holding import Held
    from studio.render.transitions.hints import Shape
    from studio.render.transitions.sequence import Joint
    from studio.store.films import FilmFolder
    from studio.story.grammar import Picture, Storyboard
    from studio.story.provenance.grammar import Manifest
    from studio.tools.film._finishing import Done

PART = "out/film"
_CODE = (
    "studio.render.transitions",
    "studio.media.films.reel",
    "studio.media.films.finishing",
    "studio.media.films.inbetweens",
    "studio.models.upscaling",
    "studio.render.grading",
    "studio.render.lettering.captioning",
    "studio.media.captions",
    "studio.media.sound.holding",
    "studio.media.sound.limiting",
    "studio.story.provenance",
    "studio.tools.film._sounding",
)
_ALL_CODE = ("studio.render", "studio.models", "studio.media", "studio.story")  # fmt: skip


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
        lacking: What the storyboard asks for and the folder does not hold: sound, captions.
        faults: What its checks found wrong, where it was checked at once.
    """

    film: str
    frames: int
    duration: Seconds
    captions: Captions
    sound: bool
    stood_in: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@tool(effect=True, resources=Resources(cpu=2, memory="600 MB"), makes=foretelling.film)
def edit(folder: Folder) -> Edited:
    """Put a film together: its shots with their transitions, its sound, its captions.

    The film has exactly the frames that the storyboard says: transitions are made of frames that the takes
    have beyond their shots. It lies in the folder out/ of the film's folder afterwards, and says in its tags
    what it was made of and by whom, unless the storyboard does not want that. The same lies beside it.

    Sound and captions are taken as they lie in the folder; where the storyboard asks for some that are not
    there, the film is made without them, and says so.

    Encoders raise peaks: its sound is listened to again as it is encoded, and limited where that is needed.

    What its finish asks for is done in this order: colours of takes matched, light smoothed, shots joined,
    graded, more frames made, enlarged, grained; captions come last.

    Args:
        folder: The film's folder, with a take of every shot.

    Examples:
        studio film edit cafe/
    """
    from studio.media import probe
    from studio.media.films import credentials
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint
    from studio.story import delivering, naming, places, written
    from studio.tools.film import _finishing, _lacking, _sounding

    film = FilmFolder(folder)
    board = written.opened(film)
    takes = _takes(film, board)
    said = film.captions("srt")
    captions = board.finish.captions if _lacking.captioned(film) else "none"
    sound = film.mix.is_file()
    table = [film.path / file] if (file := places.table(board)) else []
    own = [*table, *(credentials.files() if board.finish.metadata else [])]
    read = [
        *takes,
        *own,
        *([film.mix] if sound else []),
        *([said, film.captions("vtt")] if captions != "none" else []),
    ]
    asked = (board.pictures, board.brief, board.finish, _sounding.level(film, board).peak)
    key = fingerprint(*asked, files=read, code=_CODE)
    place, beside = (f"out/{naming.film(film.path).stem}{ending}" for ending in (".mp4", ".provenance.json"))
    whole = delivering.frames(board)
    if film.fresh(PART, key):
        for kept, now in zip(list(film.note(PART)["files"]), (place, beside), strict=True):
            if kept != now:
                # The film's folder was given another name since.
                film.move(PART, kept, now)
    else:
        with timings.noted("edit", board.brief.width * board.brief.height * board.brief.frames):
            how = _finishing.planned(film, board)
            silent = _cut(film, board, takes, captions, how)
            heard = _sounding.encoded(film, board)
            made = _muxed(silent, heard, said if captions == "beside" else None, board)
            manifest = _manifest(film, board, made)
            if board.finish.metadata:
                made = _signed(_attested(made, manifest, board), manifest, board)
        if (count := probe.media(made).main_video.frames) != whole:
            raise ToolFailed(f"the film came out with {count} frames instead of {whole}")
        told = run().folder / "provenance.json"
        told.write_text(manifest.model_dump_json(indent=1, exclude_defaults=True) + "\n", "utf-8")
        facts = {"captions": captions, "finish": delivering.steps(board.finish), **_sounding.told(heard)}
        film.keep(PART, key, {place: made, beside: told}, frames=count, **facts)
        _tell(film, board, how)
    less = tuple(_lacking.lacking(film, board))
    return Edited(place, whole, board.brief.seconds, captions, sound, tuple(_stood_in(film, board)), less)


def _takes(film: FilmFolder, board: Storyboard) -> list[Path]:
    """The take that is seen of every shot."""
    takes = [film.take(picture.id, picture.take) / "clip.mp4" for picture in board.pictures]
    for picture, clip in zip(board.pictures, takes, strict=True):
        if not clip.is_file():
            raise NotFound(
                f"shot {picture.id} was not made yet",
                hint=f"studio film take {quote(str(film.path))} --shot {picture.id}",
            )
    return takes


def _tell(film: FilmFolder, board: Storyboard, how: Done) -> None:
    """Say in the note of each take what was done to its colours."""
    for picture in board.pictures:
        way = how.matches.get(picture.id)
        told = {"scale": way.scale, "shift": way.shift} if way else None
        rounded = {name: [round(one, 3) for one in value] for name, value in told.items()} if told else None
        film.tell(f"{film.take(picture.id, picture.take).relative_to(film.path)}/meta", matched=rounded)


def _cut(film: FilmFolder, board: Storyboard, takes: list[Path], captions: Captions, how: Done) -> Path:
    """All frames, one after the other."""
    from studio.media.films.reel import Reel
    from studio.render.transitions.sequence import sequence
    from studio.story import delivering
    from studio.tools.film import _finishing

    frames = sequence(
        [_seen(film, board, number, clip, how) for number, clip in enumerate(takes)],
        [picture.frames for picture in board.pictures],
        _joints(film, board),
    )
    frames = _finishing.joined(frames, board, how.table)
    if captions == "burned":
        frames = _captioned(frames, film, board)
    target = run().folder / "silent.mp4"
    size, fps = delivering.size(board), delivering.fps(board)
    with Reel(target, size, fps, effort=board.finish.effort) as reel:
        for planes in run().track(frames, "Editing", total=delivering.frames(board)):
            reel.add(planes)
    return target


def _seen(film: FilmFolder, board: Storyboard, number: int, clip: Path, how: Done) -> Iterator[ndarray]:
    """The frames of a take, from the first that is seen."""
    from studio.tools.film import _finishing

    shot = board.pictures[number].id
    first = board.handles(number)[0] - board.into(number)
    try:
        yield from _finishing.taken(clip, first, board, how.matches.get(shot))
    except ToolFailed as broken:
        anew = f"studio film take {quote(str(film.path))} --shot {shot} makes it anew"
        raise ToolFailed(f"shot {shot}: {broken.message}", hint=anew) from None


def _joints(film: FilmFolder, board: Storyboard) -> list[Joint]:
    """How shots give way to one another; what changes by shape knows where the things are that match."""
    from studio.render.transitions.hints import Hints
    from studio.render.transitions.joining import transition
    from studio.render.transitions.sequence import Joint

    found = []
    for number, picture in enumerate(board.pictures[:-1]):
        kind = transition(picture.cut.kind).kind
        hints = Hints()
        if kind == "match":
            hints = Hints(_shape(film, board, number, 1.0), _shape(film, board, number + 1, 0.0))
        found.append(Joint(kind, picture.cut.frames, board.brief.seed + number, hints))
    return found


def _shape(film: FilmFolder, board: Storyboard, number: int, share: float) -> Shape:
    """Where the thing is that a shot is about, if we have made it; else the middle."""
    from studio.render.shelf import shelf
    from studio.render.shots.matching import shape
    from studio.render.transitions.hints import MIDDLE

    picture, brief = board.pictures[number], board.brief
    if film.made_by(picture.id, picture.take, picture.provider) != "builtin":
        return MIDDLE
    size = {"width": brief.width, "height": brief.height, "fps": brief.fps}
    shot = picture.shot.model_copy(update=size).within(film.path)
    return shape(shot, shelf(film.path / board.vocabulary if board.vocabulary else None), share)


def _captioned(frames: Iterator[ndarray], film: FilmFolder, board: Storyboard) -> Iterator[ndarray]:
    """The frames with the captions in them."""
    from studio.media.captions import files
    from studio.render.lettering import captioning
    from studio.render.shelf import shelf
    from studio.story import delivering

    first = board.pictures[0].shot
    shelved = shelf(film.path / board.vocabulary if board.vocabulary else None)
    look = captioning.look(shelved.pack(first.style), shelved, brand=first.brand)
    size, fps = delivering.size(board), float(delivering.fps(board))
    said = captioning.Captions(files.placed(film.captions("srt"), film.captions("vtt")), size, fps, look)
    for number, planes in enumerate(frames):
        if shown := said.at(number):
            # A frame that stands still may be the same planes again.
            written = planes.copy()
            shown.lay(written)
            yield written
        else:
            yield planes


def _muxed(silent: Path, sound: Held | None, captions: Path | None, board: Storyboard) -> Path:
    """The film with its sound, and with captions as a track."""
    from studio.media import encode

    inputs, maps = ["-i", encode.source(silent)], ["-map", "0:v:0"]
    for path, kind in ((sound.path if sound else None, "a"), (captions, "s")):
        if path:
            maps += ["-map", f"{len(inputs) // 2}:{kind}:0"]
            inputs += ["-i", encode.source(path)]
    how = ["-c", "copy", "-c:s", "mov_text", "-movflags", "+faststart"]
    return encode.ffmpeg(
        [*inputs, *maps, *how, "-metadata", f"title={_title(board)}"],
        target=run().folder / "film.mp4",
        seconds=board.brief.seconds,
        label="Adding sound",
    )


def _title(board: Storyboard) -> str:
    # A title is one line, whatever a plan says, and ffmpeg takes a backslash at its end for more of it.
    return " ".join((board.brief.name or board.brief.product).split())[:200].rstrip("\\")


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


def _signed(made: Path, manifest: Manifest, board: Storyboard) -> Path:
    """The same film with signed credentials, where there is a certificate for that."""
    from studio.media.films import credentials
    from studio.story.provenance import ledger

    if not credentials.wanted():
        return made
    if package := credentials.lacking():
        run().note(f"the film is not signed: {package} is not there; studio doctor says how to get it")
        return made
    return credentials.signed(
        made, run().folder / "signed.mp4",
        title=_title(board), source=ledger.source(manifest), label=ledger.LABEL, told=ledger.told(manifest),
    )  # fmt: skip


def _escaped(value: str) -> str:
    """A value as ffmpeg reads it from a file of tags."""
    return "".join(f"\\{letter}" if letter in "=;#\\\n" else letter for letter in value)
