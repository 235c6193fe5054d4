"""Lists of hashes, as sha256sum and its kin write and read them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadInput, NotFound
from studio.media.filing.digests import Algorithm

SUFFIXES: dict[Algorithm, str] = {"xxh3": ".xxh128", "sha256": ".sha256", "md5": ".md5"}
_ALGORITHMS = {suffix: algorithm for algorithm, suffix in SUFFIXES.items()}
_LENGTHS: dict[int, Algorithm] = {64: "sha256", 32: "xxh3"}
_TAGS: dict[bytes, Algorithm] = {b"SHA256": "sha256", b"MD5": "md5", b"XXH128": "xxh3", b"XXH3": "xxh3"}
_LINE = re.compile(rb"(\\?)([0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})[ \t][ *](.+)", re.DOTALL)
_TAGGED = re.compile(rb"(\\?)(\w+) \((.+)\) = ([0-9A-Fa-f]{32}|[0-9A-Fa-f]{64})", re.DOTALL)
_ESCAPES = {b"\\": b"\\\\", b"\n": b"\\n", b"\r": b"\\r"}
_MEANT = {escaped: plain for plain, escaped in _ESCAPES.items()}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The hash of each of many files.

    Attributes:
        algorithm: Which hash.
        hashes: The hash of each file, by its name as seen from the folder.
    """

    algorithm: Algorithm
    hashes: Mapping[str, bytes]


def write(manifest: Manifest, file: Path) -> Path:
    """Write a manifest that `sha256sum --check`, `md5sum --check` and `xxh128sum --check` read, too."""
    with file.open("wb") as out:
        for name, hash in manifest.hashes.items():
            plain = os.fsencode(name)
            escaped = re.sub(rb"[\\\n\r]", lambda match: _ESCAPES[match[0]], plain)
            mark = b"\\" if escaped != plain else b""
            out.write(mark + hash.hex().encode() + b"  " + escaped + b"\n")
    return file


def read(file: Path) -> Manifest:
    """Read a manifest; which hash it holds is told by its tags, its name, or the length of the hashes."""
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        raise NotFound(f"there is no manifest {file}") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from None
    hashes: dict[str, bytes] = {}
    algorithm = _ALGORITHMS.get(file.suffix)
    for number, line in enumerate(lines, 1):
        if not (line := line.rstrip(b"\r")) or line.startswith(b"#"):
            continue
        tagged, name, hash = _parted(line, file, number)
        algorithm = tagged or algorithm or _LENGTHS[len(hash) * 2]
        if len(hash) != len(next(iter(hashes.values()), hash)):
            raise BadInput(f"{file}, line {number}: its hash is of another length than those before")
        hashes[os.path.normpath(os.fsdecode(name))] = hash
    if not hashes:
        raise BadInput(f"{file} holds no hashes", hint="write a manifest with studio files verify FOLDER")
    assert algorithm
    if len(next(iter(hashes.values()))) != (32 if algorithm == "sha256" else 16):
        raise BadInput(f"{file} is called {file.suffix}, and its hashes are of another length")
    return Manifest(algorithm, hashes)


def _parted(line: bytes, file: Path, number: int) -> tuple[Algorithm | None, bytes, bytes]:
    """The hash a line names by a tag, the name of the file, and its hash."""
    if match := _LINE.fullmatch(line):
        mark, hash, name = match.groups()
        tag = None
    elif (match := _TAGGED.fullmatch(line)) and match[2].upper() in _TAGS:
        mark, word, name, hash = match.groups()
        tag = _TAGS[word.upper()]
    else:
        raise BadInput(
            f"{file}, line {number} is no hash and name",
            hint="give a manifest that studio files verify or sha256sum wrote",
        )
    if mark:
        name = re.sub(rb"\\[\\nr]", lambda found: _MEANT[found[0]], name)
    return tag, name, bytes.fromhex(hash.decode())
