"""Composing: as long as told, in the bars that were asked for, its parts beside it."""

from pathlib import Path

import numpy as np
import pytest
from tests import sounds

from studio.core.errors import BadCall
from studio.core.outside import into
from studio.tools.audio.compose import compose


def test_a_piece_fills_its_time_with_its_bars(tmp_path: Path) -> None:
    with into(tmp_path):
        made = compose("warm", duration=6, bars=3, seed=5)
    piece = sounds.heard(made.sound)
    assert piece.shape == (6 * sounds.RATE, 2)
    assert (made.duration, made.bars, made.tempo) == (6, 3, 120)
    assert made.key.split()[-1] == "major"
    assert made.stems is None
    assert sounds.peak(piece) < -1


def test_its_parts_add_up_to_it(tmp_path: Path) -> None:
    with into(tmp_path):
        made = compose("driving", duration=5, bars=2.5, stems=True)
    assert made.stems is not None
    parts = [sounds.heard(part) for part in sorted(made.stems.iterdir())]
    assert {"bass.wav", "chords.wav", "lead.wav"} <= {part.name for part in made.stems.iterdir()}
    assert np.abs(sum(parts) - sounds.heard(made.sound)).max() < 1e-5


def test_a_tempo_is_met_as_nearly_as_bars_allow(tmp_path: Path) -> None:
    with into(tmp_path):
        made = compose("calm", duration=10, tempo=100, format="flac")
    assert made.sound.suffix == ".flac"
    assert len(sounds.heard(made.sound)) == 10 * sounds.RATE
    assert made.bars == 4
    assert made.tempo == pytest.approx(96)


def test_what_contradicts_itself_is_refused() -> None:
    with pytest.raises(BadCall, match="same thing"):
        compose("warm", bars=4, tempo=100)
    with pytest.raises(BadCall, match="cannot have"):
        compose("warm", bars=4.3)
