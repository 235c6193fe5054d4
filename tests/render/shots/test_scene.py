"""A shot's frames are a function of its plan: any frame, in any order, in any process, the same pixels."""

import hashlib
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.people import Person
from studio.render.shots.scene import Scene, scene
from studio.render.shots.staging import surveyed

SMALL: dict[str, Any] = {"width": 320, "height": 180, "frames": 40, "seed": 5}
WORDS = {"headline": "Bread, baked by the sea", "line": "Open from the first ferry"}


def made(place: str = "coast", **more: Any) -> Scene:
    return scene(Shot.model_validate({**SMALL, "place": place, **more}), Shelf())


def digest(found: Scene, number: int) -> str:
    return hashlib.sha256(found.frame(number).planes().tobytes()).hexdigest()


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
def test_frames_are_the_same_in_any_order(style: str) -> None:
    one, other = (made(style=style, words=WORDS, name="Leuchtturm") for _ in range(2))
    forward = [digest(one, number) for number in range(0, 40, 8)]
    backward = [digest(other, number) for number in range(32, -1, -8)]
    assert forward == backward[::-1]
    assert len(set(forward)) == 5


def test_another_process_draws_the_same() -> None:
    script = (
        "import hashlib\n"
        "from studio.render.shelf import Shelf\nfrom studio.render.shots.grammar import Shot\n"
        "from studio.render.shots.scene import scene\n"
        f"found = scene(Shot.model_validate({ {**SMALL, 'place': 'street', 'time': 'night'}!r}), Shelf())\n"
        "print(hashlib.sha256(found.frame(17).planes().tobytes()).hexdigest())\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == digest(made("street", time="night"), 17)


def test_another_seed_is_another_film_of_the_same_place() -> None:
    one, other = made(seed=1).frame(20).rgb().astype(int), made(seed=2).frame(20).rgb().astype(int)
    assert 0 < np.abs(one - other).mean() < 25


def test_times_and_styles_differ() -> None:
    looks = [
        made(style=style, time=time).frame(10).rgb().astype(int)
        for style in ("dusk", "paper", "ink")
        for time in ("day", "night")
    ]
    for number, one in enumerate(looks):
        for other in looks[number + 1 :]:
            assert np.abs(one - other).mean() > 6


@pytest.mark.parametrize(("width", "height"), [(320, 180), (180, 320), (240, 240), (240, 300), (321, 181)])
def test_every_shape_of_frame_is_filled(width: int, height: int) -> None:
    found = made(width=width, height=height)
    picture = found.frame(39).rgb()
    assert picture.shape == (height, width, 3)
    # Black is what nothing was put on.
    assert (picture.astype(int).sum(axis=2) < 12).mean() < 0.01
    assert found.planes(0).shape == ((height + 1) // 2 * 3, width + width % 2)


def test_things_stand_where_they_belong() -> None:
    bare, full = (made("shop", cast=cast).frame(10).rgb().astype(int) for cast in ([], [{"prop": "bread"}]))
    changed = np.abs(bare - full).sum(axis=2) > 30
    rows, columns = np.nonzero(changed)
    assert 20 < len(rows) < 3000
    assert np.ptp(columns) < 60


@pytest.mark.parametrize("prop", ["bottle", "bicycle"])
def test_products_are_as_large_as_their_podium_shows_best(prop: str) -> None:
    bare, full = (made("sweep", cast=cast).frame(10).rgb().astype(int) for cast in ([], [{"prop": prop}]))
    rows, columns = np.nonzero(np.abs(bare - full).sum(axis=2) > 30)
    assert 35 < max(np.ptp(rows), np.ptp(columns)) < 80


def test_a_closer_shot_is_about_its_thing() -> None:
    thing = {"prop": "bread", "size": 2}
    shares = []
    for size in ("wide", "close"):
        bare, full = (
            made("shop", cast=cast, camera={"size": size, "on": "hero"}).frame(10).rgb().astype(int)
            for cast in ([], [thing])
        )
        shares.append(float((np.abs(bare - full).sum(axis=2) > 30).mean()))
    assert shares[1] > 4 * shares[0]


@pytest.mark.parametrize(("size", "wide"), [(0.5, 0.69), (1, 0.69), (20, 0.1)])
def test_outlines_are_as_wide_on_what_is_shown_larger(size: float, wide: float) -> None:
    shot = Shot.model_validate({**SMALL, "place": "sweep", "style": "ink"})
    stage = surveyed(shot, Shelf())
    drawn = stage.plain("props/bread", stage.painter(), {}, 1, size)
    assert f'stroke-width="{wide}"' in drawn.pieces[0].markup


@pytest.mark.parametrize("place", ["coast", "street", "shop", "office", "stage"])
@pytest.mark.parametrize(("width", "height"), [(320, 180), (180, 320)])
def test_signs_are_seen_whole(place: str, width: int, height: int) -> None:
    camera = {"move": "still", "size": "close", "on": "sign"}
    stage = made(place, name="Leuchtturm", camera=camera, width=width, height=height).stage
    sign, depth = stage.spots["sign"], stage.spots["sign"].depth
    left, top = stage.view.spot(depth, sign.x, sign.y)[:2]
    right, bottom = stage.view.spot(depth, sign.x + sign.width, sign.y + sign.height)[:2]
    assert 0.04 * width < left < right < 0.96 * width
    assert 0.1 * height < top < bottom < 0.9 * height


def test_closer_shots_are_drawn_with_a_finer_pen() -> None:
    pens = [
        made("office", style="ink", camera={"move": "still", "size": size}).stage.fineness
        for size in ("wide", "medium", "close")
    ]
    assert pens[0] == 1
    assert pens[0] > pens[1] > pens[2] > 0.3


def test_words_are_read_on_what_lies_behind() -> None:
    for place in ("coast", "street", "shop"):
        for time in ("day", "night"):
            found = made(place, time=time, words=WORDS)
            assert found.words
            assert found.words.contrast >= 4.5


def test_the_clients_name_stands_on_the_sign() -> None:
    bare, signed = (
        made("street", width=640, height=360, name=name).frame(5).rgb().astype(int) for name in ("", "Rosa")
    )
    changed = np.abs(bare - signed).sum(axis=2) > 40
    assert 30 < changed.sum() < 4000


def test_half_as_large_is_the_same_picture() -> None:
    whole = made(width=640, height=360)
    small = scene(whole.shot.previewed(), Shelf())
    one = whole.frame(20).rgb().astype(int).reshape(180, 2, 320, 2, 3).mean(axis=(1, 3))
    assert np.abs(one - small.frame(10).rgb().astype(int)).mean() < 6


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"place": "moon"}, "there is no place called moon"),
        ({"style": "dust"}, "there is no style called dust"),
        ({"cast": [{"prop": "breed"}]}, "there is no drawing called breed"),
        ({"cast": [{"prop": "bread", "at": "roof"}]}, "coast has no place called roof"),
        ({"camera": {"move": "fly"}}, "there is no move of the camera called fly"),
        ({"cast": [{"person": "baker", "action": "fly"}]}, "nobody can fly here"),
        ({"place": "stage", "weather": "snow"}, "has no snow"),
    ],
)
def test_what_is_not_there_is_told(more: dict[str, Any], told: str) -> None:
    with pytest.raises((BadInput, NotFound), match=told):
        made(**more).frame(0)


