"""The batches and pipelines among the examples, and the one in the README, are carried out to their end."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import stock
from tests.conftest import Said

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted([*ROOT.glob("examples/batches/*.yaml"), *ROOT.glob("examples/pipelines/*.yaml")])

MADE = {
    "analysis": set(),
    "audio": {"levelled/1.wav", "levelled/2.wav", "waves/1.png", "waves/2.png"},
    "cutdowns": {"social/still.jpg", "social/square.mp4", "social/upright.mp4"},
    "dailies": {"dailies/1.mov", "dailies/2.mov", "dailies/sheet.jpg"},
    "dataset": {"sets/ada-preprocess", "sets/ben-preprocess", "sheets/ada.jpg", "sheets/ben.jpg"},
    "frames": {"set/1-convert-preprocess", "set/2-convert-preprocess", "set/sheet.jpg"},
    "pictures": {f"web/{number}{end}" for number in (1, 2) for end in (".jpg", "-small.jpg", ".webp")},
    "video": {"proxies/1.mov", "proxies/2.mov", "stills/1.jpg", "stills/2.jpg"},
}


@pytest.fixture
def material() -> None:
    """What the examples work on, where they look for it."""
    for folder, kind in (
        ("clips", "video"),
        ("recordings", "audio"),
        ("pictures", "image"),
        ("characters/ada", "image"),
        ("characters/ben", "image"),
    ):
        stock.provide(f"{folder}/", kind)
    stock.provide("film.mp4", "video")


def delivered() -> set[str]:
    """The results: files, and the folders that are one."""
    places = ("dailies", "levelled", "proxies", "sets", "set", "sheets", "social", "stills", "waves", "web")
    return {str(path) for place in places if Path(place).is_dir() for path in Path(place).iterdir()}


@pytest.mark.usefixtures("material")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_carried_out(example: Path, studio: Callable[..., Said]) -> None:
    kind = "batch" if example.parent.name == "batches" else "pipeline"
    options = ["--set", "length=1"] if example.stem == "cutdowns" else []
    said = studio(kind, "run", example, *options)
    assert (said.code, said.err) == (0, "")
    shown = json.loads(studio("runs", "show", "last", "--json").out)
    assert shown["state"] == "done"
    assert delivered() == MADE[example.stem]


@pytest.mark.usefixtures("material")
def test_the_pipeline_in_the_readme_is_carried_out(studio: Callable[..., Said]) -> None:
    (written,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    Path("dailies.yaml").write_text(written, "utf-8")
    assert studio("pipeline", "plan", "dailies.yaml").code == 0
    said = studio("pipeline", "run", "dailies.yaml", "--set", "rushes=clips/")
    assert (said.code, said.err) == (0, "")
    assert delivered() == MADE["dailies"]
