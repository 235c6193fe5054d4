"""Under the open sky: wind, birds in the morning, the night."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.sounds import birds as song
from studio.render.sounds.chance import Drift
from studio.render.sounds.layers import echoed, led, showered, strewn, together
from studio.render.sounds.noise import bed, frequencies, hump, sloped, unit
from studio.render.sounds.samples import added, gain, panned
from studio.render.sounds.spaces import dulled, outdoors
from studio.render.sounds.touches import tick

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.birds import Song
    from studio.render.sounds.samples import Samples


def air(rng: Generator, low: float = 0.6) -> Iterator[Samples]:
    """Air that hardly moves."""
    much, spectrum = Drift(rng, 4.0, low, 1.0), sloped(-5.2, 70, 3000)
    return bed(rng, lambda times: much(times)[:, None] * spectrum)


def wind(rng: Generator) -> Iterator[Samples]:
    """Wind that comes in gusts, sings a little round a corner, and stirs the leaves."""
    import numpy as np

    gust, shiver = Drift(rng, 3.4), Drift(rng, 0.7, 0.85, 1.15)
    pitch, lean = Drift(rng, 2.6, -0.5, 0.5), Drift(rng, 4.4, -0.7, 0.7)
    at, body = frequencies(), sloped(-5.0, 45, 900)

    def strength(times: Samples) -> Samples:
        return (0.22 + 0.78 * gust(times) ** 1.5) * shiver(times)

    def blowing(times: Samples) -> Samples:
        much = strength(times)[:, None]
        top = 350 + 1500 * much
        bright = unit(1 / (1 + (170 / at) ** 4) / (1 + (at / top) ** 2.2))
        sung = 430 * 2 ** (pitch(times) + 0.5 * much[:, 0])
        howl = hump(sung, 0.07) + 0.5 * hump(1.52 * sung, 0.07) + 0.22 * hump(2.31 * sung, 0.07)
        power = (much * body) ** 2 + (0.5 * much**1.4 * bright) ** 2 + (0.16 * much**1.5 * howl) ** 2
        side = lean(times)[:, None, None] * np.array([-0.5, 0.5])[None, :, None]
        shaped: Samples = np.sqrt(power)[:, None, :] * np.sqrt(1 + side)
        return shaped

    leaves = [
        panned(tick(rng, float(rng.uniform(2600, 7500)), 0.006), float(rng.uniform(-1, 1))) for _ in range(16)
    ]

    def stirred(times: Samples) -> Samples:
        # Leaves follow a gust, a moment later.
        return 15 + 1500 * strength(times - 0.35) ** 2.4

    return together((1.0, bed(rng, blowing)), (gain(-27), showered(rng, leaves, stirred, spread=0.6)))


def birds(rng: Generator) -> Iterator[Samples]:
    """A garden early in the day: each bird has its tree, its song, and its time."""
    singers: list[tuple[Song, float, float, float]] = [
        (song.blackbird, 6.5, -11, 0.2),
        (song.great_tit, 8.0, -15, 0.5),
        (song.robin, 7.5, -17, 0.6),
        (song.chaffinch, 10.0, -17, 0.6),
        (song.sparrow, 5.5, -19, 0.4),
        (song.blackbird, 9.0, -24, 1.0),
        (song.pigeon, 15.0, -21, 0.8),
    ]
    layers = []
    import numpy as np

    for (one, every, loud, far), side in zip(
        singers, rng.permutation(np.linspace(-0.85, 0.85, len(singers))), strict=True
    ):
        layers.append((gain(loud), _perched(rng.spawn(1)[0], one, every, far, float(side))))
    return together(
        (gain(-33), air(rng)), (1.0, _leaves(rng)), (1.0, echoed(together(*layers), outdoors(rng, wet=-9)))
    )


def _perched(rng: Generator, one: Song, every: float, far: float, side: float) -> Iterator[Samples]:
    def sings(rng: Generator) -> Samples:
        heard = dulled(one(rng), 9000 / (1 + far)) * float(rng.uniform(0.6, 1))
        return panned(heard, side)

    return strewn(rng, every, sings, even=0.5, lead=3)


def _leaves(rng: Generator) -> Iterator[Samples]:
    much, spectrum = Drift(rng, 3.1), unit(sloped(0, 1800, 7500))
    return bed(rng, lambda times: gain(-44) * (0.3 + much(times)[:, None]) * spectrum)


def night(rng: Generator) -> Iterator[Samples]:
    """A warm night: crickets near and far, hardly any air, and once in a while an owl."""
    import numpy as np

    sides = rng.permutation(np.linspace(-0.95, 0.95, 5))
    layers = [_chirping(own, float(side)) for own, side in zip(rng.spawn(5), sides, strict=True)]
    far = led(_meadow(rng), Drift(rng, 6.0, 0.5, 1.0))

    def hoot(rng: Generator) -> Samples:
        return panned(dulled(song.owl(rng), 1800), float(rng.uniform(-0.7, 0.7)))

    owl = echoed(strewn(rng, 24.0, hoot, even=0.6), outdoors(rng, far=120, wet=-4, dry=0.7))
    crickets = together(*((1.0, layer) for layer in layers))
    return together((gain(-36), air(rng)), (gain(-24), crickets), (gain(-32), far), (gain(-29), owl))


def _chirping(rng: Generator, side: float) -> Iterator[Samples]:
    """One cricket: some chirps, all alike, then a rest."""
    pitch, beat = float(rng.uniform(3900, 4900)), float(rng.uniform(0.38, 0.62))
    pulses, near = int(rng.integers(3, 5)), float(rng.uniform(0.25, 1))

    def bout(rng: Generator) -> Samples:
        number = int(rng.integers(4, 14))
        chirps = [
            (
                k * beat * float(rng.uniform(0.985, 1.015)),
                song.cricket(rng, pitch, pulses) * float(rng.uniform(0.8, 1)),
            )
            for k in range(number)
        ]
        return panned(added(chirps), side) * near

    return strewn(rng, beat * 11 + 1.5, bout, even=0.75, lead=5)


def _meadow(rng: Generator) -> Iterator[Samples]:
    """All the crickets too far away to be told apart."""
    grains = [
        panned(
            song.cricket(rng, float(rng.uniform(4000, 5600)), int(rng.integers(2, 5))),
            float(rng.uniform(-1, 1)),
        )
        for _ in range(18)
    ]
    return showered(rng, grains, lambda times: 0 * times + 34.0, spread=0.5)
