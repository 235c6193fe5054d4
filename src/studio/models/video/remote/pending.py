"""Requests that were made and not paid for in vain: written down before anybody waits for their answers."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from studio.store.films import FilmFolder

_FOLDER = "asked"


@dataclass(frozen=True)
class Asked:
    """A clip that was asked for.

    Attributes:
        charge: The name of its charge in the film's ledger.
        again: By what the server knows the question if it is asked once more.
        id: What the server calls it; nothing before it has said so.
        links: The addresses that the server gave for it.
        paid: What it cost; nothing before that is known.
    """

    charge: str
    again: str
    id: str = ""
    links: dict[str, str] = field(default_factory=dict)
    paid: float | None = None


@dataclass(frozen=True)
class Pending:
    """Where it is written down.

    Attributes:
        film: The film's folder.
        shot: The number of the shot.
        key: What tells this question from all others.
    """

    film: Path
    shot: str
    key: str

    @property
    def note(self) -> Path:
        """The file."""
        return asked_for(self.film, self.shot) / f"{self.key}.json"

    @property
    def clip(self) -> Path:
        """The clip as the server gave it, once it is fetched."""
        return self.note.with_suffix(".clip")

    def read(self) -> Asked | None:
        """What was written down; nothing where it was not, or cannot be read."""
        with suppress(OSError, ValueError, TypeError):
            return Asked(**json.loads(self.note.read_text("utf-8")))
        return None

    def keep(self, asked: Asked, **changes: Any) -> Asked:
        """Write it down, on disk before anything follows from it."""
        now = replace(asked, **changes)
        FilmFolder(self.film).write(self.note, json.dumps(asdict(now), indent=1) + "\n")
        return now

    def drop(self) -> None:
        """Forget it, and its clip."""
        for file in (self.clip, self.note):
            with suppress(OSError):
                file.unlink()


def asked_for(film: Path, shot: str) -> Path:
    """The folder with what was asked for a shot, beside its takes.

    Args:
        film: The film's folder.
        shot: The number of the shot.
    """
    return film / "shots" / (shot or "none") / _FOLDER


def forget(film: Path, shot: str) -> None:
    """Drop what was asked for a shot, now that a take of it is kept."""
    import shutil

    shutil.rmtree(asked_for(film, shot), ignore_errors=True)
