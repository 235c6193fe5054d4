"""Clips that people made themselves are fitted to their shots, or refused with the reason."""

import shutil
from pathlib import Path

import pytest
from tests import clips, films

import studio
from studio.core.errors import BadInput
from studio.media import probe
from studio.media.films.reel import unreeled
from studio.store.films import FilmFolder


@pytest.fixture
def film() -> Path:
    """A film whose second shot somebody makes: 19 frames with those of the transition before it."""
    folder = films.folder()
    films.changed(
        folder,
        "  beat: hook\n  frames: 16\n  shot:\n    place: kitchen",
        "  beat: hook\n  frames: 16\n  provider: given\n  shot:\n    place: kitchen",
    )
    (folder / "given").mkdir()
    return folder


def test_a_clip_is_brought_to_size_rate_and_length(film: Path) -> None:
    shutil.copy(clips.sounding(seconds=2, size="320x240", rate="25", suffix=".mov"), film / "given/02.mov")
    made = studio.film.take(film, shot="02")
    facts = probe.media(film / made.clip)
    seen = facts.main_video
    assert (made.provider, made.instead, made.frames) == ("given", "", 19)
    assert (seen.frames, seen.width, seen.height, seen.rate) == (19, 160, 90, "24")
    assert (seen.matrix, facts.audio) == ("bt709", ())
    assert FilmFolder(film).note("shots/02/take-01/meta")["provider"] == "given"


def test_another_clip_is_another_take_of_the_same_number(film: Path) -> None:
    shutil.copy(clips.silent(seconds=2), film / "given/02.mp4")
    assert studio.film.take(film, shot="02").took > 0
    assert studio.film.take(film, shot="02").took == 0
    (film / "given/02.mp4").unlink()
    shutil.copy(clips.black(seconds=2), film / "given/02.mp4")
    made = studio.film.take(film, shot="02")
    assert made.took > 0
    assert max(planes[:90].max() for planes in unreeled(film / made.clip)) <= 20


def test_numbered_pictures_are_a_clip(film: Path) -> None:
    made = studio.video.convert(clips.silent(seconds=2, rate="24"), format="png").film
    shutil.copytree(made, film / "given/02")
    assert (studio.film.take(film, shot="02").provider, studio.film.take(film, shot="02").frames) == (
        "given",
        19,
    )


def test_one_that_is_a_little_too_short_is_slowed(film: Path) -> None:
    shutil.copy(clips.silent(seconds=18 / 24, rate="24"), film / "given/02.mp4")
    assert probe.media(film / studio.film.take(film, shot="02").clip).main_video.frames == 19


@pytest.mark.parametrize(
    ("clip", "told"),
    [
        (
            lambda: clips.silent(seconds=0.5, rate="24"),
            r"02\.mp4 has 12 frames at 24 a second, and its shot 19",
        ),
        (lambda: clips.silent(seconds=2, size="64x36"), r"02\.mp4 is 64 × 36, 2\.5 times too small"),
    ],
)
def test_what_cannot_be_fitted_is_refused(film: Path, clip: object, told: str) -> None:
    shutil.copy(clip(), film / "given/02.mp4")  # type: ignore[operator]
    with pytest.raises(BadInput, match=told):
        studio.film.take(film, shot="02")
    assert not (film / "shots/02").exists()


def test_two_clips_of_one_name_are_refused(film: Path) -> None:
    for suffix in (".mp4", ".mov"):
        shutil.copy(clips.silent(seconds=2), film / f"given/02{suffix}")
    with pytest.raises(BadInput, match=r"shot 02 has several clips: 02\.mov, 02\.mp4"):
        studio.film.take(film, shot="02")


def test_a_single_picture_is_no_clip(film: Path) -> None:
    shutil.copy(studio.video.thumbnail(clips.silent(seconds=1)).picture, film / "given/02.jpg")
    with pytest.raises(BadInput, match="is a single picture"):
        studio.film.take(film, shot="02")


def test_until_it_is_there_our_renderer_stands_in_and_the_film_says_so(film: Path) -> None:
    made = studio.film.take(film, shot="02")
    assert (made.provider, made.instead) == ("builtin", "given")
    for shot in ("01", "03"):
        studio.film.take(film, shot=shot)
    (told,) = studio.film.edit(film).stood_in
    assert told.startswith("shot 02 was made by builtin, not given: there is no clip for shot 02")
    seen = studio.film.inspect(film / "out/film.mp4").shots[1]
    assert (seen.provider, seen.instead) == ("builtin", "given")
    shutil.copy(clips.silent(seconds=2), film / "given/02.mp4")
    assert studio.film.take(film, shot="02").provider == "given"
    assert studio.film.edit(film).stood_in == ()
