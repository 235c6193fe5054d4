"""Marks stand where they were sent, and tiles leave no corner free."""

from math import hypot, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import BadInput
from studio.media.images.placing import anchored, tiled, turned_size


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        ("top-left", (5, 5)),
        ("top", (40, 5)),
        ("top-right", (75, 5)),
        ("left", (5, 25)),
        ("centre", (40, 25)),
        ("right", (75, 25)),
        ("bottom-left", (5, 45)),
        ("bottom", (40, 45)),
        ("bottom-right", (75, 45)),
    ],
)
def test_nine_anchors(anchor: str, place: tuple[int, int]) -> None:
    assert anchored((100, 60), (20, 10), anchor, 5) == place


@pytest.mark.parametrize(("angle", "size"), [(0, (4, 2)), (90, (2, 4)), (180, (4, 2)), (45, (4.243, 4.243))])
def test_the_box_around_what_was_turned(angle: float, size: tuple[float, float]) -> None:
    assert turned_size((4, 2), angle) == pytest.approx(size, abs=0.001)


@given(
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.tuples(st.floats(20, 90), st.floats(10, 40)),
    st.floats(0, 30),
    st.floats(-360, 360),
)
def test_tiles_are_everywhere(
    picture: tuple[int, int], mark: tuple[float, float], gap: float, angle: float
) -> None:
    centres = tiled(picture, mark, gap, angle)
    assert (picture[0] / 2, picture[1] / 2) in centres
    apart = hypot(mark[0] + gap, mark[1] + gap)
    if min(picture) < apart:
        # A strip may lie between two rows for a long way.
        return
    # A circle that is as wide and lies in the corner has a centre within.
    reach = (1 + sqrt(2)) * apart / 2 + 1e-6
    for corner in ((0, 0), (picture[0], 0), (0, picture[1]), picture):
        assert min(hypot(x - corner[0], y - corner[1]) for x, y in centres) <= reach


@given(st.floats(-360, 360), st.floats(1, 30))
def test_tiles_keep_their_distance(angle: float, gap: float) -> None:
    centres = tiled((300, 200), (40, 20), gap, angle)
    nearest = min(hypot(a[0] - b[0], a[1] - b[1]) for a in centres[:40] for b in centres[:40] if a != b)
    assert nearest >= 20 + gap - 1e-6


def test_too_many_tiles_are_refused() -> None:
    with pytest.raises(BadInput, match="more than 3,000 times"):
        tiled((8000, 8000), (10, 5), 1, 0)
    with pytest.raises(BadInput, match="more than 3,000 times"):
        tiled((100_000, 100_000), (1, 1), 0, 30)
