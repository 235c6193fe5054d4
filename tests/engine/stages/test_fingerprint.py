"""Equal fingerprints, equal results: whatever a result depends on is in it, and nothing else."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.house import orders

from studio.core.catalogue import Catalogue
from studio.core.tool import tool
from studio.engine.stages.fingerprint import fingerprint, remembered_hash
from studio.engine.workers import products
from studio.store.tables import Tables, open_tables


@pytest.fixture
def tables() -> Iterator[Tables]:
    tables = open_tables(Path("home"))
    yield tables
    tables.close()


@pytest.fixture
def mark(trial: Catalogue, tables: Tables) -> Callable[..., str]:
    def mark(tool: str, **given: Any) -> str:
        found = trial[tool]
        return fingerprint(found, found.checked(given), tables)

    return mark


def texts() -> Path:
    Path("texts/deep").mkdir(parents=True)
    orders("texts/a.txt", "texts/deep/b.txt")
    return Path("texts")


def test_the_same_call_has_the_same_one_wherever_its_file_lies(mark: Callable[..., str]) -> None:
    orders("a.txt")
    Path("deep").mkdir()
    orders("deep/a.txt", text="a.txt\n")
    first = mark("toil.echo", order="a.txt")
    assert mark("toil.echo", order="a.txt") == first
    assert mark("toil.echo", order="deep/a.txt") == first
    assert mark("toil.echo", order="a.txt", loud=False) == first, "what is not said is what it is without"


def test_another_tool_option_name_or_content_has_another(mark: Callable[..., str]) -> None:
    orders("a.txt")
    orders("b.txt", text="a.txt\n")
    found = {
        mark("toil.echo", order="a.txt"),
        mark("toil.echo", order="a.txt", loud=True),
        mark("toil.echo", order="b.txt"),
        mark("toil.write", order="a.txt"),
    }
    orders("a.txt", text="b.txt\n")
    assert len(found | {mark("toil.echo", order="a.txt")}) == 5


def test_of_several_files_each_and_their_order_counts(mark: Callable[..., str]) -> None:
    names = orders("a.txt", "b.txt")
    found = {mark("trial.join", texts=names), mark("trial.join", texts=names[::-1])}
    orders("b.txt", text="new\n")
    assert len(found | {mark("trial.join", texts=names)}) == 3


def test_a_file_that_is_an_option_counts_as_well(mark: Callable[..., str]) -> None:
    orders("a.txt", "b.txt")
    first = mark("trial.swap", **{"text": "a.txt", "with": "b.txt"})
    orders("b.txt", text="new\n")
    assert mark("trial.swap", **{"text": "a.txt", "with": "b.txt"}) != first


def test_all_that_is_in_a_folder_counts(mark: Callable[..., str]) -> None:
    folder = texts()
    found = {mark("trial.pack", folder=folder)}
    assert {mark("trial.pack", folder=folder)} == found
    changes: list[Callable[[], object]] = [
        lambda: (folder / "deep/b.txt").write_text("new\n"),
        lambda: (folder / "deep/b.txt").rename(folder / "deep/c.txt"),
        lambda: (folder / "deep/c.txt").rename(folder / "c.txt"),
        (folder / "c.txt").unlink,
    ]
    for change in changes:
        change()
        found.add(mark("trial.pack", folder=folder))
    assert len(found) == 5


def test_what_a_tool_says_its_results_depend_on_counts(tables: Tables) -> None:
    there = ["one"]

    @tool(pure=True, material="trial", depends=lambda given: f"{there[0]} for {given['text']}")
    def said(text: str) -> str:
        """Say."""
        return text

    first = fingerprint(said, {"text": "a"}, tables)
    assert fingerprint(said, {"text": "a"}, tables) == first
    there[0] = "another"
    assert fingerprint(said, {"text": "a"}, tables) != first


def test_what_was_written_this_moment_is_not_remembered(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written again within the same tick of the clock of its file system."""
    orders("a.txt")
    file = Path("a.txt")
    now = file.stat().st_mtime_ns
    for age, remembered in ((0, 0), (2_000_000_000, 0), (2_000_000_001, 1)):
        monkeypatch.setattr("time.time_ns", lambda age=age: now + age)
        remembered_hash(file, tables)
        assert tables.one("SELECT COUNT(*) AS count FROM content") == {"count": remembered}, age


@pytest.mark.parametrize("changed", ["size", "time"])
def test_what_has_changed_is_read_again(tables: Tables, changed: str) -> None:
    (name,) = orders("a.txt", text="first")
    file = Path(name)
    os.utime(file, ns=(10**18, 10**18))
    first = remembered_hash(file, tables)
    file.write_text("other" if changed == "time" else "longer")
    moment = 10**18 + (changed == "time")
    os.utime(file, ns=(moment, moment))
    assert remembered_hash(file, tables) == products.hash_of(file) != first
    assert tables.all("SELECT size, modified, hash FROM content") == [
        {"size": file.stat().st_size, "modified": moment, "hash": products.hash_of(file)}
    ]
