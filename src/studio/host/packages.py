"""Which Python packages are installed, and how to get those that are not."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

DISTRIBUTION = "animation-ai-studio"


def missing_for(extra: str) -> list[str]:
    """The packages an extra asks for that are not installed."""
    return [name for name in _required_by(extra) if not _installed(name)]


def folder(package: str, module: str) -> Path | None:
    """Where a module of an installed package lies, without importing anything; None if it is not there."""
    try:
        place = Path(str(distribution(package).locate_file(module)))
    except PackageNotFoundError:
        return None
    return place if place.is_dir() else None


def command_for(extra: str) -> str:
    """What to type to get an extra."""
    return f"pip install '{DISTRIBUTION}[{extra}]'"


def _required_by(extra: str) -> list[str]:
    marked = re.compile(rf"extra\s*==\s*['\"]{re.escape(extra)}['\"]")
    required = distribution(DISTRIBUTION).requires or []
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in required if marked.search(line)]


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
