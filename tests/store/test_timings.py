"""What parts of films took is remembered, whoever writes, and however much."""

import threading
from pathlib import Path

import pytest

from studio.store import timings
from studio.store.filing import home
from studio.store.timings import Took


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(home, "_told", tmp_path / "home")
    return tmp_path / "home"


def test_what_was_noted_is_known() -> None:
    timings.note("plain", 1000.4, 2.5)
    timings.note("edit", 10, 0.123456)
    assert timings.history() == [Took("plain", 1000, 2.5), Took("edit", 10, 0.1235)]


def test_nothing_was_noted_yet() -> None:
    assert timings.history() == []


def test_writers_do_not_mix_their_lines() -> None:
    def write(kind: str) -> None:
        for number in range(200):
            timings.note(kind, number, 1)

    threads = [threading.Thread(target=write, args=(f"kind-{one}",)) for one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(timings.history()) == 800


def test_lines_that_are_broken_are_passed_over(here: Path) -> None:
    timings.note("plain", 1, 1)
    with (here / "timings.jsonl").open("ab") as file:
        file.write(b'["half\n\xff\xfe\n["a", "b"]\n[1, 2, 3, 4]\n')
    timings.note("edit", 2, 2)
    assert [one.kind for one in timings.history()] == ["plain", "edit"]


def test_only_the_latest_are_kept(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timings, "_LONGEST", 400)
    monkeypatch.setattr(timings, "_KEPT", 10)
    for number in range(100):
        timings.note("plain", number, 1)
    assert timings.history()[-1].amount == 99
    assert len(timings.history()) == 10
    assert (here / "timings.jsonl").stat().st_size < 600


def test_where_nothing_can_be_written_nothing_fails(here: Path) -> None:
    here.parent.mkdir(exist_ok=True)
    here.write_text("a file")
    timings.note("plain", 1, 1)
    assert timings.history() == []
