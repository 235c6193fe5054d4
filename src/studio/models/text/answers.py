"""The object in what a model answered, however it is wrapped."""

from __future__ import annotations

import json
import re
from typing import Any

from studio.core.errors import ToolFailed

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"```(?:json|JSON)?\s*\n(.*?)```", re.DOTALL)
_SHOWN = 80
_TRIES = 64


def object_in(text: str) -> dict[str, Any]:
    """The first JSON object in a text.

    Models say what they think, wrap what they say in fences, and greet: all of it is passed over.

    Raises:
        ToolFailed: There is none, or it breaks off.
    """
    said = _THOUGHTS.sub("", text).strip()
    for candidate in (said, *_FENCED.findall(said)):
        if (found := _parsed(candidate)) is not None:
            return found
    at = said.find("{")
    for _ in range(_TRIES):
        if at < 0:
            break
        if (found := _begun(said[at:])) is not None:
            return found
        at = said.find("{", at + 1)
    raise ToolFailed(f"the model answered no object: {_excerpt(said)}", hint="a larger model may do better")


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _begun(text: str) -> dict[str, Any] | None:
    """An object at the beginning of a text, whatever follows."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _excerpt(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * _SHOWN])
    short = " ".join(plain.split())
    return repr(short if len(short) <= _SHOWN else short[:_SHOWN] + "…") if short else "it said nothing"
