"""A take has the frames of its shot and those that transitions show, and is made once."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests import films

import studio
from studio.core.errors import BadInput, NotFound
from studio.media import probe
from studio.media.films.reel import unreeled
from studio.render.shelf import Shelf
from studio.render.shots.scene import scene


def test_it_has_the_frames_that_transitions_show_as_well() -> None:
    film = films.folder()
    counts = {}
    for shot in ("01", "02", "03"):
        made = studio.film.take(film, shot=shot)
        counts[shot] = probe.media(film / made.clip).main_video.frames
        assert made.frames == counts[shot]
    assert counts == {"01": 18, "02": 19, "03": 16}


def test_its_ends_lie_beside_it_and_its_note_says_what_made_it() -> None:
    film = films.folder()
    made = studio.film.take(film, shot="01")
    take = (film / made.clip).parent
    assert sorted(path.name for path in take.iterdir()) == ["clip.mp4", "first.png", "last.png", "meta.json"]
    note = json.loads((take / "meta.json").read_text())
    assert (note["provider"], note["frames"], note["width"], note["fps"]) == ("builtin", 18, 160, 24)
    with Image.open(take / "first.png") as first:
        assert first.size == (160, 90)


def test_words_come_as_late_as_the_handle_is_long() -> None:
    board = films.board()
    later = board.pictures[2]
    assert later.shot.words
    dissolved = [
        *board.pictures[:1],
        films.picture("02", "hook", 16, board.pictures[0].cut, place="kitchen"),
        later,
    ]
    film = films.folder(made=board.model_copy(update={"pictures": dissolved}))
    made = studio.film.take(film, shot="03")
    frames = list(unreeled(film / made.clip))
    plan = later.shot.model_copy(
        update={
            "width": 160, "height": 90, "fps": 24, "frames": 19,
            "words": later.shot.words.model_copy(update={"start": 0.1 + 3 / 24, "end": 16 / 24 + 3 / 24 + 4}),
        }
    )  # fmt: skip
    expected = scene(plan, Shelf())
    for number in (0, 5, 18):
        difference = np.abs(frames[number].astype(int) - expected.planes(number).astype(int))
        assert difference.mean() < 3


def test_what_is_there_and_fits_is_left_alone() -> None:
    film = films.folder()
    assert studio.film.take(film, shot="02").took > 0
    clip = film / "shots/02/take-01/clip.mp4"
    before = clip.stat().st_mtime_ns
    assert studio.film.take(film, shot="02").took == 0
    films.changed(film, "lines:", "headline: Nobody sees this\n  lines:")
    assert studio.film.take(film, shot="02").took == 0
    assert clip.stat().st_mtime_ns == before
    films.changed(film, "place: kitchen", "place: workshop")
    assert studio.film.take(film, shot="02").took > 0
    assert clip.stat().st_mtime_ns > before


def test_a_damaged_take_is_made_again() -> None:
    film = films.folder()
    studio.film.take(film, shot="03")
    (film / "shots/03/take-01/clip.mp4").write_bytes(b"half")
    assert studio.film.take(film, shot="03").took > 0
    assert probe.media(film / "shots/03/take-01/clip.mp4").main_video.frames == 16


def test_a_long_shot_is_made_in_chunks_that_cannot_be_told() -> None:
    board = films.board()
    brief = board.brief.model_copy(update={"frames": 250})
    whole = [films.picture("01", "hook", 250, place="abstract")]
    film = films.folder(
        made=board.model_copy(update={"brief": brief, "pictures": whole, "beats": board.beats[:1]})
    )
    made = studio.film.take(film, shot="01")
    frames = list(unreeled(film / made.clip))
    assert len(frames) == 250
    steps = [np.abs(one.astype(int) - other).mean() for one, other in pairwise(frames)]
    assert steps[124] < 3 * np.median(steps)


@pytest.mark.parametrize(
    ("old", "new", "error", "told"),
    [
        ("id: '02'", "id: '01'", BadInput, "two shots have the same id"),
        ("frames: 48", "frames: 47", BadInput, "the shots have 48 frames in all, the film 47"),
        ("place: kitchen", "place: kitchn", BadInput, "there is no place called kitchn"),
        ("beat: call", "beat: end", BadInput, "shot 03 belongs to a beat that is not there"),
        ("frames: 5", "frames: 17", BadInput, "the transition after shot 01 is longer than a shot beside it"),
    ],
)
def test_a_storyboard_that_makes_no_sense_is_refused(
    old: str, new: str, error: type[Exception], told: str
) -> None:
    film = films.folder()
    films.changed(film, old, new)
    with pytest.raises(error, match=told):
        studio.film.take(film, shot="02")


def test_a_shot_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFound, match="no shot 04"):
        studio.film.take(films.folder(), shot="04")
    Path("empty").mkdir()
    with pytest.raises(NotFound, match="holds no film"):
        studio.film.take(Path("empty"), shot="01")
