"""What is heard: bars where they must be, as loud as told, parts that add up, everything balanced."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import sounds
from tests.render.music.pieces import of_notes

from studio.media.sound.listening import listen
from studio.media.sound.tape import Tape
from studio.render.music import MOODS, RATE, Score, Section, arc
from studio.render.music.composing import written
from studio.render.music.notes import BAR, Note, Piece
from studio.render.music.synthesis.mixing import mixed, parted

FILM = (Section(2, 0.4, "intro"), Section(3, 0.9, "lift"), Section(1, 0.7, "button"))
SHORT = (Section(2, 0.9, "lift"), Section(1, 0.7, "button"))


def parts(piece: Piece) -> dict[str, Any]:
    """All parts of a piece, and the mix."""
    blocks = list(parted(piece))
    return {name: np.concatenate([block[name] for block in blocks]).astype(np.float64) for name in blocks[0]}


def heard(piece: Piece) -> Any:
    """The whole of a piece."""
    return np.concatenate(list(mixed(piece)))


@pytest.mark.parametrize(("mood", "seconds"), [("driving", 12.0), ("bright", 11.7)])
def test_bars_land_where_cuts_will_be(mood: str, seconds: float) -> None:
    piece = written(Score(seconds, FILM, mood, 3))
    drums = parts(piece)["drums"].mean(axis=1)
    grain = 12
    rises = 0
    for bar in range(2, 6):
        due = bar * seconds / 6 * RATE
        struck = [note for note in piece.notes if note.part == "drums" and note.start == bar * BAR]
        if not any("kick" in note.instrument for note in struck):
            continue
        begin = round(due) - 20 * 48
        around = np.abs(drums[begin : begin + 40 * 48]).reshape(-1, grain).max(axis=1)
        loud = int(np.argmax(around > 0.5 * around.max()))
        before = around[: 20 * 48 // grain - 8].max()
        assert abs(begin + loud * grain - due) < 0.002 * RATE
        assert around.max() > 3 * before
        rises += 1
    assert rises >= 3


@pytest.mark.parametrize("mood", MOODS)
def test_it_is_as_loud_as_told_and_its_peaks_are_held(mood: str, tmp_path: Path) -> None:
    path = tmp_path / "piece.wav"
    with Tape(path, RATE) as tape:
        for block in mixed(written(Score(8, FILM, mood, 4))):
            tape.add(block)
    level = listen(path)
    assert level.loudness == pytest.approx(-16, abs=1.5)
    assert level.true_peak is not None
    assert level.true_peak <= -1


def test_parts_add_up_and_are_what_they_say() -> None:
    piece = written(Score(5, SHORT, "grand", 2))
    apart = parts(piece)
    total = apart.pop("mix")
    assert set(apart) == {note.part for note in piece.notes}
    assert np.abs(sum(apart.values()) - total).max() < 1e-5
    assert np.abs(heard(piece) - total).max() < 2e-3
    centre = {name: _centre(wave) for name, wave in apart.items()}
    assert centre["bass"] < 250 < centre["lead"] < 3500


def _centre(wave: Any) -> float:
    """Where the energy of a sound lies."""
    powers = np.abs(np.fft.rfft(wave.mean(axis=1))) ** 2
    return float((powers * np.fft.rfftfreq(len(wave), 1 / RATE)).sum() / powers.sum())


def test_the_melody_is_heard_above_what_accompanies_it() -> None:
    apart = parts(written(Score(6, (Section(3, 0.9, "lift"),), "warm", 3)))
    levels = {name: sounds.decibels(wave[RATE : 4 * RATE]) for name, wave in apart.items()}
    for under in ("pad", "chords", "motion"):
        if under in levels:
            assert levels["lead"] > levels[under]


def test_it_is_wide_but_survives_a_single_loudspeaker() -> None:
    for mood in ("calm", "driving"):
        piece = heard(written(Score(6, SHORT, mood, 1))).astype(np.float64)
        left, right = piece.T
        together = float(np.corrcoef(left, right)[0, 1])
        assert 0.2 < together < 0.98
        assert sounds.decibels((left + right) / 2) > sounds.decibels(piece) - 3


def test_no_block_begins_with_a_click() -> None:
    notes = [Note(0, 4 * BAR, 55, 0.6, "pad", "strings"), Note(0, 4 * BAR, 62, 0.6, "pad", "strings")]
    wave = heard(of_notes(notes, seconds=9)).astype(np.float64)
    bends = np.abs(np.diff(wave, n=2, axis=0)).max(axis=1)
    for begin in range(1 << 17, len(wave) - RATE, 1 << 17):
        assert bends[begin - 3 : begin + 3].max() <= bends[begin - RATE // 2 : begin + RATE // 2].max()
    usual = np.percentile(bends[RATE : 8 * RATE], 99.9)
    assert bends[RATE : 8 * RATE].max() < 3 * usual


@pytest.mark.soak
def test_an_hour_needs_no_more_memory_than_a_minute() -> None:
    import resource

    def most(seconds: float) -> int:
        samples = sum(len(block) for block in mixed(written(Score(seconds, arc(0.4 * seconds), "warm", 1))))
        assert samples == round(seconds * RATE)
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    minutes = most(300)
    assert most(3600) < minutes + 150_000
