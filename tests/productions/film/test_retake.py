"""One shot is taken again, or one line said otherwise, and nothing else of the film changes."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from tests import films
from tests.command import alive, below, started, studio, until

from studio.media.films.reel import unreeled
from studio.media.hashing import content_hash
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard


@pytest.fixture
def film() -> Path:
    """A film that is made."""
    folder = films.folder()
    said = studio("film", "render", folder, "--jobs", "1")
    assert (said.returncode, said.stderr) == (0, "")
    return folder


def prints(folder: Path, *patterns: str) -> Mapping[str, str]:
    return {
        str(path.relative_to(folder)): content_hash(path).hex()
        for pattern in patterns
        for path in folder.glob(pattern)
    }


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
    for words in (("retake", film, "--shot", "02"), ("choose", film, "--shot", "02", "--take", "1")):
        assert studio("film", *words).returncode == 0
    assert studio("film", "render", film).returncode == 0
    assert prints(film, "out/film.mp4") == before


def test_a_kill_in_between_leaves_the_old_film_whole(film: Path) -> None:
    before = prints(film, "out/film.mp4", "shots/*/take-01/*")
    with started("film", "retake", film, "--shot", "01", "--jobs", "1") as child:
        until(lambda: list(film.glob("shots/01/take-02/*")) or child.poll() is not None)
        family = below(child)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        until(lambda: not alive(family), 5)
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
    said = studio("film", "revoice", film, "--line", "1", "--text", "Here the *bread* begins.", "--jobs", "1")
    assert (said.returncode, said.stderr) == (0, "")
    assert prints(film, "shots/*/*/*") == takes
    assert "Here the bread begins." in (film / "captions/film.srt").read_text().replace("\n", " ")
