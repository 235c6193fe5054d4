"""Writing another length or shape of a film."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction as Ratio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from studio.core.errors import BadInput
from studio.core.materials import Folder, Seconds
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard
    from studio.story.measuring import Measure

Fit = Literal["follow", "fill"]
_UP = Path("..", "..")
_GIVEN, _FOLLOWING = "given", ("studio.media.films.following",)
_CLOSE = 0.02


@dataclass(frozen=True)
class Adapted:
    """A version of a film, on paper.

    Attributes:
        folder: Its folder, that of a film of its own.
        name: What it is called.
        aspect: The shape of its picture.
        duration: How long it is.
        frames: How many frames that is.
        shots: How many shots of the film it shows.
        edited: Whether somebody has changed its storyboard since; then it was left as it is.
        notes: What was done to make it fit, and what is missing.
        left_out: What the film tells of its brief and the version does not, in the words of the brief.
    """

    folder: str
    name: str
    aspect: str
    duration: Seconds
    frames: int
    shots: int
    edited: bool
    notes: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """A version that a film can have.

    Attributes:
        place: Its folder.
        name: What it is called.
        aspect: The shape of its picture.
        frames: How many frames it has.
        size: Pixels across and down.
    """

    place: FilmFolder
    name: str
    aspect: str
    frames: int
    size: tuple[int, int]


def ordered(film: FilmFolder, board: Storyboard, duration: Seconds | None, aspect: str) -> Order:
    """What a version will be; refused where the film can have none like it."""
    from studio.store.films import FilmFolder
    from studio.story.versions import adapting, naming

    if board.origin and board.origin.film:
        raise BadInput(
            f"{film.path} is a version itself", hint=f"name the film it is made of: {board.origin.film}"
        )
    brief = board.brief
    frames = brief.frames if duration is None else round(duration * brief.fps)
    adapting.refuse_length(brief, frames)
    shape = aspect or naming.shape_of(brief.width, brief.height)
    size = naming.sized(brief.width, brief.height, shape)
    name = naming.called(brief.model_copy(update={"frames": frames}), shape)
    return Order(FilmFolder(film.versions / name), name, shape, frames, size)


def _board(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder
    from studio.story import written

    film = FilmFolder(given["folder"])
    return [ordered(film, written.opened(film), given["duration"], given["aspect"]).place.board]


@tool(effect=True, makes=_board)
def adapt(
    folder: Folder,
    *,
    duration: Seconds | None = None,
    aspect: str = "",
    fit: Fit = "follow",
    anew: bool = False,
) -> Adapted:
    """Write the storyboard of a version of a film: shorter, of another shape, or both.

    A shorter version keeps what carries the message: what begins the film, what the thing is, its strongest
    claim, the end card. What is said is fitted anew. The version is a film of its own in the folder
    versions/, which can be changed and rendered like any other; it shows the takes of the film where it has
    the size of the film. One that somebody has changed is left as it is.

    Args:
        folder: The film's folder, with its storyboard.
        duration: How long the version is; as long as the film if left out.
        aspect: The shape of its picture, such as 9:16; that of the film if left out.
        fit: What is kept of clips of your own in another shape: follow what is seen in them, or fill the
            picture from their middle.
        anew: Write the storyboard again, even if somebody has changed it.

    Examples:
        studio film adapt cafe/ --aspect 9:16
    """
    from studio.store.films import FilmFolder
    from studio.story import written
    from studio.story.telling.unsaid import left_out
    from studio.story.versions import adapted

    film = FilmFolder(folder)
    board = written.opened(film)
    order = ordered(film, board, duration, aspect)
    place = order.place
    measure = _measure(board) if order.frames < board.brief.frames else None
    version = adapted(board, frames=order.frames, size=order.size, measure=measure, film=_UP.as_posix())
    version = _brought(film, place, version)
    edited = _written(place, version, anew=anew)
    _given(film, place, version, follow=fit == "follow")
    if edited:
        version = written.opened(place)
    brief, untold = version.brief, left_out(board)
    return Adapted(
        str(place.path), order.name, order.aspect, brief.seconds, brief.frames, len(version.pictures), edited,
        tuple(note for note in version.notes if note not in board.notes),
        tuple(claim for claim in left_out(version) if claim not in untold),
    )  # fmt: skip


def _measure(board: Storyboard) -> Measure | None:
    """How long whoever speaks in the film takes to say something."""
    from studio.story.grammar import Line
    from studio.tools.film.narrate import said

    if not board.narrator.provider or board.narrator.file:
        return None
    target, natural = run().folder / "measured.wav", board.narrator.model_copy(update={"pauses": 1.0})

    def measured(text: str, speed: float, speaker: str) -> float:
        told = board.model_copy(update={"narrator": natural.model_copy(update={"speed": speed})})
        return said(told, Line(text=text, speaker=speaker), target).seconds

    return measured


def _brought(film: FilmFolder, place: FilmFolder, board: Storyboard) -> Storyboard:
    """The version with the files of others that lie in the film's folder, at the same places in its own."""
    from studio.core.delivery import copy_to
    from studio.story.places import moved, places
    from studio.story.provenance.packing import inside

    now = {}
    for named in places(board):
        file = film.path / named
        if inside(named) and file.is_file():
            copy_to(file, place.path / named, overwrite=True)
            now[named] = named
        else:
            now[named] = named if Path(named).is_absolute() else (_UP / named).as_posix()
    return moved(board, now.__getitem__)


