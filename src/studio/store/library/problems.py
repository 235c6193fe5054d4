"""What is wrong with the files of the library, as far as looking them over has shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from studio.store.library.searching import Entry, Query, find, unread

Sort = Literal["unreadable", "damaged", "silent", "black", "rate", "sound length"]

_ALL = 0.99
_SAME_RATE = 0.005
_LONGEST_DRIFT = 0.5


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file.

    Attributes:
        path: The file.
        sort: What sort of problem it is.
        about: What it is, as a sentence that lacks the file's name.
        entry: What the library knows of the file; None if it could never be read.
    """

    path: Path
    sort: Sort
    about: str
    entry: Entry | None = None


def problems(
    connection: sqlite3.Connection, *, folder: Path | None = None, rate: str = ""
) -> Iterator[Problem]:
    """Go through everything that is there, and name what is wrong.

    Args:
        connection: The database.
        folder: Only below this folder.
        rate: The frame rate films are meant to have; others are named.
    """
    for path, reason in unread(connection, folder.resolve() if folder else None):
        yield Problem(path, "unreadable", reason)
    wanted = float(Fraction(rate)) if rate else None
    for entry in find(connection, Query(folder=folder)):
        for sort, about in _wrong(entry, wanted):
            yield Problem(entry.path, sort, about, entry)


def _wrong(entry: Entry, wanted: float | None) -> Iterator[tuple[Sort, str]]:
    if entry.fault:
        yield ("damaged" if entry.cut_off else "unreadable"), entry.fault
    elif entry.cut_off:
        yield "damaged", "is cut off: it ends too early"
    if entry.damaged:
        places = "one place" if entry.damaged == 1 else f"{entry.damaged} places"
        yield "damaged", f"has sound that cannot be decoded in {places}"
    if entry.silence is not None and entry.silence >= _ALL:
        yield "silent", "has sound, and nothing is to be heard"
    if entry.black is not None and entry.black >= _ALL:
        yield "black", "shows nothing but black"
    yield from _out_of_step(entry, wanted)
    yield from _apart(entry)


def _out_of_step(entry: Entry, wanted: float | None) -> Iterator[tuple[Sort, str]]:
    if entry.kind != "video" or not entry.rate:
        return
    if entry.variable:
        yield "rate", f"has no steady frame rate: {entry.rate:.5g} on average"
    elif entry.nominal_rate and abs(entry.nominal_rate / entry.rate - 1) > _SAME_RATE:
        yield "rate", f"claims {entry.nominal_rate:.5g} frames a second and has {entry.rate:.5g}"
    elif wanted and abs(entry.rate - wanted) > _SAME_RATE:
        yield "rate", f"has {entry.rate:.5g} frames a second instead of {wanted:.5g}"


def _apart(entry: Entry) -> Iterator[tuple[Sort, str]]:
    picture, sound = entry.picture_duration, entry.sound_duration
    if not picture or not sound or entry.cut_off:
        return
    if abs(picture - sound) > _LONGEST_DRIFT:
        word = "shorter" if sound < picture else "longer"
        yield "sound length", f"has sound that is {abs(picture - sound):.2f} s {word} than its picture"
