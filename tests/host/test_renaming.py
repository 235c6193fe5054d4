"""A rename never replaces anything, whatever the system can do."""

import errno
import os
from pathlib import Path

import pytest

from studio.host import renaming

WAYS = ["at once", "by a link", "by looking first"]


@pytest.fixture(params=WAYS)
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same on systems that can do less."""
    if request.param != "at once":
        monkeypatch.setattr(renaming, "_exclusive", lambda: None)
    if request.param == "by looking first":

        def refused(*_: object, **__: object) -> None:
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("_way")
def test_a_free_name_is_given(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("A")
    renaming.rename(tmp_path / "a", tmp_path / "b")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("b", "A")]


@pytest.mark.usefixtures("_way")
def test_a_taken_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("A")
    (tmp_path / "b").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        renaming.rename(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").read_text() == "A"


@pytest.mark.usefixtures("_way")
def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        renaming.rename(tmp_path / "a", tmp_path / "b")


def test_a_call_the_file_system_does_not_know_is_made_up_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renaming, "_exclusive", lambda: lambda *_: errno.EINVAL)
    (tmp_path / "a").write_text("A")
    renaming.rename(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_text() == "A"
