"""Signs and screens in shots say what they were given, where they belong, and live."""

from typing import Any

import numpy as np
import pytest
from numpy import ndarray

from studio.core.errors import BadInput, NotFound
from studio.render.shelf import Shelf, shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.planes import Moment
from studio.render.shots.scene import Scene, scene
from studio.render.shots.spots import Spot

STILL: dict[str, Any] = {
    "width": 640, "height": 360, "frames": 120, "seed": 5, "camera": {"move": "still", "energy": 0},
}  # fmt: skip
LAST = 119


def made(place: str, **more: Any) -> Scene:
    return scene(Shot.model_validate({**STILL, "place": place, **more}), Shelf())


def pixels(found: Scene, number: int) -> ndarray:
    return found.frame(number).rgb().astype(int)


def apart(one: ndarray, other: ndarray) -> ndarray:
    """Which pixels differ."""
    where: ndarray = np.abs(one - other).sum(axis=2) > 60
    return where


def within(found: Scene, spot: Spot, picture: ndarray) -> ndarray:
    """What of a frame shows a named place."""
    view = found.view(Moment(LAST, LAST / 30, 1.0))
    first, last = (
        view.spot(spot.depth, spot.x, spot.y),
        view.spot(spot.depth, spot.x + spot.width, spot.foot[1]),
    )
    return picture[max(0, int(first.y)) : int(last.y) + 1, max(0, int(first.x)) : int(last.x) + 1]


@pytest.mark.parametrize("place", ["street", "coast", "market", "shop", "workshop", "office", "stage"])
def test_a_place_with_a_sign_says_the_clients_name_and_nothing_else_changes(place: str) -> None:
    one, other = (made(place, name=name) for name in ("Rosa", "Karl"))
    named = apart(pixels(one, LAST), pixels(other, LAST))
    inside = within(one, one.stage.spots["sign"], named)
    assert inside.sum() > 20
    assert named.sum() - inside.sum() < 0.3 * inside.sum() + (600 if place == "office" else 0)


def test_what_the_shot_says_of_the_sign_goes_before_the_name() -> None:
    named, said, small = (
        pixels(made("street", name="Rosa", sign=sign), LAST)
        for sign in (None, {"text": "Karl"}, {"small": "since 1987"})
    )
    assert apart(named, said).any()
    assert apart(named, small).any()
    assert not apart(said, pixels(made("street", name="Karl"), LAST)).any()


def test_neon_burns_and_blinks_and_shines_on_what_is_around_it() -> None:
    found = made("stage", time="night", name="The Tides")
    spot = found.stage.spots["sign"]
    off, on = (within(found, spot, pixels(found, number)) for number in (0, LAST))
    assert on.mean() > off.mean() + 8
    around = spot._replace(y=spot.y - 40, height=24)
    dark, lit = (within(found, around, pixels(found, number)).mean() for number in (0, LAST))
    assert lit > dark


def test_chalk_is_written_on_the_board_of_the_place() -> None:
    menu = {"text": "Today", "lines": {"Soup": 6, "Bread": 4}}
    bare, found = made("shop"), made("shop", cast=[{"sign": menu}])
    spot = found.stage.spots["board"]
    written = [
        int(within(found, spot, apart(pixels(found, 0), pixels(found, number))).sum())
        for number in (10, 40, LAST)
    ]
    assert written == sorted(written)
    assert written[2] > written[0] > 0
    assert apart(pixels(bare, 0), pixels(found, 0)).any()


def test_signs_of_the_cast_stand_where_the_place_has_no_board() -> None:
    bare = pixels(made("workshop"), LAST)
    for sign in ({"text": "Back at two"}, {"text": "Open", "kind": "neon"}, {"lines": ["Saws", "Planes"]}):
        seen = apart(bare, pixels(made("workshop", cast=[{"sign": sign, "at": "stand", "size": 2}]), LAST))
        rows, columns = np.nonzero(seen)
        assert len(rows) > 500
        assert np.ptp(columns) < 330


def test_things_carry_the_name_where_their_drawing_has_a_sign() -> None:
    for prop, size in (("shopping_bag", 4), ("hanging_sign", 3), ("toolbox", 6), ("sign", 2)):
        cast = [{"prop": prop, "at": [0, -60], "size": size}]
        one, other = (pixels(made("abstract", name=name, cast=cast), LAST) for name in ("Rosa", "Karl"))
        assert 8 < apart(one, other).sum() < 2500, prop


