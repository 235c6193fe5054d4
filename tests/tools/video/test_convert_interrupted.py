"""Conversions that are stopped, killed, or run out of space leave no process and no half-made film."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests import clips
from tests.command import SOON, alive, below, end, ffmpegs, scratch, started, studio, until

from studio.core.run import Run, entered
from studio.media.images import reading, writing
from studio.tools.video.convert import convert

LENGTH = 20


def long_film() -> Path:
    """A film whose conversion takes much longer than a test may."""
    return clips.made("long.mp4", *clips.picture(LENGTH, "640x360"), *clips.H264)


def frames(folder: Path) -> Path:
    """Numbered pictures that are not ffmpeg's to read, many enough to take their time."""
    first = clips.made("one.png", *clips.picture(0.04, "640x360"), "-frames:v", "1")
    folder.mkdir()
    writing.write(reading.read(first), folder / "s.0001.exr")
    for number in range(2, 400):
        os.link(folder / "s.0001.exr", folder / f"s.{number:04}.exr")
    return folder


@contextmanager
def at_work(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """A conversion whose ffmpeg is under way."""
    slow = ("--out", "o/film.mkv", "--codec", "h265", "--effort", "8")
    with started("video", "convert", *arguments, *slow) as child:
        until(lambda: ffmpegs(below(child)))
        until(lambda: any(file.suffix == ".mkv" for work in scratch(Path("o")) for file in work.rglob("*")))
        yield child, below(child)


@pytest.mark.parametrize("kind", ["film", "frames"])
def test_ctrl_c_ends_ffmpeg_within_two_seconds(kind: str, tmp_path: Path) -> None:
    source = long_film() if kind == "film" else frames(tmp_path / "f")
    with at_work(source) as (child, family):
        began = time.monotonic()
        os.killpg(child.pid, signal.SIGINT)
        code, out, err = end(child)
        until(lambda: not alive(family), SOON)
        assert time.monotonic() - began < SOON
        assert (code, out) == (130, "")
        assert "Stopped" in err
    assert not Path("o").exists()


def test_ctrl_c_ends_the_ffmpegs_of_many(tmp_path: Path) -> None:
    sources = [tmp_path / f"{number}.mp4" for number in range(2)]
    for source in sources:
        source.symlink_to(long_film())
    slow = ("--out", "o", "--codec", "h265", "--effort", "8")
    with started("video", "convert", *sources, *slow) as child:
        until(lambda: len(ffmpegs(below(child))) == 2)
        family = below(child)
        os.killpg(child.pid, signal.SIGINT)
        assert end(child)[0] == 130
        until(lambda: not alive(family), SOON)
    assert not Path("o").exists()


def test_a_killed_conversion_takes_ffmpeg_with_it() -> None:
    with at_work(long_film()) as (child, family):
        child.kill()
        child.wait()
        until(lambda: not alive(family), SOON)
    again = studio("video", "convert", clips.silent(), "--out", "o/small.mkv")
    assert again.returncode == 0
    assert [file.name for file in Path("o").iterdir()] == ["small.mkv"]


@pytest.fixture
def little_room(tmp_path: Path) -> Iterator[Path]:
    """A file system that is soon full."""
    folder = tmp_path / "little"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(folder)]
    if sys.platform != "linux" or not shutil.which("mount"):
        pytest.skip("only Linux mounts memory")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("name", ["film.mp4", "film.gif", "frames/film.####.png"])
def test_a_full_disk_is_said_and_nothing_left(little_room: Path, name: str) -> None:
    film = clips.silent(4, "640x360")
    said = studio("video", "convert", film, "--out", little_room / name, "--rate", "5")
    assert (said.returncode, said.stdout) == (1, "")
    assert "no space left on the device" in said.stderr
    assert len(said.stderr.splitlines()) == 2
    assert not list(little_room.iterdir())


def test_an_ffmpeg_that_is_shot_is_no_riddle() -> None:
    with at_work(long_film()) as (child, family):
        ffmpegs(family)[0].kill()
        code, _, err = end(child)
    assert code == 1
    assert "ffmpeg was stopped by SIGKILL" in err
    assert "memory" in err
    assert not Path("o").exists()


def test_progress_goes_from_nothing_to_everything() -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    run = Run(Path("scratch"), listener=lambda event, fields: heard.append((event, fields)))
    with entered(run):
        convert(clips.silent(seconds=4), codec="h265", target_size=400_000, effort=0)
    for label in ("First pass", "Second pass"):
        done = [fields["done"] for event, fields in heard if fields.get("label") == label]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, 100)
