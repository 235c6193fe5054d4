"""What crosses from one process to another: JSON that is read back without the models that checked it."""

from __future__ import annotations

import dataclasses
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


def plain(result: Any) -> Any:
    """A result as the JSON its model would make of it; NotPlain where that takes the model."""
    if result is None or type(result) in (bool, int, float, str):
        return result
    if isinstance(result, Path):
        return str(result)
    if type(result) in (list, tuple):
        return [plain(one) for one in result]
    if type(result) is dict and all(type(key) is str for key in result):
        return {key: plain(value) for key, value in result.items()}
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {field.name: plain(getattr(result, field.name)) for field in dataclasses.fields(result)}
    raise NotPlain


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
