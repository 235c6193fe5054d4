"""What is put on tape is what is on it."""

import wave
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import ToolFailed
from studio.media.sound.tape import Tape


def test_blocks_lie_on_tape_as_they_came(tmp_path: Path) -> None:
    samples = np.random.default_rng(1).uniform(-1, 1, (5000, 2)).astype(np.float32)
    with Tape(tmp_path / "made.wav", 48_000) as tape:
        for begin in range(0, 5000, 700):
            tape.add(samples[begin : begin + 700])
    with wave.open(str(tmp_path / "made.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 3, 48_000)
        raw = np.frombuffer(file.readframes(5000), np.uint8).reshape(-1, 3)
    whole = np.zeros((len(raw), 4), np.uint8)
    whole[:, 1:] = raw
    read = whole.view("<i4")[:, 0].reshape(-1, 2) / 2**31
    assert np.abs(read - samples).max() < 2e-7


def test_what_exceeds_full_scale_is_cut_off_and_does_not_wrap(tmp_path: Path) -> None:
    with Tape(tmp_path / "loud.wav", 48_000, channels=1) as tape:
        tape.add(np.array([[2.0], [-2.0]]))
    with wave.open(str(tmp_path / "loud.wav"), "rb") as file:
        raw = file.readframes(2)
    assert int.from_bytes(raw[:3], "little", signed=True) == 2**23 - 1
    assert int.from_bytes(raw[3:], "little", signed=True) == -(2**23) + 1


def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match="cannot be written"), Tape(tmp_path / "nowhere/made.wav", 48_000):
        pass
