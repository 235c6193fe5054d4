"""What rings and calls: a bell, chimes, a bicycle, a ship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sounds import bodies
from studio.render.sounds.bodies import struck, swelled, swept
from studio.render.sounds.noise import hump
from studio.render.sounds.samples import added, count, gain, panned, times
from studio.render.sounds.spaces import dulled, heard_in, outdoors, room
from studio.render.sounds.touches import rough, tick

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

_PENTATONIC = (0, 2, 4, 7, 9, 12, 14, 16)


def bell(rng: Generator) -> Samples:
    """One stroke of a bell in its tower or above its door, and all of its ringing."""
    pitch = 523.25 * 2 ** (int(rng.integers(-5, 5)) / 12)
    ring = struck(rng, bodies.BELL, pitch, hard=0.42, seconds=5.5)
    clapper = gain(-22) * struck(rng, bodies.STEEL, pitch * 4.3, hard=0.6, seconds=0.3)
    heard = added([(0.0, ring), (0.0, clapper)])
    return heard_in(
        panned(heard, float(rng.uniform(-0.2, 0.2))), room(rng, 1.8, size=16, bright=0.5, wet=-11)
    )


def chime(rng: Generator) -> Samples:
    """Four small bars that are touched one after the other, upwards, in a chord that pleases."""
    root = 1046.5 * 2 ** (int(rng.integers(-3, 4)) / 12)
    first = int(rng.integers(0, 3))
    notes = [_PENTATONIC[first + step] for step in (0, 2, 3, 5)]
    gap = float(rng.uniform(0.085, 0.12))
    struck_ones = []
    for number, note in enumerate(notes):
        sound = struck(rng, bodies.CHIME, root * 2 ** (note / 12), hard=0.3) * (0.75 + 0.08 * number)
        struck_ones.append((number * gap, panned(sound, -0.5 + number / 3)))
    return heard_in(added(struck_ones), room(rng, 1.9, size=9, bright=0.7, wet=-9))


def bicycle(rng: Generator) -> Samples:
    """A thumb on the bell, twice, and a free wheel that ticks by."""
    import numpy as np

    pitch, way = float(rng.uniform(1850, 2300)), float(rng.choice([-1, 1]))
    rings = []
    for start in (0.0, float(rng.uniform(0.36, 0.44))):
        for number in range(5):
            loud = (1.0, 0.75, 0.85, 0.6, 0.7)[number] * float(rng.uniform(0.85, 1))
            ring = struck(rng, bodies.DING, pitch, hard=0.5, seconds=1.3)
            rings.append((start + number * 0.037, loud * ring))
    dring = panned(added(rings), -0.15 * way)
    ticks = []
    for when in np.arange(0.3, 2.1, 0.062):
        along = (when - 1.1) / 0.9
        loud = 0.16 / (1 + 3 * along**2) * float(rng.uniform(0.7, 1))
        ticks.append(
            (float(when), panned(loud * tick(rng, float(rng.uniform(3300, 3900)), 0.006), way * along))
        )
    return heard_in(added([(0.0, dring), *ticks]), outdoors(rng, far=22, wet=-13))


def horn(rng: Generator) -> Samples:
    """A ship that leaves: one long call of two deep notes, and the shore that answers."""
    import numpy as np

    root = 116.5 * 2 ** (int(rng.integers(-2, 3)) / 12)
    lasts = 2.3
    at = times(lasts)
    reed = [1 / number**0.9 for number in range(1, 17)]
    heard = np.zeros(len(at))
    for ratio, strength in ((1, 1.0), (1.335, 0.7)):
        rise = 1 - 0.035 * np.exp(-at / 0.09)
        drift = 1 + 0.0015 * np.sin(2 * np.pi * (3.7 + ratio) * at)
        heard += strength * swept(root * ratio * rise * drift, reed)
    breath = 0.25 * rough(rng, hump(650, 0.8), np.ones(len(at)))
    # The louder it blows, the brighter it is.
    blow = swelled(len(at), 0.3, 0.35)
    heard = dulled(heard, 420) + (dulled(heard, 1500) - dulled(heard, 420)) * blow**2
    heard = (heard + breath) * blow
    heard = np.concatenate([heard, np.zeros(count(0.05))])
    return heard_in(
        panned(dulled(heard, 1900), float(rng.uniform(-0.3, 0.3))), outdoors(rng, far=180, wet=-8)
    )
