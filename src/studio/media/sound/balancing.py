"""Speech, music and atmosphere in one mix: how loud each is, and how far the rest steps back for words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import TYPE_CHECKING

from studio.media.sound.silences import Span, merged
from studio.media.sound.weighing import MOMENT, SILENCE, level, loudness

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.sound.weighing import Course

ANCHOR = -24.0
"""How loud the voice is while it is put together, or else the music: low enough that nothing clips."""

LEAST = 8.0
"""By how many decibels speech must lie above all else while somebody talks."""

_AIM = 11.0
_SAFE = 9.5
_GAP = 3.0
_AIR = -16.0
_AIR_MADE = -30.0
_AIR_LOUD = -22.0
_AIR_SHARE = 0.6
_PAUSE = 1.2
_AHEAD, _DOWN, _AFTER = 0.38, 0.32, 0.18
_DEEPEST = 30.0
_STEP = 0.25
_WINDOW = 2.0
_EVEN = 0.6


@dataclass(frozen=True)
class Stems:
    """What is to be heard together, each as its course; None where it is missing.

    Attributes:
        speech: The voice.
        music: The music.
        air: Atmosphere and effects.
        words: When words are said.
    """

    speech: Course | None
    music: Course | None
    air: Course | None
    words: Sequence[Span]

    @property
    def phrases(self) -> list[Span]:
        """When somebody speaks, breaths within it included: music does not come back for them."""
        return merged(list(self.words), apart=_PAUSE)


@dataclass(frozen=True)
class Balance:
    """How the stems are put together.

    Attributes:
        speech: By how many decibels the voice is turned up.
        music: The same for the music, where nobody speaks.
        air: The same for the atmosphere.
        dip: By how many decibels the music is lower, at each moment; atmosphere goes part of the way.
        over: How far speech lies above all else while somebody talks, in decibels; None where nobody does.
        least: The same for the phrase where it is least.
        deepest: How far the music goes down at most.
    """

    speech: float
    music: float
    air: float
    dip: ndarray
    over: float | None
    least: float | None
    deepest: float

    def factors(self, stem: str, begin: int, count: int, hop: int) -> ndarray:
        """What the samples of a stem are multiplied with, from one on."""
        import numpy as np

        share = {"speech": 0.0, "music": 1.0, "air": _AIR_SHARE}[stem]
        places = (begin + np.arange(count)) / hop
        lower = np.interp(places, np.arange(len(self.dip)), self.dip) * share
        factors: ndarray = 10 ** ((getattr(self, stem) - lower) / 20)
        return factors[:, None]


def balanced(stems: Stems, moments: int, *, duck: float, release: float) -> Balance:
    """Find how loud each stem is to be, and where and how far the others make room for speech.

    Args:
        stems: What there is.
        moments: How many moments the whole has.
        duck: How far music may go down; it goes further only where speech would drown.
        release: How many seconds the music takes to come back.
    """
    import numpy as np

    talking = _mask(stems.words, moments)
    heard = stems.speech is not None and bool(np.any(talking))
    spoken = level(_at(stems.speech, talking)) if heard else SILENCE
    speech = ANCHOR - spoken if spoken > SILENCE else 0.0
    tune = loudness(stems.music) if stems.music is not None else SILENCE
    gap = max(_GAP, _AIM - duck) if heard else 0.0
    music = ANCHOR - gap - tune if tune > SILENCE else 0.0
    air = _air(stems.air, alone=not heard and tune <= SILENCE)
    dip = np.zeros(moments)
    if heard and spoken > SILENCE:
        depths = _depths(stems, talking, (speech, music, air), duck)
        dip = _curve(stems.phrases, depths, moments, release)
    balance = Balance(speech, music, air, dip, None, None, float(dip.max(initial=0.0)))
    return _measured(balance, stems, talking) if heard else balance


def _air(course: Course | None, *, alone: bool) -> float:
    """Atmospheres are made to lie at -30 LUFS, whatever effects are in them; what is louder is another's."""
    found = loudness(course) if course is not None else SILENCE
    if found <= SILENCE:
        return 0.0
    if alone:
        return ANCHOR - found
    return ANCHOR + _AIR - (found if found > _AIR_LOUD else _AIR_MADE)