def test_what_swings_takes_its_words_along() -> None:
    cast = [{"prop": "hanging_sign", "at": [0, -200], "size": 4}]
    bare, named = (made("abstract", name=name, cast=cast) for name in ("", "Rosa"))
    middles = []
    for number in (0, 30, 60):
        rows, columns = np.nonzero(apart(pixels(bare, number), pixels(named, number)))
        middles.append((rows.mean(), columns.mean()))
    assert np.ptp(np.array(middles), axis=0).max() > 1


def test_an_interface_lives_on_the_laptop_that_stands_there() -> None:
    laptop = {"prop": "laptop", "size": 3, "at": "hero"}
    drawn, named = (made("shop", name=name, cast=[laptop]) for name in ("", "Rosa"))
    asked = made("shop", name="Rosa", cast=[laptop, {"screen": {"kind": "chat"}}])
    one, other = pixels(named, LAST), pixels(asked, LAST)
    assert apart(pixels(drawn, LAST), one).sum() > 500
    where = apart(one, other)
    rows, columns = np.nonzero(where)
    assert len(rows) > 300
    assert np.ptp(columns) < 140, "it is shown on the laptop and nowhere else"
    assert apart(pixels(asked, 40), pixels(asked, 110))[where].any()


def test_the_screen_of_a_place_shows_an_interface() -> None:
    bare, named = made("office"), made("office", name="Rosa")
    spot = named.stage.spots["screen"]
    assert within(named, spot, apart(pixels(bare, LAST), pixels(named, LAST))).mean() > 0.1
    asked = made("office", name="Rosa", cast=[{"screen": {"kind": "player"}}])
    changed = apart(pixels(asked, LAST), pixels(named, LAST))
    assert within(named, spot, changed).sum() > 0.9 * changed.sum() > 500


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
@pytest.mark.parametrize(("width", "height"), [(640, 360), (360, 640)])
def test_a_device_is_held_up_where_nothing_has_a_screen(style: str, width: int, height: int) -> None:
    size = {"width": width, "height": height, "style": style}
    bare, found = (
        made("coast", **size),
        made("coast", **size, cast=[{"screen": {"kind": "booking", "name": "Rosa"}}]),
    )
    seen = apart(pixels(bare, LAST), pixels(found, LAST))
    assert 0.05 < seen.mean() < 0.5
    assert apart(pixels(bare, 0), pixels(found, 0)).mean() < 0.04, "it comes up; the place is soft behind it"
    if width > height:
        room = found.stage.place.frames["wide"].type
        left, right = int(room[0] * width), int((room[0] + room[2]) * width)
        assert seen[:, left:right].sum() < 0.35 * seen.sum(), "words have room beside it"


def test_on_the_sweep_a_telephone_stands_on_the_podium() -> None:
    bare, found = made("sweep"), made("sweep", cast=[{"screen": {"name": "Rosa"}}])
    rows, columns = np.nonzero(apart(pixels(bare, LAST), pixels(found, LAST)))
    assert np.ptp(rows) > 1.2 * np.ptp(columns) > 20


def test_words_are_set_in_the_typefaces_of_ones_own_folder(tmp_path: Any) -> None:
    (tmp_path / "pairings.yaml").write_text(
        "pairings:\n  rounded: {title: Ours, headline: {font: sans, capitals: true}, "
        "text: {font: serif}, label: {font: serif}}\n"
    )
    shot = Shot.model_validate({**STILL, "place": "street", "name": "Rosa", "style": "dusk"})
    ours, own = (scene(shot, found).frame(10).rgb().astype(int) for found in (Shelf(), shelf(tmp_path)))
    assert apart(ours, own).sum() > 20


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"place": "kitchen", "sign": {"text": "Rosa"}}, "kitchen has no sign"),
        ({"place": "street", "name": "R", "sign": {"kind": "wood"}}, "kind"),
        ({"place": "shop", "cast": [{"sign": {}}]}, "says something"),
        ({"place": "shop", "cast": [{"screen": {"kind": "game"}}]}, "kind"),
        ({"place": "shop", "cast": [{"screen": {}, "at": "roof"}]}, "shop has no place called roof"),
    ],
)
def test_what_cannot_be_displayed_is_told(more: dict[str, Any], told: str) -> None:
    with pytest.raises((BadInput, NotFound), match=told):
        made(**more)
