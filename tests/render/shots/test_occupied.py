"""Faces and type are where the picture has them."""

import numpy as np
import pytest

from studio.render.shelf import shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.occupied import by_faces, by_words
from studio.render.shots.scene import scene

SHELF = shelf(None)


def shot(size: str, **more: object) -> Shot:
    camera = {"size": size, "move": "still", "on": "stand" if size != "wide" else ""}
    told = {"place": "shop", "width": 320, "height": 180, "frames": 24, "camera": camera}
    return Shot.model_validate({**told, **more})


@pytest.mark.parametrize("size", ["wide", "medium"])
def test_a_face_is_at_the_head_of_somebody(size: str) -> None:
    with_her = shot(size, cast=[{"person": "teacher"}])
    pictures = [scene(one, SHELF).frame(12).rgb().astype(int) for one in (with_her, shot(size))]
    hers = np.abs(pictures[0] - pictures[1]).max(axis=2) > 24
    room = by_faces(with_her, SHELF)[1]
    left, right = room.left * 320, (room.left + room.width) * 320
    top, bottom = room.top * 180, (room.top + room.height) * 180
    highest = int(np.flatnonzero(hers.any(axis=1))[0])
    assert abs(highest - top) < 0.4 * (bottom - top)
    head = hers[round(top) : round(bottom), round(left) : round(right)]
    assert head.mean() > 0.35
    assert head.sum() > 0.9 * hers[: round(bottom)].sum()


def test_shots_without_people_have_no_faces() -> None:
    assert by_faces(shot("wide", cast=[{"prop": "cup"}]), SHELF) == []


def test_type_takes_all_of_its_card() -> None:
    words, camera = {"headline": "Steam and silence"}, {"size": "medium", "move": "push-in"}
    said = shot("medium", place="market", words=words, width=480, height=270, camera=camera)
    written, room = scene(said, SHELF).words, by_words(said, SHELF)
    assert written
    assert written.ground
    left, top, right, bottom = written.ground.box
    assert room == pytest.approx((left / 480, top / 270, (right - left) / 480, (bottom - top) / 270))


def test_type_takes_its_calm_room_only_where_there_is_type() -> None:
    assert by_words(shot("wide"), SHELF) is None
    assert by_words(shot("wide", words={"headline": ""}), SHELF) is None
    said = shot("wide", words={"headline": "Fyrhus"})
    room = by_words(said, SHELF)
    assert room
    written = scene(said, SHELF).words
    assert written
    box = written.block.box
    assert room.left * 320 - 2 <= box.left
    assert box.right <= (room.left + room.width) * 320 + 2
    assert room.top * 180 - 2 <= box.top
