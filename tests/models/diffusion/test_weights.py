"""What a folder of diffusers' is can be read from its files, without anything that runs it."""

import json
import math
from pathlib import Path

import pytest

from studio.core.errors import BadInput
from studio.core.run import Run, entered
from studio.models.diffusion import weights
from studio.store.filing import home
from studio.store.weights import keeping
from studio.store.weights.grammar import Card, Options


def safetensors(path: Path, *shapes: tuple[int, ...]) -> None:
    """A file of weights, by its published layout."""
    header, at = {}, 0
    for number, shape in enumerate(shapes):
        size = 2 * math.prod(shape)
        header[f"layer.{number}"] = {"dtype": "BF16", "shape": shape, "data_offsets": [at, at + size]}
        at += size
    told = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(len(told).to_bytes(8, "little") + told + bytes(at))


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> keeping.Model:
    monkeypatch.setattr(home, "_told", tmp_path / "home")
    folder = tmp_path / "wan"
    safetensors(folder / "transformer/a-00001-of-00002.safetensors", (3, 4), (5,))
    safetensors(folder / "transformer/a-00002-of-00002.safetensors", ())
    safetensors(folder / "vae/b.safetensors", (7, 2))
    (folder / "model_index.json").write_text('{"_class_name": "WanPipeline"}')
    with entered(Run(tmp_path / "run")):
        return keeping.add(folder, "video", "wan", Card(files={}), "copy")


def test_the_numbers_of_every_part_are_counted(model: keeping.Model) -> None:
    found = weights.of(model)
    assert found.parameters == {"transformer": 18, "vae": 14}
    assert found.pipeline == "WanPipeline"
    assert found.config("vae") == {}


@pytest.mark.parametrize(
    "broken", [b"", b"\xff" * 9, (9).to_bytes(8, "little") + b"{no json}", (2).to_bytes(8, "little") + b"[]"]
)
def test_what_is_no_file_of_weights_is_named(model: keeping.Model, broken: bytes) -> None:
    (model.folder / "vae/b.safetensors").write_bytes(broken)
    with pytest.raises(BadInput, match=r"vae/b\.safetensors is no file of weights"):
        weights.of(model).parameters  # noqa: B018


def test_another_hash_or_another_option_is_another_digest(model: keeping.Model) -> None:
    from dataclasses import replace

    before = weights.digest(model)
    wished = model.card.model_copy(update={"options": Options(steps=4)})
    assert weights.digest(replace(model, card=wished)) != before
    file = model.card.files["vae/b.safetensors"].model_copy(update={"sha256": "0"})
    other = model.card.model_copy(update={"files": {**model.card.files, "vae/b.safetensors": file}})
    assert weights.digest(replace(model, card=other)) != before
    noted = model.card.model_copy(update={"note": "mine"})
    assert weights.digest(replace(model, card=noted)) == before


@pytest.mark.parametrize("index", ["no json", "[1]"])
def test_an_index_that_cannot_be_read_is_named(model: keeping.Model, index: str) -> None:
    (model.folder / "model_index.json").write_text(index)
    with pytest.raises(BadInput, match=r"wan/model_index\.json"):
        weights.of(model)
    assert weights.known("video", ["WanPipeline"]) == []


def test_a_folder_without_an_index_is_none_of_diffusers(model: keeping.Model) -> None:
    (model.folder / "model_index.json").unlink()
    with pytest.raises(BadInput, match=r"video/wan has no model_index\.json"):
        weights.of(model)
