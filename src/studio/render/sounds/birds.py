"""Birds by the shapes of their songs: each a few whistled strokes, said again a little differently."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from studio.render.sounds.bodies import swelled, swept
from studio.render.sounds.samples import RATE, added, count

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

    Song = Callable[[Generator], Samples]

_PURE = (1, 0.06)
_REEDY = (1, 0.3, 0.12)


def stroke(
    first: float,
    last: float,
    seconds: float,
    *,
    bend: float = 0.0,
    trill: float = 0.0,
    tone: tuple[float, ...] = _PURE,
) -> Samples:
    """One whistled stroke.

    Args:
        first: The pitch it begins with, in hertz.
        last: The pitch it ends with.
        seconds: How long it lasts.
        bend: How far it bows up in between, in octaves.
        trill: By how much of its pitch it trembles.
        tone: The strengths of its harmonics.
    """
    import numpy as np

    share = np.linspace(0, 1, count(seconds))
    pitches = first * (last / first) ** share * 2 ** (bend * np.sin(np.pi * share))
    pitches = pitches * (1 + trill * np.sin(2 * np.pi * 31 * share * seconds))
    breath = np.sin(np.pi * share**0.8) ** 0.7
    return (
        swept(pitches, tone) * breath * swelled(len(share), min(0.012, seconds / 3), min(0.03, seconds / 2))
    )


def blackbird(rng: Generator) -> Samples:
    """Slow flutes, and a squeeze of high notes at the end."""
    when, found = 0.0, []
    low = float(rng.uniform(1650, 2000))
    for _ in range(int(rng.integers(3, 6))):
        first, last = low * 2 ** (rng.integers(0, 8, 2) / 12)
        lasts = float(rng.uniform(0.14, 0.34))
        bend = float(rng.uniform(-0.12, 0.16))
        found.append((when, stroke(first, last, lasts, bend=bend, tone=(1, 0.1, 0.03))))
        when += lasts * float(rng.uniform(0.9, 1.3))
    for _ in range(int(rng.integers(3, 7))):
        first = float(rng.uniform(4200, 6500))
        found.append((when, 0.28 * stroke(first, first * 0.8, 0.045, trill=0.06)))
        when += 0.065
    return added(found)


def great_tit(rng: Generator) -> Samples:
    """Teacher, teacher, teacher."""
    high, low = float(rng.uniform(5000, 5600)), float(rng.uniform(3500, 3900))
    beat = float(rng.uniform(0.28, 0.36))
    found = []
    for number in range(int(rng.integers(3, 7))):
        found.append((number * beat, stroke(high, high * 0.97, 0.09)))
        found.append((number * beat + beat * 0.4, 0.85 * stroke(low, low * 1.01, 0.13)))
    return added(found)


def robin(rng: Generator) -> Samples:
    """Silver drops that run down and hesitate."""
    when, found = 0.0, []
    pitch = float(rng.uniform(5200, 6400))
    for _ in range(int(rng.integers(8, 16))):
        lasts = float(rng.choice([0.05, 0.07, 0.11, 0.19]))
        bend = float(rng.uniform(-0.2, 0.25))
        found.append(
            (
                when,
                float(rng.uniform(0.4, 1)) * stroke(pitch, pitch * rng.uniform(0.8, 1.15), lasts, bend=bend),
            )
        )
        when += lasts + float(rng.choice([0.02, 0.03, 0.12]))
        pitch = min(7200.0, max(2600.0, pitch * float(rng.uniform(0.78, 1.12))))
    return added(found)


def chaffinch(rng: Generator) -> Samples:
    """Faster and lower, faster and lower, and a flourish."""
    when, gap, pitch, found = 0.0, 0.16, float(rng.uniform(5000, 5600)), []
    for number in range(int(rng.integers(9, 13))):
        found.append((when, (0.5 + 0.05 * number) * stroke(pitch, pitch * 0.72, 0.07, bend=0.08)))
        when, gap, pitch = when + gap, gap * 0.93, pitch * 0.955
    found.append((when, stroke(3000, 4600, 0.09)))
    found.append((when + 0.1, stroke(4800, 2500, 0.16, bend=0.12)))
    return added(found)


def sparrow(rng: Generator) -> Samples:
    """Chirps, one after the other."""
    import numpy as np

    pitch = float(rng.uniform(3200, 4200))
    number = int(rng.integers(2, 6))
    starts = np.cumsum(rng.uniform(0.25, 0.5, number))
    chirps = [stroke(pitch, pitch * 0.85, 0.08, bend=0.3, tone=_REEDY) for _ in starts]
    return added([(float(start), chirp) for start, chirp in zip(starts - starts[0], chirps, strict=True)])


def pigeon(rng: Generator) -> Samples:
    """Coo-COO-coo, coo-coo, from the roof."""
    pitch = float(rng.uniform(430, 500))
    rhythm = ((0.0, 0.22, 1.0), (0.32, 0.52, 1.12), (0.95, 0.34, 1.02), (1.42, 0.2, 0.96), (1.72, 0.26, 0.98))
    coos = [
        (
            start,
            0.9
            * stroke(pitch * high, pitch * high * 0.96, lasts, bend=0.06, trill=0.012, tone=(1, 0.16, 0.05)),
        )
        for start, lasts, high in rhythm
    ]
    again = 2.5
    return added([*coos, *((start + again, coo) for start, coo in coos)])


def owl(rng: Generator) -> Samples:
    """Far away: hoo, and after a while hu, huhuhooo."""
    pitch = float(rng.uniform(640, 760))
    first = stroke(pitch * 0.94, pitch, 0.7, bend=0.05, tone=(1, 0.1))
    start = 2.3
    last = [(start, 0.5 * stroke(pitch * 0.9, pitch * 0.92, 0.12)), (start + 0.35, _quaver(pitch))]
    return added([(0.0, first), *last])


def _quaver(pitch: float) -> Samples:
    import numpy as np

    call = stroke(pitch * 0.95, pitch, 1.2, bend=0.04, tone=(1, 0.1))
    at = np.arange(len(call)) / RATE
    return call * (0.6 + 0.4 * np.sin(2 * np.pi * 9 * at) * np.exp(-at * 2.2))


def cricket(rng: Generator, pitch: float, pulses: int) -> Samples:
    """One chirp: a few pulses of a very pure tone."""
    import numpy as np

    gap = 0.031
    at = np.arange(count(gap * pulses + 0.02)) / RATE
    share = np.clip((at % gap) / (gap * 0.72), 0, 1)
    pulse = np.where(at < gap * pulses, np.sin(np.pi * share) ** 2, 0) * np.minimum(
        1, 0.4 + at / gap / pulses
    )
    tone = np.sin(2 * np.pi * pitch * at + float(rng.uniform(0, 6)))
    return pulse * tone


def gull(rng: Generator) -> Samples:
    """One cry of a herring gull: up, over, and long down."""
    import numpy as np

    lasts = float(rng.uniform(0.35, 0.7))
    share = np.linspace(0, 1, count(lasts))
    top = float(rng.uniform(1250, 1500))
    pitches = top * np.interp(share, [0, 0.14, 0.35, 1], [0.62, 1.0, 0.93, 0.66])
    pitches = pitches * (1 + 0.012 * np.sin(2 * np.pi * 24 * share * lasts))
    rough = 1 + 0.25 * np.sin(2 * np.pi * 62 * share * lasts) * (share > 0.3)
    cry = swept(pitches, (0.7, 1, 0.75, 0.5, 0.26, 0.12)) * rough
    return cry * swelled(len(share), 0.03, lasts * 0.45) * (1 - 0.45 * share)


def laughing(rng: Generator) -> Samples:
    """A gull's long call: cries that come faster and faster, and sink."""
    when, found = 0.0, []
    for number in range(int(rng.integers(4, 7))):
        cry = gull(rng)
        found.append((when, cry * (1 - 0.1 * number)))
        when += max(0.22, 0.62 - 0.09 * number)
    return added(found)
