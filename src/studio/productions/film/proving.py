"""A film that is made, and proves itself: what its pictures have wrong is made once more."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.run import run
from studio.productions.film.finishing import finished
from studio.store.films import FilmFolder
from studio.tools.film.check import Checked, Found, check
from studio.tools.film.choose import choose
from studio.tools.film.edit import PART, Edited, edit
from studio.tools.film.take import take

_OF_PICTURES = frozenset({"black", "frozen", "repeated", "drift", "flicker", "seams"})
_MOST = 12


def proven(folder: Path) -> Edited:
    """Make all that a film still lacks, check it, and take shots again whose pictures are at fault.

    A shot gets one other take, with another seed; the better one of the two is kept. What was paid for is
    not made again unasked. What is wrong then is told, and stops nobody.

    Args:
        folder: The film's folder, with its storyboard.
    """
    film = FilmFolder(folder)
    before, folder, begun = film.note(PART), film.path, time.monotonic()
    made = finished(folder)
    first = time.monotonic() - begun
    try:
        found = check(folder)
        begun = time.monotonic()
        if again := _retakable(folder, found):
            made, found = _mended(folder, made, found, again)
        if film.note(PART) != before:
            _note(film, first, time.monotonic() - begun if again else 0.0)
    except StudioError as unproven:
        return replace(made, faults=(f"it could not be checked: {unproven.message}",))
    run().note("film.checked", good=found.good, faults=len(found.faults))
    return replace(made, faults=told(found))


def told(found: Checked) -> tuple[str, ...]:
    """What is wrong with a film, in words."""
    lines = [_line(one) for one in found.faults]
    more = len(lines) - _MOST
    return (*lines[:_MOST], f"and {more} more in check.json") if more > 0 else tuple(lines)


def _line(one: Found) -> str:
    shot = f"shot {one.shot}, " if one.shot else ""
    where = "" if one.frame is None else f" ({shot}frame {one.frame}, {one.time:.2f} s)"
    return f"{one.check}: {one.told}{where}"


def _at_fault(found: Checked, shot: str) -> int:
    """In how many ways the pictures of a shot are at fault."""
    return sum(one.shot == shot and one.check in _OF_PICTURES for one in found.faults)


def _retakable(folder: Path, found: Checked) -> list[str]:
    """The shots whose pictures are at fault, and that were taken but once."""
    shots = dict.fromkeys(one.shot for one in found.faults if one.shot and one.check in _OF_PICTURES)
    film = FilmFolder(folder)
    return [shot for shot in shots if len(film.takes(shot)) == 1 and not _is_paid(film, shot)]


def _is_paid(film: FilmFolder, shot: str) -> bool:
    """Whether the only take of a shot was paid for: another one is for people to decide on."""
    (number,) = film.takes(shot)
    return bool(film.note(f"{film.take(shot, number).relative_to(film.path)}/meta").get("price"))


def _mended(folder: Path, made: Edited, before: Checked, shots: list[str]) -> tuple[Edited, Checked]:
    """The film with another take of some of its shots, where that is better."""
    kept = {shot: _chosen(folder, shot) for shot in shots}
    after = _edited(folder, made)
    worse = [shot for shot in shots if _at_fault(after[1], shot) >= _at_fault(before, shot)]
    for shot in worse:
        choose(folder, shot=shot, take=kept[shot])
    return _edited(folder, made) if worse else after


def _note(film: FilmFolder, first: float, again: float) -> None:
    """Write down how long it took to make shots again, beside what the film had taken before."""
    from studio.host import hardware
    from studio.store import timings
    from studio.story import written
    from studio.story.retaking import AGAIN

    board = written.opened(film)
    places = [film.take(picture.id).relative_to(film.path) / "meta" for picture in board.pictures]
    took = sum(float(film.note(str(place)).get("seconds", 0)) for place in places)
    # What was there from a run before took its time as well.
    timings.note(AGAIN, max(1.0, first, took / hardware.usable_cores()), again)


def _chosen(folder: Path, shot: str) -> int:
    """Take a shot again, and show that; returns the take that was seen before."""
    anew = take(folder, shot=shot, anew=True)
    run().note("film.retaken", shot=shot, take=anew.number)
    return choose(folder, shot=shot, take=anew.number).before


def _edited(folder: Path, made: Edited) -> tuple[Edited, Checked]:
    again = edit(folder)
    return replace(again, film=made.film), check(folder)
