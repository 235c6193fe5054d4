"""Among people out of doors: a street with cars, a market, a crowd that waits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.sounds import touches
from studio.render.sounds.bodies import swelled, swept
from studio.render.sounds.chance import Drift
from studio.render.sounds.layers import echoed, strewn, together
from studio.render.sounds.noise import HOP, bed, hump, noise, sloped
from studio.render.sounds.samples import RATE, added, gain, panned
from studio.render.sounds.spaces import dulled, outdoors
from studio.render.sounds.voices import Speaker, murmur, phrase

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

_SOUND = 343.0


def hum(rng: Generator, *, high: float = 900.0) -> Iterator[Samples]:
    """A town far off."""
    much = Drift(rng, 6.0, 0.7, 1.0)
    low, middle = sloped(-5.5, 38, 420), sloped(-4, 200, high)
    shape = 0.93 * low + 0.3 * middle
    return bed(rng, lambda times: much(times)[:, None] * shape)


def car(rng: Generator) -> Samples:
    """A car that passes: its tyres, its engine, from one side to the other."""
    import numpy as np

    speed = float(rng.uniform(8.5, 14))
    lane = float(rng.choice([5.5, 9.5]))
    way = float(rng.choice([-1, 1]))
    lasts = 9.0
    frames = round(lasts * RATE / HOP)
    at = (np.arange(frames) - frames / 2) * HOP / RATE
    far = np.hypot(speed * at, lane)
    side = way * speed * at / far
    middle = float(rng.uniform(720, 1000))
    tyres = hump(middle, 0.95) * 0.8 + sloped(-5, 50, 500) * 0.7
    near = (lane / far) ** 1.25
    dull = 1 / np.sqrt(1 + (np.fft.rfftfreq(2 * HOP, 1 / RATE)[None, :] * far[:, None] / 60_000) ** 2)
    sides = np.stack([np.sqrt((1 - 0.92 * side) / 2), np.sqrt((1 + 0.92 * side) / 2)], axis=1)
    rolling = noise(rng, (near[:, None] * dull * tyres)[:, None, :] * sides[:, :, None], frames)
    fine = np.linspace(-lasts / 2, lasts / 2, len(rolling))
    shift = 1 / (1 + speed**2 * fine / np.hypot(speed * fine, lane) / _SOUND)
    turns = float(rng.uniform(42, 64)) * shift
    engine = swept(turns, (0.9, 1, 0.5, 0.55, 0.25, 0.3, 0.12, 0.1)) * np.interp(fine, at, near)
    engine = engine[:, None] * np.stack([np.interp(fine, at, sides[:, ear]) for ear in (0, 1)], axis=1)
    heard: Samples = (rolling + 0.16 * engine) * swelled(len(rolling), 2.5, 2.5)[:, None]
    return heard * float(rng.uniform(0.7, 1.1))


def passer(rng: Generator) -> Samples:
    """Somebody who walks by."""
    beat, way = float(rng.uniform(0.47, 0.6)), float(rng.choice([-1, 1]))
    hard, grit, number = float(rng.uniform(0.2, 0.9)), float(rng.uniform(0.2, 1)), int(rng.integers(9, 15))
    steps = []
    for step in range(number):
        along = 2 * step / (number - 1) - 1
        near = 1 / (1 + 3.5 * along**2)
        sound = dulled(touches.footstep(rng, hard=hard, grit=grit), 2500 + 6500 * near)
        steps.append((step * beat * float(rng.uniform(0.97, 1.03)), panned(near * sound, way * 0.85 * along)))
    return added(steps)


def street(rng: Generator) -> Iterator[Samples]:
    """A street in a town: cars that pass, people who walk by, the town behind."""
    one, two, three, four = rng.spawn(4)
    cars = strewn(one, 5.6, car, even=0.25, lead=9)
    walking = strewn(two, 8.5, passer, even=0.4, lead=4)
    people = murmur(three, 3, rest=6)
    near = echoed(together((gain(-12), walking), (gain(-20), people)), outdoors(rng, far=25, wet=-11))
    return together((gain(-19), hum(four)), (gain(-14), cars), (1.0, near))


def call(rng: Generator) -> Samples:
    """Somebody who praises what is for sale, too far off to be understood."""
    seller = Speaker(
        pitch=float(rng.uniform(170, 260)),
        tract=float(rng.uniform(0.98, 1.18)),
        pace=float(rng.uniform(2.2, 3.0)),
        lively=5.0,
        side=0.0,
        near=1.0,
    )
    said = phrase(rng, seller, int(rng.integers(2, 6)))
    return panned(dulled(said, 3200, low=300), float(rng.uniform(-0.9, 0.9)))


def _handled(rng: Generator) -> Samples:
    """What is put down, picked up and wrapped at the stalls."""
    kinds = (
        lambda: 0.9 * touches.knock(rng, float(rng.uniform(95, 170))),
        lambda: 0.35 * touches.rustle(rng, float(rng.uniform(0.3, 0.8)), 3600),
        lambda: 0.3 * touches.clink(rng, pitch=float(rng.uniform(1500, 2600))),
        lambda: 0.5 * touches.knock(rng, float(rng.uniform(210, 330)), dull=2600),
    )
    sound = kinds[int(rng.integers(len(kinds)))]()
    return panned(sound * float(rng.uniform(0.4, 1)), float(rng.uniform(-0.9, 0.9)))


def market(rng: Generator) -> Iterator[Samples]:
    """Stalls on a square: many voices, calls, crates, paper, steps."""
    one, two, three, four, five = rng.spawn(5)
    people = murmur(one, 11, rest=1.6)
    heard = together(
        (gain(-12), people),
        (gain(-14), strewn(two, 5.5, call, even=0.3)),
        (gain(-11), strewn(three, 1.7, _handled, even=0.1)),
        (gain(-18), strewn(four, 4.5, passer, even=0.3, lead=4)),
    )
    return together((gain(-24), hum(five, high=1400)), (1.0, echoed(heard, outdoors(rng, far=35, wet=-8))))


def crowd(rng: Generator) -> Iterator[Samples]:
    """A great many people who wait for something to begin."""
    one, two, three, four = rng.spawn(4)
    near, far = murmur(one, 9, rest=1.2), murmur(two, 13, rest=0.7)
    # What is left of voices when there are too many: their breath.
    walla = bed(three, 0.8 * hump(480, 0.75) + 0.45 * hump(1500, 0.6) + 0.08 * hump(4500, 0.5))
    heard = together((gain(-11), near), (gain(-9), _away(far)), (gain(-22), walla))
    return together((gain(-27), hum(four)), (1.0, echoed(heard, outdoors(rng, far=45, wet=-8))))


def _away(layer: Iterator[Samples]) -> Iterator[Samples]:
    """The same from further off: mostly what comes back from around."""
    for block in layer:
        yield 0.6 * block + 0.4 * block[:, ::-1]
