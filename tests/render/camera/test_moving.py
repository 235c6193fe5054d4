"""The camera starts and stops gently, never shows an edge, and always does the same for the same shot."""

from itertools import pairwise
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.camera.moving import SPARE, camera, names

STEPS = 400


@pytest.mark.parametrize("move", names())
@pytest.mark.parametrize("energy", [0.0, 1.0])
def test_no_edge_of_a_plate_is_seen(move: str, energy: float) -> None:
    for seed in range(4):
        for step in range(0, STEPS + 1, 10):
            found = camera(move, step / STEPS, energy=energy, seed=seed)
            assert found.zoom >= 1
            assert abs(found.x) <= SPARE
            assert abs(found.y) <= SPARE


@pytest.mark.parametrize("move", names())
def test_it_starts_and_stops_gently(move: str) -> None:
    found = [camera(move, step / STEPS) for step in range(STEPS + 1)]
    for part in zip(*found, strict=True):
        steps = [abs(after - before) for before, after in pairwise(part)]
        fastest = max(steps)
        if fastest > 1e-9:
            assert steps[0] < 0.05 * fastest
            assert steps[-1] < 0.05 * fastest
            # No jolt between two keys either.
            assert max(abs(after - before) for before, after in pairwise(steps)) < 0.15 * fastest


def test_moves_do_what_they_are_called() -> None:
    def way(move: str) -> tuple[float, ...]:
        start, end = camera(move, 0), camera(move, 1)
        return tuple(after - before for before, after in zip(start, end, strict=True))

    assert way("push-in")[2] > 0.1
    assert way("pull-out")[2] < -0.1
    assert way("drift-left")[0] < 0 < way("drift-right")[0]
    assert way("crane-up")[1] < 0 < way("crane-down")[1]
    assert way("rack")[3] == pytest.approx(0.4)
    assert camera("orbit", 0.5).x == pytest.approx(0, abs=1e-9)
    assert max(abs(part) for part in way("still")[:3]) < 0.02


def test_energy_and_seed_decide_how_far_it_goes() -> None:
    calm, lively = (camera("push-in", 1, energy=energy).zoom for energy in (0, 1))
    assert lively - 1 > 1.8 * (calm - 1)
    assert camera("track", 0.3, seed=5) == camera("track", 0.3, seed=5)
    assert len({camera("track", 1, seed=seed).x for seed in range(8)}) == 8


def test_unknown_moves_are_refused() -> None:
    with pytest.raises(NotFound) as refused:
        camera("pushin", 0)
    assert "push-in" in refused.value.hint


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("[{at: 0, zoom: 0.8}, {at: 1}]", "at least 1"),
        ("[{at: 0}, {at: 0.5}]", "last at 1"),
        ("[{at: 0}, {at: 0.7}, {at: 0.6}, {at: 1}]", "later than"),
        ("[{at: 0, x: 3}, {at: 1}]", "at most 0.2"),
    ],
)
def test_broken_moves_are_refused_with_line_and_reason(tmp_path: Path, keys: str, told: str) -> None:
    (file := tmp_path / "camera.yaml").write_text(f"moves:\n  mine:\n    title: Mine\n    keys: {keys}\n")
    with pytest.raises(BadInput, match=told) as refused:
        camera("mine", 0.5, files=(file,))
    assert f"{file}:" in str(refused.value)
