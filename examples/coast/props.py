"""What stands, floats and walks on the coast: each drawn a hundred units large, then put in place."""

from __future__ import annotations

from itertools import count
from random import Random

from examples.coast.brush import blurred, ellipse, glow, gradient, mix, polygon

_numbers = count()

_GULL = "M-14,-3Q-8,-8 -1.4,0Q0,1.4 1.4,0Q8,-8 14,-3Q8,-5.4 1.8,2.4Q0,4 -1.8,2.4Q-8,-5.4 -14,-3z"
_DOG = """
<path d="M50,-21q-10,-4 -11,-15" stroke="{dark}" stroke-width="3.5" fill="none" stroke-linecap="round"/>
<ellipse cx="64" cy="-19" rx="17" ry="7.5"/><ellipse cx="81" cy="-28" rx="8" ry="6.2"/>
<path d="M50,-16h4v16h-4zM55,-16h4v16h-4zM70,-16h4v16h-4zM75,-16h4v16h-4z"/>
<path d="M27,-51Q46,-26 73,-29" stroke="{dark}" stroke-width="1.6" fill="none"/>
"""
_PERSON = """
<path d="M-10,-40l-9,40h8l11,-34l12,34h8l-11,-40z"/><circle cx="1" cy="-90" r="9.5"/>
<path d="M-9,-80q10,-7 19,0l7,46h-33z" fill="{coat}"/>
<path d="M8,-74l19,23" stroke="{coat}" stroke-width="8" stroke-linecap="round"/>
"""


def placed(x: float, y: float, size: float, drawing: str, lean: float = 0) -> str:
    """A drawing of a hundred units, brought to a size, its foot at a point."""
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) rotate({lean:.1f}) scale({size / 100:.4f})">{drawing}</g>'
    )


def lighthouse(
    x: float, foot: float, high: float, wall: str, band: str, shade: str, *, side: float = 1, lamp: str = ""
) -> str:
    """A lighthouse with its foot at a point.

    Args:
        x: Where its middle stands.
        foot: Where its foot stands.
        high: How tall it is, to the ball on its roof.
        wall: The lighter of its colours, in the light.
        band: The colour of its bands, in the light.
        shade: What the side away from the light turns to.
        side: Where the light comes from: -1 from the left, 1 from the right.
        lamp: The colour of its light, when it is lit.
    """
    dark = mix(shade, "#101018", 0.45)
    tower = [(-10.5, 0.0), (-6.6, -74.0), (6.6, -74.0), (10.5, 0.0)]
    name = f"tower{next(_numbers)}"
    edge = " ".join(f"{a},{b}" for a, b in tower)
    bands = "".join(
        f'<path d="M-10.5,{-74 + 10.57 * number:.1f}q10.5,2.8 21,0v10.57q-10.5,2.8 -21,0z" fill="{band}"/>'
        for number in (1, 3, 5)
    )
    definition, paint = _round(shade, wall, side)
    slits = "".join(
        f'<rect x="{left}" y="{top}" width="1.3" height="3.4" rx="0.65" '
        f'fill="{mix(dark, lamp, 0.75) if lamp else dark}"/>'
        for left, top in ((1, -52), (-2.2, -28))
    )
    body = (
        f'<clipPath id="{name}"><polygon points="{edge}"/></clipPath><g clip-path="url(#{name})">'
        f"{polygon(tower, wall)}{bands}{definition}{polygon(tower, paint)}</g>{slits}"
        f'<path d="M-2.1,0v-6a2.1,2.1 0 0 1 4.2,0v6z" fill="{dark}"/>'
    )
    shadow = _shadow(-side * 7.4, 22, shade)
    return placed(x, foot, high, shadow + body + _lantern(dark, band, shade, side, lamp))


def _round(shade: str, wall: str, side: float) -> tuple[str, str]:
    """The shade that makes a tower round."""
    stops = [(0.0, shade), (0.42, shade), (0.8, wall), (1.0, mix(wall, shade, 0.35))]
    opacity = [0.88, 0.42, 0.0, 0.25]
    if side < 0:
        stops = [(round(1 - at, 2), colour) for at, colour in reversed(stops)]
        opacity.reverse()
    return gradient(stops, across=True, opacity=opacity)


