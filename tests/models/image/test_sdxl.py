"""Pictures by Stable Diffusion XL: a tiny one with random numbers, loaded and run as those of people are."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import weights

from studio.core.errors import BadInput, NotFound
from studio.core.run import Run, entered
from studio.models import image
from studio.models.diffusion import devices
from studio.models.image import Still
from studio.models.video import Workplace, keyframes
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.fitting import fitted
from studio.models.video.request import Request
from studio.render.shots.grammar import Shot
from studio.store.filing import home
from studio.store.weights import keeping
from studio.store.weights.grammar import Card

pytest.importorskip("torch")
pytest.importorskip("diffusers")

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    before = home.home()
    home.configure(home=folder / "home")
    try:
        weights.added(weights.sdxl, folder / "scratch", "stable-diffusion", "tiny")
    finally:
        home.configure(home=before)
    return folder / "home"


@pytest.fixture(autouse=True)
def _here(store: Path, tmp_path: Path) -> Iterator[None]:
    before = home.home()
    shutil.copytree(store, tmp_path / "home")
    home.configure(home=tmp_path / "home")
    devices.configure(choice="cpu")
    with entered(Run(tmp_path / "run")):
        yield
    devices.configure(choice="gpu")
    home.configure(home=before)


def still(folder: Path, name: str = "a", **more: Any) -> Still:
    return Still(folder / f"{name}.png", **{"width": 80, "height": 48, "prompt": "a baker", **more})


def seen(path: Path) -> np.ndarray:
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"), np.int16)


def test_seeds_words_and_sketches_decide(tmp_path: Path) -> None:
    Image.new("RGB", (80, 48), "orange").save(tmp_path / "sketch.png")
    maker = image.provider("sdxl")
    one = seen(maker.make(still(tmp_path)))
    assert one.shape == (48, 80, 3)
    assert np.array_equal(one, seen(maker.make(still(tmp_path, "b"))))
    assert not np.array_equal(one, seen(maker.make(still(tmp_path, "c", seed=2))))
    assert not np.array_equal(one, seen(maker.make(still(tmp_path, "d", prompt="a harbour"))))
    painted = seen(maker.make(still(tmp_path, "e", sketch=tmp_path / "sketch.png")))
    maker.close()
    assert painted.shape == (48, 80, 3)
    assert not np.array_equal(one, painted)


def _lora(folder: Path) -> Path:
    """A LoRA for one layer of it, as training programs write them."""
    import torch
    from safetensors.torch import save_file

    layer = "unet.down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q"
    torch.manual_seed(1)
    folder.mkdir(parents=True)
    parts = {"lora_A": torch.randn(2, 64), "lora_B": torch.randn(64, 2)}
    save_file({f"{layer}.{name}.weight": part for name, part in parts.items()}, folder / "look.safetensors")
    return folder / "look.safetensors"


def test_a_lora_is_laid_over_it(tmp_path: Path) -> None:
    plain = image.provider("sdxl")
    one, version = seen(plain.make(still(tmp_path))), plain.card.version
    plain.close()
    keeping.add(_lora(tmp_path / "given"), "lora_sdxl", "look", Card(files={}), "copy")
    card = keeping.root() / "stable-diffusion/tiny/model.yaml"
    card.write_text(card.read_text().replace("lora: ''", "lora: look"))
    other = image.provider("sdxl:tiny")
    assert other.card.version != version
    assert not np.array_equal(one, seen(other.make(still(tmp_path, "b"))))
    other.close()


def test_a_lora_that_is_not_there_is_told() -> None:
    card = keeping.root() / "stable-diffusion/tiny/model.yaml"
    card.write_text(card.read_text().replace("lora: ''", "lora: look"))
    with pytest.raises(NotFound, match="no model called look"):
        image.provider("sdxl")


def test_a_model_that_is_no_sdxl_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain/weights.safetensors").write_bytes(b"no")
    keeping.add(tmp_path / "plain", "stable-diffusion", "plain", Card(files={}), "copy")
    with pytest.raises(BadInput, match=r"stable-diffusion/plain has no model_index\.json"):
        image.provider("sdxl:plain")


ENDS = CapabilityCard("ends", "1", frozenset({"i2v"}), FrameRule(17, 5, 4, 1), (16.0,), takes_end=True)


def test_keyframes_are_drawn_from_the_plan_and_painted_over(tmp_path: Path) -> None:
    shot = Shot(place="coast", width=128, height=72, fps=24, frames=40)
    asked = Request(tmp_path / "c.mp4", 0, 40, 128, 72, 24, 1, name="01", shot=shot, prompt="a coast")
    fit = fitted(ENDS, 40, 24, 128, 72)
    painted = keyframes.drawn(fit, asked, Workplace())
    assert sorted(painted) == fit.keyframes
    version = keyframes.version()
    drawings = {at: path.with_suffix("").with_suffix(".png") for at, path in painted.items()}
    for at, path in painted.items():
        assert seen(path).shape == seen(drawings[at]).shape == (fit.height, fit.width, 3)
        assert not np.array_equal(seen(path), seen(drawings[at]))
    shutil.rmtree(keeping.root())
    assert keyframes.drawn(fit, asked, Workplace()) == drawings
    assert keyframes.version() != version


def test_where_painting_fails_the_drawings_are_taken(tmp_path: Path) -> None:
    (keeping.root() / "stable-diffusion/tiny/unet/config.json").unlink()
    heard: list[str] = []
    shot = Shot(place="abstract", width=128, height=72, fps=24, frames=10)
    asked = Request(tmp_path / "c.mp4", 0, 10, 128, 72, 24, 1, name="01", shot=shot, prompt="a coast")
    with entered(Run(tmp_path / "r", listener=lambda event, _: heard.append(event))):
        found = keyframes.drawn(fitted(ENDS, 10, 24, 128, 72), asked, Workplace())
    assert all("painted" not in path.name for path in found.values())
    assert "film.keyframes_drawn" in heard
