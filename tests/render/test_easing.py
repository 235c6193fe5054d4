"""Curves are exact at their ends, and only those go too far that should."""

from itertools import pairwise

import pytest

from studio.render.easing import CURVES, between, eased


@pytest.mark.parametrize("ease", CURVES)
def test_ends_are_exact(ease: str) -> None:
    assert eased(ease, 0) == 0  # type: ignore[arg-type]
    assert eased(ease, 1) == 1  # type: ignore[arg-type]
    assert eased(ease, -3) == 0  # type: ignore[arg-type]
    assert eased(ease, 7) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("ease", CURVES)
def test_no_curve_jumps(ease: str) -> None:
    values = [eased(ease, step / 1000) for step in range(1001)]  # type: ignore[arg-type]
    assert max(abs(after - before) for before, after in pairwise(values)) < 0.02
    most = {"back": 0.08, "spring": 0.1}.get(ease, 0.0)
    least = 0.08 if ease == "anticipate" else 0.0
    assert max(values) <= 1 + most
    assert min(values) >= -least
    if most:
        assert max(values) > 1.03


def test_a_camera_starts_and_stops_gently() -> None:
    for ease in ("slow", "inout"):
        assert eased(ease, 0.01) < 0.002
        assert 1 - eased(ease, 0.99) < 0.002


def test_between_ends_exactly() -> None:
    assert between(0.1, 0.3, 1.0) == 0.3
    assert between(0.1, 0.3, 0.0) == 0.1
