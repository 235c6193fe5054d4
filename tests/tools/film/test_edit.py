"""A film has exactly its frames, each where the storyboard says."""

import wave
from pathlib import Path

import numpy as np
import pytest
from tests import films

import studio
from studio.core.errors import NotFound, ToolFailed
from studio.media import probe
from studio.media.films.reel import unreeled


@pytest.fixture
def taken() -> Path:
    film = films.folder("Fyr hus")
    for shot in ("01", "02", "03"):
        studio.film.take(film, shot=shot)
    return film


def test_shots_follow_one_another_at_their_frames(taken: Path) -> None:
    made = studio.film.edit(taken)
    assert (made.film, made.frames, made.duration, made.sound) == ("out/Fyr hus.mp4", 48, 2.0, False)
    frames = list(unreeled(taken / made.film))
    takes = [list(unreeled(taken / f"shots/{shot}/take-01/clip.mp4")) for shot in ("01", "02", "03")]
    assert len(frames) == 48
    for number, other in (
        (0, takes[0][0]),
        (12, takes[0][12]),
        (18, takes[1][5]),
        (31, takes[1][18]),
        (32, takes[2][0]),
    ):
        assert np.abs(frames[number].astype(int) - other).mean() < 2
    middle = (
        np.abs(frames[15].astype(int) - takes[0][15]).mean(),
        np.abs(frames[15].astype(int) - takes[1][2]).mean(),
    )
    assert all(apart > 4 for apart in middle)


def test_sound_ends_with_the_picture(taken: Path) -> None:
    (taken / "audio").mkdir()
    with wave.open(str(taken / "audio/mix.wav"), "wb") as sound:
        sound.setparams((2, 2, 48_000, 0, "NONE", ""))
        sound.writeframes(bytes(96_000 * 4))
    made = studio.film.edit(taken)
    facts = probe.media(taken / made.film)
    assert made.sound
    assert facts.main_video.frames == 48
    assert abs(facts.audio[0].duration - 2.0) <= 1 / 24


def test_captions_beside_it_are_a_track(taken: Path) -> None:
    films.changed(taken, "pictures:", "finish: {captions: beside}\npictures:")
    (taken / "captions").mkdir()
    (taken / "captions/film.srt").write_text("1\n00:00:00,200 --> 00:00:01,200\nWhere the land ends\n")
    made = studio.film.edit(taken)
    assert made.captions == "beside"
    assert len(probe.media(taken / made.film).subtitles) == 1


def test_it_is_put_together_once(taken: Path) -> None:
    film = taken / studio.film.edit(taken).film
    before = film.stat().st_mtime_ns
    studio.film.edit(taken)
    assert film.stat().st_mtime_ns == before
    films.changed(taken, "kind: dissolve", "kind: zoom")
    studio.film.edit(taken)
    assert film.stat().st_mtime_ns > before


def test_a_shot_that_was_not_made_is_named() -> None:
    with pytest.raises(NotFound, match="shot 01 was not made yet"):
        studio.film.edit(films.folder())


def test_a_broken_take_is_named_with_what_makes_it_anew(taken: Path) -> None:
    (taken / "shots/02/take-01/clip.mp4").write_bytes(b"no film")
    with pytest.raises(ToolFailed, match=r"shot 02: clip.mp4 cannot be read back") as broken:
        studio.film.edit(taken)
    assert broken.value.hint == f"studio film take {taken} --shot 02 makes it anew"
    assert studio.film.take(taken, shot="02").took > 0
    studio.film.edit(taken)


def test_a_film_whose_folder_was_renamed_is_called_like_it_and_is_not_made_again(taken: Path) -> None:
    made = studio.film.edit(taken)
    before = (taken / made.film).stat().st_ino
    renamed = taken.rename("Leuchtturm")
    again = studio.film.edit(renamed)
    assert again.film == "out/Leuchtturm.mp4"
    assert (renamed / again.film).stat().st_ino == before
    assert sorted(path.name for path in (renamed / "out").iterdir()) == [
        "Leuchtturm.mp4", "Leuchtturm.provenance.json", "film.json",
    ]  # fmt: skip
