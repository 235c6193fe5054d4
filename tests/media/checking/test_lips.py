"""A mouth that follows the voice holds; one that moves in silence, or to another sound, does not."""

from fractions import Fraction

import numpy as np

from studio.media.checking.lips import envelope, lips

FPS = Fraction(24)


def voice(seed: int = 3, seconds: float = 6) -> np.ndarray:
    """Syllables with pauses in between, in decibels on each frame."""
    chance = np.random.default_rng(seed)
    loud = np.full(int(seconds * FPS), -60.0)
    at = 4
    while at < len(loud) - 8:
        lasts = int(chance.integers(3, 6))
        loud[at : at + lasts] = -30 + 18 * np.sin(np.pi * (np.arange(lasts) + 0.5) / lasts)
        at += lasts + (int(chance.integers(9, 16)) if chance.random() < 0.3 else 0)
    return loud


def mouth(loud: np.ndarray) -> np.ndarray:
    return np.clip((loud + 45) / 33, 0, 1)


def test_a_mouth_that_follows_the_voice_holds() -> None:
    found = lips(mouth(voice()), voice(), FPS)
    assert found.state == "held"
    assert found.measured is not None
    assert found.measured > 0.8


def test_another_sound_fails() -> None:
    assert lips(mouth(voice()), voice(seed=8), FPS).state == "fault"


def test_a_mouth_that_moves_in_silence_is_named_with_its_frames() -> None:
    loud = voice()
    quiet = next(at for at in range(len(loud) - 9) if (loud[at : at + 9] == -60).all())
    moves = mouth(loud)
    moves[quiet + 2 : quiet + 7] = 0.6
    [fault] = lips(moves, loud, FPS).faults
    assert fault.told == "a mouth moves in silence for 5 frames"
    assert (fault.frame, fault.end) == (quiet + 2, quiet + 7)


def test_where_no_mouth_is_known_nothing_is_checked() -> None:
    assert lips(None, None, FPS).state == "not checked"
    nowhere = np.full(144, np.nan)
    assert lips(nowhere, voice(), FPS, "seen from behind").told == "seen from behind"


def test_a_voice_is_as_loud_on_a_frame_as_its_highest_sample() -> None:
    peaks = np.zeros(100)
    peaks[50:55] = 0.1
    found = envelope(peaks, 24, FPS)
    assert found.argmax() in (12, 13)
    assert found.max() == -20
    assert found.min() == -60
