"""Films from weights of diffusers': tiny ones with random numbers, loaded and run as those of people are."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests import weights
from tests.models.video.test_chaining import steps

from studio.core.errors import BadInput, Cancelled, NotFound, ToolFailed, Unavailable
from studio.core.run import Run, entered
from studio.media import probe
from studio.models import video
from studio.models.diffusion import devices, pipes
from studio.models.video import Workplace, wan
from studio.models.video.card import FrameRule
from studio.models.video.chaining import made
from studio.models.video.conformance import breaches
from studio.models.video.local import Absent, Local
from studio.models.video.request import Request
from studio.render.shots.grammar import Shot
from studio.store import timings
from studio.store.filing import home
from studio.store.weights import keeping

pytest.importorskip("torch")
pytest.importorskip("diffusers")

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a Wan, one that can end on a picture, and an LTX."""
    folder = tmp_path_factory.mktemp("store")
    before = home.home()
    home.configure(home=folder / "home")
    try:
        scratch = folder / "scratch"
        weights.added(weights.wan, scratch, "video", "tiny", image_dim=None)
        weights.added(weights.ltx, scratch, "video", "small")
    finally:
        home.configure(home=before)
    return folder / "home"


@pytest.fixture(autouse=True)
def _here(store: Path, tmp_path: Path) -> Iterator[None]:
    before = home.home()
    shutil.copytree(store, tmp_path / "home", symlinks=True)
    home.configure(home=tmp_path / "home")
    devices.configure(choice="cpu")
    with entered(Run(tmp_path / "run")):
        yield
    devices.configure(choice="gpu")
    home.configure(home=before)


def picture(folder: Path, size: tuple[int, int] = (64, 64), colour: str = "teal") -> Path:
    from PIL import Image

    path = folder / f"{colour}.png"
    Image.new("RGB", size, colour).save(path)
    return path


def local(name: str) -> Local:
    found = video.provider(name)
    assert isinstance(found, Local)
    return found


def asked(maker: Local, folder: Path, frames: int = 9, **more: Any) -> Request:
    fps = maker.card.fps[0]
    request = Request(
        folder / "clip.mp4", 0, frames, 64, 64, fps, 7, name="01", prompt="a baker",
        begins_with=picture(folder),
    )  # fmt: skip
    return replace(request, **more)


@pytest.mark.parametrize("name", ["wan", "ltx", "wan:tiny"])
def test_it_keeps_to_what_all_providers_promise(name: str, tmp_path: Path) -> None:
    maker = local(name)
    assert breaches(maker, asked(maker, tmp_path)) == []
    assert maker.card.name == name
    maker.close()


def test_the_cards_follow_the_files_of_the_models() -> None:
    one, other = local("wan").card, local("ltx").card
    assert (one.frames, one.fps, one.sizes.multiple) == (FrameRule(81, 5, 4, 1), (16.0,), 16)
    assert (other.frames, other.fps, other.sizes.multiple) == (FrameRule(249, 9, 8, 1), (24.0, 25.0), 32)
    assert one.takes_end
    assert other.takes_end
    assert one.licence == "CC0"
    assert one.memory > 0
    assert one.speed[0].device == "reckoned"


@pytest.mark.parametrize(
    ("form", "index", "options", "rule", "fps", "multiple", "takes_end"),
    [
        ({"image_dim": 1280, "in_channels": 36}, {}, {}, (81, 5, 4, 1), 16, 16, False),
        ({"image_dim": 1280, "pos_embed_seq_len": 514}, {}, {}, (81, 5, 4, 1), 16, 16, True),
        ({"in_channels": 36}, {}, {"frames": 50}, (49, 5, 4, 1), 16, 16, True),
        ({"in_channels": 48}, {"expand_timesteps": True}, {}, (121, 5, 4, 1), 24, 32, False),
    ],
)  # fmt: skip
def test_each_wan_is_known_by_its_files(
    form: dict[str, Any], index: dict[str, Any], options: dict[str, Any], rule: tuple[int, ...], fps: float,
    multiple: int, takes_end: bool, tmp_path: Path,
) -> None:  # fmt: skip
    def bare(folder: Path) -> Path:
        (folder / "transformer").mkdir(parents=True)
        (folder / "vae").mkdir()
        told = {"_class_name": "WanImageToVideoPipeline", **index}
        (folder / "model_index.json").write_text(json.dumps(told))
        (folder / "transformer/config.json").write_text(json.dumps({"out_channels": 16, **form}))
        small = {"scale_factor_spatial": 16, "scale_factor_temporal": 4} if index else {}
        (folder / "vae/config.json").write_text(json.dumps(small))
        return folder

    weights.added(bare, tmp_path / "bare", "video", "told", options)
    card = local("wan:told").card
    assert (card.frames, card.fps, card.sizes.multiple) == (FrameRule(*rule), (fps,), multiple)
    assert card.takes_end is takes_end


@pytest.mark.parametrize("name", ["wan", "ltx"])
def test_seeds_decide(name: str, tmp_path: Path) -> None:
    maker = local(name)
    one = maker.frames(asked(maker, tmp_path))
    maker.close()
    again = maker.frames(asked(maker, tmp_path))
    other = maker.frames(asked(maker, tmp_path, seed=8))
    maker.close()
    assert one.shape == (9, 64, 64, 3)
    assert (one == again).all()
    assert (one != other).any()


def test_words_and_pictures_are_heeded(tmp_path: Path) -> None:
    maker = local("wan")
    one = maker.frames(asked(maker, tmp_path))
    assert (one != maker.frames(asked(maker, tmp_path, prompt="xyz"))).any()
    assert (one != maker.frames(asked(maker, tmp_path, begins_with=picture(tmp_path, colour="red")))).any()
    assert (one != maker.frames(asked(maker, tmp_path, ends_with=picture(tmp_path, colour="blue")))).any()
    maker.close()


