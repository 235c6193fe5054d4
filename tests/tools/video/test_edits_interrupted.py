"""Edits that are stopped, killed, or run out of space leave no process and no half-made film."""

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
from tests.command import SOON, alive, below, end, ffmpegs, started, studio, until

from studio.core.run import Run, entered
from studio.media.films.editing import reversing
from studio.tools.video.adjust import adjust
from studio.tools.video.retime import retime


def long_film() -> Path:
    """A film whose editing takes much longer than a test may."""
    return clips.made(
        "long-edit.mp4", *clips.picture(20, "640x360"), *clips.tone(20), *clips.H264, "-c:a", "aac"
    )


WAYS = {
    "adjusted": ("adjust", "--denoise", "2", "--sharpen", "1", "--rotate", "3"),
    "measured": ("adjust", "--stabilise"),
    "smoothed": ("retime", "--speed", "0.1", "--smooth", "motion"),
    "backwards": ("retime", "--speed", "0.1", "--reverse", "--sound", "none"),
    "overlaid": ("overlay", "--text", "Hello", "--fade-in", "1"),
}


@contextmanager
def at_work(way: str) -> Iterator[tuple[subprocess.Popen[str], list[psutil.Process]]]:
    """An edit whose ffmpeg is under way."""
    tool, *options = WAYS[way]
    awaited = 2 if way == "backwards" else 1
    with started("video", tool, long_film(), *options, "--out", "o/film.mp4") as child:
        until(lambda: len(ffmpegs(below(child))) >= awaited)
        time.sleep(0.2)
        yield child, below(child)


@pytest.mark.parametrize("way", WAYS)
def test_ctrl_c_ends_ffmpeg_within_two_seconds(way: str) -> None:
    with at_work(way) as (child, family):
        began = time.monotonic()
        os.killpg(child.pid, signal.SIGINT)
        code, out, err = end(child)
        until(lambda: not alive(family), SOON)
        assert time.monotonic() - began < SOON
        assert (code, out) == (130, "")
        assert "Stopped" in err
    assert not Path("o").exists()


def test_a_killed_edit_takes_every_ffmpeg_with_it() -> None:
    with at_work("backwards") as (child, family):
        child.kill()
        child.wait()
        until(lambda: not alive(family), SOON)


@pytest.mark.parametrize("which", [0, 1])
def test_an_ffmpeg_that_is_shot_is_no_riddle(which: int) -> None:
    """One of them gives frames away, from the last to the first, and the other takes them."""
    with at_work("backwards") as (child, _):
        ours = until(lambda: ffmpegs(below(child))[which:])
        ours[0].kill()
        code, _, err = end(child)
    assert code == 1
    assert "ffmpeg was stopped by SIGKILL" in err
    assert not Path("o").exists()


def test_a_full_disk_is_said_and_nothing_left(tmp_path: Path) -> None:
    folder = tmp_path / "little"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(folder)]
    if sys.platform != "linux" or not shutil.which("mount"):
        pytest.skip("only Linux mounts memory")
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    try:
        for tool, *options in (("adjust", "--hue", "20"), ("retime", "--reverse", "--sound", "none")):
            said = studio("video", tool, clips.silent(1, "640x360"), *options, "--out", folder / "film.mp4")
            assert (said.returncode, said.stdout) == (1, "")
            assert "no space left on the device" in said.stderr
            assert not list(folder.iterdir())
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def heard_of(work: Any) -> dict[str, list[int]]:
    """How far each part of a work said that it was."""
    heard: dict[str, list[int]] = {}

    def listen(event: str, fields: dict[str, Any]) -> None:
        if event == "progress":
            heard.setdefault(fields["label"], []).append(fields["done"])

    with entered(Run(Path("scratch"), listener=listen)):
        work()
    return heard


def test_progress_goes_from_nothing_to_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reversing, "_IN_MEMORY", 320 * 180 * 20)
    steady = heard_of(lambda: adjust(clips.silent(), stabilise=True))
    assert set(steady) == {"Measuring motion", "Encoding"}
    backwards = heard_of(lambda: retime(clips.sounding(), reverse=True))
    assert {"Reading sound", "Encoding"} <= set(backwards)
    for done in (*steady.values(), backwards["Encoding"], backwards["Reading sound"]):
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, 100)
