"""What hands and feet make of things: a step, a clink, a chop, a key, a rustle. Each in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sounds import bodies
from studio.render.sounds.bodies import eased_out, struck, swelled
from studio.render.sounds.noise import hump, puff, sloped
from studio.render.sounds.samples import added, count, gain, times
from studio.render.sounds.spaces import dulled

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples


def rough(rng: Generator, spectrum: Samples, envelope: Samples) -> Samples:
    """Noise of one spectrum under an envelope, in one column."""
    found: Samples = puff(rng, spectrum, envelope)[:, 0]
    return found


def footstep(rng: Generator, *, hard: float = 0.6, grit: float = 0.5) -> Samples:
    """Heel, sole and what lies on the ground.

    Args:
        rng: No step is like another.
        hard: The heel, from rubber (0) to leather on stone (1).
        grit: How much sand there is.
    """
    import numpy as np

    thump = struck(rng, bodies.HEEL, float(rng.uniform(88, 112)), hard=0.12)
    tock = struck(rng, bodies.HEEL, float(rng.uniform(620, 760)), hard=0.3 + 0.5 * hard)
    roll = float(rng.uniform(0.075, 0.11))
    sole = swelled(count(0.16), 0.03, 0.11)
    sand = rough(rng, hump(3300, 0.75), sole) * np.clip(rng.random(len(sole)) * 3 - 1.4, 0, 1)
    return added(
        [
            (0.0, 0.85 * thump),
            (0.002, (0.12 + 0.4 * hard) * tock),
            (roll, 0.35 * struck(rng, bodies.HEEL, float(rng.uniform(150, 190)), hard=0.2)),
            (0.01, 0.22 * grit * sand),
            (0.0, 0.05 * rough(rng, sloped(-5, 150, 2500), swelled(count(0.09), 0.004, 0.08))),
        ]
    )


def clink(rng: Generator, body: bodies.Body = bodies.CUP, pitch: float = 2100.0) -> Samples:
    """Something set down: it touches, bounces, and lies."""
    when, strength, found = 0.0, 1.0, []
    own = pitch * float(rng.uniform(0.82, 1.22))
    for _ in range(int(rng.integers(1, 4))):
        found.append((when, strength * struck(rng, body, own, hard=float(rng.uniform(0.45, 0.75)))))
        when += float(rng.uniform(0.035, 0.12)) * strength**0.4
        strength *= float(rng.uniform(0.3, 0.6))
    return added(found)


def stirring(rng: Generator) -> Samples:
    """A spoon that goes round in a cup."""
    pitch, when, found = float(rng.uniform(2500, 3300)), 0.0, []
    for _ in range(int(rng.integers(5, 11))):
        loud = float(rng.uniform(0.25, 0.7))
        found.append((when, loud * struck(rng, bodies.CUP, pitch, hard=float(rng.uniform(0.4, 0.6)))))
        when += float(rng.uniform(0.13, 0.21))
    return added(found)


def chopping(rng: Generator) -> Samples:
    """A knife on a board, a few times, quite even."""
    beat, pitch, when, found = float(rng.uniform(0.17, 0.3)), float(rng.uniform(190, 260)), 0.0, []
    for _ in range(int(rng.integers(4, 10))):
        loud = float(rng.uniform(0.6, 1))
        blow = 0.8 * struck(rng, bodies.BOARD, pitch, hard=0.35)
        crunch = rough(rng, hump(2600, 0.8), swelled(count(0.045), 0.003, 0.04))
        found += [(when + 0.012, loud * blow), (when, 0.12 * loud * crunch)]
        when += beat * float(rng.uniform(0.88, 1.14))
    return added(found)


def hammering(rng: Generator) -> Samples:
    """A few taps with a hammer, on wood with iron in it."""
    pitch, when, found = float(rng.uniform(300, 420)), 0.0, []
    for _ in range(int(rng.integers(3, 7))):
        loud = float(rng.uniform(0.55, 1))
        found.append((when, 0.8 * loud * struck(rng, bodies.WOOD, pitch, hard=0.5)))
        found.append((when, 0.3 * loud * struck(rng, bodies.STEEL, pitch * 5.1, hard=0.6, seconds=0.5)))
        when += float(rng.uniform(0.36, 0.52))
    return added(found)


def planing(rng: Generator) -> Samples:
    """Long strokes of a plane or a file, out and back."""
    when, found = 0.0, []
    middle = float(rng.uniform(1500, 2600))
    for _ in range(int(rng.integers(3, 7))):
        out, back = float(rng.uniform(0.3, 0.42)), float(rng.uniform(0.18, 0.26))
        found.append((when, rough(rng, hump(middle, 0.7), swelled(count(out), 0.1, 0.12))))
        found.append(
            (when + out + 0.08, 0.3 * rough(rng, hump(middle * 0.7, 0.8), swelled(count(back), 0.06, 0.1)))
        )
        when += out + back + float(rng.uniform(0.18, 0.3))
    return added(found) * 0.12


def ratchet(rng: Generator) -> Samples:
    """A wrench that clicks back, and back again."""
    when, found = 0.0, []
    pitch = float(rng.uniform(1900, 2500))
    for _ in range(int(rng.integers(2, 4))):
        for _ in range(int(rng.integers(5, 9))):
            found.append(
                (
                    when,
                    float(rng.uniform(0.5, 0.8)) * struck(rng, bodies.SPOON, pitch, hard=0.5, seconds=0.06),
                )
            )
            when += float(rng.uniform(0.028, 0.036))
        when += float(rng.uniform(0.3, 0.45))
    return added(found)


def keystroke(rng: Generator, heavy: float = 0.0) -> Samples:
    """A key that goes down and comes up."""
    low = float(rng.uniform(170, 240)) * (1 - 0.3 * heavy)
    down = 0.6 * struck(rng, bodies.WOOD, low, hard=0.25)
    tick = struck(rng, bodies.HEEL, float(rng.uniform(1500, 2100)), hard=0.45)
    up = struck(rng, bodies.HEEL, float(rng.uniform(2000, 2600)), hard=0.4)
    return added([(0.0, down), (0.001, 0.3 * tick), (float(rng.uniform(0.06, 0.1)), 0.14 * up)])


def typing(rng: Generator) -> Samples:
    """A sentence on a keyboard: runs of letters, a space, a pause to think."""
    when, found = 0.0, []
    for _ in range(int(rng.integers(2, 6))):
        for _ in range(int(rng.integers(2, 8))):
            found.append((when, float(rng.uniform(0.45, 0.9)) * keystroke(rng)))
            when += float(rng.uniform(0.09, 0.19))
        found.append((when, keystroke(rng, heavy=1.0)))
        when += float(rng.uniform(0.16, 0.5))
    return added(found)


def rustle(rng: Generator, seconds: float = 0.5, middle: float = 4200.0) -> Samples:
    """Paper or cloth that moves: many small creases under one gesture."""
    import numpy as np

    length = count(seconds)
    at = np.linspace(0, 1, length)
    gesture = np.sin(np.pi * at**0.8) ** 1.5
    knots = rng.random(max(4, int(seconds * 90))) ** 3
    creases = np.interp(at, np.linspace(0, 1, len(knots)), knots)
    return rough(rng, hump(middle, 0.8), gesture * (0.12 + 0.88 * creases)) * eased_out(length, 0.03)


def knock(rng: Generator, pitch: float, *, dull: float = 1400.0) -> Samples:
    """Something heavy that is put down: a crate, a chair, a drawer."""
    blow = struck(rng, bodies.DOOR, pitch, hard=0.3)
    scuff = gain(-20) * rough(rng, hump(900, 0.9), swelled(count(0.14), 0.01, 0.12))
    return dulled(added([(0.0, blow), (0.004, scuff)]), dull)


def bubble(rng: Generator, pitch: float, seconds: float = 0.05) -> Samples:
    """A bubble or a drop in water: a small tone that climbs as it dies."""
    import numpy as np

    at = times(seconds)
    climb = pitch * (1 + float(rng.uniform(0.05, 0.35)) * at / seconds)
    ring = np.sin(2 * np.pi * np.cumsum(climb) / 48_000)
    return ring * np.exp(-at * 5.5 / seconds) * np.minimum(1, at / 0.0012) * eased_out(len(at), seconds / 5)


def tick(rng: Generator, pitch: float, seconds: float = 0.004) -> Samples:
    """The smallest thing one hears: a crackle, a drop on stone, a grain of sand."""
    import numpy as np

    at = times(seconds)
    ring = np.sin(2 * np.pi * pitch * at + float(rng.uniform(-0.4, 0.4)))
    return ring * np.exp(-at * 5 / seconds) * np.sin(np.pi * np.linspace(0, 1, len(at))) ** 0.4
