"""All lengths and shapes of a film that a client asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.core.errors import BadCall, StudioError
from studio.core.materials import Folder, Seconds, parse_seconds
from studio.core.run import run
from studio.core.tool import tool
from studio.productions.film.affording import Budget, afford
from studio.productions.film.proving import proven
from studio.store.films import making
from studio.tools.film.adapt import Adapted, Fit, adapt, ordered
from studio.tools.film.gather import Version, gather

_MOST = 60


@dataclass(frozen=True)
class Versions:
    """The versions of a film.

    Attributes:
        folder: Where they lie, each with a folder of its own beside it.
        versions: Each of them.
        faults: Versions that could not be made, with the reason.
        left_out: What the film tells of its brief and a version has no time for, by the version's name.
    """

    folder: str
    versions: tuple[Version, ...]
    faults: tuple[str, ...]
    left_out: tuple[str, ...]


def _films(given: Mapping[str, Any]) -> list[Path]:
    """Each version, beside the folder it is made in."""
    from studio.store.films import FilmFolder
    from studio.story import written

    film = FilmFolder(given["folder"])
    board = written.opened(film)
    orders = [ordered(film, board, *one) for one in _orders(given["lengths"], given["aspects"])]
    return [film.versions / f"{order.name}.mp4" for order in orders]


def _refuse(given: Mapping[str, Any]) -> None:
    """Refuse lengths that are none, and more versions than are made at a time, whatever the film."""
    _orders(given["lengths"], given["aspects"])


@tool(production=True, effect=True, refuse=_refuse, makes=_films)
def versions(
    folder: Folder,
    *,
    lengths: str = "",
    aspects: str = "",
    fit: Fit = "follow",
    anew: bool = False,
    budget: Budget | None = None,
) -> Versions:
    """Make every length and shape of a film that a client asks for.

    Each is cut down from the one storyboard, or staged again in its shape, and is a film of its own in the
    folder versions/: it can be changed and rendered like any other. Takes of the film are shown again where
    they have the right size; only what is missing is made. Stopped, the same command goes on where it was;
    after a change of the film, it makes again what the change touches.

    Args:
        folder: The film's folder, with its storyboard.
        lengths: How long the versions are, such as 30,15,6 (seconds); as long as the film if left out.
        aspects: The shapes of their pictures, such as 16:9,9:16,1:1; that of the film if left out.
        fit: What is kept of clips of your own in another shape: follow what is seen in them, or fill the
            picture from their middle.
        anew: Write their storyboards again, even if somebody has changed them.
        budget: What providers may be paid for this film and its versions in all, in their currency: it stops
            before more is spent, keeps what is done, and goes on with a larger one.

    Examples:
        studio film versions cafe/ --lengths 2 --aspects 9:16
    """
    orders = list(_orders(lengths, aspects))
    # All of them are on paper before the first is made: what cannot be is said at once.
    planned = [adapt(folder, duration=seconds, aspect=shape, fit=fit, anew=anew) for seconds, shape in orders]
    afford(folder, budget)
    failed = [wrong for one in planned if (wrong := _failure(one))]
    if len(failed) == len(planned):
        more = f" (and {len(failed) - 1} more that failed)" if len(failed) > 1 else ""
        raise type(failed[0])(f"{failed[0].message}{more}", hint=failed[0].hint)
    gathered = gather(folder)
    untold = tuple(f"{one.name}: {claim}" for one in planned for claim in one.left_out)
    faults = (*(one.told for one in failed), *gathered.faults)
    return Versions(gathered.folder, gathered.versions, faults, untold)


def _failure(version: Adapted) -> StudioError | None:
    """Make one version; why that could not be done, or nothing."""
    run().note("film.version", version=version.name, shots=version.shots)
    try:
        with making(version.name):
            proven(Path(version.folder))
    except StudioError as failed:
        return failed
    return None


def _orders(lengths: str, aspects: str) -> Iterator[tuple[Seconds | None, str]]:
    """Each length in each shape."""
    seconds: list[Seconds | None] = [_seconds(word) for word in _words(lengths)] or [None]
    shapes = _words(aspects) or [""]
    if len(seconds) * len(shapes) > _MOST:
        raise BadCall(f"these are {len(seconds) * len(shapes)} versions", hint=f"ask for {_MOST} at a time")
    return ((length, shape) for shape in shapes for length in sorted(seconds, key=lambda one: -(one or 0)))


def _words(told: str) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in told.split(",") if word.strip()))


def _seconds(word: str) -> Seconds:
    try:
        return float(str(parse_seconds(word)))
    except ValueError:
        raise BadCall(f"{word} is no length of a film", hint="write seconds, such as 30,15,6") from None
