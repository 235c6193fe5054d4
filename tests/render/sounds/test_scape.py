"""Places follow one another to the sample, cross over at the cuts, and effects come at their moments."""

import numpy as np
import pytest
from tests import sounds
from tests.render.sounds.listening import RATE, course

from studio.render.sounds import atmosphere, effect
from studio.render.sounds.scape import Hit, Stretch, scape

CUT = 3 * RATE
END = 5 * RATE + 17


def heard(*stretches: Stretch, hits: tuple[Hit, ...] = (), samples: int = END) -> np.ndarray:
    return np.concatenate(list(scape(stretches, hits, samples)))


def test_one_place_is_heard_as_it_is() -> None:
    made = heard(Stretch("wind", 0, END, 4))
    alone = np.concatenate(list(atmosphere("wind", END / RATE, 4)))
    assert len(made) == END
    assert np.allclose(made[:-2400], alone[:-2400])


def test_places_cross_over_at_the_cut() -> None:
    both = heard(Stretch("wind", 0, CUT, 1), Stretch("rain", CUT, END, 2))
    first = heard(Stretch("wind", 0, CUT, 1), Stretch("none", CUT, END, 2))
    second = heard(Stretch("none", 0, CUT, 1), Stretch("rain", CUT, END, 2))
    assert np.allclose(both, first + second, atol=1e-6)
    assert first[: CUT - RATE // 4].any()
    assert not first[CUT + RATE // 4 + 1 :].any()
    assert not second[: CUT - RATE // 4 - 1].any()
    levels = course(both[CUT - RATE : CUT + RATE], 0.1)
    assert np.ptp(levels) < 12, "no hole at the cut"


def test_it_ends_in_silence_within_a_twentieth_of_a_second() -> None:
    made = heard(Stretch("rain", 0, END, 1))
    assert np.abs(made[-1]).max() < 1e-6
    assert sounds.decibels(made[-4800:-2400]) > sounds.decibels(made[RATE:-RATE]) - 4


def test_effects_come_at_their_sample_and_as_loud_as_asked() -> None:
    made = heard(hits=(Hit("pop", 40_001, -6, 3), Hit("click", END + 5, 0, 1)))
    alone = effect("pop", 3)
    assert not made[:40_001].any()
    assert np.allclose(made[40_001 : 40_001 + len(alone)], alone * 10 ** (-6 / 20), atol=1e-6)


def test_an_effect_over_the_end_is_faded() -> None:
    made = heard(hits=(Hit("bell", END - RATE, 0, 1),))
    assert len(made) == END
    assert np.abs(made[-1]).max() < 1e-6


@pytest.mark.parametrize("lasts", [1, 100, 5000])
def test_very_short_shots_are_heard(lasts: int) -> None:
    made = heard(
        Stretch("wind", 0, CUT, 1), Stretch("rain", CUT, CUT + lasts, 2), Stretch("sea", CUT + lasts, END, 3)
    )
    assert len(made) == END
    assert np.isfinite(made).all()


def test_each_effect_is_made_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    def counted(name: str, seed: int) -> np.ndarray:
        made.append(seed)
        return np.full((100, 2), 0.1, np.float32)

    monkeypatch.setattr("studio.render.sounds.scape.effect", counted)
    heard(hits=tuple(Hit("pop", number * 4000, 0, number) for number in range(40)))
    assert made == list(range(40))
