"""Faults are planted where they are asked for, can be seen in the clip, and come again with their seed."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.models.video.striped import CARD, Striped, grey, greys, request

from studio.core.errors import BadInput, ToolFailed
from studio.media.films.reel import Reel, unreeled
from studio.models.video.card import FrameRule
from studio.models.video.faults import FAULTS, Fault, Faulty
from studio.models.video.request import Request, Result

FRAMES = 41


def made(folder: Path, fault: Fault, seed: int = 1) -> list[float]:
    result = Faulty(Striped(), (fault,)).make(request(folder / f"{fault}-{seed}.mp4", FRAMES, seed))
    assert result.faults == (fault,)
    seen = greys(result.clip)
    assert result.frames == len(seen)
    return seen


def test_without_a_fault_the_clip_is_as_it_was_asked_for(tmp_path: Path) -> None:
    result = Faulty(Striped(), rate=0).make(request(tmp_path / "a.mp4", FRAMES))
    assert result.faults == ()
    assert greys(result.clip) == pytest.approx([grey(number) for number in range(FRAMES)], abs=1.5)


def test_drift_grows_from_frame_to_frame(tmp_path: Path) -> None:
    apart = [abs(seen - grey(number)) for number, seen in enumerate(made(tmp_path, "drift"))]
    assert len(apart) == FRAMES
    assert apart[0] < 3
    assert apart[-1] > 7
    assert apart[-1] > apart[FRAMES // 2] > apart[2]


def test_black_is_black_for_a_while_and_not_for_good(tmp_path: Path) -> None:
    seen = made(tmp_path, "black")
    dark = [number for number, one in enumerate(seen) if one < 20]
    assert len(seen) == FRAMES
    assert 1 <= len(dark) < FRAMES
    assert dark == list(range(dark[0], dark[-1] + 1))


def test_frozen_stands_still_for_a_while(tmp_path: Path) -> None:
    seen = made(tmp_path, "frozen")
    still = sum(abs(one - other) < 0.8 for one, other in pairwise(seen))
    assert len(seen) == FRAMES
    assert 1 <= still < FRAMES - 1


def test_a_seam_is_planted_from_the_second_chunk_on(tmp_path: Path) -> None:
    whole = request(tmp_path / "whole.mp4", FRAMES)
    assert Faulty(Striped(), ("seam",)).make(whole).faults == ()
    for seed in range(4):
        chunk = replace(request(tmp_path / f"chunk-{seed}.mp4", FRAMES, seed), first=8, end=17)
        clean = Sloped().make(replace(chunk, out=tmp_path / "clean.mp4"))
        result = Faulty(Sloped(), ("seam",)).make(chunk)
        assert result.faults == ("seam",)
        assert frames_apart(clean.clip, result.clip) > 0.5


class Sloped(Striped):
    """Pictures that are darker on the left, so that it is seen where they lie aside."""

    def make(self, request: Request) -> Result:
        made = super().make(request)
        whole = list(unreeled(made.clip))
        with Reel(request.out, (request.width, request.height), request.fps) as reel:
            for planes in whole:
                planes[: request.height] += np.arange(request.width, dtype=np.uint8)
                reel.add(planes)
        return made


def frames_apart(one: Path, other: Path) -> float:
    """How far the frames of two clips are apart, the nearest pair of frames."""
    pairs = zip(unreeled(one), unreeled(other), strict=True)
    return min(float(np.abs(planes.astype(int) - moved).mean()) for planes, moved in pairs)


def test_a_wrong_length_is_shorter_or_longer(tmp_path: Path) -> None:
    lengths = {len(made(tmp_path, "length", seed)) for seed in range(6)}
    assert FRAMES not in lengths
    assert min(lengths) < FRAMES < max(lengths)


def test_a_timeout_leaves_nothing_behind(tmp_path: Path) -> None:
    striped = Striped()
    with pytest.raises(ToolFailed, match="gave no answer in 60 s") as failed:
        Faulty(striped, ("timeout",)).make(request(tmp_path / "a.mp4"))
    assert failed.value.hint
    assert not striped.asked
    assert not list(tmp_path.iterdir())


def test_the_same_seed_plants_the_same_faults(tmp_path: Path) -> None:
    def planted(seed: int) -> list[tuple[str, ...]]:
        found = []
        for take in range(8):
            asked = request(tmp_path / f"{seed}-{take}.mp4", 5, seed=take)
            try:
                found.append(Faulty(Striped(), rate=0.6, seed=seed).make(asked).faults)
            except ToolFailed:
                found.append(("timeout",))
        return found

    assert planted(3) == planted(3)
    assert planted(3) != planted(4)
    assert () in planted(3)


def test_nothing_but_the_clip_is_left(tmp_path: Path) -> None:
    made(tmp_path, "black")
    assert [file.name for file in tmp_path.iterdir()] == ["black-1.mp4"]


@pytest.mark.parametrize("fault", FAULTS)
def test_one_frame_can_have_any_fault(tmp_path: Path, fault: Fault) -> None:

    any_length = Striped(replace(CARD, frames=FrameRule(10)))
    try:
        result = Faulty(any_length, (fault,)).make(request(tmp_path / "a.mp4", 1))
        assert len(greys(result.clip)) == result.frames
    except ToolFailed:
        assert fault == "timeout"


@pytest.mark.parametrize(("faults", "rate"), [((), 1.0), (("blak",), 1.0), (("black",), 1.5)])
def test_faults_that_make_no_sense_are_refused(faults: tuple[Fault, ...], rate: float) -> None:
    with pytest.raises(BadInput) as refused:
        Faulty(Striped(), faults, rate)
    assert refused.value.hint
