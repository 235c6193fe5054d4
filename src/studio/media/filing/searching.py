"""What files can be searched for by: name, kind, size, date, content."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import translate

from studio.core.errors import BadCall
from studio.core.run import stop_if_cancelled
from studio.media.filing import digests
from studio.media.filing.digests import Algorithm
from studio.media.filing.kinds import Kind, classify
from studio.media.filing.walking import Found, Unread, reason

_PIECE = 1 << 20
_AGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(min|h|d|w|y)\s*")
_DAYS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "y": 365.25}
_WIDE = ("utf-16-le", "utf-16-be")
_HASHES: dict[int, Algorithm] = {64: "sha256", 32: "xxh3"}

Fits = Callable[[Found], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; whatever is left empty does not matter. All of it must hold.

    Attributes:
        name: A pattern such as `*.png`, or a regular expression.
        regex: Whether the name is a regular expression.
        kind: The class, by content.
        larger: At least so many bytes.
        smaller: At most so many bytes.
        newer: Modified at this date or later, or within this time: `2026-01-31`, `7d`.
        older: Modified before this date, or longer ago than this.
        hash: The hash of the content: `sha256:…`, `md5:…`, `xxh3:…`, or without a name.
        text: Words in it.
    """

    name: str = ""
    regex: bool = False
    kind: Kind | None = None
    larger: int = 0
    smaller: int | None = None
    newer: str = ""
    older: str = ""
    hash: str = ""
    text: str = ""


def sieve(wanted: Wanted, now: datetime) -> list[Fits]:
    """The tests a file must pass, the cheap ones first; each may raise OSError.

    Args:
        wanted: What is searched for.
        now: The moment that ages are counted from.
    """
    tests: list[Fits] = []
    if wanted.name:
        tests.append(_named(wanted.name, regex=wanted.regex))
    if wanted.larger:
        tests.append(lambda file: file.size >= wanted.larger)
    if wanted.smaller is not None:
        most = wanted.smaller
        tests.append(lambda file: file.size <= most)
    if wanted.newer:
        tests.append(_since(moment(wanted.newer, now), then=True))
    if wanted.older:
        tests.append(_since(moment(wanted.older, now), then=False))
    if wanted.kind:
        tests.append(lambda file: classify(file.path).kind == wanted.kind)
    if wanted.text:
        tests.append(_holding(wanted.text))
    if wanted.hash:
        tests.append(_hashed(wanted.hash))
    return tests


def passing(files: Iterator[Found], tests: Sequence[Fits], unread: list[Unread]) -> Iterator[Found]:
    """The files that pass; what could not be looked into is written down."""
    for file in files:
        stop_if_cancelled()
        try:
            if all(fits(file) for fits in tests):
                yield file
        except OSError as error:
            unread.append(Unread(file.path, reason(error)))


def moment(written: str, now: datetime) -> datetime:
    """A date as people write it, by the clock of this place: `2026-01-31`, `2026-01-31 14:00`, `7d` ago."""
    if match := _AGE.fullmatch(written):
        try:
            return now - timedelta(days=float(match[1]) * _DAYS[match[2]])
        except OverflowError:
            return datetime.min.replace(tzinfo=now.tzinfo)
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        raise BadCall(
            f"{written!r} is no date", hint="write 2026-01-31, 2026-01-31T14:00, or an age: 12h, 7d, 2w, 1y"
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=now.tzinfo)


def _named(name: str, *, regex: bool) -> Fits:
    """By name alone, in any letter case; a regular expression may hold anywhere in it."""
    try:
        pattern = re.compile(name if regex else translate(name), re.IGNORECASE)
    except re.error as wrong:
        raise BadCall(
            f"--name {name}: {wrong}", hint="write a regular expression, or leave out --regex"
        ) from None
    look = pattern.search if regex else pattern.match
    return lambda file: look(file.path.rpartition("/")[2]) is not None


def _since(when: datetime, *, then: bool) -> Fits:
    nanoseconds = int(when.timestamp()) * 10**9 if when.year > 1 else -(1 << 62)
    return lambda file: (file.modified_ns >= nanoseconds) is then


def _hashed(written: str) -> Fits:
    named, _, plain = written.lower().rpartition(":")
    known: dict[str, Algorithm] = {"xxh3": "xxh3", "sha256": "sha256", "md5": "md5"}
    algorithm = known.get(named) if named else _HASHES.get(len(plain))
    if not algorithm or not re.fullmatch(r"[0-9a-f]+", plain) or _HASHES.get(len(plain)) is None:
        raise BadCall(
            f"{written!r} is no hash", hint="give 64 digits of SHA-256, 32 of XXH3-128, or md5: and 32 digits"
        )
    wanted = bytes.fromhex(plain)
    return lambda file: digests.whole(file.path, algorithm) == wanted


def _holding(text: str) -> Fits:
    """Whether the words are in the bytes of a file, in any letter case, as UTF-8 or UTF-16."""
    spelled = {text, text.lower(), text.upper(), text.title()}
    needles = {word.encode("utf-8", "surrogateescape").lower() for word in spelled}
    needles |= {word.encode(wide, "replace").lower() for word in spelled for wide in _WIDE}
    return lambda file: file.size > 0 and _is_in(file.path, sorted(needles))


def _is_in(path: str, needles: Sequence[bytes]) -> bool:
    """Read piece by piece; what may lie across two pieces is looked at again."""
    shared = max(map(len, needles)) - 1
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        before = b""
        while piece := os.read(descriptor, _PIECE):
            stop_if_cancelled()
            # Lower case and a plain search take a small part of what a pattern in any case would.
            piece = before + piece.lower()
            if any(needle in piece for needle in needles):
                return True
            before = piece[-shared:] if shared else b""
        return False
    finally:
        os.close(descriptor)
