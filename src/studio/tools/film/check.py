"""Checking a finished film."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from studio.core.errors import BadInput
from studio.core.materials import Folder, Seconds
from studio.core.needs import Resources
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.checking.findings import Check, Fault
    from studio.media.checking.meant import Meant
    from studio.tools.film._proofs import Own, Proofs

NOTE = "check.json"


@dataclass(frozen=True)
class Verdict:
    """One thing that a film must prove.

    Attributes:
        check: What was checked.
        state: Whether it holds.
        told: What was found, or why nothing was checked.
        measured: What was measured, at the worst place.
        bound: What it may be at most, or must be at least.
        unit: Of both.
    """

    check: str
    state: Literal["held", "fault", "not checked"]
    told: str
    measured: float | None
    bound: float | None
    unit: str


@dataclass(frozen=True)
class Found:
    """One place where a film is not as it was meant.

    Attributes:
        check: What does not hold.
        told: What is wrong.
        frame: The frame at which it is seen or heard; None where it is the whole film.
        end: The frame after it.
        time: When that is.
        shot: The shot it is in.
        measured: What was measured there.
        bound: What it may be at most, or must be at least.
    """

    check: str
    told: str
    frame: int | None
    end: int | None
    time: Seconds | None
    shot: str
    measured: float | None
    bound: float | None


@dataclass(frozen=True)
class Checked:
    """A film that was checked.

    Attributes:
        film: The film.
        good: Whether nothing is wrong with it.
        checks: What was checked, and what came of it.
        faults: Everything that is wrong, with its place.
    """

    film: str
    good: bool
    checks: tuple[Verdict, ...]
    faults: tuple[Found, ...]


@tool(effect=True, resources=Resources(cpu=1, memory="600 MB"))
def check(film: Folder, *, strict: bool = False) -> Checked:
    """Check a finished film: its frames, cuts and colours, its sound, its captions.

    Every frame is looked at once and the sound is heard once, and both are held against the storyboard.
    What is found lies in the film's folder afterwards, as check.json. A film of somebody else has no
    storyboard; of it is checked what can be without one. A film that was checked, and of which nothing has
    changed since, is as good as it was.

    Args:
        film: The film's folder, or a film.
        strict: Fail if anything is wrong.

    Examples:
        studio film check cafe/
        studio film check cafe.mp4 --strict
    """
    from studio.store import timings
    from studio.tools.film import _proofs

    own = _proofs.own(film)
    key = own.print if own else ""
    if not own or not (checked := _known(own, key)):
        proofs = _proofs.gathered(film, own)
        picture = proofs.facts.main_video
        with timings.noted("check", picture.width * picture.height * picture.frames):
            checked = _checked(proofs, key)
    if strict and checked.faults:
        raise BadInput(_complaint(checked), hint="leave out --strict to see all that was found")
    return checked


def _known(own: Own, key: str) -> Checked | None:
    """What was found of a film before; None where anything has changed since, or what was written of it."""
    told = own.folder.note(Path(NOTE).stem)
    with suppress(LookupError, TypeError):
        verdicts = tuple(Verdict(**one) for one in told["checks"])
        faults = tuple(Found(**one) for one in told["faults"])
        checked = Checked(str(own.path), not faults, verdicts, faults)
        if told["print"] == _print(key, checked):
            return checked
    return None


def _print(key: str, checked: Checked) -> str:
    from studio.store.films import fingerprint

    told = asdict(checked)
    return fingerprint(key, told["checks"], told["faults"])


def _checked(proofs: Proofs, key: str) -> Checked:
    """Look, listen, hold both against the plan, and write down what was found."""
    from studio.media.checking.lettering import glance
    from studio.media.checking.watching import watched
    from studio.tools.film import _judging, _proofs

    seen = watched(
        proofs.path,
        stream=proofs.facts.main_video.index,
        glances=(glance(proofs.letterings),) if proofs.letterings else (),
    )
    meant = _proofs.expected(proofs, seen)
    sound = _proofs.heard(proofs)
    found = [
        *_judging.pictures(proofs, seen, meant),
        *_judging.sounds(proofs, sound),
        *_judging.words(proofs, meant, sound),
    ]
    checked = _told(proofs, meant, found)
    if proofs.folder:
        told = {"film": proofs.path.name, "frames": seen.count, **asdict(checked)}
        told |= {"film": proofs.path.name, "print": _print(key, checked)}
        text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
        proofs.folder.write(proofs.folder.path / NOTE, text)
    return checked


def _told(proofs: Proofs, meant: Meant, checks: list[Check]) -> Checked:
    faults = tuple(_found(check, fault, meant) for check in checks for fault in check.faults)
    verdicts = tuple(
        Verdict(one.name, one.state, one.told, _short(one.measured), _short(one.bound), one.unit)
        for one in checks
    )
    return Checked(str(proofs.path), not faults, verdicts, faults)


def _found(check: Check, fault: Fault, meant: Meant) -> Found:
    at = fault.frame
    time = None if at is None else round(float(at / meant.fps), 3)
    shot = "" if at is None else meant.shot(at)
    return Found(
        check.name, fault.told, at, fault.end, time, shot, _short(fault.measured), _short(check.bound)
    )


def _short(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)


def _complaint(checked: Checked) -> str:
    first = checked.faults[0]
    where = "" if first.frame is None else f" at frame {first.frame}"
    count = len(checked.faults)
    more = "" if count == 1 else f" (the first of {count} faults)"
    return f"{first.check}: {first.told}{where}{more}"
