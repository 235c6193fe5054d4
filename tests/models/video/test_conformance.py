"""Every provider keeps to what all of them promise, and who does not is told."""

import shutil
from dataclasses import replace
from pathlib import Path

from tests import clips
from tests.models.video import striped

from studio.core.run import Run, entered
from studio.models.video.builtin import Builtin
from studio.models.video.card import FrameRule
from studio.models.video.conformance import breaches
from studio.models.video.faults import Faulty
from studio.models.video.given import Given
from studio.models.video.request import Request
from studio.render.shots.grammar import Shot


def shot(folder: Path, frames: int = 10) -> Request:
    plan = Shot(place="abstract", width=160, height=90, fps=12, frames=frames)
    return Request(folder / "clip.mp4", 0, frames, 160, 90, 12, shot=plan, name="01")


def test_the_renderer_keeps_to_it(tmp_path: Path) -> None:
    chunked = replace(Builtin().card, frames=FrameRule(most=4))
    assert breaches(Builtin(card=chunked), shot(tmp_path)) == []


def test_so_does_a_provider_of_words(tmp_path: Path) -> None:
    asked = striped.request(tmp_path / "clip.mp4")
    assert breaches(striped.Striped(), asked) == []


def test_so_do_clips_of_others(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    shutil.copy(clips.silent(seconds=2), tmp_path / "given/01.mp4")
    with entered(Run(tmp_path / "run")):
        assert breaches(Given(tmp_path / "given"), shot(tmp_path)) == []


def test_who_makes_too_few_frames_is_told(tmp_path: Path) -> None:
    found = breaches(Faulty(Builtin(), ("length",)), shot(tmp_path))
    assert any("frames, 10 were asked for" in told for told in found)
