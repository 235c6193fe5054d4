"""What an encoder does to peaks is taken before it, once it is known, and no more than that."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import clips, sounds

from studio.core.run import Run, entered
from studio.media.sound import formats
from studio.media.sound.formats import Wishes
from studio.media.sound.holding import Held, held
from studio.media.sound.listening import listen
from studio.media.sound.recordings import recording


def encoded(sound: Path, limit: float) -> Held:
    """A sound as films have it."""
    with entered(Run(Path("run").absolute())) as now:
        heard = recording(sound)
        coding = formats.encoding("m4a", heard.stream, Wishes(bit_rate=256_000))
        return held(heard, limit, now.folder / "sound.m4a", coding)


def test_peaks_that_an_encoder_lifts_are_held_before_it() -> None:
    mix, plain = listen(sounds.spiky()), listen(clips.made("plain.m4a", "-i", sounds.spiky(), "-b:a", "256k"))
    assert mix.true_peak is not None
    assert plain.true_peak is not None
    assert mix.true_peak < -1.5
    assert plain.true_peak > -0.8
    made = encoded(sounds.spiky(), -1)
    assert made.peak <= -1
    assert listen(made.path) == made.heard
    assert made.ceiling is not None
    assert made.ceiling < mix.true_peak
    assert made.heard.loudness == pytest.approx(mix.loudness, abs=0.5)


def test_what_stays_below_the_limit_is_left_alone() -> None:
    made = encoded(sounds.spiky(), -0.2)
    assert made.ceiling is None
    plain = clips.made("plain.m4a", "-i", sounds.spiky(), "-b:a", "256k")
    assert made.heard == listen(plain)


@pytest.mark.parametrize("sound", [sounds.silence, lambda: sounds.wave("blip", "sin(2*PI*500*t)", 0.2)])
def test_what_has_no_loudness_is_encoded_too(sound: Callable[[], Path]) -> None:
    made = encoded(sound(), -1)
    assert made.heard.loudness is None
    assert made.peak <= -1
