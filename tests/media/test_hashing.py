"""Files are known by what is in them."""

import os
from pathlib import Path

import pytest
import xxhash

from studio.core.errors import NotFound, Refused, ToolFailed
from studio.media.hashing import content_hash


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1])
def test_the_hash_is_that_of_all_bytes(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    path = tmp_path / "\udcff any"
    path.write_bytes(content)
    assert content_hash(path) == xxhash.xxh3_128_digest(content)


def test_what_is_not_there_or_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no"):
        content_hash(tmp_path / "missing")
    with pytest.raises(ToolFailed, match="cannot be read"):
        content_hash(tmp_path)


def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="/dev/zero is a device or a pipe"):
        content_hash(Path("/dev/zero"))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="pipe is a device or a pipe"):
        content_hash(tmp_path / "pipe")
