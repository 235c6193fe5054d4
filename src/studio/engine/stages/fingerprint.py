"""What a result depends on, as one short text: equal text, equal result."""

from __future__ import annotations

import inspect
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from studio.core.catalogue import AnyTool
from studio.engine.workers import products
from studio.media import encode, sequences
from studio.store.backend import Hindered
from studio.store.tables import Tables

_ROOMS = ("core", "host", "media", "render", "models", "story", "tools")
_WRITTEN = {".py", ".svg", ".yaml"}
_LIBRARIES = ("av", "numpy", "pillow", "pyvips-binary", "opencv-python-headless", "openimageio")
_SETTLED_NS = 2_000_000_000
_MOST = (1 << 63) - 1


def fingerprint(tool: AnyTool, given: Mapping[str, Any], tables: Tables) -> str:
    """The fingerprint of one call of a pure tool.

    Args:
        tool: The tool.
        given: Its checked parameters.
        tables: Where the hashes of files are remembered.
    """
    import xxhash

    # Where a file lies does not matter, only what it is called and what is in it.
    files = {name: value for name, value in given.items() if _holds_paths(value)}
    shown = {parameter.shown for parameter in tool.parameters if parameter.name not in files}
    depends = {
        "tool": tool.id,
        "code": _code(),
        "module": _text_hash(Path(inspect.getfile(tool.function))),
        "given": {name: value for name, value in tool.plain(dict(given)).items() if name in shown},
        "contents": {name: _contents(value, tables) for name, value in files.items()},
        "depends": tool.depends(given) if tool.depends else "",
    }
    return xxhash.xxh3_128_hexdigest(json.dumps(depends, sort_keys=True, default=str).encode())


def remembered_hash(path: Path, tables: Tables) -> str:
    """The hash of a file's content, read only if it has changed since it was last read."""
    status = path.stat()
    known = tables.one(
        "SELECT size, modified, hash FROM content WHERE device = :device AND inode = :inode",
        device=status.st_dev & _MOST, inode=status.st_ino & _MOST,
    )  # fmt: skip
    if known and (known["size"], known["modified"]) == (status.st_size, status.st_mtime_ns):
        return str(known["hash"])
    found = products.hash_of(path)
    # A file that was written this very moment may be written again without its time showing it.
    if time.time_ns() - status.st_mtime_ns > _SETTLED_NS:
        with suppress(Hindered):
            tables.change(
                "INSERT INTO content (device, inode, size, modified, hash) "
                "VALUES (:device, :inode, :size, :modified, :hash) ON CONFLICT (device, inode) "
                "DO UPDATE SET size = :size, modified = :modified, hash = :hash",
                device=status.st_dev & _MOST, inode=status.st_ino & _MOST,
                size=status.st_size, modified=status.st_mtime_ns, hash=found,
            )  # fmt: skip
    return found


def _holds_paths(value: Any) -> bool:
    return isinstance(value, Path) or (isinstance(value, list) and any(map(_holds_paths, value)))


def _contents(value: Any, tables: Tables) -> Any:
    """What is in the files, under the names they have: some results show them."""
    if isinstance(value, list):
        return [_contents(one, tables) for one in value]
    if not isinstance(value, Path):
        return value
    if value.is_dir():
        files = sorted(path for path in value.rglob("*") if path.is_file())
        return [value.name, [[str(file.relative_to(value)), remembered_hash(file, tables)] for file in files]]
    if sequences.is_pattern(value) and not value.exists():
        files = [file for file in sorted(value.parent.iterdir()) if file.is_file()]
        return [value.name, [[file.name, remembered_hash(file, tables)] for file in files]]
    return [value.name, remembered_hash(value, tables)]


@cache
def _code() -> str:
    """Our own code and the libraries that do the work; whatever of it changes, results are made anew."""
    from importlib.metadata import PackageNotFoundError, version

    import xxhash

    found = xxhash.xxh3_128()
    package = Path(__file__).parents[2]
    for room in _ROOMS:
        for file in sorted((package / room).rglob("*")):
            if file.suffix in _WRITTEN:
                found.update(file.read_bytes())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.update(f"{library} {version(library)}".encode())
    program = Path(os.path.realpath(encode.executable()))
    status = program.stat()
    found.update(f"{program} {status.st_size} {status.st_mtime_ns}".encode())
    return found.hexdigest()


@cache
def _text_hash(file: Path) -> str:
    import xxhash

    return xxhash.xxh3_128_hexdigest(file.read_bytes())
