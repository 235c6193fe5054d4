"""Reading what a film says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from studio.core.errors import NotFound
from studio.core.materials import Seconds, Video
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.story.grammar import Storyboard
    from studio.story.provenance.grammar import Manifest

Stored = Literal["as made", "encoded again", "none"]
State = Literal["trusted", "valid", "broken", "none", "unknown"]


@dataclass(frozen=True)
class Origin:
    """Where a shot comes from.

    Attributes:
        shot: Its number.
        take: Which of its takes it is.
        provider: Who made it.
        version: Which version of it.
        seed: What chance drew from.
        instead: Who was asked first and did not get it done.
    """

    shot: str
    take: int
    provider: str
    version: str
    seed: int
    instead: str


@dataclass(frozen=True)
class Inspected:
    """What a film says of itself.

    Attributes:
        brief: What was asked for.
        name: The client's name.
        planner: Who planned it.
        duration: How long the file is.
        frames: How many frames the file has, or had before it was cut off.
        end: there, cut off, or unknown where the format does not say whether anything is missing behind it.
        planned: How long the whole film was planned to be; this may be a part of it.
        planned_frames: How many frames it was planned to have, at the rate at which its shots were made.
        shots: Who made each of its shots.
        voice: What speaks in it; nothing where nobody does.
        speakers: Who else speaks in it, each with their voice.
        music: What is played.
        version_of: The film that it is a version of; nothing where it is none.
        finish: What was done to its frames once they were joined, in that order.
        files: The files of others that are in it, with their hashes.
        program: The version of the program that made it.
        libraries: The versions of what that is built on.
        told: Whether the film says this itself, or a file beside it.
        pictures: Whether its pictures are stored as they were made, or were encoded again since.
        sound: The same of its sound.
        here: Whether this very program would make the same pictures and sounds.
        credentials: Whether it is signed (C2PA): trusted; valid, where nobody here knows the signer; broken;
            none; unknown where it is and nothing is there to read that.
        signer: Who signed it.
        remark: What is wrong with its signature, or what is missing to read it.
        paid: What providers were paid for it, where it lies in the folder it was made in.
        currency: In what; nothing where nobody was paid.
    """

    brief: str
    name: str
    planner: str
    duration: Seconds
    frames: int
    end: Literal["there", "cut off", "unknown"]
    planned: Seconds
    planned_frames: int
    shots: tuple[Origin, ...]
    voice: str
    speakers: dict[str, str]
    music: str
    version_of: str
    finish: tuple[str, ...]
    files: dict[str, str]
    program: str
    libraries: dict[str, str]
    told: Literal["film", "file beside it"]
    pictures: Stored
    sound: Stored
    here: bool
    credentials: State
    signer: str
    remark: str

    paid: float = 0.0
    currency: str = ""


def _ledger(film: Path) -> Path:
    """The ledger of a film that lies in the folder it was made in, or beside it, as versions do."""
    from studio.store.films import VERSION
    from studio.store.ledger import NAME

    beside = film.absolute().with_suffix("")
    return (beside if (beside / VERSION).is_file() else film.absolute().parent.parent) / NAME


def _reads(given: Mapping[str, Any]) -> str:
    """With what signatures are read here, whose are trusted, and what the ledger beside the film says."""
    from studio.media.films import credentials

    paid = ""
    with suppress(OSError):
        paid = _ledger(Path(given["film"])).read_text("utf-8")
    return f"{credentials.reads()} {paid}"


@tool(pure=True, depends=_reads)
def inspect(film: Video) -> Inspected:
    """Read what a film says of itself: its plan, who made each shot, with what.

    Every film that is made here carries this in its tags, and keeps it when it is cut, converted or dubbed
    here. Nothing of it is believed: a plan that was changed is refused, and pictures and sound are compared
    with what it says of them. Where the film is signed (C2PA), it is told by whom, and whether that holds.

    Args:
        film: The film.

    Examples:
        studio film inspect cafe.mp4
        studio film inspect cafe.mp4 --json
    """
    from studio.media import probe
    from studio.media.films import credentials
    from studio.media.films.essence import essence
    from studio.store.films import fingerprint
    from studio.store.ledger import Ledger
    from studio.story.delivering import steps
    from studio.story.provenance.collecting import CODE
    from studio.story.voices import described

    manifest, told = told_by(film)
    file = probe.media(film, damaged=True)
    board, stored, signed = manifest.storyboard, essence(film), credentials.read(film)
    account = Ledger(_ledger(film).parent).account()
    return Inspected(
        brief=board.brief.text,
        name=board.brief.name,
        planner=board.planner,
        duration=file.duration,
        frames=max((one.frames for one in file.video), default=0),
        end="there" if file.wholeness == "whole" else file.wholeness,
        planned=board.brief.seconds,
        planned_frames=board.brief.frames,
        shots=tuple(
            Origin(one.shot, one.take, one.provider, one.version, one.seed, one.instead)
            for one in manifest.takes
        ),
        voice=" ".join(filter(None, (manifest.speaker.provider, manifest.speaker.voice))),
        speakers={who: described(voice) for who, voice in board.speakers.items()},
        music=board.music.file or board.music.mood,
        version_of=_version_of(board),
        finish=steps(board.finish),
        files=manifest.files,
        program=manifest.program,
        libraries=manifest.libraries,
        told=told,
        pictures=_stored(manifest.pictures, stored.pictures),
        sound=_stored(manifest.sound, stored.sound),
        here=manifest.code == fingerprint(code=CODE),
        credentials=signed.state,
        signer=signed.signer,
        remark=signed.why,
        paid=float(account.spent),
        currency=account.currency if account.spent else "",
    )


def told_by(film: Path) -> tuple[Manifest, Literal["film", "file beside it"]]:
    """The manifest of a film: what it says itself, else what a file beside it says.

    Raises:
        NotFound: Neither says anything.
        BadInput: It was changed, or is none of ours.
    """
    from studio.media import probe
    from studio.story.provenance import packing

    if text := packing.found(probe.media(film, damaged=True).metadata):
        return packing.unpacked(text, film.name), "film"
    beside = film.with_name(f"{film.stem}.provenance.json")
    if not beside.is_file():
        raise NotFound(
            f"{film.name} does not say what it was made of",
            hint=f"films that were made here do; {beside.name} beside it would, too",
        )
    return packing.read(beside.read_bytes()[: packing.LARGEST + 1], beside.name), "file beside it"


def _version_of(board: Storyboard) -> str:
    origin = board.origin
    return f"{origin.name}, {origin.frames / board.brief.fps:g} s" if origin else ""


def _stored(told: str, found: str) -> Stored:
    if not found:
        return "none"
    return "as made" if told == found else "encoded again"
