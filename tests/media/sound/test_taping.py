"""What goes on tape comes back; what is played is 48 kHz and two columns, whatever it was."""

from pathlib import Path

import numpy as np
import pytest
from tests import clips, sounds

from studio.core.errors import BadInput
from studio.media import probe
from studio.media.sound.taping import BLOCK, RATE, fitted, played, taped


def blocks(*lengths: int) -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    return [rng.uniform(-1, 1, (length, 2)).astype(np.float32) for length in lengths]


def test_what_goes_on_tape_comes_back() -> None:
    given = blocks(1000, BLOCK, 7)
    assert taped(iter(given), Path("tape.wav")) == BLOCK + 1007
    heard = probe.media(Path("tape.wav")).main_audio
    assert (heard.codec, heard.rate, heard.channels) == ("pcm_s24le", RATE, 2)
    back = list(played(Path("tape.wav")))
    assert [len(block) for block in back] == [BLOCK, 1007]
    assert np.allclose(np.concatenate(back), np.concatenate(given), atol=2e-7)


def test_too_loud_is_held_at_full_scale() -> None:
    taped([np.array([[2.0, -2.0]], np.float32)], Path("loud.wav"))
    assert np.allclose(next(played(Path("loud.wav"))), [[1, -1]], atol=2e-7)


@pytest.mark.parametrize(("rate", "suffix"), [(44_100, ".wav"), (16_000, ".wav"), (48_000, ".flac")])
def test_other_rates_and_one_channel_come_as_two_at_ours(rate: int, suffix: str) -> None:
    source = sounds.wave(f"tone-{rate}", "0.5*sin(2*PI*700*t)", 1.5, rate=rate, suffix=suffix)
    heard = np.concatenate(list(played(source)))
    assert len(heard) == pytest.approx(1.5 * RATE, abs=2)
    assert np.array_equal(heard[:, 0], heard[:, 1])
    assert sounds.strength(heard[4800:-4800, 0], RATE, 700) == pytest.approx(-6.02, abs=0.05)


def test_a_film_without_sound_cannot_be_played() -> None:
    silent = clips.made("silent.mp4", *clips.picture(1), *clips.H264)
    with pytest.raises(BadInput, match="has no sound"):
        list(played(silent))


@pytest.mark.parametrize("length", [10, 5000, BLOCK, BLOCK + 5000, 3 * BLOCK])
def test_fitted_is_exact(length: int) -> None:
    given = blocks(3000, BLOCK + 11, 1)
    whole = np.concatenate(given)
    made = list(fitted(iter(given), length))
    assert [len(block) for block in made[:-1]] == [BLOCK] * (len(made) - 1)
    found = np.concatenate(made)
    shown = min(length, len(whole))
    assert len(found) == length
    assert np.array_equal(found[:shown], whole[:shown])
    assert not found[shown:].any()
