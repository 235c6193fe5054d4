"""Saying what is done to the frames of a film once they are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import NotFound
from studio.core.materials import Folder, Fraction, Range, Seconds
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

Lines = Literal["", "none", "360p", "480p", "720p", "1080p", "1440p", "2160p"]
_LINES: dict[str, int | None] = {
    "": None, "none": 0, "360p": 360, "480p": 480, "720p": 720, "1080p": 1080, "1440p": 1440, "2160p": 2160,
}  # fmt: skip
_ASKED = ("smoothing", "grade", "strength", "interpolation", "upscale", "upscaler", "grain", "match")
PerSecond = Annotated[float, Range(0, 120)]


@dataclass(frozen=True)
class Finished:
    """How a film is finished from now on.

    Attributes:
        steps: What is done to its frames, in this order.
        frames: How many frames it will have.
        fps: How many a second.
        width: Pixels across.
        height: Pixels down.
        duration: How long it is, which nothing of this changes.
    """

    steps: tuple[str, ...]
    frames: int
    fps: float
    width: int
    height: int
    duration: Seconds


def refuse_looks(given: Mapping[str, Any]) -> None:
    """Refuse grades and upscalers that nobody knows, whatever the film; tables are looked at later."""
    from studio.models import upscaling

    if not _is_table(given["grade"]):
        _grade(given["grade"])
    if upscaler := given.get("upscaler"):
        upscaling.refuse_unknown(upscaler)


def _board(given: Mapping[str, Any]) -> list[Path]:
    from studio.store.films import FilmFolder
    from studio.story import written

    film = FilmFolder(given["folder"])
    foresee_looks(written.opened(film), given)
    return [film.board]


@tool(effect=True, refuse=refuse_looks, makes=_board)
def finish(
    folder: Folder,
    *,
    smoothing: Fraction | None = None,
    grade: str = "",
    strength: Fraction | None = None,
    interpolation: PerSecond | None = None,
    upscale: Lines = "",
    upscaler: str = "",
    grain: Fraction | None = None,
    match: bool | None = None,
) -> Finished:
    """Say what is done to the frames of a film once its shots are joined.

    It is written into the storyboard, under finish; what is left out stays as it is. Whatever is asked for,
    it is done in this order: light smoothed, graded, more frames made, enlarged, grained. Captions come last.
    No take is made again because of it: studio film render puts the film together anew.

    Args:
        folder: The film's folder, with its storyboard.
        smoothing: How much of the flicker of light goes, 0 to 1.
        grade: A .cube file, which is copied into the film's folder, or a grade of ours: warm, cool, teal,
            faded, bleach, mono; none for none.
        strength: How much of the grade, 0 to 1.
        interpolation: Frames a second, those between made up; 0 as it was made.
        upscale: How many pixels the shorter side has, enlarged; none as it was made.
        upscaler: Who enlarges it.
        grain: How much grain lies over the whole, 0 to 1.
        match: Bring takes of others to the colours of ours beside them.

    Examples:
        studio film finish cafe/ --grade warm --strength 0.6 --grain 0.3
        studio film finish cafe/ --interpolation 48 --upscale 360p
    """
    from studio.store.films import FilmFolder
    from studio.story import delivering, written

    film = FilmFolder(folder)
    board = written.opened(film)
    change = wishes(
        smoothing=smoothing, grade=grade, strength=strength, interpolation=interpolation,
        upscale=upscale, upscaler=upscaler, grain=grain, match=match,
    )  # fmt: skip
    # What does not fit is said before anything is written.
    told = fitting(board, change)
    whole, size = delivering.frames(told), delivering.size(told)
    for name, value in brought(film, change).items():
        if value != getattr(board.finish, name):
            _write(film, name, value)
    board = written.opened(film)
    return Finished(
        delivering.steps(board.finish), whole, float(delivering.fps(board)), *size, board.brief.seconds
    )


def wishes(**asked: Any) -> dict[str, Any]:
    """What options ask for, as the storyboard says it under finish, but for where a table lies.

    Args:
        asked: The options of `finish`; those that are left out ask for nothing.
    """
    told = {**asked, "rate": asked.pop("interpolation", None)}
    told |= {"grade": _grade(asked.get("grade", "")), "upscale": _LINES[asked.get("upscale", "")]}
    told |= {"upscaler": asked.get("upscaler") or None}
    return {name: value for name, value in told.items() if value is not None and name != "interpolation"}


def fitting(board: Storyboard, change: Mapping[str, Any]) -> Storyboard:
    """The storyboard with another finish; refused where that does not fit the film."""
    from studio.story import delivering

    told = board.model_copy(update={"finish": board.finish.model_copy(update=change)})
    delivering.frames(told)
    delivering.size(told)
    return told


def foresee_looks(board: Storyboard, given: Mapping[str, Any]) -> None:
    """Refuse options that ask for a finish that does not fit a film."""
    fitting(board, wishes(**{name: given[name] for name in _ASKED if name in given}))


def brought(film: FilmFolder, change: Mapping[str, Any]) -> dict[str, Any]:
    """A finish whose table lies in the film's folder, named as it lies there."""
    grade = change.get("grade", "")
    return {**change, "grade": film.bring(Path(grade))} if _is_table(grade) else dict(change)


def _grade(grade: str) -> str | None:
    """A grade as it is asked for; a table is read."""
    from studio.core.written.findings import nearest
    from studio.media.films import luts
    from studio.media.films.finishing.grades import GRADES

    if grade in ("", "none"):
        return "" if grade else None
    if _is_table(grade):
        luts.read(Path(grade))
    elif grade not in GRADES:
        hint = nearest(grade, GRADES, f"there are {', '.join(GRADES)}, or give a .cube file")
        raise NotFound(f"there is no grade called {grade}", hint=hint)
    return grade


def _is_table(grade: str) -> bool:
    return grade.lower().endswith(".cube")


def _write(film: FilmFolder, name: str, value: Any) -> None:
    from studio.core.written.changing import changed

    text = film.board.read_text("utf-8-sig")
    try:
        film.write(film.board, changed(text, ("finish", name), value))
    except LookupError:
        section = text.rstrip("\n") + "\nfinish:\n  grain: 0\n"
        film.write(film.board, changed(section, ("finish", name), value))
