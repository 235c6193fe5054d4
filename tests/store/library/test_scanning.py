"""A scan opens what is new and nothing else, follows what moves, marks what is gone, and may be stopped."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from tests import clips

from studio.core.errors import BadInput, NotFound
from studio.media import hashing
from studio.media.survey import Survey, survey
from studio.store import database
from studio.store.library import scanning
from studio.store.library.scanning import Scanned, scan
from studio.store.library.searching import Query, find


@pytest.fixture
def library(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with database.opened(tmp_path / "home") as connection:
        yield connection


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A folder with a film, a recording below it, and what is none of our business."""
    place = tmp_path / "media"
    (place / "sound").mkdir(parents=True)
    (place / ".hidden").mkdir()
    shutil.copyfile(clips.sounding(), place / "film.mp4")
    shutil.copyfile(clips.recording(), place / "sound" / "tone.wav")
    shutil.copyfile(clips.recording(), place / ".hidden" / "tone.wav")
    (place / "notes.txt").write_text("none of our business")
    (place / "link.mp4").symlink_to(place / "film.mp4")
    (place / "round").symlink_to(place)
    return place


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read."""
    names: list[str] = []
    real = hashing.content_hash

    def watched(path: Path) -> bytes:
        names.append(path.name)
        return real(path)

    monkeypatch.setattr(hashing, "content_hash", watched)
    return names


def news(found: Scanned) -> dict[str, int]:
    names = ("new", "changed", "moved", "missing", "forgotten", "unchanged")
    return {name: count for name in names if (count := getattr(found, name))}


def paths(library: sqlite3.Connection, **query: bool) -> list[str]:
    return [entry.path.name for entry in find(library, Query(**query))]  # type: ignore[arg-type]


def test_what_is_there_is_found(library: sqlite3.Connection, media: Path) -> None:
    assert news(scan(library, media)) == {"new": 2}
    assert paths(library) == ["film.mp4", "tone.wav"]


def test_what_did_not_change_is_not_opened_again(
    library: sqlite3.Connection, media: Path, opened: list[str]
) -> None:
    scan(library, media)
    opened.clear()
    assert news(scan(library, media)) == {"unchanged": 2}
    assert opened == []


def test_what_changed_is_looked_at_again(library: sqlite3.Connection, media: Path, opened: list[str]) -> None:
    scan(library, media)
    opened.clear()
    shutil.copyfile(clips.silent(), media / "film.mp4")
    assert news(scan(library, media)) == {"changed": 1, "unchanged": 1}
    assert opened == ["film.mp4"]
    entry = next(find(library, Query(kind="video")))
    assert entry.sound_codec == ""


def test_a_renamed_file_is_known_without_opening_it(
    library: sqlite3.Connection, media: Path, opened: list[str]
) -> None:
    scan(library, media)
    opened.clear()
    (media / "film.mp4").rename(media / "sound" / "renamed.mp4")
    assert news(scan(library, media)) == {"moved": 1, "unchanged": 1}
    assert opened == []
    assert paths(library) == ["renamed.mp4", "tone.wav"]
    assert paths(library, missing=True) == []


def test_a_file_that_went_by_copy_is_known_by_its_content(
    library: sqlite3.Connection, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(library, media)
    (media / "other").mkdir()
    shutil.copyfile(media / "film.mp4", media / "other" / "film.mp4")
    (media / "film.mp4").unlink()
    monkeypatch.setattr(scanning, "survey", None)
    assert news(scan(library, media)) == {"moved": 1, "unchanged": 1}


def test_a_copy_beside_the_original_is_new_and_not_surveyed_again(
    library: sqlite3.Connection, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(library, media)
    shutil.copyfile(media / "film.mp4", media / "copy.mp4")
    monkeypatch.setattr(scanning, "survey", None)
    assert news(scan(library, media)) == {"new": 1, "unchanged": 2}
    assert len({entry.hash for entry in find(library, Query(kind="video"))}) == 1


def test_what_is_gone_is_missing_until_it_comes_back(library: sqlite3.Connection, media: Path) -> None:
    scan(library, media)
    (media / "film.mp4").rename(media.parent / "away.mp4")
    assert news(scan(library, media)) == {"missing": 1, "unchanged": 1}
    assert paths(library, missing=True) == ["film.mp4"]
    (media.parent / "away.mp4").rename(media / "film.mp4")
    assert news(scan(library, media)) == {"unchanged": 2}
    assert paths(library, missing=True) == []


def test_what_is_missing_may_be_forgotten(library: sqlite3.Connection, media: Path) -> None:
    scan(library, media)
    (media / "film.mp4").unlink()
    assert news(scan(library, media, forget=True)) == {"forgotten": 1, "unchanged": 1}
    assert library.execute("SELECT count(*) FROM content").fetchone()[0] == 1
    assert library.execute("SELECT count(*) FROM thumbnail").fetchone()[0] == 1


def test_other_folders_are_not_touched(library: sqlite3.Connection, media: Path) -> None:
    scan(library, media)
    shutil.rmtree(media / "sound")
    beside = media.parent / "media2"
    beside.mkdir()
    assert news(scan(library, beside)) == {}
    assert news(scan(library, media)) == {"missing": 1, "unchanged": 1}


def test_a_folder_that_cannot_be_listed_does_not_make_its_files_missing(
    library: sqlite3.Connection, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(library, media)
    real = os.scandir

    def closed(place: bytes) -> object:
        if place.endswith(b"sound"):
            raise PermissionError(13, "Permission denied")
        return real(place)

    monkeypatch.setattr(os, "scandir", closed)
    found = scan(library, media)
    assert news(found) == {"unchanged": 1}
    assert found.unread == (f"{media / 'sound'}: permission denied",)


def test_broken_files_are_kept_with_their_fault(library: sqlite3.Connection, media: Path) -> None:
    shutil.copyfile(clips.torn(), media / "torn.mp4")
    (media / "empty.mp4").write_bytes(b"")
    assert news(scan(library, media)) == {"new": 4}
    faults = {entry.path.name: entry.fault for entry in find(library, Query(kind="video"))}
    assert faults == {
        "film.mp4": "",
        "torn.mp4": "is cut off: its index is missing",
        "empty.mp4": "is empty",
    }
    assert news(scan(library, media)) == {"unchanged": 4}


def test_a_file_that_is_being_written_is_left_for_the_next_time(
    library: sqlite3.Connection, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(path: Path, *, measure: bool) -> Survey:
        found = survey(path, measure=measure)
        if path.suffix == ".mp4":
            with path.open("ab") as file:
                file.write(b"more")
        return found

    monkeypatch.setattr(scanning, "survey", meanwhile)
    found = scan(library, media)
    assert found.unread == (f"{media / 'film.mp4'} is still being written",)
    monkeypatch.undo()
    assert scan(library, media).unread == ()
    assert paths(library) == ["film.mp4", "tone.wav"]


def test_a_scan_in_a_hurry_is_made_up_for(library: sqlite3.Connection, media: Path) -> None:
    scan(library, media, measure=False)
    assert {entry.loudness for entry in find(library, Query())} == {None}
    assert news(scan(library, media, measure=False)) == {"unchanged": 2}
    scan(library, media)
    assert None not in {entry.loudness for entry in find(library, Query())}
    assert news(scan(library, media, measure=False)) == {"unchanged": 2}


def test_a_scan_that_was_stopped_keeps_what_it_did(
    library: sqlite3.Connection, media: Path, opened: list[str]
) -> None:
    for number in range(12):
        shutil.copyfile(clips.recording(seconds=0.5, pitch=200 + number), media / f"{number:02}.wav")

    def stop(done: int, total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scan(library, media, jobs=1, watch=stop)
    kept = len(paths(library))
    assert 5 <= kept < 14
    opened.clear()
    assert news(scan(library, media)) == {"unchanged": kept, "new": 14 - kept}
    assert len(opened) == 14 - kept


def test_two_scans_at_once_do_no_harm(library: sqlite3.Connection, media: Path, tmp_path: Path) -> None:
    for number in range(8):
        shutil.copyfile(clips.recording(seconds=0.5, pitch=200 + number), media / f"{number:02}.wav")

    def once(_: int) -> Scanned:
        with database.opened(tmp_path / "home") as connection:
            return scan(connection, media, jobs=1)

    with ThreadPoolExecutor(3) as threads:
        assert [found.unread for found in threads.map(once, range(3))] == [(), (), ()]
    assert news(scan(library, media)) == {"unchanged": 10}


def test_names_that_are_no_text_are_kept(library: sqlite3.Connection, media: Path) -> None:
    ugly = ["\udcff\udcfe.mp4", "new\nline.mp4", "%_'.mp4"]
    for number, name in enumerate(ugly):
        shutil.copyfile(clips.silent(rate=str(24 + number)), media / name)
    scan(library, media)
    assert {*ugly} <= {*paths(library)}
    assert news(scan(library, media)) == {"unchanged": 5}


def test_a_place_without_a_folder_is_named(library: sqlite3.Connection, media: Path) -> None:
    with pytest.raises(NotFound):
        scan(library, media / "nowhere")
    with pytest.raises(BadInput):
        scan(library, media / "film.mp4")


def test_copies_may_be_done_in_any_order(
    library: sqlite3.Connection, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        shutil.copyfile(clips.recording(), media / f"copy {number}.wav")
    in_order = scanning._examined
    monkeypatch.setattr(scanning, "_examined", lambda *given: reversed(list(in_order(*given))))
    monkeypatch.setattr(scanning, "_BATCH", 1)
    assert news(scan(library, media)) == {"new": 10}
    assert library.execute("SELECT count(*) FROM file WHERE hash IS NULL").fetchone()[0] == 0


def test_what_another_scan_forgot_meanwhile_is_looked_at_again(
    library: sqlite3.Connection, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan(library, media)
    shutil.copyfile(clips.recording(), media / "copy.wav")
    in_order = scanning._examined

    def forgotten(*given: Any) -> Iterator[Any]:
        found = list(in_order(*given))
        library.execute("DELETE FROM file")
        library.execute("DELETE FROM content")
        yield from found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(scanning, "_examined", forgotten)
        assert len(scan(library, media).unread) == 1
    assert not scan(library, media).unread
    assert len(list(find(library, Query()))) == 3
