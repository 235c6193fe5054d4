"""What is asked for is what is heard: to the sample, the same every time, and never clipped."""

import numpy as np
import pytest

from studio.render.music import MOODS, RATE, Score, Section, arc, composed

SHORT = (Section(1, 0.6, "intro"), Section(1, 0.9, "lift"), Section(1, 0.7, "button"))


def heard(score: Score) -> np.ndarray:
    """The whole piece, a row for each instant."""
    return np.concatenate(list(composed(score)))


@pytest.mark.parametrize(
    ("seconds", "bars"), [(2, 1), (2.5, 1.5), (6, 3), (7.007, 3.5), (1001 / 120, 3.5), (4, 0.5)]
)
def test_it_has_exactly_the_samples_of_its_length(seconds: float, bars: float) -> None:
    piece = heard(Score(seconds, arc(bars), "playful", 4))
    assert piece.shape == (round(seconds * RATE), 2)
    assert piece.dtype == np.float32
    assert np.abs(piece).max() > 0.05


@pytest.mark.parametrize("mood", MOODS)
def test_it_neither_clips_nor_ends_abruptly(mood: str) -> None:
    piece = heard(Score(4, SHORT, mood, 2))
    assert np.isfinite(piece).all()
    assert np.abs(piece).max() < 10 ** (-1 / 20)
    assert np.abs(piece[-RATE // 100 :]).max() < 1e-3
    assert abs(float(piece.mean())) < 10 ** (-50 / 20)


def test_the_same_score_gives_the_same_samples_and_another_seed_others() -> None:
    one, again, other = (heard(Score(3, SHORT, "bright", seed)) for seed in (3, 3, 4))
    assert np.array_equal(one, again)
    assert not np.allclose(one, other, atol=0.01)
