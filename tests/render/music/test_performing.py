"""People swing and are a little off, but never where a film is cut."""

from random import Random

import pytest

from studio.render.music import MOODS, Score, arc
from studio.render.music.choosing import chosen
from studio.render.music.composing import written
from studio.render.music.grooves import GROOVES, WEIGHTS
from studio.render.music.notes import BAR, BEAT, STEP, Note
from studio.render.music.performing import performed, swung
from studio.render.music.repertoire import REPERTOIRE
from studio.render.music.synthesis.band import BAND

SECOND = 960


@pytest.mark.parametrize("name", sorted(GROOVES))
def test_a_groove_is_written_in_whole_bars_for_instruments_that_exist(name: str) -> None:
    groove = GROOVES[name]
    for pattern in groove.levels:
        assert pattern
        for instrument, signs in pattern.items():
            assert instrument in BAND
            assert len(signs) == 16
            assert set(signs) <= {*WEIGHTS, "-"}
    assert all(len(signs) == 8 for fill in groove.fills for signs in [fill.split("|")[0].split()[-1]])


def test_every_groove_belongs_to_a_mood_and_every_name_is_known() -> None:
    named = {groove for mood in REPERTOIRE.values() for groove in mood.grooves}
    assert named == set(GROOVES)
    players = {name for mood in REPERTOIRE.values() for names in mood.band.values() for name in names}
    assert players <= set(BAND)


@pytest.mark.parametrize("name", ["shuffle", "brushed", "four_floor"])
def test_swing_moves_offbeats_and_keeps_the_order(name: str) -> None:
    groove = GROOVES[name]
    ticks = [swung(tick, groove) for tick in range(0, 2 * BAR, 10)]
    assert ticks == sorted(ticks)
    assert all(swung(beat * BEAT, groove) == beat * BEAT for beat in range(8))
    late = swung(BEAT // 2 if groove.unit == 8 else BEAT // 4, groove)
    assert late == round((BEAT if groove.unit == 8 else BEAT // 2) * groove.swing)


def test_bass_and_drums_are_exact_on_a_bar_and_nobody_is_early() -> None:
    plain = [
        Note(bar * BAR, 100, 40, 0.8, part, "kick") for bar in range(50) for part in ("bass", "drums", "lead")
    ]
    played = performed(plain, GROOVES["shuffle"], Random(1), SECOND, 60 * BAR)
    for note in played:
        assert note.start % BAR < 0.02 * SECOND
        assert note.start % BAR == 0 or note.part == "lead"
    assert any(note.start % BAR for note in played)


@pytest.mark.parametrize("mood", MOODS)
def test_nobody_is_off_by_more_than_can_be_forgiven(mood: str) -> None:
    piece = written(Score(40, arc(16), mood, 5))
    groove = GROOVES[chosen(Score(40, arc(16), mood, 5)).groove]
    grid = [swung(tick, groove) for tick in range(0, piece.ticks + 1, STEP)]
    second = piece.ticks / 40
    # Chords may be rolled on purpose.
    heard = [note.start for note in piece.notes if note.part != "chords"]
    off = [min(abs(tick - place) for place in grid) / second for tick in heard]
    assert max(off) < 0.03
    assert 0.001 < sum(off) / len(off) < 0.008
