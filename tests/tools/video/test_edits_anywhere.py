"""Edits work in folders of any name, where files lie that ffmpeg is told of inside its graphs."""

import os
from pathlib import Path

import pytest
from PIL import Image
from tests import clips

from studio.core.outside import into
from studio.media import probe
from studio.tools.video.adjust import adjust
from studio.tools.video.grade import grade
from studio.tools.video.overlay import overlay
from studio.tools.video.retime import retime

ODD = b"-y it's [50%d]; a=b:c, \\ line\nbreak Gr\xfc\xdfe \xf0\x9f\x8e\xac "
"""An option, signs that mean something inside graphs, two lines, and bytes that are no text."""


@pytest.fixture
def odd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / os.fsdecode(ODD)
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def frames(path: Path) -> int:
    return probe.media(path).main_video.frames


def test_light_and_motion(odd: Path) -> None:
    with into(odd):
        assert frames(adjust(clips.silent(0.4), stabilise=True, gamma=1.2).clip) == 10


def test_tables(odd: Path) -> None:
    Path("curve.cube").write_text("LUT_1D_SIZE 2\nDOMAIN_MAX 2 2 2\n0 0 0\n1 1 1\n")
    with into(odd):
        assert frames(grade(clips.silent(0.4), lut=Path("curve.cube"), strength=0.5).clip) == 10


def test_pace(odd: Path) -> None:
    with into(odd):
        assert frames(retime(clips.sounding(), curve="0:1, 2:2", reverse=True).clip) == 38


def test_what_is_laid_over(odd: Path) -> None:
    pictures = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    pictures[0].save("a.gif", save_all=True, append_images=pictures[1:], duration=100, loop=0)
    with into(odd):
        assert frames(overlay(clips.silent(0.4), mark=Path("a.gif"), fade_in=0.1).clip) == 10
    with into(odd / "text"):
        assert frames(overlay(clips.silent(0.4), text="Hello").clip) == 10
