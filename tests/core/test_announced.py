"""Whether something is announced is seen from files alone, wherever Python would look for it."""

import sys
import zipfile
from pathlib import Path

import pytest

from studio.core.announced import anywhere

GROUP = "try.anything"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    return tmp_path


def announce(folder: Path, group: str) -> None:
    folder.mkdir(parents=True)
    (folder / "entry_points.txt").write_text(f"[console_scripts]\na = b:c\n\n[{group}]\nimage = a.b\n")


def test_nothing_installed_announces_nothing(place: Path) -> None:
    assert not anywhere(GROUP)


@pytest.mark.parametrize("folder", ["a-1.0.dist-info", "a.egg-info", "a-1.0-py3.11.egg/EGG-INFO"])
def test_an_installed_package_announces(place: Path, folder: str) -> None:
    announce(place / folder, GROUP)
    assert anywhere(GROUP)


def test_other_groups_do_not_count(place: Path) -> None:
    announce(place / "a-1.0.dist-info", "try.other")
    assert not anywhere(GROUP)


def test_a_package_without_entry_points_is_passed_over(place: Path) -> None:
    (place / "a-1.0.dist-info").mkdir()
    announce(place / "b-1.0.dist-info", GROUP)
    assert anywhere(GROUP)


def test_an_empty_path_is_the_current_folder(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["", str(place / "missing")])
    monkeypatch.chdir(place)
    assert not anywhere(GROUP)
    announce(place / "a-1.0.dist-info", GROUP)
    assert anywhere(GROUP)


def test_an_archive_is_left_to_those_who_can_read_it(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = place / "packages.zip"
    zipfile.ZipFile(archive, "w").close()
    monkeypatch.setattr(sys, "path", [str(archive)])
    assert anywhere(GROUP)
