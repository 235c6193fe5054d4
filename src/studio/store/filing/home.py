"""Where the journals of file work and the hashes of files are kept."""

from __future__ import annotations

from pathlib import Path

_told: Path | None = None


def configure(*, home: str | Path) -> None:
    """Keep everything in this folder from now on."""
    global _told
    _told = Path(home)


def home() -> Path:
    """The folder in use: the one that was configured, else what the settings say."""
    if _told is None:
        from studio.core import settings

        configure(home=settings.load().settings.home)
    assert _told
    return _told
