"""Speech at its time: where each part begins, what lies between, and what does not fit."""

import wave
from pathlib import Path

import numpy as np
import pytest

from studio.core.errors import BadInput, ToolFailed
from studio.media.sound import speaking


def part(name: str, level: int, count: int, rate: int = speaking.RATE) -> Path:
    with wave.open(name, "wb") as made:
        made.setparams((1, 2, rate, 0, "NONE", ""))
        made.writeframes(np.full(count, level, np.int16).tobytes())
    return Path(name)


def samples(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as made:
        return np.frombuffer(made.readframes(made.getnframes()), np.int16)


def test_each_part_lies_at_its_time() -> None:
    parts = [(0.5, part("a.wav", 100, 4800)), (1.25, part("b.wav", 200, 2400))]
    heard = samples(speaking.placed(parts, Path("all.wav"), 2.0))
    assert len(heard) == 96_000
    assert not heard[:24_000].any()
    assert (heard[24_000:28_800] == 100).all()
    assert not heard[28_800:60_000].any()
    assert (heard[60_000:62_400] == 200).all()
    assert not heard[62_400:].any()


def test_nothing_said_is_silence() -> None:
    heard = samples(speaking.placed([], Path("all.wav"), 1.5))
    assert len(heard) == 72_000
    assert not heard.any()


def test_a_line_waits_for_the_one_before() -> None:
    assert speaking.starts([0.0, 1.0, 5.0], [2.0, 1.0, 1.0]) == pytest.approx([0.0, 2.12, 5.0])


def test_what_does_not_fit_is_refused_with_both_lengths() -> None:
    with pytest.raises(BadInput, match=r"ends at 1\.10 s, and the film at 1\.00 s"):
        speaking.placed([(1.0, part("a.wav", 1, 4800))], Path("all.wav"), 1.0)


def test_another_kind_of_sound_is_refused() -> None:
    with pytest.raises(ToolFailed, match="no speech of one channel"):
        speaking.placed([(0.0, part("a.wav", 1, 100, rate=44_100))], Path("all.wav"), 1.0)
