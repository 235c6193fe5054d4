"""Cuts are straight unless there is a reason; what is heard fits what is seen."""

from itertools import pairwise
from typing import Any

import pytest
from tests.story.films import NAMES, film, reading

from studio.render.shelf import Shelf
from studio.render.sounds import ATMOSPHERES, EFFECTS
from studio.render.transitions import joining
from studio.story.grammar import Storyboard
from studio.story.staging import staged, tables


def board(name: str, /, **more: Any) -> Storyboard:
    brief, told = film(name, **more)
    return staged(brief, told, reading(brief), Shelf())


BOARDS = {name: board(name, seconds=120) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_most_cuts_are_straight_and_the_others_are_transitions_there_are(name: str) -> None:
    made = BOARDS[name]
    special = [picture.cut for picture in made.pictures if picture.cut.frames]
    assert len(special) <= len(made.pictures) / 2
    assert {cut.kind for cut in special} <= set(joining.names())
    fps = made.brief.fps
    assert all(0.3 <= cut.frames / fps <= 0.75 for cut in special)
    assert all(picture.cut.kind == "cut" for picture in made.pictures if not picture.cut.frames)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_gone_before_a_transition_begins_and_come_after_one(name: str) -> None:
    made = BOARDS[name]
    for number, picture in enumerate(made.pictures):
        if words := picture.shot.words:
            before, after = made.handles(number)
            fps = made.brief.fps
            if number == len(made.pictures) - 1:
                # The end card comes with its words, so that it is never seen empty.
                assert words.start <= 0.1
            elif number and made.pictures[number - 1].cut.frames:
                assert words.start >= made.pictures[number - 1].cut.after / fps
            if after:
                assert words.end
                assert words.end <= (picture.frames - picture.cut.before) / fps + 1e-3
            assert before >= 0


def test_calm_films_dissolve_and_lively_ones_whip() -> None:
    calm = {picture.cut.kind for name in ("ferry", "museum") for picture in BOARDS[name].pictures}
    lively = {picture.cut.kind for name in ("run", "bicycles") for picture in BOARDS[name].pictures}
    assert calm & {"dissolve", "bleed"}
    assert "whip" not in calm
    assert "whip" in lively


def test_time_that_passes_in_a_calm_film_is_seen() -> None:
    made = BOARDS["ferry"]
    changes = [one.cut for one, other in pairwise(made.pictures) if one.shot.time != other.shot.time]
    assert changes
    assert all(cut.kind in ("dissolve", "bleed") for cut in changes if cut.frames)
    assert any(cut.frames for cut in changes)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_heard_is_in_the_library_and_fits(name: str) -> None:
    made = BOARDS[name]
    for picture in made.pictures:
        assert picture.atmosphere in ATMOSPHERES
        assert all(effect.sound in EFFECTS and effect.at < picture.frames for effect in picture.effects)
        if picture.shot.place == "coast" and picture.shot.weather == "clear":
            assert picture.atmosphere == "sea"
        if picture.shot.place in ("sweep", "abstract"):
            assert picture.atmosphere == "none"
    assert not made.pictures[-1].effects
    sounds = [effect.sound for picture in made.pictures for effect in picture.effects]
    assert sounds


def test_all_sounds_of_the_conventions_are_in_the_library() -> None:
    known = tables.sounds()
    assert {*known.places.values(), *known.weathers.values(), *known.nights.values()} <= set(ATMOSPHERES)
    assert {*known.actions.values(), *known.things.values()} <= set(EFFECTS)


def test_an_effect_is_not_heard_again_at_once() -> None:
    for made in BOARDS.values():
        heard = [{effect.sound for effect in picture.effects} for picture in made.pictures]
        assert not any(one & other for one, other in pairwise(heard))
