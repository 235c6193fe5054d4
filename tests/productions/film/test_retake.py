"""One shot is taken again, or one line said otherwise, and nothing else of the film changes."""

import os
import signal
from pathlib import Path

import numpy as np
from tests.command import SOON, alive, below, started, studio, until
from tests.films import prints

import studio as studio_api
from studio.media.films.reel import unreeled
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard


def test_only_that_shot_changes(film: Path) -> None:
    takes = prints(film, "shots/*/take-01/*")
    before = list(unreeled(film / "out/film.mp4"))
    said = studio("film", "retake", film, "--shot", "02", "--jobs", "1")
    assert (said.returncode, said.stderr) == (0, "")
    assert prints(film, "shots/*/take-01/*") == takes
    assert {path.name for path in film.glob("shots/*/*")} == {"take-01", "take-02"}
    assert [one.take for one in FilmFolder(film).storyboard(Storyboard).pictures] == [1, 2, 1]
    after = list(unreeled(film / "out/film.mp4"))
    apart = [np.abs(one.astype(int) - other).mean() for one, other in zip(before, after, strict=True)]
    assert max(apart[:13] + apart[32:]) < 1 < max(apart[19:32])


def test_the_old_take_can_be_chosen_again(film: Path) -> None:
    before = prints(film, "out/film.mp4")
    studio_api.film.retake(film, shot="02")
    assert prints(film, "out/film.mp4") != before
    studio_api.film.choose(film, shot="02", take=1)
    studio_api.film.render(film)
    assert prints(film, "out/film.mp4") == before


def test_a_kill_in_between_leaves_the_old_film_whole(film: Path) -> None:
    before = prints(film, "out/film.mp4", "shots/*/take-01/*")
    with started("film", "retake", film, "--shot", "01", "--jobs", "1") as child:
        until(lambda: list(film.glob("shots/01/take-02/*")) or child.poll() is not None)
        family = below(child)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        until(lambda: not alive(family), SOON)
    assert prints(film, "out/film.mp4", "shots/*/take-01/*") == before
    assert len(list(unreeled(film / "out/film.mp4"))) == 48
    said = studio("film", "retake", film, "--shot", "01", "--jobs", "1")
    assert (said.returncode, said.stderr) == (0, "")
    assert prints(film, "shots/*/take-01/*") == {
        name: print for name, print in before.items() if name.startswith("shots")
    }
    assert prints(film, "out/film.mp4") != {name: before[name] for name in ("out/film.mp4",)}


def test_one_line_makes_its_sound_again_and_no_take(film: Path) -> None:
    takes = prints(film, "shots/*/*/*")
    studio_api.film.revoice(film, line=1, text="Here the *bread* begins.")
    assert prints(film, "shots/*/*/*") == takes
    assert "Here the bread begins." in (film / "captions/film.srt").read_text().replace("\n", " ")
