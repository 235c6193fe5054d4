"""Pictures in different light come closer together, and a night stays a night."""

import pytest

from studio.media.images import levels
from studio.media.images.libvips import engine
from studio.media.images.tone import toned


def ramp(low: int, high: int) -> object:
    """A picture that goes evenly from one grey to another."""
    image = engine().Image.identity().linear((high - low) / 255, low).rint().cast("uchar")
    return image.copy(interpretation="b-w")


def test_the_whole_range_is_used() -> None:
    stretched = toned(ramp(40, 200), limits=levels.range_to_stretch(ramp(40, 200)))
    assert stretched.min() <= 2
    assert stretched.max() >= 253


def test_contrast_is_at_most_doubled_and_a_dark_picture_stays_dark() -> None:
    night = ramp(10, 30)
    stretched = toned(night, limits=levels.range_to_stretch(night))
    assert stretched.max() - stretched.min() <= 41
    assert stretched.avg() < 80


def test_a_full_range_stays_as_it_is() -> None:
    low, high = levels.range_to_stretch(ramp(0, 255))
    assert low < 0.02
    assert high > 0.98


@pytest.mark.parametrize(("low", "high"), [(0, 180), (60, 255), (20, 120)])
def test_mean_brightness_comes_near_the_target(low: int, high: int) -> None:
    image = ramp(low, high)
    lit = toned(image, gamma=levels.gamma_towards(image, 0.45))
    assert lit.avg() / 255 == pytest.approx(0.45, abs=0.01)


def test_there_is_a_limit_to_lifting() -> None:
    assert levels.gamma_towards(ramp(0, 8), 0.45) == pytest.approx(2, abs=0.01)
    assert levels.gamma_towards(ramp(250, 255), 0.45) == pytest.approx(0.5, abs=0.01)
