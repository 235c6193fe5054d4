"""What flows, bursts and flies: a whoosh, a pop, something poured, something fried, gulls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sounds import birds, touches
from studio.render.sounds.bodies import swelled, swept
from studio.render.sounds.noise import HOP, frequencies, hump, noise, unit
from studio.render.sounds.places.indoors import crackling
from studio.render.sounds.samples import RATE, added, count, panned, times
from studio.render.sounds.spaces import dulled, heard_in, outdoors, room

if TYPE_CHECKING:
    from numpy.random import Generator

    from studio.render.sounds.samples import Samples


def whoosh(rng: Generator) -> Samples:
    """Something quick that goes by: its pitch up and down, from one side to the other."""
    import numpy as np

    lasts, way = float(rng.uniform(0.75, 0.95)), float(rng.choice([-1, 1]))
    frames = count(lasts) // HOP
    share = (np.arange(frames) + 0.5) / frames
    arc = np.exp(-0.5 * ((share - 0.52) / 0.2) ** 2)
    centre = 260 * (float(rng.uniform(5.5, 8)) ** arc)
    body = hump(centre, 0.62) + 0.5 * hump(centre * 2.2, 0.5) + 0.25 * hump(centre * 0.5, 0.5)
    side = way * np.tanh(2.4 * (share - 0.5) * 2) * 0.85
    sides = np.stack([np.sqrt((1 - side) / 2), np.sqrt((1 + side) / 2)], axis=1)
    blown = noise(rng, (body * arc[:, None] ** 1.4)[:, None, :] * sides[:, :, None], frames)
    blown *= np.hanning(len(blown))[:, None] ** 0.6
    return heard_in(blown, room(rng, 0.7, size=7, bright=0.5, wet=-15))


def pop(rng: Generator) -> Samples:
    """A bubble that bursts, or a cork that leaves: one small, round sound."""
    import numpy as np

    at = times(0.16)
    low = float(rng.uniform(260, 360))
    climb = low * (1 + 2.1 * (1 - np.exp(-at / 0.022)))
    round_ = swept(climb, (1, 0.22, 0.06)) * np.exp(-at / 0.028) * np.minimum(1, at / 0.0015)
    air = touches.rough(
        rng, hump(1800, 0.8), np.exp(-times(0.05) / 0.006) * swelled(count(0.05), 0.001, 0.02)
    )
    heard = added([(0.0, round_ * swelled(len(round_), 0.0005, 0.05)), (0.0, 0.16 * air)])
    return heard_in(panned(heard, 0.0), room(rng, 0.35, size=3, bright=0.5, wet=-14))


def pour(rng: Generator) -> Samples:
    """A cup that is filled: bubbles over a hollow that sounds higher and higher."""
    import numpy as np

    lasts = float(rng.uniform(2.4, 2.9))
    frames = count(lasts) // HOP
    share = (np.arange(frames) + 0.5) / frames
    flow = np.clip(share / 0.08, 0, 1) * np.clip((1 - share) / 0.1, 0, 1)
    flow = flow * (0.8 + 0.2 * np.interp(share, np.linspace(0, 1, 24), rng.random(24)))
    hollow = 420 * 2 ** (1.5 * share**1.4)
    at = frequencies()
    cup = sum(part * hump(hollow * ratio, 0.11) for ratio, part in ((1, 1.0), (2.7, 0.35), (4.4, 0.15)))
    splash = unit(1 / (1 + (900 / at) ** 3) / (1 + (at / 5200) ** 3))
    stream = noise(rng, flow[:, None] * (0.62 * cup + 0.16 * splash), frames)
    drops = []
    for _ in range(int(lasts * 95)):
        when = float(rng.uniform(0.04, lasts - 0.12))
        now = float(np.interp(when / lasts, share, hollow))
        pitch = now * float(rng.uniform(1.2, 4.2))
        loud = 0.5 * float(rng.lognormal(-1.1, 0.7)) * float(np.interp(when / lasts, share, flow))
        drop = touches.bubble(rng, pitch, float(rng.uniform(0.012, 0.04)))
        drops.append((when, panned(min(1.2, loud) * drop, float(rng.uniform(-0.35, 0.35)))))
    last = [
        (lasts + 0.12 + 0.23 * k, panned(0.5 * touches.bubble(rng, 1500 - 180 * k, 0.06), 0.05))
        for k in range(2)
    ]
    return heard_in(added([(0.0, stream), *drops, *last]), room(rng, 0.35, size=3, bright=0.5, wet=-15))


def sizzle(rng: Generator) -> Samples:
    """Something cold in a hot pan: it roars up, then spits quietly on."""
    import numpy as np

    lasts = 3.0
    frames = count(lasts) // HOP
    at = np.arange(frames) * HOP / RATE
    heat = np.clip(at / 0.07, 0, 1) * (0.3 + 0.7 * np.exp(-at / 0.55)) * np.clip((lasts - at) / 0.8, 0, 1)
    spectrum = 0.85 * hump(6400 - 1800 * np.exp(-at / 0.3), 0.62) + 0.3 * hump(2300, 0.6)
    fat = noise(rng, heat[:, None] * spectrum, frames)
    grains, spits = crackling(rng), []
    for _ in range(260):
        when = float(rng.uniform(0.02, lasts - 0.1)) * float(rng.uniform(0.2, 1))
        loud = 2.2 * float(rng.lognormal(-1.2, 0.9)) * float(np.interp(when, at, heat)) ** 0.7
        spits.append((when, min(3.5, loud) * grains[int(rng.integers(len(grains)))]))
    return heard_in(added([(0.0, fat), *spits]), room(rng, 0.35, size=4, bright=0.6, wet=-15))


def gulls(rng: Generator) -> Samples:
    """Two gulls over a harbour: one laughs, one answers from further off."""
    side = float(rng.choice([-1, 1]))
    near = panned(dulled(birds.laughing(rng), 7000), -0.45 * side)
    far = panned(dulled(birds.gull(rng), 3600), 0.65 * side)
    other = panned(dulled(birds.gull(rng), 3200), 0.5 * side)
    when = len(near) / RATE * 0.72
    heard = added([(0.0, near), (when, 0.38 * far), (when + float(rng.uniform(0.5, 0.8)), 0.3 * other)])
    return heard_in(heard, outdoors(rng, far=90, wet=-9))