def _lantern(dark: str, band: str, shade: str, side: float, lamp: str) -> str:
    """Gallery, glass and roof."""
    ends = [(0.0, mix(band, shade, 0.75)), (0.75, band), (1.0, mix(band, shade, 0.3))]
    if side < 0:
        ends = [(1 - at, colour) for at, colour in reversed(ends)]
    definition, paint = gradient(ends, across=True)
    bars = "".join(
        f'<rect x="{at}" y="-84" width="0.6" height="10" fill="{dark}"/>' for at in (-5.4, -2, 1.5, 4.8)
    )
    rail = "".join(f'<rect x="{-9 + 2 * at}" y="-77.6" width="0.4" height="3.6"/>' for at in range(10))
    pane = lamp or mix(shade, "#ffffff", 0.45)
    return (
        f'{definition}<rect x="-5.4" y="-84" width="10.8" height="10" fill="{pane}"/>'
        f"{glow(0, -79, 9, '#fffbe8', 0.95) if lamp else ''}{bars}"
        f'<g fill="{dark}"><rect x="-9" y="-74.2" width="18" height="2" rx="0.3"/>'
        f'<rect x="-9" y="-78" width="18" height="0.6"/>{rail}</g>'
        f'<path d="M-6.5,-84q1.2,-7 6.5,-8.5q5.3,1.5 6.5,8.5z" fill="{paint}"/>'
        f'<g fill="{dark}"><circle cx="0" cy="-92.8" r="1.1"/>'
        f'<rect x="-0.25" y="-100" width="0.5" height="8"/></g>'
    )


def house(x: float, foot: float, wide: float, wall: str, roof: str, shade: str, *, lit: str = "") -> str:
    """A keeper's house with its left corner at a point: the gable, then the long side in shade."""
    panes = '<path d="M14.4,-32.3h11.2v13.6h-11.2zM48.4,-24.5h8.5v12.9h-8.5zM80.8,-24.5h8.5v12.9h-8.5z" '
    parts = [
        _shadow(55, 62, shade),
        polygon([(40, 0), (40, -34), (100, -34), (100, 0)], mix(wall, shade, 0.5)),
        polygon([(0, 0), (0, -34), (20, -60), (40, -34), (40, 0)], wall),
        f'<rect x="66" y="-70" width="7" height="12" fill="{mix(wall, shade, 0.7)}"/>',
        polygon([(20, -61.5), (80, -61.5), (103, -33), (41.5, -33)], roof),
        polygon(
            [(20, -61.5), (-3, -32.8), (-1.5, -29.5), (20, -57), (41, -31), (41.5, -33)],
            mix(roof, shade, 0.5),
        ),
        f'{panes} fill="{lit or mix(shade, "#dfe7ee", 0.35)}"/>',
        f'<rect x="65.2" y="-25" width="8.5" height="25" fill="{mix(roof, shade, 0.6)}"/>',
    ]
    if lit:
        parts += [glow(at, -17, 30, lit, 0.55) for at in (52, 85)]
    return placed(x, foot, wide, "".join(parts))


def sailboat(x: float, y: float, high: float, sail: str, hull: str, lean: float = 3) -> str:
    """A small boat under sail, and its reflection."""
    boat = (
        f'<path d="M-3,-10v-90q40,50 42,84z" fill="{sail}"/>'
        f'<path d="M-7,-12v-74q-12,42 -30,70z" fill="{mix(sail, hull, 0.28)}"/>'
        f'<path d="M-40,-8h86q-8,11 -22,11h-44q-14,0 -20,-11z" fill="{hull}"/>'
    )
    mirrored = f'<g transform="translate(0 4) scale(1 -1)" opacity="0.22">{boat}</g>'
    return blurred(placed(x, y, high, mirrored), 2) + placed(x, y, high, boat, lean)


def trawler(x: float, y: float, wide: float, hull: str, cabin: str, lamp: str) -> str:
    """A fishing boat with a lamp at the mast."""
    rigging = "M8,-10v-58M8,-60l36,42M8,-60L-24,-40"
    boat = (
        f'<path d="M-50,-18q30,10 62,2l36,-10q-6,22 -16,28h-72z" fill="{hull}"/>'
        f'<rect x="-26" y="-42" width="24" height="30" rx="1.5" fill="{cabin}"/>'
        f'<rect x="-22" y="-37" width="15" height="10" fill="{lamp}"/>'
        f'<path d="{rigging}" stroke="{hull}" stroke-width="1.4" fill="none"/>'
        f"{glow(8, -68, 50, lamp, 0.85)}{ellipse(8, -68, 1.6, 1.6, '#fff8e0')}"
    )
    return placed(x, y, wide, boat)


def gulls(random: Random, x: float, y: float, most: int, spread: float, colour: str) -> str:
    """Gulls on the wing."""
    return "".join(
        placed(
            x + random.gauss(0, spread),
            y + random.gauss(0, spread * 0.42),
            random.uniform(60, 170),
            f'<path d="{_GULL}" fill="{colour}"/>',
            random.uniform(-18, 18),
        )
        for _ in range(most)
    )


def walker(x: float, foot: float, high: float, coat: str, dark: str) -> str:
    """Somebody out with a dog."""
    drawing = (_PERSON + _DOG).format(coat=coat, dark=dark)
    return placed(x, foot, high, f'<g fill="{dark}">{drawing}</g>')


def _shadow(x: float, wide: float, shade: str) -> str:
    """The shadow that keeps a thing on the ground."""
    dark = mix(shade, "#101018", 0.55)
    return blurred(ellipse(x, 0, wide, max(1.2, wide * 0.07), dark), 1, 0.6)
