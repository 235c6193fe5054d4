"""The library on the command line: scan, find, problems, report."""

import json
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import clips, command

Studio = Callable[..., Any]


@pytest.fixture
def media(tmp_path: Path) -> Path:
    place = tmp_path / "media"
    place.mkdir()
    shutil.copyfile(clips.sounding(), place / "film.mp4")
    shutil.copyfile(clips.recording(), place / "tone.wav")
    return place


def test_a_scan_says_what_is_new(studio: Studio, media: Path) -> None:
    said = studio("library", "scan", media)
    assert (said.code, said.out) == (0, f"{media}: 2 files, 2 new\n")
    said = studio("library", "scan", media, "--json")
    assert json.loads(said.out)["unchanged"] == 2


def test_what_was_found_can_be_piped(studio: Studio, media: Path) -> None:
    studio("library", "scan", media)
    said = studio("library", "find", "--kind", "audio", "--longer", "1.5", "--louder", "-20")
    assert said.out == f"{media / 'tone.wav'}\n"
    entry = json.loads(studio("library", "find", "film", "--json").out)
    assert (entry["path"], entry["frames"]) == (str(media / "film.mp4"), 50)


def test_problems_are_an_exit_code(studio: Studio, media: Path) -> None:
    studio("library", "scan", media)
    assert studio("library", "problems").code == 0
    shutil.copyfile(clips.torn(), media / "torn.mp4")
    studio("library", "scan", media)
    said = studio("library", "problems")
    assert said.code == 1
    assert said.out == "media/torn.mp4 is cut off: its index is missing\n"


def test_a_report_is_written_here(studio: Studio, media: Path, tmp_path: Path) -> None:
    studio("library", "scan", media)
    assert studio("library", "report").out == "library.html\n"
    assert "film.mp4" in (tmp_path / "library.html").read_text("utf-8")
    again = studio("library", "report")
    assert again.code == 2
    assert "exists" in again.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("scan",), "needs a folder"),
        (("scan", "nowhere"), "is not there"),
        (("find", "--longer", "soon"), "--longer soon: write a time"),
        (("find", "--rate", "fast"), "--rate fast: write a rate"),
        (("find", "--since", "soon"), "--since soon: write a date"),
        (("find", "--kind", "novel"), "kind"),
        (("report", "--out", "library.pdf"), "cannot be a .pdf"),
    ],
)
def test_wrong_calls_say_why(studio: Studio, arguments: tuple[str, ...], complaint: str) -> None:
    said = studio("library", *arguments)
    assert said.code == 2
    assert complaint in said.err


def test_ctrl_c_ends_a_scan_at_once_and_loses_nothing(studio: Studio, media: Path) -> None:
    tone = clips.recording(seconds=10).read_bytes()
    for number in range(12):
        (media / f"{number:02}.wav").write_bytes(tone[:-2] + number.to_bytes(2, "little"))
    with command.started("library", "scan", media) as child:
        database = media.parent / "home" / "studio.db-wal"
        command.until(lambda: database.exists() and database.stat().st_size)
        child.send_signal(signal.SIGINT)
        code, _, err = command.end(child)
    assert code in (0, 130)
    if code:
        assert "Traceback" not in err
    assert studio("library", "scan", media).code == 0
