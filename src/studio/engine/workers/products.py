"""What a call has made, in plain values: the files with their content, and results that know their paths."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from studio.core import delivery
from studio.media.hashing import content_hash

_PATH = "path"


def described(result: object, scratch: Path) -> list[dict[str, Any]]:
    """Every file and folder a tool has made in its scratch folder: where, how large, and what is in it."""
    if isinstance(result, Path):
        made = [result]
    else:
        made = [getattr(result, name) for name in delivery.material_fields(result)]
    return [
        {"path": str(path), "hash": hash_of(path), "size": size_of(path)}
        for path in made
        if path.is_relative_to(scratch) and path.exists()
    ]


def hash_of(path: Path) -> str:
    """The hash of a file, or of all a folder holds, names included."""
    if not path.is_dir():
        return content_hash(path).hex()
    import xxhash

    found = xxhash.xxh3_128()
    for file in _below(path):
        found.update(str(file.relative_to(path)).encode("utf-8", "surrogateescape") + b"\0")
        found.update(content_hash(file))
    return found.hexdigest()


def text_hash(text: str) -> str:
    """The hash of a text."""
    import xxhash

    return xxhash.xxh3_128_hexdigest(text.encode("utf-8", "surrogateescape"))


def size_of(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    return sum(file.stat().st_size for file in _below(path)) if path.is_dir() else path.stat().st_size


def told(result: Any) -> Any:
    """A result as JSON that can be read back without its model; paths are marked."""
    if isinstance(result, Path):
        return {_PATH: str(result)}
    if isinstance(result, (list, tuple)):
        return [told(one) for one in result]
    if isinstance(result, Mapping):
        return {str(key): told(value) for key, value in result.items()}
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return {field.name: told(getattr(result, field.name)) for field in dataclasses.fields(result)}
    if result is None or isinstance(result, (bool, int, float, str)):
        return result
    return str(result)


def understood(said: Any) -> Any:
    """What was told, with its paths as paths."""
    if isinstance(said, dict):
        if said.keys() == {_PATH}:
            return Path(said[_PATH])
        return {key: understood(value) for key, value in said.items()}
    return [understood(one) for one in said] if isinstance(said, list) else said


def renamed(said: Any, name: Callable[[str], str]) -> Any:
    """What was told, with every path under the name it will have."""
    if isinstance(said, dict):
        if said.keys() == {_PATH}:
            return {_PATH: name(said[_PATH])}
        return {key: renamed(value, name) for key, value in said.items()}
    return [renamed(one, name) for one in said] if isinstance(said, list) else said


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
