"""A sentence becomes a film of exactly its length, whole, the same every time, whatever stops it."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copyfile, copytree

import av
import pytest
from tests import once, pictures, sounds
from tests.command import SOON, alive, below, end, started, studio, until

import studio as studio_api
from studio.media import probe
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard

BRIEF = "A 3 second ad for a lighthouse café that bakes its own bread, called Fyrhus"
SMALL = ("--size", "360p", "--fps", "8", "--effort", "draft")


def prints(film: Path) -> tuple[str, str]:
    """One hash of all its pictures, one of all its sound."""
    seen, heard = hashlib.sha256(), hashlib.sha256()
    with av.open(str(film)) as container:
        for frame in container.decode(video=0):
            seen.update(frame.to_ndarray().tobytes())
    with av.open(str(film)) as container:
        for sound in container.decode(audio=0):
            heard.update(sound.to_ndarray().tobytes())
    return seen.hexdigest(), heard.hexdigest()


@pytest.fixture
def made() -> Path:
    """A film made in one go, in one process."""
    return Path(copytree(once.made("films/made/fyrhus", _make), "fyrhus"))


def _make(place: Path) -> None:
    studio_api.film.make(BRIEF, size="360p", fps=8, effort="draft", folder=place)


def test_it_is_exactly_as_long_as_the_words_say(made: Path) -> None:
    facts = probe.media(made / "out/fyrhus.mp4")
    film = facts.main_video
    assert (film.frames, film.width, film.height, film.rate) == (24, 640, 360, "8")
    assert (film.codec, film.pixel_format, film.matrix) == ("h264", "yuv420p", "bt709")
    assert abs(facts.audio[0].duration - 3.0) <= 1 / 8


def test_all_it_is_made_of_lies_in_its_folder(made: Path) -> None:
    film = FilmFolder(made)
    board = film.storyboard(Storyboard)
    assert film.asked()["brief"] == BRIEF
    for picture in board.pictures:
        take = film.take(picture.id)
        assert {path.name for path in take.iterdir()} == {"clip.mp4", "first.png", "last.png", "meta.json"}
        assert (film.drawings / f"{picture.id}.png").is_file()
    assert film.narration.is_file()
    assert film.music.is_file()
    assert film.mix.is_file()
    assert film.captions("srt").is_file()
    assert film.timeline.is_file()
    assert (film.drawings / "index.html").is_file()
    assert not list(made.rglob(".*"))


def test_with_two_workers_it_is_the_same_film(made: Path) -> None:
    said = studio("film", "make", BRIEF, *SMALL, "--jobs", "2", "--folder", "again")
    assert (said.returncode, said.stderr) == (0, "")
    assert prints(Path("again/out/again.mp4")) == prints(made / "out/fyrhus.mp4")


def test_after_a_kill_no_finished_part_is_made_again(made: Path) -> None:
    shots = Path("film/shots")
    with started("film", "make", BRIEF, *SMALL, "--jobs", "1", "--folder", "film") as child:
        until(lambda: len(list(shots.glob("*/take-01/meta.json"))) >= 1)
        family = below(child)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        until(lambda: not alive(family), SOON)
    finished = {path: path.stat().st_mtime_ns for path in shots.glob("*/take-01/clip.mp4")}
    assert finished
    assert not Path("film/out").exists()
    said = studio("film", "resume", "film", "--jobs", "1")
    assert (said.returncode, said.stderr) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in finished} == finished
    assert prints(Path("film/out/film.mp4")) == prints(made / "out/fyrhus.mp4")


def test_ctrl_c_ends_it_at_once_and_says_how_to_go_on() -> None:
    with started("film", "make", BRIEF, *SMALL, "--folder", "film") as child:
        until(lambda: list(Path("film/shots").glob("*")) or list(Path("film").glob("storyboard/*")))
        family = below(child)
        asked = time.monotonic()
        os.killpg(child.pid, signal.SIGINT)
        code, _, err = end(child)
        until(lambda: not alive(family), SOON)
        assert time.monotonic() - asked < SOON
    assert code == 130
    assert "studio runs resume" in err


def test_another_brief_does_not_touch_a_film_that_is_there(made: Path) -> None:
    before = (made / "storyboard.yaml").read_bytes()
    said = studio("film", "make", "A 3 second ad for a bicycle shop", *SMALL, "--folder", made)
    assert said.returncode == 1
    assert "holds another film" in said.stderr
    assert (made / "storyboard.yaml").read_bytes() == before


def test_the_same_brief_again_makes_nothing_anew(made: Path) -> None:
    film = made / "out/fyrhus.mp4"
    before = film.stat().st_mtime_ns
    again = ("--jobs", "1", "--json", "--folder", made)
    said = studio("film", "make", BRIEF, *SMALL, *again)
    assert said.returncode == 0
    assert film.stat().st_mtime_ns == before
    events = [json.loads(line) for line in said.stdout.splitlines()]
    assert events[-1]["name"] == "run.done"


def test_it_waits_where_its_folder_has_no_room_and_goes_on_by_itself(made: Path, tmp_path: Path) -> None:
    little = tmp_path / "little"
    little.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(little)]
    if sys.platform != "linux" or not shutil.which("mount"):
        pytest.skip("only Linux mounts memory")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    try:
        film = little / "film"
        with started("film", "make", BRIEF, *SMALL, "--jobs", "1", "--folder", film) as child:
            assert child.stderr
            told = child.stderr.readline()
            assert told == f"film.make waits: {little} is full; it goes on when there is more room\n"
            assert not (film / "out").exists()
            subprocess.run(["mount", "-o", "remount,size=60m", str(little)], check=True)
            code, _, _ = end(child)
        assert code == 0
        assert not list(film.rglob(".*"))
        assert prints(film / "out/film.mp4") == prints(made / "out/fyrhus.mp4")
    finally:
        subprocess.run(["umount", str(little)], check=True)


def test_a_film_goes_on_where_its_folder_was_taken_to() -> None:
    pictures.cutout(Path("logo.png"))
    Path("kit.yaml").write_text("name: Fyrhus\nlogo: logo.png\n")
    voice = Path(copyfile(sounds.speech(2), "voice.wav"))
    music = Path(copyfile(sounds.music(2), "music.wav"))
    studio_api.film.plan(
        "A 2 second ad for a lighthouse café", size="360p", fps=8, effort="draft",
        voice=str(voice), music=str(music), brand=Path("kit.yaml"), folder=Path("film"),
    )  # fmt: skip
    board = FilmFolder(Path("film")).storyboard(Storyboard)
    brought = {board.narrator.file, board.music.file, board.pictures[-1].shot.logo}
    assert brought == {f"brought/{voice.name}", f"brought/{music.name}", "brought/logo.png"}
    assert str(Path.cwd()) not in Path("film/storyboard.yaml").read_text()
    Path("elsewhere").mkdir()
    Path("film").rename("elsewhere/taken")
    for file in (voice, music, Path("logo.png"), Path("kit.yaml")):
        file.unlink()
    studio_api.film.resume(Path("elsewhere/taken"))
    assert probe.media(Path("elsewhere/taken/out/taken.mp4")).main_video.frames == 16
