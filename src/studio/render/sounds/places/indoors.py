"""Where people work and eat: café, kitchen, workshop, office."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from studio.render.sounds import bodies, touches
from studio.render.sounds.bodies import swelled
from studio.render.sounds.chance import Drift
from studio.render.sounds.layers import echoed, showered, strewn, together
from studio.render.sounds.noise import bed, hump, puff, sloped
from studio.render.sounds.samples import count, gain, panned
from studio.render.sounds.spaces import room
from studio.render.sounds.voices import murmur

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.random import Generator

    from studio.render.sounds.samples import Samples

    Touch = Callable[[Generator], Samples]


def still(rng: Generator, *, slope: float = -5.5, high: float = 2500) -> Iterator[Samples]:
    """The air of a room: never the same, and never in the way."""
    much, spectrum = Drift(rng, 5.0, 0.8, 1.0), sloped(slope, 45, high)
    return bed(rng, lambda times: much(times)[:, None] * spectrum)


def handled(
    rng: Generator, every: float, things: Sequence[tuple[float, Touch]], *, width: float = 0.85
) -> Iterator[Samples]:
    """Things that are touched now and then, here and there, one kind or another.

    Args:
        rng: Where they are drawn from.
        every: Seconds from one to the next, on average.
        things: What there is, each with how loud it is in decibels.
        width: How far to either side they lie.
    """

    def one(rng: Generator) -> Samples:
        loud, touch = things[int(rng.integers(len(things)))]
        strength = gain(loud + float(rng.uniform(-7, 0)))
        return panned(touch(rng) * strength, float(rng.uniform(-width, width)))

    return strewn(rng, every, one, even=0.4, lead=2)


def cafe(rng: Generator) -> Iterator[Samples]:
    """Voices at other tables, cups and spoons, and milk that is steamed behind the counter."""
    one, two, three, four = rng.spawn(4)
    voices = murmur(one, 8, rest=1.9)
    cups = handled(
        two, 1.9,
        [
            (-9, touches.clink),
            (-12, lambda rng: touches.clink(rng, bodies.SPOON, 3000)),
            (-15, touches.stirring),
            (-17, lambda rng: touches.clink(rng, bodies.GLASS, 1900)),
            (-13, lambda rng: touches.knock(rng, float(rng.uniform(150, 230)), dull=900)),
        ],
    )  # fmt: skip
    milk = strewn(three, 23.0, _steam, even=0.6)
    heard = together((gain(-10), voices), (gain(0), cups), (gain(-16), milk))
    spoken = echoed(heard, room(rng, 0.65, size=7, bright=0.45, wet=-6))
    return together((gain(-33), still(four)), (1.0, spoken))


def _steam(rng: Generator) -> Samples:
    """Milk under steam: a hiss that grows darker as the jug fills."""
    import numpy as np

    length = count(float(rng.uniform(2.2, 4.5)))
    at = np.linspace(0, 1, length)
    high = puff(rng, hump(5200, 0.5), swelled(length, 0.25, 0.15))
    low = puff(rng, hump(1500, 0.6), swelled(length, 0.5, 0.3))
    gurgle = 1 + 0.4 * np.interp(at, np.linspace(0, 1, 60), rng.uniform(-1, 1, 60))
    mixed = (high * (0.9 - 0.5 * at)[:, None] + low * (0.15 + 0.5 * at)[:, None]) * gurgle[:, None]
    return panned(mixed[:, 0], -0.55) * 0.35


def kitchen(rng: Generator) -> Iterator[Samples]:
    """A pan that sizzles, a knife on a board, pots, and the hood above the stove."""
    one, two, three, four, five = rng.spawn(5)
    strength = Drift(one, 4.5, 0.35, 1.0)
    hot = hump(6200, 0.7)
    pan = bed(one, lambda times: strength(times)[:, None] * hot)
    crackles = showered(two, crackling(two), lambda times: 190 * strength(times) ** 1.5, spread=0.7)
    work = handled(
        three, 1.9,
        [
            (-11, touches.chopping),
            (-17, lambda rng: touches.clink(rng, bodies.PAN, float(rng.uniform(420, 760)))),
            (-20, lambda rng: touches.clink(rng, bodies.STEEL, 1500)),
            (-14, lambda rng: touches.knock(rng, float(rng.uniform(170, 260)))),
            (-20, touches.clink),
            (-18, touches.stirring),
        ],
        width=0.7,
    )  # fmt: skip
    hood = bed(four, 0.9 * sloped(-4.5, 60, 800) + 0.25 * hump(230, 0.12))
    heard = together((gain(-30), pan), (gain(-21), crackles), (gain(4), work))
    return together((gain(-36), hood), (1.0, echoed(heard, room(five, 0.45, size=4.5, bright=0.7, wet=-9))))


def crackling(rng: Generator) -> list[Samples]:
    """What spits in hot fat."""
    return [
        panned(
            touches.tick(rng, float(rng.uniform(2300, 9000)), float(rng.uniform(0.002, 0.009))),
            float(rng.uniform(-0.7, 0.7)),
        )
        for _ in range(16)
    ]


def workshop(rng: Generator) -> Iterator[Samples]:
    """A plane on wood, a hammer, a ratchet, and a fan in the wall."""
    one, two, three = rng.spawn(3)
    work = handled(
        one, 1.1,
        [
            (-11, touches.planing),
            (-10, touches.hammering),
            (-17, touches.ratchet),
            (-19, lambda rng: touches.clink(rng, bodies.STEEL, float(rng.uniform(1300, 2600)))),
            (-11, lambda rng: touches.knock(rng, float(rng.uniform(120, 200)))),
            (-19, lambda rng: touches.rustle(rng, 0.7, 2600)),
        ],
        width=0.75,
    )  # fmt: skip
    fan = bed(two, 0.9 * sloped(-5, 50, 700) + 0.3 * hump(118, 0.06))
    heard = echoed(together((1.0, work)), room(three, 0.95, size=9, bright=0.5, wet=-9))
    return together((gain(-42), fan), (1.0, heard))


def office(rng: Generator) -> Iterator[Samples]:
    """Keys at two desks, paper, a chair, voices in the next room, and the air from the ceiling."""
    one, two, three, four, five = rng.spawn(5)

    def desk(rng: Generator, side: float, loud: float) -> Iterator[Samples]:
        return strewn(rng, 4.6, lambda rng: panned(touches.typing(rng), side) * loud, even=0.3, lead=3)

    keys = together((1.0, desk(one, -0.6, 1.0)), (1.0, desk(two, 0.7, 0.5)))
    small = handled(
        three, 4.2,
        [
            (-16, lambda rng: touches.rustle(rng, float(rng.uniform(0.3, 0.7)))),
            (-17, lambda rng: touches.knock(rng, float(rng.uniform(140, 210)))),
            (-14, touches.keystroke),
            (-22, touches.clink),
        ],
    )  # fmt: skip
    voices = murmur(four, 3, rest=4.5, high=900)
    blowing = Drift(five, 8.0, 0.85, 1.0)
    vent = 0.85 * sloped(-4.2, 70, 2600) + 0.3 * hump(260, 0.3)
    duct = bed(five, lambda times: blowing(times)[:, None] * vent)
    heard = together((gain(-14), keys), (gain(-4), small), (gain(-19), voices))
    return together((gain(-37), duct), (1.0, echoed(heard, room(rng, 0.4, size=5, bright=0.3, wet=-11))))
