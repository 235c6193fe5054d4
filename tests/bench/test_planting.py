"""Every kind of fault that the benchmark of checks plants is named where it was planted."""

import random
from pathlib import Path

import pytest
from bench import _planting, checks
from bench._planting import Film
from tests import films

import studio
from studio.story.grammar import Beat, Brief, Cut, Line, Storyboard


def board() -> Storyboard:
    """A film of three seconds with three shots that move."""
    brief = Brief(
        text="A 3 second ad for a lighthouse café", frames=72, width=192, height=108, name="Fyrhus",
        product="lighthouse café",
    )  # fmt: skip
    moved = {"camera": {"move": "track", "energy": 0.8}, "name": "Fyrhus"}
    pictures = [
        films.picture("01", "hook", 24, Cut(), place="coast", **moved),
        films.picture("02", "hook", 24, Cut(), place="kitchen", **moved),
        films.picture("03", "call", 24, Cut(), place="street", **moved),
    ]
    beats = [
        Beat(id="hook", role="hook", lines=[Line(text="Here the *bread* begins.", start=6, end=40)]),
        Beat(id="call", role="call", headline="Fyrhus"),
    ]
    return films.board(brief=brief, pictures=pictures, beats=beats, music={"mood": "warm", "bars": 1.5})


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """A film that is well, taken apart."""
    folder = tmp_path_factory.mktemp("planted")
    with pytest.MonkeyPatch.context() as own:
        own.chdir(folder)
        own.setenv("STUDIO_HOME", str(folder / "home"))
        film = films.folder(made=board())
        assert studio.film.render(film).faults == ()
        return Film.opened(folder / film, checks.bare(folder / film))


@pytest.mark.parametrize("kind", sorted(_planting.PLANTS))
def test_a_planted_fault_is_named_at_its_place(opened: Film, kind: str) -> None:
    target = opened.folder.out / "planted.mp4"
    planted = _planting.PLANTS[kind](opened, random.Random(kind), target)
    assert planted
    assert planted.named(checks.found(target, pictures=kind not in checks.SOUNDS))
    target.unlink()


def test_the_same_film_written_without_a_fault_has_none(opened: Film) -> None:
    target = opened.write(opened.folder.out / "planted.mp4", opened.captioned(opened.frames), opened.sound)
    assert checks.found(Path(target), pictures=True) == []
    assert checks.found(Path(target), pictures=False) == []
    target.unlink()
