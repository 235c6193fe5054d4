"""Rows are appended whole or not at all, by one process at a time, and never taken away again."""

import csv
import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.host.samples import CALM, card, full

from studio.core.errors import Refused, StudioError, ToolFailed
from studio.host.gpus import Seen
from studio.host.logbook import Logbook, Taken


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "log" / "machine.csv"


@pytest.fixture
def book(file: Path) -> Iterator[Logbook]:
    book = Logbook(file)
    book.open(CALM)
    yield book
    book.close()


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="") as opened:
        return list(csv.DictReader(opened))


def test_a_row_says_what_the_sample_says(book: Logbook, file: Path) -> None:
    book.write(CALM)
    (row,) = rows(file)
    assert row["time"].startswith("2027-01-15T")
    assert (row["level"], row["warnings"]) == ("ok", "")
    assert (row["cpu_percent"], row["memory_percent"]) == ("12.5", "25")
    assert row["memory_used_bytes"] == str(16 << 30)
    assert (row["memory_some_percent"], row["io_full_percent"]) == ("0.2", "")
    assert (row["disk_written_bytes_per_second"], row["disk_read_bytes_per_second"]) == ("2000000", "")
    assert row["our_memory_bytes"] == str(2 << 30)


def test_rows_say_when_it_is_too_much(book: Logbook, file: Path) -> None:
    book.write(full(83))
    book.write(replace(full(93), cpu=88.0, cards=Seen((), "nvidia-smi did not answer within 5 seconds")))
    warned, alarmed = rows(file)
    assert (warned["level"], warned["warnings"]) == ("yellow", "memory 83 % full")
    assert alarmed["level"] == "red"
    assert alarmed["warnings"] == (
        "memory 93 % full; processor 88 % busy; nvidia-smi did not answer within 5 seconds"
    )


def test_every_card_has_columns_of_its_own(file: Path) -> None:
    cards = replace(CALM, cards=Seen((card(64), card(None, busy=None, power=None))))
    book = Logbook(file)
    book.open(cards)
    book.write(cards)
    # One that does not answer any more leaves its fields empty.
    book.write(CALM)
    book.close()
    first, second = rows(file)
    assert (first["gpu0_celsius"], first["gpu0_watts"], first["gpu0_busy_percent"]) == ("64", "400", "97")
    assert (first["gpu1_celsius"], first["gpu1_memory_bytes"]) == ("", str(80 << 30))
    assert second["gpu0_celsius"] == ""


def test_a_second_one_is_refused_and_leaves_all_as_it_is(book: Logbook, file: Path) -> None:
    book.write(CALM)
    before = file.read_bytes()
    with pytest.raises(Taken, match="being written already"):
        Logbook(file).open(CALM)
    assert file.read_bytes() == before
    book.write(CALM)
    assert len(rows(file)) == 2


def test_it_is_gone_on_with_later(book: Logbook, file: Path) -> None:
    book.write(CALM)
    book.close()
    again = Logbook(file)
    again.open(CALM)
    again.write(full(50))
    again.close()
    assert [row["memory_percent"] for row in rows(file)] == ["25", "50"]


def test_a_row_that_a_crash_cut_off_is_taken_away(book: Logbook, file: Path) -> None:
    book.write(CALM)
    book.close()
    whole = file.read_bytes()
    file.write_bytes(whole + b"2027-01-15T0")
    again = Logbook(file)
    again.open(CALM)
    again.close()
    assert file.read_bytes() == whole


def test_a_file_of_something_else_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("name,age\nAnna,7\n")
    with pytest.raises(Refused, match="holds something else"):
        Logbook(file).open(CALM)
    assert file.read_text() == "name,age\nAnna,7\n"
    book = Logbook(file.with_name("other.csv"))
    book.open(CALM)
    book.close()


def test_a_full_disk_leaves_no_half_row(book: Logbook, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book.write(CALM)
    before, write = file.read_bytes(), os.write

    def short(descriptor: int, line: bytes) -> int:
        return write(descriptor, line[:7])

    def full_disk(descriptor: int, line: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    for broken in (short, full_disk):
        monkeypatch.setattr(os, "write", broken)
        with pytest.raises(ToolFailed, match="no space left on device"):
            book.write(CALM)
        assert file.read_bytes() == before
    monkeypatch.setattr(os, "write", write)
    book.write(CALM)
    assert len(rows(file)) == 2


def test_a_file_that_was_moved_away_is_begun_anew(book: Logbook, file: Path) -> None:
    book.write(CALM)
    moved = file.rename(file.with_name("yesterday.csv"))
    book.write(full(50))
    assert [row["memory_percent"] for row in rows(moved)] == ["25"]
    assert [row["memory_percent"] for row in rows(file)] == ["50"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StudioError, match=r"file/machine.csv cannot be written"):
        Logbook(tmp_path / "file" / "machine.csv").open(CALM)
