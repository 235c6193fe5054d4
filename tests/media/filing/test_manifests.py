"""Manifests are those of sha256sum, in both directions, whatever files are called."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadInput, NotFound
from studio.media.filing import digests, manifests
from studio.media.filing.manifests import Manifest

UGLY = [b"plain", b"two\nlines", b"back\\slash", b"\xff\xfe", b" spaces  ", b"cr\r", b"*star"]

names = (
    st.binary(min_size=1, max_size=30)
    .map(os.fsdecode)
    .filter(lambda name: "\0" not in name and "/" not in name and name not in (".", ".."))
)


@given(st.dictionaries(names, st.binary(min_size=32, max_size=32), min_size=1))
def test_any_name_survives(tmp_path_factory: pytest.TempPathFactory, hashes: dict[str, bytes]) -> None:
    file = tmp_path_factory.mktemp("m") / "manifest"
    manifests.write(Manifest("sha256", hashes), file)
    assert manifests.read(file) == Manifest("sha256", hashes)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs coreutils")
@pytest.mark.parametrize("tag", [[], ["--tag"], ["--binary"]])
def test_what_sha256sum_writes_is_read(tmp_path: Path, tag: list[str]) -> None:
    for name in UGLY:
        (tmp_path / os.fsdecode(name)).write_bytes(name)
    said = subprocess.run(
        ["sha256sum", *tag, "--", *UGLY], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    (tmp_path / "sums").write_bytes(said)
    wanted = {os.fsdecode(name): digests.whole(str(tmp_path / os.fsdecode(name)), "sha256") for name in UGLY}
    assert manifests.read(tmp_path / "sums") == Manifest("sha256", wanted)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs coreutils")
def test_sha256sum_reads_what_we_write(tmp_path: Path) -> None:
    hashes = {}
    for name in UGLY:
        (tmp_path / os.fsdecode(name)).write_bytes(name)
        hashes[os.fsdecode(name)] = digests.whole(str(tmp_path / os.fsdecode(name)), "sha256")
    manifests.write(Manifest("sha256", hashes), tmp_path / "sums")
    subprocess.run(
        ["sha256sum", "--check", "--strict", "sums"], cwd=tmp_path, capture_output=True, check=True
    )


@pytest.mark.parametrize(
    ("name", "text", "algorithm"),
    [
        ("m.md5", f"{'0' * 32}  a", "md5"),
        ("m.xxh128", f"{'0' * 32}  a", "xxh3"),
        ("m", f"{'0' * 32}  a", "xxh3"),
        ("m.txt", f"MD5 (a) = {'0' * 32}\n", "md5"),
        ("m.txt", f"# by hand\r\n{'A' * 64} *a\r\n", "sha256"),
    ],
)
def test_which_hash_it_is_shows(tmp_path: Path, name: str, text: str, algorithm: str) -> None:
    (tmp_path / name).write_text(text, newline="")
    found = manifests.read(tmp_path / name)
    assert (found.algorithm, list(found.hashes)) == (algorithm, ["a"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no hashes"),
        ("hello\n", "line 1 is no hash"),
        (f"{'0' * 64}  a\n{'0' * 32}  b\n", "line 2: its hash is of another length"),
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "m").write_text(text)
    with pytest.raises(BadInput, match=told):
        manifests.read(tmp_path / "m")
    (tmp_path / "m.sha256").write_text(f"{'0' * 32}  a\n")
    with pytest.raises(BadInput, match=r"called \.sha256"):
        manifests.read(tmp_path / "m.sha256")
    with pytest.raises(NotFound):
        manifests.read(tmp_path / "nowhere")
