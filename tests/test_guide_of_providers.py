"""The guide to providers works: its files against servers of each kind, its commands in their order."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import predicting

from studio.core.run import Run, entered
from studio.media import probe
from studio.models.video import Workplace, provider
from studio.models.video.remote import filling, grammar, keys
from studio.models.video.request import Request
from studio.store.filing import home

GUIDE = (Path(__file__).parent.parent / "docs/guide/providers.md").read_text("utf-8")
FILES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[predicting.Api]:
    with predicting.api(tmp_path / "server") as api:
        yield api


def here(file: str, url: str) -> str:
    """A file of the guide, of a server that is here."""
    told = yaml.safe_load(file)
    told["base"] = re.sub(r"https?://[^/]+", url, told["base"]).removesuffix("/v1")
    told["poll"]["every"] = 0.05
    return yaml.safe_dump(told, sort_keys=False)


@pytest.mark.parametrize("file", FILES)
def test_each_file_has_its_server_make_a_clip(file: str, api: predicting.Api, tmp_path: Path) -> None:
    home.configure(home=tmp_path / "home")
    keys.configure({"stripes": "key-of-stripes"})
    (tmp_path / "home/providers").mkdir(parents=True)
    (tmp_path / "home/providers/stripes.yaml").write_text(here(file, api.url), "utf-8")
    maker = provider("http:stripes", Workplace(tmp_path / "film"))
    fps = maker.card.fps[0]
    asked = Request(tmp_path / "clip.mp4", 0, 9, 256, 256, fps, seed=7, name="01", prompt="the sea")
    with entered(Run(tmp_path / "run")):
        made = maker.make(asked)
    film = probe.media(made.clip).main_video
    assert (film.frames, film.width, film.height, float(film.rate)) == (9, 256, 256, fps)
    assert made.price == pytest.approx(maker.card.charged(9, fps), abs=0.5)
    keys.configure({})


@pytest.mark.usefixtures("unhosted")
def test_its_commands_work(
    api: predicting.Api, studio: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUDIO_SECRET_STRIPES", "key-of-stripes")
    (tmp_path / "home/providers").mkdir(parents=True)
    (tmp_path / "home/providers/stripes.yaml").write_text(here(FILES[0], api.url), "utf-8")
    api.cost = 0.03
    said = {}
    for block in re.findall(r"```console\n(.*?)```", GUIDE, re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line)[2:]
            answer = studio(*words)
            assert answer.code == 0, (words, answer.err)
            said[words[1] if len(words) > 1 else words[0]] = answer.out
    assert "http:stripes" in said["providers"]
    assert "0.03" not in said["estimate"]
    assert "USD" in said["inspect"]
    assert api.count("submit") == len(api.made) > 0
    notes = [json.loads(note.read_text("utf-8")) for note in Path("cafe/shots").glob("*/take-01/meta.json")]
    assert {note["provider"] for note in notes} == {"http:stripes"}


def test_it_names_what_there_is() -> None:
    assert {f"{{{name}}}" for name in filling.FIELDS} <= set(re.findall(r"`(\{\w+\})`", GUIDE))
    for name in (*grammar.Timeouts.model_fields, *grammar.Retry.model_fields, "at_once", "largest"):
        assert name in GUIDE
