"""The user's pictures stand in a shot or fill it; logos end a film; what cannot be shown is told once."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy import ndarray
from PIL import Image
from tests import clips, pictures
from tests.render.graphics import things

from studio.core.errors import BadInput, StudioError
from studio.render.readable import ENOUGH
from studio.render.rooms import kept_clear
from studio.render.shelf import Shelf
from studio.render.shots.ending import Appearing
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import Scene, scene
from studio.render.shots.writing import Written

STILL: dict[str, Any] = {
    "width": 640, "height": 360, "frames": 60, "seed": 5, "camera": {"move": "still", "energy": 0},
}  # fmt: skip
SIZES = [(640, 360), (360, 640), (480, 480), (432, 540)]


def made(place: str, **more: Any) -> Scene:
    return scene(Shot.model_validate({**STILL, "place": place, **more}), Shelf())


def shown(place: str, picture: Any, number: int = 59, **more: Any) -> ndarray:
    found = made(place, cast=[{"picture": picture}], **more)
    pixels = found.frame(number).rgb().astype(int)
    found.close()
    return pixels


def apart(one: ndarray, other: ndarray) -> ndarray:
    """Which pixels differ."""
    where: ndarray = np.abs(one - other).sum(axis=2) > 60
    return where


@pytest.fixture
def cup() -> str:
    Image.fromarray(things.thing(400, "green")).save("cup.png")
    return "cup.png"


@pytest.fixture
def busy() -> str:
    Image.fromarray(things.busy(300)).save("busy.png")
    return "busy.png"


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
def test_a_thing_is_cut_out_and_stands_on_its_spot(cup: str, style: str) -> None:
    bare = made("sweep", style=style).frame(59).rgb().astype(int)
    seen = apart(bare, shown("sweep", cup, style=style))
    rows, columns = np.nonzero(seen)
    view, spot = made("sweep").stage.view, made("sweep").stage.spots["hero"]
    foot = view.spot(spot.depth, *spot.foot)
    assert abs(columns.mean() - foot.x) < 25
    assert foot.y - 12 < rows.max() < foot.y + 45
    assert 0.6 < np.ptp(rows) / (spot.height * view.scale) < 1.4
    assert seen.sum() < 0.8 * np.ptp(rows) * np.ptp(columns), "the ground around it is gone"


def test_it_takes_on_the_light_of_the_place(cup: str) -> None:
    day, night = (shown("sweep", cup, time=time) for time in ("day", "night"))
    bare = made("sweep", time="day").frame(59).rgb().astype(int)
    where = apart(bare, day)
    assert day[where].mean() > night[where].mean() + 15


def test_what_cannot_be_cut_out_is_shown_as_a_print(busy: str) -> None:
    bare = made("sweep").frame(59).rgb().astype(int)
    seen = apart(bare, shown("sweep", busy))
    rows, columns = np.nonzero(seen)
    assert seen.sum() > 0.7 * np.ptp(rows) * np.ptp(columns), "paper is around it"
    with pytest.raises(BadInput, match=r"busy\.png cannot be cut out") as refused:
        shown("sweep", {"file": busy, "how": "cutout"})
    assert "how: print" in refused.value.hint


def test_height_and_size_are_as_asked(cup: str) -> None:
    bare = made("shop").frame(59).rgb().astype(int)
    highs = []
    for height in (60, 120):
        picture = {"file": cup, "height": height}
        highs.append(np.ptp(np.nonzero(apart(bare, shown("shop", picture)))[0]))
    assert 1.6 < highs[1] / highs[0] < 2.4


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_picture_fills_the_frame_and_moves_as_the_camera_does(busy: str, width: int, height: int) -> None:
    size = {"width": width, "height": height}
    fill = {"file": busy, "how": "fill"}
    still = [shown("coast", fill, number, **size) for number in (0, 59)]
    assert np.abs(still[0] - still[1]).mean() < 4
    pushed = [shown("coast", fill, number, **size, camera={"move": "push-in"}) for number in (0, 59)]
    assert np.abs(pushed[0] - pushed[1]).mean() > 8
    elsewhere = shown("sweep", fill, 0, **size)
    assert np.abs(still[0] - elsewhere).mean() < 4, "nothing is seen of the place"


def test_words_and_things_stand_before_what_fills_the_frame(busy: str) -> None:
    fill = {"picture": {"file": busy, "how": "fill"}}
    bare, full = (
        made("abstract", cast=cast).frame(59).rgb().astype(int)
        for cast in ([fill], [{"prop": "bread"}, fill])
    )
    assert 100 < apart(bare, full).sum() < 20_000
    worded = made("abstract", cast=[fill], words={"headline": "Made here", "start": 0})
    assert worded.words
    assert worded.words.contrast >= ENOUGH


def test_a_clip_plays_and_is_closed() -> None:
    film = str(clips.silent(3))
    found = made("coast", cast=[{"picture": film}])
    one, other = (found.frame(number).rgb().astype(int) for number in (0, 40))
    assert np.abs(one - other).mean() > 1
    assert np.array_equal(one, found.frame(0).rgb())
    later = made("coast", cast=[{"picture": {"file": film, "start": 1.0}}])
    assert np.abs(later.frame(0).rgb().astype(int) - one).mean() > 1
    for one_scene in (found, later):
        one_scene.close()
        one_scene.close()
    with pytest.raises(BadInput, match="is a clip"):
        shown("sweep", {"file": film, "how": "print"})


def logo(name: str = "logo.png") -> str:
    picture = np.zeros((60, 160, 4), np.uint8)
    picture[10:50, 10:70], picture[10:50, 90:150] = (20, 60, 160, 255), (200, 60, 30, 255)
    Image.fromarray(picture).save(name)
    return name


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
@pytest.mark.parametrize("place", ["abstract", "sweep"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_an_end_card_shows_the_name_the_words_and_the_line_one_below_the_other(
    style: str, place: str, width: int, height: int
) -> None:
    words = {"headline": "Bread from the *first* ferry", "line": "leuchtturm.example"}
    size = {"width": width, "height": height, "style": style}
    found = made(place, name="Café Leuchtturm", ending=True, words=words, **size)
    name, bar, said, button = found.stage.planes[-4:]
    assert isinstance(name, Written)
    assert isinstance(said, Written)
    assert isinstance(bar, Appearing)
    assert isinstance(button, Appearing)
    apart_by = 0.02 * min(width, height)
    assert name.block.box.bottom + apart_by < bar.at[1] < said.block.box.top - apart_by
    assert button.at[1] - button.plate.height / 2 > said.block.box.bottom - 4
    assert max(line.size for line in name.block.lines) > max(line.size for line in said.block.lines)
    for one in (name, said):
        assert one.contrast >= ENOUGH
        assert all(kept_clear(line.box, width, height) for line in one.block.lines)
    assert button.at[0] + button.plate.width / 2 < width
    first, last = (found.frame(number).rgb().astype(int) for number in (0, 59))
    assert apart(first, last).mean() > 0.02, "it comes"


def test_a_logo_is_read_on_any_card() -> None:
    for time in ("day", "night"):
        found = made("abstract", time=time, logo=logo())
        bare = made("abstract", time=time, ending=True, name="Rosa", params={})
        seen = apart(found.frame(59).rgb().astype(int), found.frame(0).rgb().astype(int))
        _, columns = np.nonzero(seen)
        assert np.ptp(columns) > 150
        assert abs(columns.mean() - 320) < 12, "it stands in the middle"
        assert bare.frame(0).rgb().std() > 10


@pytest.mark.parametrize("style", ["dusk", "paper", "ink"])
@pytest.mark.parametrize("time", ["day", "night"])
def test_a_place_behind_an_end_card_is_veiled_and_out_of_focus(style: str, time: str) -> None:
    size = {"style": style, "time": time}
    bare, carded = (made("street", **size), made("street", name="Rosa", ending=True, **size))
    sharp, soft = (found.frame(0).rgb().astype(int) for found in (bare, carded))
    assert np.abs(np.diff(soft, axis=1)).mean() < 0.6 * np.abs(np.diff(sharp, axis=1)).mean()
    assert soft.mean() < sharp.mean()
    [name] = [plane for plane in carded.stage.planes if isinstance(plane, Written)]
    assert name.contrast >= ENOUGH


def test_files_are_looked_for_beside_the_shot(cup: str, tmp_path: Path) -> None:
    shot = Shot.model_validate({"place": "sweep", "cast": [{"picture": "cup.png"}], "logo": "marks/logo.svg"})
    there = shot.within(tmp_path)
    assert there.files == [tmp_path / "cup.png", tmp_path / "marks/logo.svg"]
    assert shot.files == [Path("cup.png"), Path("marks/logo.svg")]
    assert there.within(Path("/elsewhere")).files == there.files


def test_what_cannot_be_read_is_told_once() -> None:
    Path("text.png").write_text("no picture at all")
    Path("cut.png").write_bytes(Path(logo()).read_bytes()[:90])
    Path("empty.jpg").write_bytes(b"")
    Path("film.mp4").write_text("no film at all")
    Path("out.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    )
    Path("bomb.svg").write_text(
        '<!DOCTYPE s [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    )
    pictures.bomb(Path("bomb.png"))
    for file in ("none.png", "bomb.png", "text.png", "cut.png", "empty.jpg", "out.svg", "bomb.svg"):
        for how in ("best", "print", "fill"):
            with pytest.raises(StudioError, match=file.replace(".", r"\.")):
                shown("sweep", {"file": file, "how": how})
        with pytest.raises(StudioError, match=file.replace(".", r"\.")):
            made("abstract", logo=file)
    with pytest.raises(StudioError, match=r"film\.mp4"):
        shown("sweep", "film.mp4")
    with pytest.raises(BadInput, match="an end card shows a logo or a name"):
        made("abstract", ending=True)


def test_a_print_stands_larger_than_what_is_cut_out(busy: str) -> None:
    bare = made("sweep").frame(59).rgb().astype(int)
    seen = [
        apart(bare, shown("sweep", {"file": busy, "how": "print", **more})) for more in ({}, {"height": 90})
    ]
    high = [np.flatnonzero(where.any(axis=1)) for where in seen]
    assert np.ptp(high[0]) > 1.15 * np.ptp(high[1])


@pytest.mark.parametrize("side", ["left", "right"])
def test_words_stand_beside_what_a_picture_that_fills_the_frame_shows(side: str) -> None:
    pixels = np.full((360, 640, 3), (70, 84, 96), np.uint8)
    across = np.hypot(*np.mgrid[-180:180, -320:320])
    disc = np.roll(across < 110, -170 if side == "left" else 170, axis=1)
    pixels[disc] = (240, 150, 40)
    Image.fromarray(pixels).save("disc.png")
    words = {"headline": "Slow mornings", "line": "Open from seven"}
    found = made("coast", cast=[{"picture": {"file": "disc.png", "how": "fill"}}], words=words)
    assert found.words
    box = found.words.block.box
    middle = (box.left + box.right) / 2
    assert middle > 320 if side == "left" else middle < 320
    assert disc[int(box.top) : int(box.bottom), int(box.left) : int(box.right)].mean() < 0.1
