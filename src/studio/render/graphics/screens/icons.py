"""Small signs of interfaces, drawn in lines on a square of 24."""

from __future__ import annotations

from collections.abc import Mapping

from studio.render.graphics.shapes import num

_LINES: Mapping[str, str] = {
    "menu": "M4 7h16M4 12h16M4 17h10",
    "search": "M11 5a6 6 0 1 1 0 12a6 6 0 1 1 0-12M15.5 15.5L20 20",
    "bag": "M6 8.5h12l1 11.5H5zM9 10.5V7a3 3 0 0 1 6 0v3.5",
    "heart": ("M12 19.5C5 15 3.5 11.5 3.5 9A4.3 4.3 0 0 1 12 7.5A4.3 4.3 0 0 1 20.5 9c0 2.5-1.5 6-8.5 10.5z"),
    "user": ("M12 4.5a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0-7.6M4.5 20c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5"),
    "home": "M4 11.5L12 4.5l8 7M6 10v9.5h12V10M10 19.5V14h4v5.5",
    "plus": "M12 5.5v13M5.5 12h13",
    "check": "M5 12.5l4.7 4.7L19 7.5",
    "back": "M14.5 5.5L8 12l6.5 6.5",
    "forth": "M9.5 5.5L16 12l-6.5 6.5",
    "send": "M4 12L20 5l-4.5 15l-4-6zM11.5 14L20 5",
    "bell": "M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10 20.5a2.2 2.2 0 0 0 4 0",
    "calendar": "M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4",
    "chart": "M5 19.5V12M10 19.5V6M15 19.5v-9M20 19.5V8.5",
    "call": (
        "M6.5 4.5l3 .5l1 4l-2 1.5c1 2 2.5 3.5 4.5 4.5l1.5-2l4 1l.5 3c-1 1.8-2.5 2-4 "
        "1.8C9.5 18 6 14 4.8 8.5c-.2-1.5 0-3 1.7-4z"
    ),
    "dots": "M5.5 12h.01M12 12h.01M18.5 12h.01",
    "shuffle": (
        "M4 7h3.5l8 10H20M17.5 14.5L20 17l-2.5 2.5M4 17h3.5l2-2.5M13.5 9.5l2-2.5H20M17.5 4.5L20 7l-2.5 2.5"
    ),
    "again": (
        "M5 11V9.5a3 3 0 0 1 3-3h11M16.5 4L19 6.5L16.5 9M19 13v1.5a3 3 0 0 1-3 3H5M7.5 20L5 17.5L7.5 15"
    ),
}
_FULL: Mapping[str, str] = {
    "play": "M8 5.5v13l11-6.5z",
    "pause": "M7 5.5h3.7v13H7zM13.3 5.5H17v13h-3.7z",
    "next": "M5.5 6v12l9-6zM15.5 6H18v12h-2.5z",
    "before": "M18.5 6v12l-9-6zM8.5 6H6v12h2.5z",
    "star": "M12 4l2.5 5.2l5.7.7l-4.2 3.9l1.1 5.7L12 16.7l-5.1 2.8L8 13.8L3.8 9.9l5.7-.7z",
}
NAMES = frozenset((*_LINES, *_FULL))


def icon(
    name: str,
    middle: tuple[float, float],
    size: float,
    colour: str,
    *,
    bold: float = 1.8,
    opacity: float = 1.0,
) -> str:
    """A sign.

    Args:
        name: Which one.
        middle: Where its middle lies.
        size: How wide and high it is.
        colour: Its colour.
        bold: How thick its lines are, in parts of 24.
        opacity: How much of it is seen.
    """
    scale = size / 24
    place = f"translate({num(middle[0] - size / 2)} {num(middle[1] - size / 2)}) scale({scale:.4f})"
    if name in _FULL:
        paint = f'fill="{colour}"'
        data = _FULL[name]
    else:
        ends = 'stroke-linecap="round" stroke-linejoin="round"'
        paint = f'fill="none" stroke="{colour}" stroke-width="{num(bold)}" {ends}'
        data = _LINES[name]
    return f'<path transform="{place}" d="{data}" {paint} opacity="{num(opacity)}"/>'
