"""What crosses from one process to another: JSON that is read back without the models that checked it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

_PATH = "path"


class NotPlain(Exception):
    """A value is more than numbers, text, paths and lists of them."""


def packed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Checked values as JSON, their paths marked; NotPlain where only a model could read them back."""
    return {name: _packed(value) for name, value in values.items()}


def unpacked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they were packed."""
    return {name: _unpacked(value) for name, value in values.items()}


def _packed(value: Any) -> Any:
    # Subclasses (an enumeration, a model's own string) are not what comes out of JSON again.
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, Path):
        return {_PATH: str(value)}
    if type(value) is list:
        return [_packed(one) for one in value]
    raise NotPlain


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        return Path(value[_PATH])
    return [_unpacked(one) for one in value] if isinstance(value, list) else value
