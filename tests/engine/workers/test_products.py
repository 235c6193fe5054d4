"""What a call has made, told in plain values and read back."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.core.materials import AnyFile, Folder
from studio.engine.workers import products


@dataclass(frozen=True)
class Both:
    """A file, a folder and a number."""

    file: AnyFile
    folder: Folder
    count: int


def made(name: str, text: str = "content") -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_what_was_made_is_described_and_what_was_there_is_not() -> None:
    scratch = Path("scratch")
    made("scratch/all/1.txt", "one")
    made("scratch/all/deep/2.txt", "three")
    result = Both(made("before.txt"), scratch / "all", 2)
    assert products.described(result, scratch) == [
        {"path": "scratch/all", "hash": products.hash_of(scratch / "all"), "size": 8}
    ]
    file = made("scratch/a.txt")
    assert products.described(file, scratch) == [
        {"path": "scratch/a.txt", "hash": products.hash_of(file), "size": 7}
    ]
    assert products.described(scratch / "never.txt", scratch) == []


def test_a_hash_is_that_of_the_content_and_in_a_folder_of_the_names() -> None:
    made("a/1.txt")
    made("b/1.txt")
    assert products.hash_of(Path("a/1.txt")) == products.hash_of(Path("b/1.txt"))
    assert products.hash_of(Path("a")) == products.hash_of(Path("b"))
    found = {products.hash_of(Path("a"))}
    changes: list[Callable[[], object]] = [
        lambda: made("a/1.txt", "other"),
        lambda: made("a/2.txt"),
        lambda: Path("a/2.txt").rename("a/3.txt"),
        lambda: Path("a/3.txt").rename(made("a/deep/1.txt").with_name("3.txt")),
    ]
    for change in changes:
        change()
        found.add(products.hash_of(Path("a")))
    assert len(found) == 5


def test_a_folder_whose_names_are_bytes_has_a_hash() -> None:
    made(b"a/caf\xe9.txt".decode("utf-8", "surrogateescape"))
    assert products.size_of(Path("a")) == 7
    assert len(products.hash_of(Path("a"))) == 32
    assert products.text_hash("caf\udce9") != products.text_hash("café")


def test_results_become_plain_values_and_their_paths_paths_again() -> None:
    result = [Both(Path("a.txt"), Path("all"), 2), {"mean": 0.5, "none": None, "deep": (Path("b.txt"),)}]
    said = json.loads(json.dumps(products.told(result)))
    assert said == [
        {"file": {"path": "a.txt"}, "folder": {"path": "all"}, "count": 2},
        {"mean": 0.5, "none": None, "deep": [{"path": "b.txt"}]},
    ]
    assert products.understood(said) == [
        {"file": Path("a.txt"), "folder": Path("all"), "count": 2},
        {"mean": 0.5, "none": None, "deep": [Path("b.txt")]},
    ]


def test_paths_are_renamed_and_nothing_else_is() -> None:
    said = {"file": {"path": "a.txt"}, "note": "a.txt", "list": [{"path": "b.txt"}], "path": "a.txt"}
    assert products.renamed(said, lambda path: f"/out/{path}") == {
        "file": {"path": "/out/a.txt"}, "note": "a.txt", "list": [{"path": "/out/b.txt"}], "path": "a.txt",
    }  # fmt: skip
