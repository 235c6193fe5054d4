"""Every kind of fault that the benchmark of checks plants is named with the frame it was planted at."""

import random
from collections.abc import Iterator, MutableMapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import cast

import numpy as np
import pytest
from bench import _films, _planting, _scoring, _speaking
from bench._apart import RATE, Film
from tests import films, once

import studio
from studio.models import video
from studio.story.choices import Captions
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
        films.picture("02", "hook", 24, Cut(), place="kitchen", cast=[{"person": "baker"}], **moved),
        films.picture("03", "call", 24, Cut(), place="street", **moved),
    ]
    beats = [
        Beat(id="hook", role="hook", lines=[Line(text="Here the *bread* begins.", start=6, end=40)]),
        Beat(id="call", role="call", headline="Fyrhus"),
    ]
    return films.board(brief=brief, pictures=pictures, beats=beats, music={"mood": "warm", "bars": 1.5})


@pytest.fixture(scope="module")
def known() -> Iterator[None]:
    """The provider of short chunks is one while these tests last."""
    _films.known()
    yield
    cast("MutableMapping[str, str]", video.PROVIDERS).pop(_films.SHORT, None)


@pytest.fixture(scope="module", params=["burned", "beside"])
def opened(request: pytest.FixtureRequest, known: None, tmp_path_factory: pytest.TempPathFactory) -> Film:
    """A film that is well, made of short chunks; its captions in the picture, or a track beside it."""
    folder = tmp_path_factory.mktemp("planted")
    with pytest.MonkeyPatch.context() as own:
        own.chdir(folder)
        own.setenv("STUDIO_HOME", str(folder / "home"))
        whole = once.made(f"films/planting/{request.param}", partial(_make, captions=request.param))
        return Film.opened(Path(copytree(whole, folder / whole.name)))


def _make(place: Path, captions: Captions) -> None:
    made = board()
    chunked = [one.model_copy(update={"provider": _films.SHORT}) for one in made.pictures]
    finish = made.finish.model_copy(update={"captions": captions})
    film = films.folder(str(place), made.model_copy(update={"pictures": chunked, "finish": finish}))
    assert studio.film.render(film).faults == ()


@pytest.mark.parametrize("kind", sorted(_planting.PLANTS))
def test_a_planted_fault_is_named_with_its_frame(opened: Film, kind: str) -> None:
    target = opened.folder.out / "planted.mp4"
    assert opened.carries(kind)
    planted = _planting.PLANTS[kind](opened, random.Random(kind), target)
    assert planted
    assert planted.named(_scoring.found(target, kind))
    _speaking.restored(planted)
    target.unlink()


def test_the_same_film_written_without_a_fault_has_none(opened: Film) -> None:
    target = opened.write(opened.folder.out / "planted.mp4", opened.captioned(opened.frames), opened.sound)
    assert _scoring.found(Path(target), "black") == []
    assert _scoring.found(Path(target), "silent") == []
    target.unlink()


def test_what_is_cut_off_for_a_moment_only_is_not_planted(opened: Film) -> None:
    sound = np.zeros_like(opened.sound)
    for click in range(20):
        sound[click :: round(0.5 * RATE)] = 0.5
    target = opened.folder.out / "planted.mp4"
    assert _planting.clipped(replace(opened, sound=sound), random.Random(1), target) is None


def test_a_mouth_that_babbles_is_named_with_its_frame(opened: Film) -> None:
    talk = _speaking.Talk.opened(opened)
    assert talk
    assert talk.found() == []
    planted = talk.babble(random.Random(3))
    assert planted
    assert planted.named([_scoring._placed("lips", one) for one in talk.found()])
    _speaking.restored(planted)
    assert talk.found() == []


def test_no_film_is_both_looked_at_and_scored() -> None:
    one, other = ({told.brief for told in films_} for films_ in (_films.CALIBRATION, _films.SCORED))
    assert not one & other
    assert len(one) == len(other) == 10
    seeds = [told.seed for told in (*_films.CALIBRATION, *_films.SCORED)]
    assert len(set(seeds)) == len(seeds)
