"""What moves by itself is a plain function of time: smooth, bounded, and out of step with its neighbours."""

import itertools

import pytest

from studio.render.drawing.plain import Move
from studio.render.moving import KINDS, STILL, Motion, at


def motions(kind: str, seed: int = 1, amount: float = 4) -> list[Motion]:
    return [at(Move(kind, amount, 3, 10, 20), number / 30, seed) for number in range(181)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_moves_smoothly_and_is_always_the_same(kind: str) -> None:
    found = motions(kind)
    assert found == motions(kind)
    assert len(set(found)) > 10
    for before, after in itertools.pairwise(found):
        turned = abs(after.turn - before.turn)
        assert min(turned, 360 - turned) < 2.5 if kind != "spin" else True
        assert abs(after.x - before.x) + abs(after.y - before.y) < 1.5
        assert abs(after.opacity - before.opacity) < 0.35
        assert 0 <= after.opacity <= 1


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("flicker",)])
def test_neighbours_are_out_of_step(kind: str) -> None:
    assert motions(kind, seed=1) != motions(kind, seed=2)


def test_a_wheel_turns_evenly() -> None:
    turns = [motion.turn for motion in motions("spin", amount=360)]
    steps = [(after - before) % 360 for before, after in itertools.pairwise(turns)]
    assert steps == pytest.approx([4.0] * 180, abs=1e-6)


def test_what_does_not_move_stands_still() -> None:
    assert at(None, 3, 1) == STILL
