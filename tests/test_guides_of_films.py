"""What the guides to films show is carried out: shots are taken, places set up, commands run."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import yaml
from tests import films

import studio as studio_api
from studio.core.written.loading import load
from studio.media import probe
from studio.render.camera.moving import camera
from studio.render.grammar import Place
from studio.render.lettering import moves, pairings
from studio.render.shelf import OURS, Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import scene
from studio.render.transitions import joining

EXAMPLES = Path(__file__).parent.parent / "examples" / "shots"
GUIDES = Path(__file__).parent.parent / "docs" / "guide"
SMALL = {"width": 320, "height": 180, "frames": 3}


def blocks(guide: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (GUIDES / guide).read_text("utf-8"), re.DOTALL)


def commands(guide: str) -> list[list[str]]:
    return [shlex.split(line)[2:] for block in blocks(guide, "console") for line in block.splitlines()]


@pytest.mark.parametrize("block", blocks("shots.md", "yaml"))
def test_the_shots_can_be_taken(block: str) -> None:
    Path("shot.yaml").write_text(block)
    shot = load(Path("shot.yaml"), Shot).within(EXAMPLES)
    assert scene(shot.model_copy(update=SMALL), Shelf()).frame(1).rgb().std() > 10


def ours() -> Path:
    """The vocabulary the guide describes."""
    folder = Path("our-style")
    (folder / "props").mkdir(parents=True)
    (folder / "places/pier").mkdir(parents=True)
    (folder / "packs").mkdir()
    [svg], [place] = blocks("looks.md", "svg"), blocks("looks.md", "yaml")
    (folder / "props/crate_lamp.svg").write_text(svg)
    (folder / "places/pier/planks.svg").write_text(svg)
    (folder / "places/pier/place.yaml").write_text(place)
    copyfile(OURS / "packs/dusk.yaml", folder / "packs/harbour.yaml")
    return folder


@pytest.mark.parametrize("weather", ["clear", "rain", "snow"])
def test_a_place_a_thing_and_a_style_of_ones_own_are_shown(weather: str) -> None:
    folder = ours()
    load(folder / "places/pier/place.yaml", Place)
    shelf = Shelf((folder.absolute(), OURS))
    told = {**SMALL, "place": "pier", "style": "harbour", "time": "night", "weather": weather}
    bare, full = (
        scene(Shot.model_validate({**told, "cast": cast}), shelf).frame(1).rgb().astype(int)
        for cast in ([], [{"prop": "crate_lamp", "at": [300, 120]}])
    )
    assert (abs(bare - full).sum(axis=2) > 30).sum() > 30


MOTION = [(next(iter(yaml.safe_load(block))), block) for block in blocks("motion.md", "yaml")]


@pytest.mark.parametrize(("kind", "block"), MOTION, ids=[f"{kind}-{n}" for n, (kind, _) in enumerate(MOTION)])
def test_type_camera_and_transitions_of_ones_own_are_found(kind: str, block: str) -> None:
    file = Path("own.yaml")
    file.write_text(block)
    [name] = yaml.safe_load(block)[kind]
    if kind == "pairings":
        assert pairings.faces(name, files=(file,)).scale
    elif kind == "transitions":
        assert joining.transition(name, files=(file,)).title
    elif "keys:" in block:
        assert camera(name, 0.5, files=(file,)) != camera(name, 0, files=(file,))
    else:
        assert moves.move(name, files=(file,)).title


def test_all_four_kinds_are_in_the_guide() -> None:
    assert [kind for kind, _ in MOTION] == ["pairings", "moves", "moves", "transitions"]


FILMED = {
    "make": ("--duration", "2", "--size", "360p", "--fps", "8", "--effort", "draft"),
    "plan": ("--duration", "4", "--size", "360p", "--fps", "8", "--effort", "draft"),
}


@pytest.mark.usefixtures("unhosted")
def test_the_commands_of_the_guide_to_films_work(studio: Callable[..., Any]) -> None:
    """What it does to films of half a minute is done to films of a few seconds."""
    for words in commands("films.md"):
        said = studio(*words, *FILMED.get(words[1], ()))
        assert (said.code, said.err) == (0, ""), words
    for film in ("cafe/out/cafe.mp4", "cafe/preview/out/preview.mp4", "repair/out/repair.mp4"):
        assert Path(film).is_file()
    assert Path("cafe/timeline.otio").is_file()


@pytest.mark.usefixtures("unhosted")
def test_the_commands_of_the_guide_to_versions_work(studio: Callable[..., Any]) -> None:
    """What it does to a film of half a minute is done to one of two seconds."""
    films.rendered("cafe")
    for words in commands("versions.md"):
        shorter = {"30,15,6": "2", "16:9,9:16": "16:9", "15": "2"}
        said = studio(*(shorter.get(word, word) for word in words))
        assert (said.code, said.err) == (0, ""), words
    assert Path("cafe/versions/fyrhus_2s_16x9.mp4").is_file()
    assert Path("cafe/versions/fyrhus_2s_1x1/storyboard.yaml").is_file()


def test_the_storyboard_of_the_guide_to_films_can_be_edited_together() -> None:
    block = next(block for block in blocks("films.md", "yaml") if block.startswith("brief:"))
    Path("film").mkdir()
    small = block.replace("  frames: 144", "  frames: 144\n  width: 160\n  height: 90")
    Path("film/storyboard.yaml").write_text(small)
    studio_api.film.render(Path("film"))
    assert probe.media(Path("film/out/film.mp4")).main_video.frames == 144


def test_the_commands_of_the_guide_to_checks_work(studio: Callable[..., Any]) -> None:
    film = films.rendered("cafe")
    copyfile(film / "out/cafe.mp4", "delivered.mp4")
    for words in commands("checks.md"):
        said = studio(*words)
        assert (said.code, said.err) == (0, "")
    assert (film / "check.json").is_file()


def test_the_guide_to_checks_names_all_of_them() -> None:
    film = films.rendered("cafe")
    told = (GUIDES / "checks.md").read_text("utf-8")
    assert [one.check for one in studio_api.film.check(film).checks if f"`{one.check}`" not in told] == []


@pytest.mark.parametrize("guide", ["shots.md", "looks.md"])
def test_the_commands_work(guide: str, studio: Callable[..., Any]) -> None:
    ours()
    first = yaml.safe_load(blocks("shots.md", "yaml")[0])
    Path("lighthouse.yaml").write_text(yaml.safe_dump({**first, **SMALL}, allow_unicode=True))
    for words in commands(guide):
        said = studio(*words)
        assert (said.code, said.err) == (0, "")
        assert Path(words[words.index("--out") + 1]).is_file()
