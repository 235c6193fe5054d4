"""The keys that servers let us in by: told to this process, written nowhere, shown to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from studio.models.video.failures import NotSetUp

_SECRET = re.compile(r"\{secret:([A-Za-z0-9_]+)\}")
_HIDDEN = "********"
_SHORTEST = 4

_keys: Mapping[str, str] = {}


def configure(keys: Mapping[str, str]) -> None:
    """Say which keys there are, by name; once in each process."""
    global _keys
    _keys = {name.lower(): key for name, key in keys.items() if key}


def names(template: str) -> Iterator[str]:
    """The names of the keys that a header wants."""
    return (name.lower() for name in _SECRET.findall(template))


def missing(headers: Mapping[str, str]) -> list[str]:
    """Where keys are looked for that headers want and nobody has set."""
    wanted = dict.fromkeys(name for value in headers.values() for name in names(value))
    return [f"STUDIO_SECRET_{name.upper()}" for name in wanted if name not in _keys]


def told(headers: Mapping[str, str], who: str) -> dict[str, str]:
    """Headers with the keys in them.

    Args:
        headers: As they are written.
        who: Who is asked.

    Raises:
        NotSetUp: A key is not set.
    """
    if lacks := missing(headers):
        raise NotSetUp(f"{who} has no key: {lacks[0]} is not set", hint=f"set {lacks[0]} to its key")
    return {name: _SECRET.sub(lambda one: _keys[one[1].lower()], value) for name, value in headers.items()}


def masked(text: str) -> str:
    """A text without any key in it."""
    for key in sorted(_keys.values(), key=len, reverse=True):
        if len(key) >= _SHORTEST:
            text = text.replace(key, _HIDDEN)
    return text
