"""A mouth that follows the voice holds; one that moves in silence, or to another sound, does not."""

from fractions import Fraction

import numpy as np

from studio.media.checking.lips import envelope, lips, still

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


def test_where_nobody_is_seen_to_speak_for_long_nothing_is_checked() -> None:
    nowhere = np.full(144, np.nan)
    assert lips(nowhere, voice(), FPS).state == "not checked"
    briefly = np.arange(144) < 20
    assert lips(mouth(voice()), voice(), FPS, speaks=briefly).state == "not checked"


def test_who_listens_is_held_to_silence_and_not_to_the_voice() -> None:
    """Somebody speaks in the first half; the second shows who listens, while a narrator goes on."""
    loud, moves = voice(), mouth(voice())
    loud[72:], moves[72:] = -60, 0
    speaks = np.arange(144) < 72
    assert lips(moves, loud, FPS, speaks=speaks).state == "held"
    moves[100:106] = 0.7
    [fault] = lips(moves, loud, FPS, speaks=speaks).faults
    assert (fault.frame, fault.end) == (100, 106)


def test_where_nobody_speaks_every_mouth_is_shut() -> None:
    shut = np.zeros(144)
    shut[:30] = np.nan
    assert still(shut).state == "held"
    shut[60:66] = 0.5
    [fault] = still(shut).faults
    assert (fault.frame, fault.end) == (60, 66)
    assert fault.told == "a mouth moves though nobody who is seen speaks for 6 frames"


def test_a_voice_is_as_loud_on_a_frame_as_its_highest_sample() -> None:
    peaks = np.zeros(100)
    peaks[50:55] = 0.1
    found = envelope(peaks, 24, FPS)
    assert found.argmax() in (12, 13)
    assert found.max() == -20
    assert found.min() == -60
