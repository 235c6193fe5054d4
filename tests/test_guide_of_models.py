"""The guide to models: its commands are carried out, its tables and options are those of the product."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import films
from tests.models.diffusion.test_weights import safetensors
from tests.test_guides import GUIDES, commands

import studio as product
from studio.models.video import ltx, wan
from studio.store.weights.grammar import Options

GUIDE = (GUIDES / "models.md").read_text("utf-8")


def small_wan(folder: Path) -> None:
    """What a small Wan 2.2 looks like from outside, with next to no numbers in it."""
    safetensors(folder / "transformer/model.safetensors", (8, 8))
    safetensors(folder / "vae/model.safetensors", (8, 8))
    (folder / "model_index.json").write_text('{"_class_name": "WanPipeline", "expand_timesteps": true}')
    (folder / "transformer/config.json").write_text('{"in_channels": 48, "patch_size": [1, 2, 2]}')
    (folder / "vae/config.json").write_text('{"scale_factor_spatial": 16, "scale_factor_temporal": 4}')


@pytest.mark.filterwarnings("ignore")
def test_its_commands_work(studio: Callable[..., Any]) -> None:
    small_wan(Path("wan2.2-ti2v-5b"))
    folder = films.folder("cafe", films.board(fallback="builtin"))
    films.changed(folder, "- id: '02'\n", "- id: '02'\n  provider: wan:wan-5b\n")
    for shot in ("01", "03"):
        product.film.take(folder, shot=shot)
    said = {}
    for words in commands(GUIDE):
        if words[1] == "inspect":
            product.film.edit(folder)
        answer = studio(*words)
        assert answer.code == 0, (words, answer.err)
        said[words[1]] = answer.out
    assert "wan-5b" in said["show"]
    assert "Apache-2.0" in said["show"]
    assert "wan:wan-5b" in said["inspect"]
    # Nothing here can run what is no model: the renderer stands in.
    told = json.loads(studio("film", "inspect", "cafe/out/cafe.mp4", "--json").out)
    assert "builtin" in json.dumps(told)


def test_its_options_are_those_of_a_card() -> None:
    written = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert written
    told = yaml.safe_load(written[1])["options"]
    assert Options(**told).steps == 8
    assert set(told) | {"fps", "fewest"} == set(Options.model_fields)


@pytest.mark.parametrize(("card", "row"), [(wan.FAMILY.usual, 0), (ltx.FAMILY.usual, 2)])
def test_its_table_is_what_the_cards_say(card: Any, row: int) -> None:
    lines = [line for line in GUIDE.splitlines() if re.match(r"\| `(wan|ltx)`", line)]
    cells = [cell.strip() for cell in lines[row].strip("|").split("|")]
    assert cells[0] == f"`{card.name}`"
    assert cells[2] == f"{card.frames.step}n+{card.frames.plus}, at most {card.frames.most}"
    assert cells[3] == ", ".join(f"{rate:g}" for rate in card.fps)
    assert cells[4] == str(card.sizes.multiple)
