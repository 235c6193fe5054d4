"""What it takes to make a shot: a core and some memory, or the card that its model runs on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.core.errors import StudioError
from studio.core.needs import Resources

_LEAST = 800 * 10**6
_PROVIDERS = re.compile(rb"\bprovider: *[\"']?([\w.:/-]+)")
_LIGHT = {"builtin", "given"}


def claim(given: Mapping[str, Any]) -> Resources:
    """What one shot takes, before it is known whether it has to be made at all.

    Args:
        given: The film's folder, and the number of the shot.
    """
    from studio.models.video import known
    from studio.store.films import FilmFolder

    try:
        board = FilmFolder(Path(given["folder"])).board.read_bytes()
    except (OSError, StudioError):
        # What is wrong with the folder is told by whoever is to work in it.
        board = b""
    ours = _drawn(board)
    # A storyboard is read whole only where somebody else than our own renderer might be asked.
    named = {name.decode() for name in _PROVIDERS.findall(board)} - _LIGHT
    if not any(known(name) for name in named):
        return ours
    return _asked(Path(given["folder"]), str(given["shot"])) or ours


def drawing(given: Mapping[str, Any]) -> Resources:
    """What a shot takes that is written in a file of its own.

    Args:
        given: The file, and whether it is made half as large.
    """
    try:
        plan = Path(given["plan"]).read_bytes()
    except OSError:
        plan = b""
    return _drawn(plan, 2 if given["preview"] else 1)


def _drawn(written: bytes, share: int = 1) -> Resources:
    """What our own renderer takes for the size that is written."""
    from studio.render.shots import costs

    width, height = costs.size_in(written.decode("utf-8", "replace"))
    return Resources(cpu=1, memory=costs.memory(width // share, height // share))


def _asked(folder: Path, shot: str) -> Resources | None:
    """What somebody else says that a shot takes; none where it is not them who make it."""
    from studio.models.video import Workplace, provider
    from studio.store.films import FilmFolder
    from studio.story import written

    try:
        film = FilmFolder(folder)
        pictures = {picture.id: picture for picture in written.opened(film).pictures}
        card = provider(pictures[shot].provider, Workplace(film.path)).card
    except (StudioError, KeyError):
        return None
    if "plan" in card.kinds or not card.memory:
        return None
    return Resources(cpu=1, memory=_size(max(card.memory, _LEAST)), vram=_size(card.vram))


def _size(bytes_: int) -> str:
    return f"{-(-bytes_ // 10**6)} MB"