def _given(film: FilmFolder, place: FilmFolder, board: Storyboard, *, follow: bool) -> None:
    """Lay the clips of the film into the folder of the version, cut to its shape around what is seen."""
    from studio.core.delivery import copy_to
    from studio.store.films import fingerprint

    size = (board.brief.width, board.brief.height)
    for shot in [picture.id for picture in board.pictures if picture.provider == _GIVEN]:
        found = [path for path in sorted((film.path / _GIVEN).glob(f"{shot}*")) if _name(path) == shot]
        for path in found:
            # Pictures that make a clip are cut from their middle, whatever is asked for.
            files = sorted(path.iterdir()) if path.is_dir() else [path]
            cut = follow and path.is_file() and _is_other(path, size)
            target = f"{_GIVEN}/{shot}.mp4" if cut else ""
            part, key = f"{_GIVEN}/{shot}-cut", fingerprint(size, files=files, code=_FOLLOWING)
            if cut and not place.fresh(part, key):
                place.keep(part, key, {target: _followed(path, size)}, clip=path.name)
            kept = Path(target).name if cut else path.name
            for old in (place.path / _GIVEN).glob(f"{shot}.*"):
                if old.name != kept:
                    old.unlink()
            for file in () if cut else files:
                copy_to(file, place.path / file.relative_to(film.path), overwrite=True)


def _name(path: Path) -> str:
    return path.name if path.is_dir() else path.stem


def _is_other(clip: Path, size: tuple[int, int]) -> bool:
    """Whether a clip has another shape than is asked for."""
    from studio.media import probe

    video = probe.media(clip).main_video
    return abs(video.width / video.height - size[0] / size[1]) > _CLOSE and not video.rotation


def _followed(clip: Path, size: tuple[int, int]) -> Path:
    """A clip cut to a shape."""
    from studio.media import probe
    from studio.media.films import following
    from studio.media.films.reel import Reel, unreeled

    video, shape = probe.media(clip).main_video, size[0] / size[1]
    even = video.width // 2 * 2, video.height // 2 * 2
    target, part = run().folder / f"{clip.stem}-cut.mp4", following.window(even, shape)
    places = following.path(unreeled(clip), shape, float(Ratio(video.nominal_rate)))
    with Reel(target, part, Ratio(video.nominal_rate), effort="best") as reel:
        for frame in following.cropped(unreeled(clip), places, part):
            reel.add(frame)
    return target


def _written(place: FilmFolder, board: Storyboard, *, anew: bool) -> bool:
    """Write the storyboard of a version unless somebody has changed what was written; says whether."""
    from studio.store.films import VERSION
    from studio.story import written

    text, note = written.storyboard(board), place.path / VERSION
    told = {"plan": _print(board), "takes": _takes(board)}
    before = _note(note)
    if place.board.is_file() and not anew:
        if before == told:
            # Takes may have been chosen in it; apart from those it is what would be written.
            return _print(written.opened(place)) != told["plan"]
        if _print(written.opened(place)) != before.get("plan"):
            return True
    place.write(place.board, text)
    place.write(note, json.dumps(told, indent=1) + "\n")
    return False


def _note(note: Path) -> dict[str, Any]:
    try:
        told = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _print(board: Storyboard) -> str:
    """What a storyboard says, whichever takes are chosen in it."""
    from studio.store.films import fingerprint

    pictures = [picture.model_copy(update={"take": 1}) for picture in board.pictures]
    return fingerprint(board.model_copy(update={"pictures": pictures}))


def _takes(board: Storyboard) -> dict[str, int]:
    return {picture.id: picture.take for picture in board.pictures}
