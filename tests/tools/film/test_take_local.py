"""Shots of a film made by models that lie on the machine, each brought to what the film asks for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import clips, films, weights

import studio
from studio.core.errors import BadInput, NotFound
from studio.core.run import Run, entered
from studio.media import probe
from studio.models.diffusion import devices, pipes
from studio.store.filing import home
from studio.store.films import FilmFolder
from studio.tools.film._claiming import claim

needs_torch = pytest.mark.skipif(bool(pipes.lacking()), reason="what runs models is not installed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(autouse=True)
def _on_the_processor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("STUDIO_MODELS_ON", "cpu")
    before = home.home()
    home.configure(home=tmp_path / "home")
    yield
    devices.configure(choice="gpu")
    home.configure(home=before)


def add(tmp_path: Path) -> None:
    weights.added(weights.wan, tmp_path / "scratch", "video", "tiny")
    weights.added(weights.ltx, tmp_path / "scratch", "video", "small")


def film(*providers: str, fallback: str = "") -> Path:
    """A film of three shots, each made by somebody else."""
    folder = films.folder(made=films.board(fallback=fallback))
    for shot, provider in enumerate(providers, 1):
        films.changed(folder, f"- id: '0{shot}'\n", f"- id: '0{shot}'\n  provider: {provider}\n")
    text = (folder / "storyboard.yaml").read_text()
    assert all(f"provider: {provider}" in text for provider in providers)
    return folder


@needs_torch
@pytest.mark.parametrize("provider", ["builtin", "wan", "ltx", "given"])
def test_one_storyboard_is_a_film_of_its_length_whoever_makes_it(tmp_path: Path, provider: str) -> None:
    add(tmp_path)
    folder = film(*[provider] * 3)
    (folder / "given").mkdir()
    for shot in ("01", "02", "03"):
        shutil.copy(clips.silent(seconds=2), folder / f"given/{shot}.mp4")
        assert studio.film.take(folder, shot=shot).instead == ""
    made = studio.film.edit(folder)
    facts = probe.media(folder / made.film).main_video
    assert (facts.frames, facts.width, facts.height, facts.rate) == (48, 160, 90, "24")
    assert made.stood_in == ()
    assert {one.provider for one in studio.film.inspect(folder / made.film).shots} == {provider}


@needs_torch
def test_a_film_of_several_makers_is_whole_and_says_what_was_not_checked(tmp_path: Path) -> None:
    add(tmp_path)
    made = studio.film.render(film("wan", "ltx:small"))
    assert probe.media(Path(made.film)).main_video.frames == 48
    shots = studio.film.inspect(Path(made.film)).shots
    assert [one.provider for one in shots] == ["wan", "ltx:small", "builtin"]
    states = {one.check: one.state for one in studio.film.check(Path(made.film).parents[1]).checks}
    assert states["lips"] == "not checked"


@needs_torch
def test_a_take_is_kept_until_its_model_or_its_words_are_others(tmp_path: Path) -> None:
    add(tmp_path)
    folder = film("wan")
    made = studio.film.take(folder, shot="01")
    facts = probe.media(folder / made.clip).main_video
    assert (made.provider, facts.frames, facts.width, facts.height, facts.rate) == ("wan", 18, 160, 90, "24")
    assert studio.film.take(folder, shot="01").took == 0
    card = home.home() / "models/video/tiny/model.yaml"
    card.write_text(card.read_text().replace("steps: 2", "steps: 3"))
    assert studio.film.take(folder, shot="01").took > 0


@needs_torch
def test_the_same_seed_is_the_same_take_and_another_take_another(tmp_path: Path) -> None:
    add(tmp_path)
    hashes = []
    for _ in range(2):
        folder = film("ltx")
        hashes.append(FilmFolder(folder).note(_take(folder))["files"])
        shutil.rmtree(folder)
    assert hashes[0] == hashes[1]


def _take(folder: Path) -> str:
    studio.film.take(folder, shot="01")
    return "shots/01/take-01/meta"


def test_without_weights_the_fallback_stands_in_and_the_take_says_so(tmp_path: Path) -> None:
    folder = film("wan", "ltx:mine", fallback="builtin")
    first, second = (studio.film.take(folder, shot=shot) for shot in ("01", "02"))
    assert (first.provider, first.instead) == ("builtin", "wan")
    assert (second.provider, second.instead) == ("builtin", "ltx:mine")
    told = FilmFolder(folder).note("shots/01/take-01/meta")
    assert "no weights of Wan in the store" in told["reason"]
    assert "studio weights add FOLDER --kind video" in told["reason"]


def test_without_weights_and_fallback_the_shot_stops_with_what_to_do() -> None:
    with pytest.raises(NotFound, match="no weights of Wan in the store") as told:
        studio.film.take(film("wan"), shot="01")
    assert "studio weights add FOLDER --kind video" in told.value.hint


@needs_torch
def test_once_there_are_weights_the_shot_is_made_with_them(tmp_path: Path) -> None:
    folder = film("wan", fallback="builtin")
    assert studio.film.take(folder, shot="01").instead == "wan"
    add(tmp_path)
    assert studio.film.take(folder, shot="01").instead == ""


@needs_torch
def test_a_model_of_another_kind_stops_the_shot(tmp_path: Path) -> None:
    add(tmp_path)
    with pytest.raises(BadInput, match="not a model of Wan"):
        studio.film.take(film("wan:small"), shot="01")


@needs_torch
def test_estimates_rest_on_the_model_and_on_what_it_took_here(tmp_path: Path) -> None:
    add(tmp_path)
    folder = film("wan")
    before = studio.film.estimate(folder)
    assert "wan is as fast as its size lets one reckon" in before.basis
    studio.film.take(folder, shot="01")
    assert "wan is as fast as it was here" in studio.film.estimate(folder).basis


@needs_torch
def test_a_shot_of_a_model_asks_for_the_card_it_runs_on(tmp_path: Path) -> None:
    add(tmp_path)
    folder = film("wan")
    with entered(Run(tmp_path / "run")):
        devices.configure(choice="gpu")
        on_card = claim({"folder": folder, "shot": "01"})
        devices.configure(choice="cpu")
        on_processor = claim({"folder": folder, "shot": "01"})
    assert on_card.on_gpu
    assert not on_processor.on_gpu
    for shot in ("02", "77"):
        assert not claim({"folder": folder, "shot": shot}).on_gpu


def test_a_shot_of_ours_asks_for_no_card_and_no_storyboard_is_read_for_it(tmp_path: Path) -> None:
    folder = films.folder()
    assert not claim({"folder": folder, "shot": "01"}).on_gpu
    assert not claim({"folder": tmp_path / "nowhere", "shot": "01"}).on_gpu
