"""Rooms that are nearly silent: a living room, and a great hall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.sounds import bodies, touches
from studio.render.sounds.layers import echoed, strewn, together
from studio.render.sounds.places.indoors import handled, still
from studio.render.sounds.places.streets import car, passer
from studio.render.sounds.samples import gain, panned
from studio.render.sounds.spaces import dulled, room
from studio.render.sounds.voices import murmur

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples


def quiet(rng: Generator) -> Iterator[Samples]:
    """A room at home: its air, a board that creaks, and the street behind the window."""
    one, two, three, four = rng.spawn(4)

    def outside(rng: Generator) -> Samples:
        return dulled(car(rng), 260)

    def settling(rng: Generator) -> Samples:
        creak = touches.knock(rng, float(rng.uniform(160, 300)), dull=700)
        return panned(creak * float(rng.uniform(0.3, 1)), float(rng.uniform(-0.8, 0.8)))

    inside = echoed(strewn(three, 9.0, settling, even=0.2), room(rng, 0.5, size=4.5, bright=0.35, wet=-8))
    return together(
        (gain(-27), still(one, slope=-6, high=1800)),
        (gain(-17), strewn(two, 9.0, outside, even=0.4, lead=9)),
        (gain(-13), inside),
        (gain(-46), still(four, slope=0, high=6000)),
    )


def hall(rng: Generator) -> Iterator[Samples]:
    """A great hall with a stone floor: steps, a few voices, a door far away."""
    one, two, three, four = rng.spawn(4)
    steps = strewn(one, 6.0, passer, even=0.3, lead=4)
    voices = murmur(two, 4, rest=4.0)
    far = handled(
        three, 9.0,
        [
            (-8, lambda rng: touches.knock(rng, float(rng.uniform(70, 105)), dull=500)),
            (-20, lambda rng: touches.clink(rng, bodies.STEEL, 900)),
            (-14, lambda rng: touches.knock(rng, float(rng.uniform(180, 260)))),
        ],
    )  # fmt: skip
    heard = together((gain(-10), steps), (gain(-15), voices), (gain(-4), far))
    return together(
        (gain(-33), still(four, slope=-5, high=1600)),
        (1.0, echoed(heard, room(rng, 2.9, size=24, bright=0.5, dry=0.55, wet=-3))),
    )
