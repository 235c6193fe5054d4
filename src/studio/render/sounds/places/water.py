"""By the sea, and in the rain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.sounds.chance import Drift
from studio.render.sounds.layers import showered, strewn, together
from studio.render.sounds.noise import bed, hump, sloped
from studio.render.sounds.samples import gain, panned
from studio.render.sounds.touches import bubble, tick

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples


class _Waves:
    """Waves that come in, one after the other: each swells, breaks, runs up the beach, and draws back."""

    def __init__(self, rng: Generator, period: float, strength: float) -> None:
        import numpy as np

        self._period, self._strength = period, strength
        self._late = Drift(rng, 1.0, -0.28 * period, 0.28 * period)
        self._tall = Drift(rng, 1.0, 0.35, 1.0)
        self._where = Drift(rng, 1.0, -0.8, 0.8)
        self._begin = float(rng.uniform(0, period))
        self._bodies = np.stack(
            [sloped(-4, 45, 420), sloped(-2.2, 130, 4200), hump(2600, 1.0), hump(5600, 0.55)]
        )

    def foam(self, times: Samples) -> Samples:
        """How much foam runs over the sand."""
        heard: Samples = self._parts(times)[2].sum(axis=-1)
        return heard

    def spectra(self, times: Samples) -> Samples:
        """What is to be heard of them, in power, for each frame and side."""
        import numpy as np

        power: Samples = np.einsum("ktc,kf->tcf", self._parts(times) ** 2, self._bodies**2)
        return power

    def _parts(self, times: Samples) -> Samples:
        """How strong swell, break, wash and backwash are on either side."""
        import numpy as np

        nearest = np.round((times - self._begin) / self._period)
        total = np.zeros((4, len(times), 2))
        for step in (-2, -1, 0, 1):
            number = nearest + step
            age = times - self._begin - number * self._period - self._late(number)
            tall = self._strength * self._tall(number)
            side = np.clip(self._where(number) * (1 + 0.18 * age), -1, 1)
            sides = np.stack([np.sqrt((1 - 0.75 * side) / 2), np.sqrt((1 + 0.75 * side) / 2)], axis=-1)
            after = np.maximum(age, 0)
            parts = np.stack(
                [
                    0.75 * tall / (1 + np.exp(-(age + 1.3) / 0.5)) * np.exp(-after / 1.3),
                    0.95 * tall**1.4 * np.exp(np.minimum(age - 0.3, 0) / 0.55) * np.exp(-after / 1.2),
                    0.42
                    * tall
                    * np.exp(np.minimum(age - 1.2, 0) / 0.5)
                    * np.exp(-np.maximum(age - 1.2, 0) / 1.9),
                    0.13 * tall * _risen(age, 2.2, 2.4) * np.exp(-np.maximum(age - 4.2, 0) / 1.6),
                ]
            )
            total += parts[..., None] * sides
        return total


def _risen(age: Samples, start: float, lasts: float) -> Samples:
    import numpy as np

    share = np.clip((age - start) / lasts, 0, 1)
    return share * share * (3 - 2 * share)


def sea(rng: Generator) -> Iterator[Samples]:
    """Waves on a beach, near and far, with foam that fizzes on the sand."""
    import numpy as np

    trains = [_Waves(rng, 9.7, 1.0), _Waves(rng, 6.1, 0.42), _Waves(rng, 13.3, 0.6)]
    far, roar = sloped(-4.5, 60, 1500), Drift(rng, 5.0, 0.07, 0.15)

    def water(times: Samples) -> Samples:
        power = sum(train.spectra(times) for train in trains)
        power = power + (roar(times)[:, None] * far)[:, None, :] ** 2
        return np.sqrt(power)

    fizz = [
        panned(bubble(rng, float(rng.uniform(1800, 5200)), 0.012), float(rng.uniform(-0.9, 0.9)))
        for _ in range(14)
    ]
    foam = showered(rng, fizz, lambda times: 20 + 900 * trains[0].foam(times) ** 1.5)
    return together((1.0, bed(rng, water)), (gain(-31), foam))


def rain(rng: Generator) -> Iterator[Samples]:
    """Steady rain on leaves and stone, and a gutter that drips."""
    import numpy as np

    strength = Drift(rng, 7.0, 0.62, 1.0)
    hiss, body = hump(5200, 0.95), sloped(-3, 180, 2600)

    def veil(times: Samples) -> Samples:
        much = strength(times)[:, None]
        shaped: Samples = np.sqrt((0.5 * much**1.3 * hiss) ** 2 + (0.3 * much * body) ** 2)
        return shaped

    def side() -> float:
        return float(rng.uniform(-1, 1))

    ticks = [
        panned(tick(rng, float(rng.uniform(2200, 7000)), float(rng.uniform(0.003, 0.007))), side())
        for _ in range(14)
    ]
    plops = [
        panned(bubble(rng, float(rng.uniform(700, 2200)), float(rng.uniform(0.02, 0.05))), side())
        for _ in range(12)
    ]
    near = showered(rng, ticks, lambda times: 260 * strength(times) ** 2, spread=0.8)
    puddle = showered(rng, plops, lambda times: 26 * strength(times) ** 2, spread=0.7)
    where = float(rng.choice([-0.6, 0.6]))

    def drip(rng: Generator) -> Samples:
        return panned(
            bubble(rng, float(rng.choice([980, 1180, 1340])) * float(rng.uniform(0.97, 1.03)), 0.07), where
        )

    gutter = strewn(rng, 1.7, drip, even=0.65)
    return together((gain(-3), bed(rng, veil)), (gain(-10), near), (gain(-9), puddle), (gain(-10), gutter))
