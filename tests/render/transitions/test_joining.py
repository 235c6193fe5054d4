"""Every transition begins with exactly the one picture and ends with exactly the other."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.transitions.frames import Frame, Tint, tint
from studio.render.transitions.hints import Hints, Shape
from studio.render.transitions.joining import KINDS, joined, names, transition

SIZES = [(320, 180), (180, 320), (202, 114)]
NEUTRAL = Hints(near=Tint(128, 128, 128), ink=Tint(128, 128, 128), paper=Tint(128, 128, 128))


def flat(size: tuple[int, int], luma: int, u: int = 128, v: int = 128) -> Frame:
    width, height = size
    blue, red = (np.full((height // 2, width // 2), value, np.uint8) for value in (u, v))
    return Frame(np.full((height, width), luma, np.uint8), blue, red)


def noisy(size: tuple[int, int], seed: int) -> Frame:
    width, height = size
    rng = np.random.default_rng(seed)
    luma = rng.integers(16, 236, (height, width), dtype=np.uint8)
    chroma = [rng.integers(16, 241, (height // 2, width // 2), dtype=np.uint8) for _ in range(2)]
    return Frame(luma, *chroma)


def same(one: Frame, other: Frame) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_ends_are_exact_and_nothing_given_is_changed(kind: str, size: tuple[int, int]) -> None:
    a, b = noisy(size, 1), noisy(size, 2)
    before = a.copy(), b.copy()
    for seed in (0, 1, 7):
        assert same(joined(kind, a, b, 0, seed=seed), before[0])
        assert same(joined(kind, a, b, 1, seed=seed), before[1])
        for step in range(1, 20):
            between = joined(kind, a, b, step / 20, seed=seed)
            assert [plane.shape for plane in between] == [plane.shape for plane in a]
            assert all(plane.dtype == np.uint8 for plane in between)
    assert same(a, before[0])
    assert same(b, before[1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_ends_are_reached_without_a_jump(kind: str) -> None:
    a, b = flat((320, 180), 60, 110, 140), flat((320, 180), 190, 140, 120)
    for t, end in ((0.004, a), (0.996, b)):
        near = joined(kind, a, b, t, seed=3)
        for plane, other in zip(near, end, strict=True):
            assert abs(plane.astype(int) - other).mean() < 1.5


@pytest.mark.parametrize("kind", KINDS)
def test_the_one_gives_way_to_the_other_steadily(kind: str) -> None:
    """Between two grey pictures, with all that a transition adds itself grey between them."""
    a, b = flat((320, 180), 60), flat((320, 180), 196)
    means = [float(joined(kind, a, b, step / 40, seed=2, hints=NEUTRAL).y.mean()) for step in range(41)]
    # A shadow may darken for a moment what lies beneath it.
    slack = 3.0 if kind in ("wipe", "tear") else 0.6
    assert all(after >= before - slack for before, after in pairwise(means))
    assert means[0] == 60
    assert means[-1] == 196


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_is_made_every_time(kind: str) -> None:
    a, b = noisy((320, 180), 1), noisy((320, 180), 2)
    assert same(joined(kind, a, b, 0.37, seed=4), joined(kind, a, b, 0.37, seed=4))


@pytest.mark.parametrize("kind", ["wipe", "tear", "bleed", "whip"])
def test_the_seed_tells_two_of_a_kind_apart(kind: str) -> None:
    a, b = flat((320, 180), 60), flat((320, 180), 196)
    assert not same(joined(kind, a, b, 0.45, seed=4), joined(kind, a, b, 0.45, seed=5))


def test_a_dissolve_mixes_light_not_numbers() -> None:
    middle = joined("dissolve", flat((64, 64), 16), flat((64, 64), 235), 0.5)
    # Half the light of white is much brighter than half its number, which is 125.
    assert 165 <= middle.y.mean() <= 176


def test_a_grey_picture_stays_grey_through_every_transition() -> None:
    a, b = flat((320, 180), 90), flat((320, 180), 90)
    for kind in ("dissolve", "zoom", "whip", "match"):
        for t in (0.2, 0.5, 0.8):
            between = joined(kind, a, b, t, seed=1)
            assert abs(between.y.astype(int) - 90).max() <= 1
            assert abs(between.u.astype(int) - 128).max() <= 1


def test_a_zoom_shows_no_edge_of_what_comes_out_of_it() -> None:
    a, b = flat((640, 360), 50), flat((640, 360), 180)
    for t in (0.55, 0.6, 0.65, 0.7):
        between = joined("zoom", a, b, t, seed=1).y.astype(int)
        steps = max(np.abs(np.diff(between, axis=way)).max() for way in (0, 1))
        assert steps < 40, t


def test_matching_shapes_lie_on_one_another_when_it_begins() -> None:
    a, b = flat((640, 360), 50), flat((640, 360), 50)
    b.y[:] = 50
    rows, columns = np.mgrid[0:360, 0:640]
    b.y[np.hypot(columns - 320, rows - 180) < 60] = 220
    hints = Hints(here=Shape(0.25, 0.5, 0.05, 0.05 * 640 / 360), there=Shape(0.5, 0.5, 60 / 640, 60 / 360))
    early = joined("match", a, b, 0.2, hints=hints)
    found = np.argwhere(early.y > 60)
    assert found.mean(axis=0) == pytest.approx((180, 160), abs=20)


def test_tints_are_bt709_at_video_levels() -> None:
    assert tint((255, 255, 255)) == (235, 128, 128)
    assert tint((0, 0, 0)) == (16, 128, 128)
    assert tint((255, 0, 0)) == (63, 102, 240)


def test_our_own_say_what_they_are_made_of() -> None:
    assert {"cut", "dissolve", "zoom", "whip", "match", "wipe", "page", "bleed"} == set(names())
    assert transition("page").finishes == ["paper"]
    assert transition("cut").seconds == 0
    with pytest.raises(NotFound, match="no transition called disolve"):
        transition("disolve")


def test_broken_files_are_refused_with_line_and_reason(tmp_path: Path) -> None:
    (file := tmp_path / "t.yaml").write_text("transitions:\n  mine: {title: Mine, kind: swirl, seconds: 1}\n")
    with pytest.raises(BadInput, match="swirl") as refused:
        transition("mine", files=(file,))
    assert f"{file}:2:" in str(refused.value)
