"""The demo shows what it says, touches nobody's files, and can be run again."""

import xml.etree.ElementTree as ET
from pathlib import Path
from random import Random

import pytest
from examples import demo
from examples.coast.painting import paint
from examples.coast.scenes import SCENES
from PIL import Image
from tests import pictures

from studio.faces.cli import app


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The demo on plain pictures instead of painted ones, in this process; the commands it gave."""
    given: list[str] = []

    def plain(name: str, path: Path) -> Path:
        number = [*SCENES].index(name)
        picture = pictures.photo(600, 400, seed=number)
        picture.paste("white", (200 * (number % 3), 133 * (number // 3), 200 + 200 * (number % 3), 400))
        return pictures.jpeg(path, picture)

    def here(*words: str, folder: Path) -> int:
        given.append(" ".join(words))
        monkeypatch.chdir(folder)
        return app.run(list(words))

    monkeypatch.setattr(demo, "paint", plain)
    monkeypatch.setattr(demo, "studio", here)
    return given


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.argv", ["demo", *map(str, arguments)])
    return demo.main()


def test_it_goes_through_the_picture_tools(
    quick: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "demo"
    assert run(monkeypatch, "--folder", folder, "--picture", tmp_path / "picture.jpg") == 0
    said, complained = capfd.readouterr()
    assert [f"$ studio {line}" in said for _, line in demo.STEPS] == [True] * len(demo.STEPS)
    assert "broken.jpg is cut off or damaged" in complained
    assert len([*(folder / "small").iterdir()]) == 11
    kept = {path.name for path in (folder / "pictures-preprocess").iterdir()}
    assert kept >= {"1-first-light.jpg", "1-first-light.txt", "report.html"}
    assert not kept & {"broken.jpg", "shaken.jpg", "5-golden-hour copy.jpg"}
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


@pytest.mark.parametrize("name", SCENES)
def test_every_scene_is_well_formed_and_always_the_same(name: str) -> None:
    drawn = ET.fromstring(f"<svg>{SCENES[name](Random(name))}</svg>")
    again = ET.fromstring(f"<svg>{SCENES[name](Random(name))}</svg>")
    assert sum(1 for _ in drawn.iter()) > 100
    assert [part.tag for part in drawn.iter()] == [part.tag for part in again.iter()]


def test_a_scene_becomes_a_picture(tmp_path: Path) -> None:
    with Image.open(paint("first-light", tmp_path / "a.jpg")) as picture:
        assert picture.size == (1440, 960)
        sky, water = picture.getpixel((700, 20)), picture.getpixel((980, 600))
    assert isinstance(sky, tuple)
    assert isinstance(water, tuple)
    assert sum(water) > 2 * sum(sky), "it is lighter where the sun will rise"
