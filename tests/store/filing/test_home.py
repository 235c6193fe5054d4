"""Files are filed under the home the settings name, whoever asks."""

from pathlib import Path

import pytest

from studio.assembly import open_studio
from studio.store.filing import home


def test_assembly_says_where(tmp_path: Path) -> None:
    open_studio([f"home={tmp_path / 'other'}"])
    assert home.home() == tmp_path / "other"


def test_without_assembly_the_settings_say_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "_told", None)
    assert home.home() == tmp_path / "home"
