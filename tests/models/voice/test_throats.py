"""A voice becomes somebody else's: as high as is asked for, from as long a throat, in the same time."""

from pathlib import Path

import numpy as np
import pytest
from tests.models.voice.vowels import RATE, formants, hiss, vowel

from studio.core.errors import BadInput
from studio.models.voice import Speech, espeak, pitch, throats
from studio.models.voice.pieces import Piece, Sound

CHANGES = [(1.4, 1.0), (0.75, 1.0), (1.0, 0.85), (1.0, 1.15), (1.6, 0.8), (0.8, 1.1)]


def piece(height: float = 120.0) -> Piece:
    quiet = np.zeros(1600, np.float32)
    said = [quiet, hiss(0.1), vowel(height), quiet]
    return Piece(np.concatenate(said), RATE, (Sound("s", 1600, 3200, 0), Sound("a", 3200, 12_800, 1)))


@pytest.mark.parametrize(("higher", "longer"), CHANGES)
@pytest.mark.parametrize("height", [105.0, 190.0])
def test_pitch_and_throat_are_changed_apart(higher: float, longer: float, height: float) -> None:
    made = throats.changed(piece(height), higher, longer)
    rate = made.rate
    assert pitch.usual(made.samples, rate) == pytest.approx(height * higher, rel=0.02)
    a = made.sounds[1]
    before, after = formants(vowel(height), RATE), formants(made.samples[a.start : a.end], rate)
    # Of a high voice few multiples lie near a resonance, and the highest lie beyond what is looked at.
    for one, other in zip(before[:3], after[:3], strict=True):
        assert other == pytest.approx(one / longer, rel=0.07)


@pytest.mark.parametrize(("higher", "longer"), CHANGES)
def test_every_sound_keeps_its_time(higher: float, longer: float) -> None:
    one, made = piece(), throats.changed(piece(), higher, longer)
    assert len(made.samples) / made.rate == pytest.approx(len(one.samples) / RATE, abs=1e-3)
    for sound, other in zip(one.sounds, made.sounds, strict=True):
        assert (other.symbol, other.part) == (sound.symbol, sound.part)
        assert other.start / made.rate == pytest.approx(sound.start / RATE, abs=1e-3)
        assert other.end / made.rate == pytest.approx(sound.end / RATE, abs=1e-3)
    heard = np.flatnonzero(pitch.track(made.samples, made.rate)) * pitch.STEP
    assert (heard.min(), heard.max()) == pytest.approx((0.2, 0.8), abs=0.03)
    assert np.abs(made.samples).max() <= np.abs(one.samples).max() * 1.2


def test_a_voice_that_stays_as_it_is_is_not_touched() -> None:
    one = piece()
    assert throats.changed(one, 1, 1) is one
    silent = Piece(np.zeros(0, np.float32), RATE, ())
    assert throats.changed(silent, 1.5, 0.9) is silent
    still = Piece(np.zeros(1000, np.float32), RATE, ())
    assert not throats.changed(still, 1.5, 0.9).samples.any()


def test_what_is_said_is_said_by_somebody_else_at_the_same_time() -> None:
    provider = espeak.create()
    if provider is None:
        pytest.skip("no eSpeak NG")
    text = "We open at six, and the bread is warm."
    usual = provider.speak(Speech(text, polish=False), Path("usual.wav"))
    child = provider.speak(Speech(text, polish=False, pitch=1.8, throat=0.8), Path("child.wav"))
    provider.speak(Speech(text, polish=False, pitch=1.8, throat=0.8), Path("again.wav"))
    assert Path("child.wav").read_bytes() == Path("again.wav").read_bytes()
    assert child.seconds == pytest.approx(usual.seconds, rel=0.02)
    for word, other in zip(usual.words, child.words, strict=True):
        assert other.start == pytest.approx(word.start, abs=0.02)


@pytest.mark.parametrize(("higher", "longer"), [(3.0, 1.0), (0.2, 1.0), (1.0, 0.3), (1.0, 2.0)])
def test_what_is_no_persons_voice_is_refused(higher: float, longer: float) -> None:
    with pytest.raises(BadInput, match="times the pitch from"):
        Speech("Hello.", pitch=higher, throat=longer)
