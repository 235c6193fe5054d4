"""Another take of a shot is seen to be another, and still shows the same."""

from typing import Any

import numpy as np
import pytest

from studio.render.shelf import Shelf
from studio.render.shots.scene import scene
from studio.story import takes
from studio.story.grammar import Cut, Picture

SHELF = Shelf()
SHOTS: list[dict[str, Any]] = [
    {"place": "shop"},
    {"place": "coast", "camera": {"move": "still"}},
    {"place": "shop", "camera": {"size": "close", "move": "pull-out"}, "cast": [{"prop": "cup", "size": 3}]},
    {"place": "shop", "camera": {"size": "close"}, "cast": [{"person": "barista", "at": "stand_behind"}]},
    {"place": "sweep", "camera": {"move": "still"}, "cast": [{"prop": "cake"}], "params": {"set": "arch"}},
    {"place": "abstract", "camera": {"move": "still"}, "params": {"kind": "waves"}},
]


def picture(shot: dict[str, Any], **more: Any) -> Picture:
    given = {"width": 320, "height": 180, "frames": 48, "seed": 9, **shot}
    return Picture.model_validate({"id": "01", "beat": "hook", "frames": 48, "shot": given, **more})


@pytest.mark.parametrize("shot", SHOTS)
def test_another_take_is_seen_to_be_another(shot: dict[str, Any]) -> None:
    made = [scene(takes.shown(picture(shot, take=number)), SHELF) for number in (1, 2, 3)]
    ends = [np.concatenate([one.frame(number).rgb() for number in (2, 45)]).astype(int) for one in made]
    for one, other in ((0, 1), (1, 2), (0, 2)):
        apart = np.abs(ends[one] - ends[other]).max(axis=2)
        assert (apart > 24).mean() > 0.1


@pytest.mark.parametrize("shot", SHOTS)
def test_another_take_shows_the_same(shot: dict[str, Any]) -> None:
    first, *others = (takes.shown(picture(shot, take=number)) for number in range(1, 6))
    assert first == picture(shot).shot
    kept = {"place", "time", "weather", "style", "cast", "words", "name", "frames"}
    for one in others:
        assert one.model_dump(include=kept) == first.model_dump(include=kept)
    drawn = [one.model_dump_json() for one in (first, *others)]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize(
    "more", [{"provider": "model"}, {"continuity": "match"}, {"cut": Cut(kind="match", frames=8)}]
)
def test_what_models_make_or_matches_beside_it_keeps_its_camera(more: dict[str, Any]) -> None:
    first, other = (takes.shown(picture(SHOTS[2], take=number, **more)) for number in (1, 2))
    assert other.seed != first.seed
    assert other.model_copy(update={"seed": first.seed}) == first


def test_the_clients_own_place_is_seen_from_nearer_and_a_landmark_stays_whole() -> None:
    wide = {"place": "shop", "name": "Rosa", "camera": {"move": "still"}}
    inside = picture(wide, take=2, entities=["place:shop"])
    assert (takes.shown(inside).camera.size, takes.shown(inside).camera.on) == ("medium", "hero")
    for kept in (
        picture(wide, take=3, entities=["place:shop"]),
        picture({**wide, "name": ""}, take=2, entities=["place:shop"]),
        picture({**wide, "place": "coast"}, take=2, entities=["thing:lighthouse", "place:coast"]),
    ):
        assert takes.shown(kept).camera.size == "wide"


def test_somebody_who_walks_is_never_cut_off() -> None:
    walking = {
        "place": "street",
        "camera": {"size": "medium"},
        "cast": [{"person": "courier", "action": "walk"}],
    }
    assert takes.shown(picture(walking, take=2)).camera.size == "medium"