def changed(one: Scene, other: Scene, number: int) -> np.ndarray:
    """Where two shots differ in a frame."""
    before, after = (found.frame(number).rgb().astype(int) for found in (one, other))
    where: np.ndarray = np.abs(before - after).sum(axis=2) > 60
    return where


def test_people_stand_walk_and_look_the_other_way() -> None:
    still: dict[str, Any] = {"width": 640, "height": 360, "camera": {"move": "still", "energy": 0}}
    bare = made("street", **still)

    def places(action: str, **more: Any) -> tuple[float, float]:
        thing = {"person": "baker", "at": "stand", "action": action, **more}
        found = made("street", cast=[thing], **still)
        columns = [np.nonzero(changed(bare, found, number))[1] for number in (0, 39)]
        assert all(len(seen) > 150 for seen in columns)
        return float(columns[0].mean()), float(columns[1].mean())

    start, end = places("stand")
    assert abs(start - end) < 5
    start, end = places("walk")
    assert end > start + 20
    start, end = places("walk", flip=True)
    assert end < start - 20


def test_people_with_a_seed_are_the_same_in_every_shot() -> None:
    baker = {"person": "baker", "seed": 77}
    alone = made("street", seed=1, cast=[baker])
    behind = made("kitchen", seed=2, cast=[{"prop": "bread"}, baker])
    seen = [plane.who for one in (alone, behind) for plane in one.stage.planes if isinstance(plane, Person)]
    assert len(seen) == 2
    assert seen[0] == seen[1]


@pytest.mark.parametrize("size", ["medium", "close"])
@pytest.mark.parametrize("who", [{"action": "explain"}, {"at": "sit", "action": "sit"}, {"person": "girl"}])
@pytest.mark.parametrize(("width", "height"), [(320, 180), (180, 320)])
def test_closer_shots_of_people_show_their_heads(
    size: str, who: dict[str, str], width: int, height: int
) -> None:
    thing = {"person": "barista", "at": "stand", "seed": 3, **who}
    found = made("shop", camera={"move": "still", "size": size}, cast=[thing], width=width, height=height)
    person = next(plane for plane in found.stage.planes if isinstance(plane, Person))
    with_them = found.frame(20).planes()[:height].astype(int)
    found.stage.planes.remove(person)
    rows = np.flatnonzero(
        (np.abs(with_them - found.frame(20).planes()[:height]) > 12)[:, :width].sum(axis=1) > 2
    )
    assert 0.04 * height < rows[0] < 0.45 * height, "the head is cut off, or low"
    assert len(rows) > 0.3 * height


def test_charts_and_maps_grow_in_on_a_board_or_on_a_card() -> None:
    chart = {"chart": {"kind": "bars", "values": {"May": 3, "June": 9}}}
    for place, thing in (
        ("office", chart),
        ("coast", chart),
        ("office", {"map": {}}),
        ("coast", {"map": {}}),
    ):
        bare, found = made(place), made(place, cast=[thing])
        first = changed(bare, found, 0)
        assert not first.any() if place == "office" else first.mean() < 0.05
        assert changed(bare, found, 39).mean() > first.mean() + 0.003


def test_products_turn_where_they_stand() -> None:
    bare = made("sweep", camera={"move": "still", "energy": 0})
    found = made("sweep", name="Rosa", cast=[{"product": "jar"}], camera={"move": "still", "energy": 0})
    first, later = changed(bare, found, 0), changed(bare, found, 30)
    assert first.sum() > 400
    assert (first == later).mean() > 0.98
    before, after = (found.frame(number).rgb().astype(int) for number in (0, 30))
    assert (np.abs(before - after).sum(axis=2)[first] > 60).mean() > 0.02
