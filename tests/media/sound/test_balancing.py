"""Music makes room for words in time and far enough, comes back slowly, and is left alone otherwise."""

from collections.abc import Sequence

import numpy as np
import pytest

from studio.media.sound.balancing import ANCHOR, Balance, Stems, balanced
from studio.media.sound.silences import Span
from studio.media.sound.weighing import HOP, MOMENT

SECONDS = 20
MOMENTS = round(SECONDS / MOMENT)
WORDS = (Span(4.0, 4.4), Span(4.5, 5.8), Span(6.2, 7.0), Span(12.0, 14.0))


def steady(level: float) -> np.ndarray:
    return np.full(MOMENTS, 10 ** ((level + 0.691) / 10))


def talk(level: float, words: Sequence[Span] = WORDS) -> np.ndarray:
    course = np.zeros(MOMENTS)
    for word in words:
        course[round(word.start / MOMENT) : round(word.end / MOMENT) + 1] = 10 ** ((level + 0.691) / 10)
    return course


def mixed(
    *, music: float | None = -16, air: float | None = -30, duck: float = 12, words: Sequence[Span] = WORDS
) -> Balance:
    stems = Stems(
        talk(-19, words) if words else None,
        None if music is None else steady(music),
        None if air is None else steady(air),
        words,
    )
    return balanced(stems, MOMENTS, duck=duck, release=1.0)


def dip(balance: Balance, second: float) -> float:
    return float(balance.dip[round(second / MOMENT)])


@pytest.mark.parametrize("music", [-6, -16, -30])
def test_speech_lies_well_above_music_however_loud_that_came(music: float) -> None:
    balance = mixed(music=music)
    assert balance.least is not None
    assert 10 < balance.least <= (balance.over or 0) + 0.1 < 13
    assert balance.speech == pytest.approx(ANCHOR + 19, abs=0.1)


def test_music_goes_down_before_words_and_comes_back_after_them() -> None:
    balance = mixed()
    deep = balance.deepest
    assert deep > 6
    assert dip(balance, 3.5) == 0
    assert dip(balance, 3.98) > 0.95 * deep
    assert dip(balance, 6.1) > 0.95 * deep, "no breath brings it back"
    assert 0.1 * deep < dip(balance, 7.6) < 0.9 * deep, "it comes back slowly"
    assert dip(balance, 9) == 0
    assert np.abs(np.diff(balance.dip)).max() / MOMENT < 80, "never a jump"


def test_where_music_may_not_go_down_it_is_softer_all_the_time() -> None:
    flat, free = mixed(duck=0), mixed()
    assert flat.music < free.music - 6
    assert (flat.least or 0) > 8


def test_a_louder_phrase_of_music_goes_down_further() -> None:
    music = steady(-18)
    music[round(11 / MOMENT) :] *= 10**0.6
    balance = balanced(Stems(talk(-19), music, None, WORDS), MOMENTS, duck=12, release=1.0)
    assert dip(balance, 13) > dip(balance, 5) + 2
    assert (balance.least or 0) > 9


def test_speech_from_the_first_moment_on_finds_music_low() -> None:
    balance = mixed(words=[Span(0.1, 2)])
    assert dip(balance, 0) > 0.95 * balance.deepest


def test_without_speech_nothing_goes_down() -> None:
    balance = mixed(words=())
    assert (balance.over, balance.least, balance.deepest) == (None, None, 0)
    assert balance.music == pytest.approx(ANCHOR + 16, abs=0.1)
    assert -30 + balance.air == pytest.approx(ANCHOR - 16, abs=0.1)


def test_speech_alone_and_atmosphere_alone() -> None:
    assert mixed(music=None, air=None).over is None
    assert mixed(music=None, air=-30, words=()).air == pytest.approx(ANCHOR + 30, abs=0.1)
    assert mixed(music=None, air=-12).air == pytest.approx(ANCHOR - 16 + 12, abs=0.1)


def test_a_voice_that_is_silent_ducks_nothing() -> None:
    balance = balanced(Stems(np.zeros(MOMENTS), steady(-16), None, ()), MOMENTS, duck=12, release=1.0)
    assert balance.deepest == 0
    balance = balanced(Stems(np.zeros(MOMENTS), steady(-16), None, WORDS), MOMENTS, duck=12, release=1.0)
    assert balance.deepest == 0


def test_factors_follow_the_curve() -> None:
    balance = mixed()
    at = round(5 / MOMENT) * HOP
    speech, music, air = (
        20 * np.log10(balance.factors(stem, at, 4, HOP)[0, 0]) for stem in ("speech", "music", "air")
    )
    assert speech == pytest.approx(balance.speech)
    assert music == pytest.approx(balance.music - balance.deepest, abs=0.05)
    assert balance.air - balance.deepest < air < balance.air - 1
