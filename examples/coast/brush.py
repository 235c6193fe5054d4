"""The brushes a coast is painted with, each stroke a piece of SVG: light, sky, water, ground, weather."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import count, pairwise
from random import Random

WIDTH, HEIGHT = 1440, 960
BLEED = 80
"""Painted beyond every edge and cut off in the end, because blur thins out where the paper stops."""

Ground = Callable[[float], float]
Stops = Sequence[tuple[float, str]]

_numbers = count()


def mix(one: str, other: str, share: float) -> str:
    """The colour so far on the way from one to the other."""
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (one, other)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(*ends, strict=True))


def gradient(stops: Stops, *, across: bool = False, opacity: Sequence[float] = ()) -> tuple[str, str]:
    """A gradient from top to bottom, or across: its definition and the paint that uses it."""
    name = f"paint{next(_numbers)}"
    ends = 'x2="1" y2="0"' if across else 'x2="0" y2="1"'
    parts = "".join(
        f'<stop offset="{offset}" stop-color="{colour}" stop-opacity="{opacity[at] if opacity else 1}"/>'
        for at, (offset, colour) in enumerate(stops)
    )
    return f'<linearGradient id="{name}" x1="0" y1="0" {ends}>{parts}</linearGradient>', f"url(#{name})"


def glow(x: float, y: float, radius: float, colour: str, strength: float = 1, *, flat: float = 1) -> str:
    """Light that fades into the air around it."""
    name = f"glow{next(_numbers)}"
    fall = ((0, 1.0), (0.12, 0.62), (0.3, 0.3), (0.55, 0.1), (0.8, 0.025), (1, 0.0))
    stops = "".join(
        f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{strength * share:.3f}"/>'
        for at, share in fall
    )
    return (
        f'<radialGradient id="{name}">{stops}</radialGradient>'
        f'<ellipse cx="{x}" cy="{y}" rx="{radius}" ry="{radius * flat}" fill="url(#{name})"/>'
    )


def blurred(inside: str, deviation: float, opacity: float = 1) -> str:
    """Something out of focus."""
    name = f"blur{next(_numbers)}"
    return (
        f'<filter id="{name}" x="-30%" y="-60%" width="160%" height="220%">'
        f'<feGaussianBlur stdDeviation="{deviation}"/></filter>'
        f'<g filter="url(#{name})" opacity="{opacity}">{inside}</g>'
    )


def polygon(points: Iterable[tuple[float, float]], fill: str, more: str = "") -> str:
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" fill="{fill}" {more}/>'


def ellipse(x: float, y: float, wide: float, high: float, fill: str, more: str = "") -> str:
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{wide:.1f}" ry="{high:.1f}" fill="{fill}" {more}/>'


def sky(stops: Stops, horizon: float) -> str:
    definition, paint = gradient(stops)
    return definition + _across(0, horizon + 2, paint) + _across(-BLEED, BLEED + 1, stops[0][1])


def _across(top: float, high: float, paint: str) -> str:
    return f'<rect x="{-BLEED}" y="{top}" width="{WIDTH + 2 * BLEED}" height="{high:.1f}" fill="{paint}"/>'


def disc(x: float, y: float, radius: float, colour: str, halo: str, reach: float = 9) -> str:
    """The sun or the moon, and the air it lights."""
    return (
        glow(x, y, radius * reach, halo, 0.75)
        + ellipse(x, y, radius, radius, colour)
        + glow(x, y, radius * 2.2, colour, 0.5)
    )


def stars(random: Random, most: int, horizon: float, colour: str = "#ffffff") -> str:
    """Stars, fewer towards the horizon."""
    drawn = []
    for _ in range(most):
        x, y = random.uniform(0, WIDTH), horizon * random.random() ** 1.4
        radius = 0.5 + 1.5 * random.random() ** 5
        light = (0.25 + 0.75 * random.random()) * (1 - 0.75 * y / horizon)
        drawn.append(ellipse(x, y, radius, radius, colour, f'opacity="{light:.2f}"'))
        if radius > 1.5:
            drawn.append(glow(x, y, radius * 7, colour, 0.45 * light))
    return "".join(drawn)


def streaks(random: Random, most: int, top: float, bottom: float, colour: str, opacity: float = 0.5) -> str:
    """High thin cloud."""
    drawn = []
    for _ in range(most):
        y = random.uniform(top, bottom)
        wide = random.uniform(160, 520)
        drawn.append(
            ellipse(random.uniform(-80, WIDTH + 80), y, wide, random.uniform(3, 13), colour, 'opacity="0.55"')
        )
    return blurred("".join(drawn), 9, opacity)


def cumulus(
    random: Random,
    x: float,
    y: float,
    wide: float,
    lit: str,
    shade: str,
    *,
    side: float = -1,
    soft: float = 0,
) -> str:
    """A heap of cloud on a flat foot, each ball of it lit from one side and above; soft ones carry rain."""
    name = f"heap{next(_numbers)}"
    balls = []
    tall = 0.6 if soft else 1
    for _ in range(150 if soft else 64):
        along = random.uniform(-1, 1) if soft else random.triangular(-1, 1, 0)
        crown = math.cos(along * 1.5) ** 0.9
        radius = wide * random.uniform(0.05, 0.12) * (0.45 + 0.75 * crown) * (0.5 if soft else 1)
        lift = random.random() ** 1.5 * crown * wide * 0.27 * tall
        balls.append((x + along * wide * 0.5, y - radius * 0.55 - lift, radius))
    balls.sort(key=lambda ball: ball[1] - ball[2] * 0.2)
    heap = "".join(ellipse(a, b, r, r * 0.94, f"url(#{name})") for a, b, r in balls)
    fill = (
        f'<linearGradient id="{name}" x1="{0.5 + 0.22 * side}" y1="0" x2="{0.5 - 0.22 * side}" y2="1">'
        f'<stop offset="0.08" stop-color="{lit}"/><stop offset="0.5" stop-color="{mix(lit, shade, 0.3)}"/>'
        f'<stop offset="1" stop-color="{shade}"/></linearGradient>'
        f'<clipPath id="foot{name}"><rect x="{-BLEED}" y="{-BLEED}" width="{WIDTH + 2 * BLEED}" '
        f'height="{y + BLEED:.0f}"/></clipPath>'
    )
    foot = blurred(ellipse(x, y, wide * 0.56, wide * 0.022, shade), wide / 90, 0.9)
    if soft:
        return f"{fill}{foot}{blurred(heap, soft)}{foot}"
    return f'{fill}{foot}<g clip-path="url(#foot{name})">{blurred(heap, soft or max(1.2, wide / 260))}</g>'


def rolling(base: float, swing: float, seed: float, waves: float = 1) -> Ground:
    """Soft ground: the height at each place."""

    def height(x: float) -> float:
        along = x / WIDTH * waves
        return base + swing * (
            0.6 * math.sin(along * 5.1 + seed)
            + 0.28 * math.sin(along * 11.3 + seed * 2.7)
            + 0.12 * math.sin(along * 27 + seed * 5.1)
        )

    return height


def craggy(random: Random, base: float, swing: float, depth: int = 8) -> Ground:
    """Broken ground: mountains, cliffs."""
    heights = [random.uniform(-0.5, 0.5) for _ in range(3)]
    reach = 0.5
    for _ in range(depth):
        middles = [(a + b) / 2 + random.uniform(-reach, reach) for a, b in pairwise(heights)]
        heights = [part for pair in zip(heights, [*middles, 0], strict=True) for part in pair][:-1]
        reach *= 0.52

    def height(x: float) -> float:
        at = min(0.9999, max(0, x / WIDTH)) * (len(heights) - 1)
        left = heights[int(at)]
        return base + swing * (left + (heights[int(at) + 1] - left) * (at % 1))

    return height


def land(ground: Ground, stops: Stops, bottom: float = HEIGHT + BLEED) -> str:
    """Everything below a line, as far down as the bottom."""
    definition, paint = gradient(stops)
    line = [(float(x), ground(x)) for x in range(-BLEED, WIDTH + BLEED + 1, 6)]
    return definition + polygon([*line, (WIDTH + BLEED, bottom), (-BLEED, bottom)], paint)


def swell(random: Random, base: float, high: float, long: float, stops: Stops, foam: str) -> str:
    """A row of steep waves with broken crests."""
    phase = random.random()

    def height(x: float) -> float:
        along = x / long + phase
        lean = along + 0.07 * math.sin(2 * math.pi * along)
        round_top = math.pow(0.5 + 0.5 * math.cos(2 * math.pi * lean), 1.5)
        return base - high * round_top - 0.1 * high * math.sin(along * 9)

    drawn = []
    for number in range(-1, int((WIDTH + 2 * BLEED) / long) + 2):
        peak, reach = (number - phase) * long, long * random.uniform(0.1, 0.26)
        steps = [at / 20 for at in range(21)]
        line = [peak + reach * (0.2 - step) for step in steps]
        ragged = [high * 0.34 * math.sin(math.pi * step) ** 1.4 * random.uniform(0.3, 1.3) for step in steps]
        crest = [(x, height(x) - 1) for x in line]
        under = [(x, height(x) + deep) for x, deep in zip(line, ragged, strict=True)]
        drawn.append(polygon([*crest, *reversed(under)], foam, 'opacity="0.88"'))
        for _ in range(14):
            x = peak + random.gauss(0, 0.22) * long
            y = height(x) + random.uniform(0.25, 1.1) * high
            drawn.append(
                ellipse(x, y, random.uniform(5, 0.12 * long), random.uniform(0.6, 1.8), foam, 'opacity="0.5"')
            )
    return land(height, stops) + blurred("".join(drawn), 1)


def sea(horizon: float, stops: Stops, random: Random, crest: str, calm: float = 1) -> str:
    """Water, with waves that grow towards us."""
    definition, paint = gradient(stops)
    drawn = [definition, _across(horizon, HEIGHT + BLEED - horizon, paint)]
    for _ in range(150):
        near = random.random() ** 1.5
        y = horizon + 3 + near * (HEIGHT - horizon)
        wide = (14 + 130 * near) * random.uniform(0.5, 1.5)
        high = (0.7 + 2.6 * near) / calm
        light = random.uniform(0.06, 0.3) * (0.5 + near / 2)
        drawn.append(ellipse(random.uniform(0, WIDTH), y, wide, high, crest, f'opacity="{light:.2f}"'))
    return "".join(drawn)


def glitter(random: Random, x: float, horizon: float, bottom: float, colour: str, spread: float = 60) -> str:
    """The path of light on the water below a sun, a moon or a lamp."""
    drawn = []
    for _ in range(170):
        near = random.random()
        y = horizon + 2 + near * (bottom - horizon)
        off = random.gauss(0, 0.42) * (spread * 0.45 + near * spread * 1.5)
        wide = (4 + 34 * near) * random.uniform(0.4, 1.3)
        light = max(0.0, 0.85 - abs(off) / (spread * 1.7)) * random.uniform(0.4, 1)
        drawn.append(ellipse(x + off, y, wide, 0.8 + 1.5 * near, colour, f'opacity="{light:.2f}"'))
    return "".join(drawn)


def spray(random: Random, x: float, y: float, high: float) -> str:
    """A wave thrown up by a rock."""
    drops = []
    for _ in range(260):
        angle, far = random.gauss(0, 0.46), (0.14 + 0.86 * random.random() ** 0.8) * high
        size = random.uniform(0.6, 2.6) * (1.2 - far / high)
        drops.append(
            ellipse(
                x + far * math.sin(angle), y - far * math.cos(angle), size, size, "#ffffff", 'opacity="0.75"'
            )
        )
    veil = [
        glow(
            x + random.gauss(0, high * 0.22),
            y - high * random.uniform(0.1, 0.6),
            high * 0.36,
            "#ffffff",
            0.36,
        )
        for _ in range(12)
    ]
    return "".join(veil) + blurred("".join(drops), 0.7)


def mist(random: Random, y: float, high: float, colour: str, opacity: float) -> str:
    """A bank of fog lying on water or land."""
    banks = "".join(
        ellipse(
            random.uniform(-100, WIDTH + 100),
            y + random.uniform(-0.4, 0.4) * high,
            random.uniform(240, 520),
            high * random.uniform(0.3, 0.7),
            colour,
        )
        for _ in range(9)
    )
    return blurred(banks, high * 0.35, opacity)


def beam(
    x: float, y: float, angle: float, reach: float, colour: str, opacity: float, width: float = 9
) -> str:
    """A shaft of light from a lamp; the angle is in degrees, clockwise from the right."""
    name = f"beam{next(_numbers)}"
    ends = [
        (x + reach * math.cos(math.radians(angle + turn)), y + reach * math.sin(math.radians(angle + turn)))
        for turn in (-width / 2, width / 2)
    ]
    fall = "".join(
        f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{opacity * share:.3f}"/>'
        for at, share in ((0, 1), (0.2, 0.62), (0.6, 0.22), (1, 0))
    )
    paint = (
        f'<radialGradient id="{name}" gradientUnits="userSpaceOnUse" cx="{x}" cy="{y}" r="{reach}">'
        f"{fall}</radialGradient>"
    )
    return paint + blurred(polygon([(x, y - 3), *ends, (x, y + 3)], f"url(#{name})"), 7)


def rain(random: Random, most: int, colour: str, slant: float = 0.22) -> str:
    """Rain driven by the wind, nearer drops longer."""
    drawn = []
    for _ in range(most):
        near = random.random() ** 3
        x, y = random.uniform(-100, WIDTH + 200), random.uniform(-60, HEIGHT)
        long = 18 + 90 * near
        drawn.append(
            f'<path d="M{x:.0f},{y:.0f} l{-long * slant:.0f},{long:.0f}" stroke="{colour}" '
            f'stroke-width="{0.7 + 1.6 * near:.1f}" opacity="{0.12 + 0.22 * random.random():.2f}"/>'
        )
    return "".join(drawn)


def flakes(random: Random, most: int, colour: str = "#ffffff") -> str:
    """Snow in the air, a few flakes near and out of focus."""
    far, near = [], []
    for _ in range(most):
        size = 0.8 + 2.2 * random.random() ** 2
        far.append(
            ellipse(
                random.uniform(0, WIDTH),
                random.uniform(0, HEIGHT),
                size,
                size,
                colour,
                f'opacity="{random.uniform(0.3, 0.9):.2f}"',
            )
        )
    for _ in range(most // 14):
        size = random.uniform(4, 9)
        near.append(ellipse(random.uniform(0, WIDTH), random.uniform(0, HEIGHT), size, size, colour))
    return "".join(far) + blurred("".join(near), 3, 0.5)


def aurora(random: Random, base: Ground, colours: Sequence[str], tall: float) -> str:
    """Northern lights: curtains of fine rays standing on a line."""
    drawn = []
    for number, colour in enumerate(colours):
        definition, paint = gradient(
            [(0, colours[-1]), (0.55, colour), (0.93, colour), (1, colour)], opacity=(0, 0.32, 0.95, 0)
        )
        rays = []
        for x in range(-20, WIDTH + 20, 9):
            fold = math.sin(x * 0.011 + number * 2.1) + math.sin(x * 0.031 + number)
            high = tall * (0.5 + 0.28 * fold + 0.3 * random.random())
            light = max(0.05, 0.42 + 0.26 * math.sin(x * 0.017 + number * 1.7) + 0.12 * random.random())
            rays.append(
                f'<rect x="{x}" y="{base(x) + number * 46 - high:.0f}" width="12" '
                f'height="{max(8, high):.0f}" fill="{paint}" opacity="{light:.2f}"/>'
            )
        drawn.append(definition + blurred("".join(rays), 6, 0.85))
    return "".join(drawn)
