"""What grows on the coast, each a piece of SVG."""

from __future__ import annotations

from random import Random

from examples.coast.brush import WIDTH, Ground, Stops, ellipse, land, mix, polygon


def pine(random: Random, x: float, foot: float, high: float, dark: str, light: str, side: float = 1) -> str:
    """A conifer, drooping branches in ragged tiers, lit from one side."""
    trunk = [
        (x + high * at, foot - high * up)
        for at, up in ((-0.014, 0), (-0.014, 0.14), (0.014, 0.14), (0.014, 0))
    ]
    parts = [polygon(trunk, dark)]
    tiers = 9
    for tier in range(tiers):
        low = foot - high * (0.08 + 0.8 * tier / tiers)
        reach = high * 0.2 * (1 - tier / tiers) ** 0.85 + high * 0.012
        tip = low - high * 0.24
        teeth = 5
        edge = [
            (
                x - reach + 2 * reach * at / (teeth * 2),
                low
                + (0 if at % 2 else high * 0.026)
                + random.uniform(-1, 1) * high * 0.008
                - abs(at / teeth - 1) * high * -0.012,
            )
            for at in range(teeth * 2 + 1)
        ]
        parts.append(polygon([(x, tip), *reversed(edge)], dark))
        half = [point for point in edge if (point[0] - x) * side > reach * 0.15]
        if half:
            parts.append(
                polygon([(x + side * reach * 0.06, tip + high * 0.03), *half], light, 'opacity="0.3"')
            )
    return "".join(parts)


def grass(
    random: Random, ground: Ground, most: int, tall: float, colours: list[str], lean: float = 0.25
) -> str:
    """Blades along a line of ground, bent by the wind."""
    blades = []
    for _ in range(most):
        x = random.uniform(-20, WIDTH + 20)
        y = ground(x) + random.uniform(24, 44)
        high = tall * random.uniform(0.45, 1.1)
        bend = high * (lean + random.uniform(-0.22, 0.3))
        thick = tall * 0.028 * random.uniform(0.6, 1.3)
        blades.append(
            f'<path d="M{x - thick:.1f},{y:.1f} q{bend * 0.2:.1f},{-high * 0.6:.1f} {bend:.1f},{-high:.1f} '
            f'q{-bend * 0.6 + thick:.1f},{high * 0.4:.1f} {-bend + thick * 2:.1f},{high:.1f}z" '
            f'fill="{random.choice(colours)}"/>'
        )
    return "".join(blades)


def flowers(random: Random, ground: Ground, most: int, depth: float, colours: list[str]) -> str:
    """Small flowers in a meadow, larger as they come near."""
    found = sorted(random.random() ** 1.3 for _ in range(most))
    drawn = []
    for near in found:
        x = random.uniform(0, WIDTH)
        size = 1.2 + 4.6 * near
        y = ground(x) + 6 + near * depth
        colour = random.choice(colours)
        drawn.append(ellipse(x, y, size, size * 0.72, colour))
        drawn.append(
            ellipse(x - size * 0.2, y - size * 0.2, size * 0.5, size * 0.34, mix(colour, "#ffffff", 0.45))
        )
    return "".join(drawn)


def meadow(ground: Ground, stops: Stops, blades: str) -> str:
    """A rise of ground with grass along it, whose feet are in the ground."""
    return land(ground, stops) + blades + land(lambda x: ground(x) + 22, stops)