def _mask(spans: Sequence[Span], moments: int) -> ndarray:
    import numpy as np

    mask = np.zeros(moments, bool)
    for span in spans:
        mask[round(span.start / MOMENT) : round(span.end / MOMENT) + 1] = True
    return mask


def _at(course: Course | None, mask: ndarray) -> Course:
    """The moments of a course that count; silence where it is missing or has ended."""
    import numpy as np

    if course is None:
        return np.zeros(int(np.count_nonzero(mask)))
    whole = np.zeros(len(mask))
    whole[: min(len(mask), len(course))] = course[: len(mask)]
    found: Course = whole[mask]
    return found


def _depths(stems: Stems, talking: ndarray, gains: tuple[float, float, float], duck: float) -> list[float]:
    """How far the music goes down for each phrase: as far as it needs, and alike where it can be."""
    import numpy as np

    wanted = []
    for phrase in stems.phrases:
        said = talking & _mask([phrase], len(talking))
        voice, tune, air = (
            _at(course, said) * 10 ** (gain / 10)
            for course, gain in zip((stems.speech, stems.music, stems.air), gains, strict=True)
        )
        pieces = max(1, round(len(voice) * MOMENT / _WINDOW))
        parts = zip(*(np.array_split(course, pieces) for course in (voice, tune, air)), strict=True)
        enough = _enough(voice, tune, air, _AIM)
        safe = max(_enough(one, two, three, _SAFE) for one, two, three in parts)
        wanted.append(max(min(enough, duck), safe))
    usual = float(np.median(wanted)) if wanted else 0.0
    return [max(depth, min(_EVEN * usual, duck)) for depth in wanted]


def _enough(voice: Course, tune: Course, air: Course, above: float) -> float:
    """How far the music must go down so that a voice lies so far above it and the atmosphere."""
    import numpy as np

    depths = np.arange(0, _DEEPEST + _STEP, _STEP)
    rest = np.mean(tune) * 10 ** (-depths / 10) + np.mean(air) * 10 ** (-_AIR_SHARE * depths / 10)
    over = 10 * np.log10((np.mean(voice) + 1e-20) / (rest + 1e-20))
    return float(depths[np.argmax(over >= above)]) if np.any(over >= above) else _DEEPEST


def _curve(phrases: Sequence[Span], depths: Sequence[float], moments: int, release: float) -> ndarray:
    """Down shortly before somebody speaks, and up again in the time of the music."""
    import numpy as np

    at = np.arange(moments) * MOMENT
    dip = np.zeros(moments)
    for phrase, depth in zip(phrases, depths, strict=True):
        down = np.clip((at - phrase.start + _AHEAD) / _DOWN, 0, 1)
        up = np.clip((phrase.end + _AFTER + release - at) / release, 0, 1)
        shape = np.minimum(down, up)
        dip = np.maximum(dip, depth * (0.5 - 0.5 * np.cos(pi * shape)))
    if phrases and phrases[0].start < _AHEAD:
        # At the very beginning there is nothing to come down from.
        first = round(phrases[0].start / MOMENT)
        dip[:first] = np.maximum(dip[:first], dip[first])
    return dip


def _measured(balance: Balance, stems: Stems, talking: ndarray) -> Balance:
    """The balance, with how far speech lies above the rest."""
    from dataclasses import replace

    import numpy as np

    lower = {"speech": 0.0, "music": 1.0, "air": _AIR_SHARE}
    powers = {
        stem: _at(course, np.ones(len(talking), bool))
        * 10 ** ((getattr(balance, stem) - lower[stem] * balance.dip) / 10)
        for stem, course in (("speech", stems.speech), ("music", stems.music), ("air", stems.air))
    }
    rest = powers["music"] + powers["air"]
    if not np.any(rest[talking]):
        return balance

    def over(mask: ndarray) -> float:
        return level(powers["speech"][mask]) - level(rest[mask])

    phrases = [talking & _mask([phrase], len(talking)) for phrase in stems.phrases]
    return replace(balance, over=over(talking), least=min(over(mask) for mask in phrases))
