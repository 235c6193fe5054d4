"""The conventions name what there is; shots are put into words that stay the same."""

import re
from typing import Any

import pytest
from tests.story.films import NAMES, film, reading

from studio.render.camera import moving
from studio.render.figures import shelves
from studio.render.figures.actions import names as actions
from studio.render.figures.shelves import poses
from studio.render.lexicon.tables import world
from studio.render.shelf import Shelf
from studio.story.grammar import Storyboard
from studio.story.staging import spots, staged, tables

SHELF = Shelf()


def board(name: str, /, **more: Any) -> Storyboard:
    brief, told = film(name, **more)
    return staged(brief, told, reading(brief), SHELF)


def test_places_people_and_things_of_the_coverage_are_there() -> None:
    known = tables.coverage()
    there = set(SHELF.names("places"))
    assert there >= set(known.places)
    can = {*actions(), *poses()}
    for name, setting in known.places.items():
        named = spots.named(SHELF, name)
        assert {spot.at for spot in setting.people} | set(setting.things) <= named, name
        assert {doing for spot in setting.people for doing in spot.does} <= can, name
    assert {doing for does in known.actions.values() for doing in does} <= can
    assert set(known.actions) <= set(shelves.trades()) | set(world().people)
    assert set(known.products) <= set(SHELF.names("products"))
    assert {*known.large, *known.symbols} <= set(SHELF.names("props"))
    assert set(known.fronts) <= set(world().trades)


def test_moves_of_the_craft_are_moves_of_the_camera() -> None:
    known, there = tables.craft(), set(moving.names())
    assert {move for moves in known.moves.values() for move in moves} <= there
    assert {move for moves in known.intended.values() for move in moves} <= there
    assert set(known.with_somebody) <= there


def test_palettes_are_at_home_in_trades_there_are() -> None:
    trades = {trade for palette in tables.palettes().values() for trade in palette.trades}
    assert set(world().trades) <= trades <= {*world().trades, *world().actions}
    assert all({"accent", "accent2", "accent3"} <= set(one.colours) for one in tables.palettes().values())


def test_a_place_nobody_wrote_down_is_covered_by_its_spots() -> None:
    bare = tables.coverage().places.pop("office")
    try:
        found = spots.setting(SHELF, "office")
    finally:
        tables.coverage().places["office"] = bare
    assert [spot.at for spot in found.people] == ["stand", "sit"]
    assert found.things == ["hero"]


@pytest.mark.parametrize("name", NAMES)
def test_every_shot_is_put_into_words(name: str) -> None:
    for picture in board(name).pictures:
        shot = picture.shot
        assert len(picture.prompt.split()) > 12
        assert "_" not in picture.prompt
        assert tables.phrases().sizes[shot.camera.size] in picture.prompt.lower()
        assert tables.phrases().styles[shot.style].casefold() in picture.prompt.casefold()
        assert picture.prompt.endswith("No text.")


def test_who_comes_again_is_described_in_the_same_words() -> None:
    told: dict[str, set[str]] = {}
    for picture in board("seeds", seconds=240).pictures:
        for name, words in re.findall(
            r"[Tt]he (gardener|teacher|child|customer), (.*?), who ", picture.prompt
        ):
            told.setdefault(name, set()).add(words)
    assert "gardener" in told
    assert all(len(words) == 1 for words in told.values())
    assert len({next(iter(words)) for words in told.values()}) == len(told)
