"""The demo shows what it says, touches nobody's files, and can be run again."""

from pathlib import Path

import pytest
from examples import demo

from studio.faces.cli import app
from studio.media import probe

SMALL = ("--duration", "3", "--size", "360p", "--fps", "8", "--effort", "draft")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The demo in this process, its pictures small and its shots short; the commands it gave."""
    given: list[str] = []

    def here(*words: str, folder: Path) -> int:
        given.append(" ".join(words))
        monkeypatch.chdir(folder)
        small = SMALL if words[:2] == ("film", "make") else ()
        return app.run([*("180" if word == "720" else word for word in words), *small])

    monkeypatch.setattr(demo, "studio", here)
    return given


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.argv", ["demo", *map(str, arguments)])
    return demo.main()


@pytest.mark.usefixtures("unhosted")
def test_it_makes_pictures_and_a_film(
    quick: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert run(monkeypatch, "--folder", folder, "--picture", tmp_path / "picture.jpg") == 0
    said, complained = capfd.readouterr()
    assert [f"$ studio {line}" in said for _, line in demo.STEPS] == [True] * len(demo.STEPS)
    assert not complained
    film = probe.media(folder / "film/out/film.mp4").main_video
    assert (film.width, film.height, film.frames) == (640, 360, 3 * 8)
    assert len([*(folder / "stills").iterdir()]) == 4
    assert (tmp_path / "picture.jpg").stat().st_size < 300_000


def test_only_what_was_made_is_cleared(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    (folder / "pictures").mkdir(parents=True)
    (folder / "pictures" / "mine.jpg").touch()
    for _ in range(2):
        with demo.own_folder(folder):
            (folder / "pictures" / "made.jpg").touch()
            (folder / "made").mkdir()
            (folder / "made" / "too.jpg").touch()
    with demo.own_folder(folder):
        assert demo.files(folder) == {folder / "pictures" / "mine.jpg"}
        assert not (folder / "made").exists()


def test_a_demo_cut_short_is_cleared_too(tmp_path: Path) -> None:
    def cut_short() -> None:
        with demo.own_folder(tmp_path):
            (tmp_path / "made.jpg").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cut_short()
    with demo.own_folder(tmp_path):
        assert not (tmp_path / "made.jpg").exists()
