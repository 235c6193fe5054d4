"""Shots one after the other: every frame at its place, whatever joins them."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.core.errors import ToolFailed
from studio.render.transitions.sequence import Joint, flat, parted, sequence

SIZE = (32, 16)


def grey(level: int) -> np.ndarray:
    planes = np.full((SIZE[1] * 3 // 2, SIZE[0]), 128, np.uint8)
    planes[: SIZE[1]] = level
    return planes


def take(first: int, count: int) -> Iterator[np.ndarray]:
    return iter([grey(first + number) for number in range(count)])


def levels(frames: Iterator[np.ndarray]) -> list[int]:
    return [int(frame[0, 0]) for frame in frames]


def test_straight_cuts_show_every_frame_once() -> None:
    found = levels(sequence([take(20, 3), take(60, 2), take(90, 4)], [3, 2, 4], [Joint(), Joint()]))
    assert found == [20, 21, 22, 60, 61, 90, 91, 92, 93]


@pytest.mark.parametrize("lasts", [1, 2, 3, 4])
def test_a_transition_takes_no_time(lasts: int) -> None:
    before, after = lasts - lasts // 2, lasts // 2
    takes = [take(20, 6 + after), take(120, 6 + before)]
    found = levels(sequence(takes, [6, 6], [Joint("dissolve", lasts)]))
    assert len(found) == 12
    assert found[: 6 - before] == list(range(20, 26 - before))
    assert found[6 + after :] == list(range(120 + lasts, 126 + before))
    mixed = found[6 - before : 6 + after]
    assert all(26 < level < 120 for level in mixed)
    assert mixed == sorted(mixed)


def test_transitions_may_touch_one_another() -> None:
    takes = [take(20, 5), take(100, 6), take(180, 5)]
    assert len(levels(sequence(takes, [4, 4, 4], [Joint("dissolve", 2), Joint("dissolve", 2)]))) == 12


def test_a_take_that_is_too_short_is_said() -> None:
    with pytest.raises(ToolFailed, match="take of shot 2 has 1 frames too few"):
        list(sequence([take(20, 3), take(60, 2)], [3, 3], [Joint()]))


def test_planes_are_parted_and_joined_without_loss() -> None:
    planes = np.arange(SIZE[0] * SIZE[1] * 3 // 2, dtype=np.uint32).astype(np.uint8).reshape(-1, SIZE[0])
    assert np.array_equal(flat(parted(planes)), planes)
