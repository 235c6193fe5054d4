"""A finish is written into the storyboard, makes no take again, keeps every frame, is told by the film."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest
from tests import clips, films

import studio
from studio.core.errors import BadInput, NotFound
from studio.media import probe
from studio.media.films.finishing import grades
from studio.media.films.reel import unreeled
from studio.media.hashing import content_hash
from studio.store.films import FilmFolder
from studio.story import written


@pytest.fixture
def film() -> Path:
    return films.taken()


def seen(film: Path) -> list[np.ndarray]:
    return list(unreeled(film / studio.film.edit(film).film))


def takes(film: Path) -> list[str]:
    return [content_hash(path).hex() for path in sorted(film.glob("shots/*/*/*"))]


def test_each_step_keeps_the_frames_and_no_take_is_made_again(film: Path) -> None:
    before, plain = takes(film), seen(film)
    told = studio.film.finish(film, smoothing=0.5, grade="mono", strength=0.8, grain=0.5)
    assert told.steps == ("smoothing 0.5", "grade mono at 80%", "grain 0.5")
    made = seen(film)
    assert (len(made), told.frames) == (len(plain), 48)
    chroma = [np.abs(frames[40][90:].astype(int) - 128).mean() for frames in (plain, made)]
    assert chroma[1] < 0.4 * chroma[0]
    assert takes(film) == before


def test_grain_lies_over_the_picture_and_is_the_same_every_time(film: Path) -> None:
    plain = seen(film)
    studio.film.finish(film, grain=1.0)
    first = seen(film)
    rough = [np.abs(np.diff(frames[40][:90].astype(int))).mean() for frames in (plain, first)]
    assert rough[1] > rough[0] + 0.5
    (film / "out/film.json").unlink()
    assert all((one == other).all() for one, other in zip(first, seen(film), strict=True))


def test_more_frames_and_lines_are_delivered_and_checked(film: Path) -> None:
    told = studio.film.finish(film, interpolation=48, upscale="360p")
    assert (told.frames, told.fps, told.width, told.height, told.duration) == (96, 48.0, 640, 360, 2.0)
    made = film / studio.film.edit(film).film
    video = probe.media(made).main_video
    assert (video.frames, video.rate, video.width, video.height) == (96, "48", 640, 360)
    checked = studio.film.check(film)
    held = {one.check: one.state for one in checked.checks}
    assert held["frames"] == held["cuts"] == "held"
    pictures = {"frames", "cuts", "black", "frozen", "repeated", "flicker", "drift", "seams"}
    assert [one.told for one in checked.faults if one.check in pictures] == []


def test_a_table_of_a_client_comes_into_the_folder_and_is_named_by_the_film(film: Path) -> None:
    grades.table("warm").write(Path("client look.cube"))
    studio.film.finish(film, grade="client look.cube")
    Path("client look.cube").unlink()
    assert written.opened(FilmFolder(film)).finish.grade == "brought/client look.cube"
    told = studio.film.inspect(film / studio.film.edit(film).film)
    assert told.finish == ("grade brought/client look.cube",)
    assert list(told.files) == ["brought/client look.cube"]


def test_what_is_taken_back_leaves_the_film_as_it_was(film: Path) -> None:
    before = content_hash(film / studio.film.edit(film).film)
    studio.film.finish(film, grade="cool", grain=0.2)
    assert content_hash(film / studio.film.edit(film).film) != before
    assert studio.film.finish(film, grade="none", grain=0).steps == ()
    assert content_hash(film / studio.film.edit(film).film) == before


def test_what_does_not_fit_is_refused_and_nothing_is_written(film: Path) -> None:
    text = (film / "storyboard.yaml").read_text("utf-8")
    broken = Path("broken.cube")
    broken.write_text("LUT_3D_SIZE 2\n0 0 0\n0 0 zero\n")
    for options, error, said in (
        ({"grade": "broken.cube"}, BadInput, r"broken\.cube, line 3: zero is no number"),
        ({"grade": "gone.cube"}, NotFound, "there is no table gone.cube"),
        ({"grade": "wram"}, NotFound, "there is no grade called wram"),
        ({"interpolation": 12}, BadInput, "fewer than the film has"),
        ({"interpolation": 25.3}, BadInput, "would be"),
        ({"upscale": "2160p"}, BadInput, "a film of 90 lines is not enlarged to 2160"),
    ):
        with pytest.raises(error, match=said):
            studio.film.finish(film, **options)
        assert (film / "storyboard.yaml").read_text("utf-8") == text
        assert not (film / "brought").exists()


def test_a_grade_that_is_not_there_is_found_when_the_storyboard_is_read(film: Path) -> None:
    films.changed(film, "beats:", "finish: {grade: wram}\nbeats:")
    with pytest.raises(BadInput, match="there is no grade called wram"):
        studio.film.edit(film)


def test_a_given_clip_comes_towards_the_colours_beside_it_unless_that_is_off(film: Path) -> None:
    (film / "given").mkdir()
    green = "color=0x30a070:s=160x90:r=24:d=2,noise=alls=20:all_seed=3"
    copyfile(
        clips.made("green.mp4", "-f", "lavfi", "-i", green, "-pix_fmt", "yuv420p"), film / "given/02.mp4"
    )
    films.changed(film, "- id: '02'\n  beat: hook\n", "- id: '02'\n  beat: hook\n  provider: given\n")
    studio.film.take(film, shot="02")
    matched = seen(film)[24].astype(int)
    told = FilmFolder(film).note("shots/02/take-01/meta")["matched"]
    assert len(told["scale"]) == len(told["shift"]) == 3
    films.changed(film, "beats:", "finish: {match: false}\nbeats:")
    plain = seen(film)[24].astype(int)
    assert "matched" not in FilmFolder(film).note("shots/02/take-01/meta")
    ours = list(unreeled(film / "shots/01/take-01/clip.mp4"))[10].astype(int)
    apart = [abs(frame[90:].mean() - ours[90:].mean()) for frame in (matched, plain)]
    assert apart[0] < apart[1]
    assert abs(matched - plain).mean() > 1
