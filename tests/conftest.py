"""What every test gets: a folder of its own, nobody's settings, and real media where there are any."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2] / "shared" / "media"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDIO_HOME", str(tmp_path / "home"))


@pytest.fixture
def shared_media() -> Path:
    """Photographs, films and recordings kept beside the checkout."""
    if not BESIDE.is_dir():
        pytest.skip("no media beside the checkout")
    return BESIDE
