"""What people do: walk, come through a door, press a button, turn a page, applaud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sounds import bodies, touches
from studio.render.sounds.bodies import struck, swelled, swept
from studio.render.sounds.noise import hump, sloped
from studio.render.sounds.samples import added, count, panned
from studio.render.sounds.spaces import dulled, heard_in, room

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples


def steps(rng: Generator) -> Samples:
    """Five steps that come by, unhurried."""
    beat, way = float(rng.uniform(0.48, 0.58)), float(rng.choice([-1, 1]))
    hard, grit = float(rng.uniform(0.35, 0.9)), float(rng.uniform(0.3, 0.9))
    walked = []
    for number in range(5):
        along = number / 4 - 0.5
        foot = touches.footstep(rng, hard=hard, grit=grit) * (0.75 + 0.25 * (number % 2))
        when = number * beat * float(rng.uniform(0.985, 1.015))
        walked.append((when, panned(foot / (1 + 3 * along**2), 0.7 * way * along)))
    return heard_in(added(walked), room(rng, 0.5, size=5, bright=0.5, wet=-13))


def door(rng: Generator) -> Samples:
    """A handle goes down, the door swings with a breath of air, and falls into its lock."""
    import numpy as np

    pitch = float(rng.uniform(1150, 1500))
    latch = 0.5 * struck(rng, bodies.SPOON, pitch, hard=0.45)
    spring = 0.3 * struck(rng, bodies.SPOON, pitch * 1.4, hard=0.5)
    swing = count(0.75)
    hinge = np.interp(np.linspace(0, 1, swing), [0, 0.3, 1], [210, 290, 240]) * float(rng.uniform(0.9, 1.1))
    creak = swept(hinge, (0.5, 0.8, 1, 0.6, 0.5, 0.3)) * swelled(swing, 0.2, 0.4)
    creak = dulled(creak * np.clip(rng.standard_normal(swing // 400 + 1).repeat(400)[:swing], 0, 1), 2600)
    breath = touches.rough(rng, sloped(-4, 90, 900), swelled(swing, 0.3, 0.35))
    shut = struck(rng, bodies.DOOR, float(rng.uniform(72, 92)), hard=0.25)
    rattle = 0.3 * struck(rng, bodies.WOOD, float(rng.uniform(260, 340)), hard=0.45)
    heard = added(
        [
            (0.0, latch), (0.07, spring), (0.16, 0.05 * creak), (0.2, 0.09 * breath),
            (0.96, shut), (0.965, rattle), (1.0, 0.6 * latch),
        ]
    )  # fmt: skip
    return heard_in(
        panned(heard, float(rng.uniform(-0.25, 0.25))), room(rng, 0.6, size=5, bright=0.4, wet=-10)
    )


def click(rng: Generator) -> Samples:
    """A button, pressed and let go."""
    high = float(rng.uniform(1900, 2500))
    down = struck(rng, bodies.HEEL, high, hard=0.5)
    body = 0.5 * struck(rng, bodies.WOOD, float(rng.uniform(300, 380)), hard=0.3)
    up = 0.45 * struck(rng, bodies.HEEL, high * 1.25, hard=0.45)
    heard = added([(0.0, down), (0.0, body), (float(rng.uniform(0.075, 0.1)), up)])
    return heard_in(panned(heard, 0.0), room(rng, 0.18, size=2, bright=0.4, wet=-18))


def page(rng: Generator) -> Samples:
    """A page that is taken at its corner, turned, and laid down."""
    import numpy as np

    pick = touches.rustle(rng, 0.14, 5200) * 0.45
    turn = touches.rustle(rng, float(rng.uniform(0.42, 0.58)), 3600)
    length = len(turn)
    air = touches.rough(rng, hump(900, 0.9), np.sin(np.pi * np.linspace(0, 1, length)) ** 3)
    down = touches.rough(rng, sloped(-3, 150, 3500), swelled(count(0.09), 0.004, 0.08))
    end = 0.12 + length / 48_000
    left, right = panned(added([(0.0, pick), (0.1, turn), (0.12, 0.3 * air)]), 0.35), panned(0.4 * down, -0.3)
    return heard_in(added([(0.0, left), (end - 0.03, right)]), room(rng, 0.3, size=3, bright=0.35, wet=-16))


def applause(rng: Generator) -> Samples:
    """A few dozen people clap: one begins, all join in, and it thins out."""
    import numpy as np

    lasts, claps = 4.2, []
    for _ in range(46):
        hands, side = float(rng.uniform(750, 1900)), float(rng.uniform(-0.95, 0.95))
        near, beat = float(rng.uniform(0.25, 1)) ** 1.5, float(rng.uniform(0.19, 0.3))
        when = float(rng.gamma(2.0, 0.16))
        until = lasts - float(rng.gamma(2.0, 0.5))
        own = [_clap(rng, hands) for _ in range(3)]
        while when < until:
            fade = min(1.0, (until - when) / 0.9 + 0.25)
            loud = near * fade * float(rng.uniform(0.6, 1))
            claps.append((when, panned(loud * own[int(rng.integers(3))], side)))
            when += beat * float(rng.uniform(0.88, 1.14))
    whole = added(claps)
    soft = np.tanh(0.35 * whole) / 0.35
    return heard_in(soft, room(rng, 1.5, size=14, bright=0.5, wet=-5))


def _clap(rng: Generator, hands: float) -> Samples:
    """Two hands: a burst, coloured by the hollow between them."""
    crack = touches.rough(
        rng, hump(hands, 0.5) + 0.4 * hump(hands * 2.6, 0.6), swelled(count(0.035), 0.0012, 0.033)
    )
    hollow = struck(rng, bodies.HEEL, hands * 0.8, hard=0.4)
    return added([(0.0, crack), (0.0, 0.5 * hollow)])