@pytest.mark.parametrize("name", ["wan", "ltx"])
def test_a_shot_of_several_chunks_has_the_length_of_its_film(name: str, tmp_path: Path) -> None:
    maker = local(name)
    maker.card = replace(maker.card, frames=FrameRule(17, 9, 8, 1), overlap=3)
    plan = Shot(place="abstract", width=128, height=72, fps=24, frames=40)
    request = Request(tmp_path / "c.mp4", 0, 40, 128, 72, 24, 7, name="01", shot=plan, prompt="a baker")
    clip, _, _ = made(maker, request, Workplace())
    film = probe.media(clip).main_video
    assert (film.frames, film.width, film.height, film.rate) == (40, 128, 72, "24")
    assert len(steps(clip)) == 39


def test_progress_is_told_for_every_step(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    def hear(event: str, fields: dict[str, Any]) -> None:
        if event == "progress" and fields["label"] == "Denoising":
            heard.append((fields["done"], fields["total"]))

    maker = local("wan")
    with entered(Run(tmp_path / "heard", listener=hear)):
        maker.frames(asked(maker, tmp_path))
    maker.close()
    assert heard == [(0, 2), (1, 2), (2, 2)]


def test_taken_back_it_ends_inside_of_a_step(tmp_path: Path) -> None:
    looked: list[int] = []

    def taken_back() -> bool:
        looked.append(1)
        return len(looked) > 6

    maker = local("wan")
    maker.frames(asked(maker, tmp_path))
    with entered(Run(tmp_path / "stopped", cancelled=taken_back)), pytest.raises(Cancelled):
        maker.make(asked(maker, tmp_path))
    assert len(looked) == 7
    assert not (tmp_path / "clip.mp4").exists()
    maker.close()


def test_too_slow_is_told_with_the_step(tmp_path: Path) -> None:
    maker = local("wan")
    with pytest.raises(ToolFailed, match="at step 1 of 2 after 1e-06 s"):
        maker.make(asked(maker, tmp_path, timeout=1e-6))
    maker.close()


def test_memory_is_given_back(tmp_path: Path) -> None:
    import gc
    import weakref

    maker = local("wan")
    maker.frames(asked(maker, tmp_path))
    assert maker._held
    held = weakref.ref(maker._held.pipe.transformer)
    maker.close()
    gc.collect()
    assert held() is None


def test_how_long_it_took_is_remembered(tmp_path: Path) -> None:
    maker = local("wan")
    maker.frames(asked(maker, tmp_path))
    maker.close()
    assert [one.kind for one in timings.history()] == ["steps of tiny on cpu"]
    assert local("wan").card.speed[0].device == "measured here"


def test_too_little_memory_is_told_with_what_to_lower(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    maker = local("wan")
    maker.frames(asked(maker, tmp_path))
    assert maker._held

    def full(*_: Any, **__: Any) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(maker._held, "pipe", full)
    with pytest.raises(ToolFailed, match="too little memory") as told:
        maker.make(asked(maker, tmp_path))
    assert "lower pixels or frames" in told.value.hint


def test_without_a_card_nobody_runs_it_unasked(tmp_path: Path) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("there is a card")
    devices.configure(choice="gpu")
    maker = local("wan")
    with pytest.raises(Unavailable, match="no graphics card") as told:
        maker.make(asked(maker, tmp_path))
    assert "models_on=cpu" in told.value.hint
    assert maker.card.vram > 0


def test_without_torch_the_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipes, "lacking", lambda: ["torch"])
    maker = local("wan")
    with pytest.raises(Unavailable, match="torch") as told:
        maker.make(asked(maker, tmp_path))
    assert told.value.hint == "pip install 'animation-ai-studio[generate]'"


def test_a_folder_that_is_broken_is_named(tmp_path: Path) -> None:
    folder = keeping.root() / "video/tiny"
    (folder / "vae/config.json").write_text('{"_class_name": "AutoencoderKLWan", "base_dim": 8}')
    with pytest.raises(BadInput, match="video/tiny cannot be loaded") as told:
        local("wan").make(asked(local("wan"), tmp_path))
    assert "studio weights verify video/tiny" in told.value.hint


def test_a_model_of_another_kind_is_refused() -> None:
    with pytest.raises(BadInput, match="video/small is a LTXConditionPipeline, not a model of Wan"):
        video.provider("wan:small")


def test_of_several_one_has_to_be_chosen(tmp_path: Path) -> None:
    shutil.copytree(keeping.root() / "video/tiny", keeping.root() / "video/other")
    with pytest.raises(BadInput, match="several models of Wan") as told:
        video.provider("wan")
    assert told.value.hint == "say which: wan:other, wan:tiny"


def test_where_there_are_none_the_card_is_there_all_the_same(tmp_path: Path) -> None:
    shutil.rmtree(keeping.root())
    maker = video.provider("wan:mine")
    assert isinstance(maker, Absent)
    assert "there is no model called mine" in maker.card.missing
    assert maker.card == replace(wan.FAMILY.usual, name="wan:mine", missing=maker.card.missing)
    with pytest.raises(NotFound, match="there is no model called mine"):
        maker.make(Request(tmp_path / "c.mp4", 0, 9, 832, 480, 16, prompt="x", begins_with=picture(tmp_path)))


def test_other_weights_and_other_options_are_other_versions(tmp_path: Path) -> None:
    before = local("wan").card.version
    card = keeping.root() / "video/tiny/model.yaml"
    card.write_text(card.read_text().replace("steps: 2", "steps: 3"))
    assert local("wan").card.version != before
