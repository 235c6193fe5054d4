"""A plan drawn as SVG: rounded boxes, hairlines, readable on light and on dark ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from studio.engine.drawing.layout import laid
from studio.engine.pipeline.order import Waits, reduced

_WIDE, _HIGH = 208, 64
_ACROSS, _DOWN = 72, 28
_MARGIN = 32
_TITLE = 44
_LARGE, _LETTER, _SMALL = 9.2, 7.6, 6.4
_STYLE = """
  .ground { fill: #faf9f7 }
  .box { fill: #ffffff; stroke: #d8d4cc }
  .name { fill: #1d1c1a; font: 600 14px system-ui, 'Source Sans 3', 'Source Sans Pro', sans-serif }
  .told { fill: #6d6961; font: 400 12px system-ui, 'Source Sans 3', 'Source Sans Pro', sans-serif }
  .title { fill: #1d1c1a; font: 600 17px system-ui, 'Source Sans 3', 'Source Sans Pro', sans-serif }
  .way { fill: none; stroke: #b4aea3; stroke-width: 1 }
  .arrow { fill: #b4aea3 }
  .accent { fill: #e8a33d }
  .when { stroke-dasharray: 4 3 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #121316 }
    .box { fill: #1c1e22; stroke: #3a3d44 }
    .name, .title { fill: #f0eee9 }
    .told { fill: #9a978f }
    .way { stroke: #5d6068 }
    .arrow { fill: #5d6068 }
  }
"""


@dataclass(frozen=True)
class Box:
    """What stands in the box of a stage.

    Attributes:
        tool: Its tool.
        told: What else there is to say, in few words.
        fans_out: Whether it is called for many things.
        delivers: Whether its results leave the run.
        is_conditional: Whether it runs only under a condition.
    """

    tool: str
    told: str = ""
    fans_out: bool = False
    delivers: bool = False
    is_conditional: bool = False


def drawn(title: str, waits: Waits, boxes: Mapping[str, Box]) -> str:
    """The picture.

    Args:
        title: What stands above it.
        waits: Each stage with those it waits for.
        boxes: What stands in the box of each.
    """
    layout = laid(reduced(waits))
    width = round(2 * _MARGIN + layout.columns * (_WIDE + _ACROSS) - _ACROSS)
    height = round(2 * _MARGIN + _TITLE + layout.rows * (_HIGH + _DOWN) - _DOWN)
    ways = [_way([_corner(*place) for place in way]) for way in layout.ways.values()]
    stages = [_stage(name, boxes[name], *_corner(*place)) for name, place in layout.places.items()]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-label="{escape(title)}">',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{width}" height="{height}"/>',
            _text("title", _MARGIN, _MARGIN + 14, _cut(title, width - 2 * _MARGIN, _LARGE)),
            *ways,
            *stages,
            "</svg>",
            "",
        ]
    )


def _corner(column: int, row: float) -> tuple[float, float]:
    return _MARGIN + column * (_WIDE + _ACROSS), _MARGIN + _TITLE + row * (_HIGH + _DOWN)


def _way(corners: list[tuple[float, float]]) -> str:
    """A line from one box to another, past the columns between them, with an arrow at its end."""
    (x, y), *between, (last_x, last_y) = corners
    at = (x + _WIDE, y + _HIGH / 2)
    parts = [f"M{at[0]:g} {at[1]:.1f}"]
    for bend_x, bend_y in between:
        parts.append(_curve(at, (bend_x, bend_y + _HIGH / 2)))
        at = (bend_x + _WIDE, bend_y + _HIGH / 2)
        parts.append(f"H{at[0]:g}")
    end = (last_x - 7, last_y + _HIGH / 2)
    parts.append(_curve(at, end))
    arrow = f"M{end[0]:g} {end[1] - 3.5:.1f}L{end[0] + 7:g} {end[1]:.1f}L{end[0]:g} {end[1] + 3.5:.1f}Z"
    return f'<path class="way" d="{"".join(parts)}"/><path class="arrow" d="{arrow}"/>'


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    half = (end[0] - start[0]) / 2
    return f"C{start[0] + half:.1f} {start[1]:.1f} {end[0] - half:.1f} {end[1]:.1f} {end[0]:g} {end[1]:.1f}"


def _stage(name: str, box: Box, x: float, y: float) -> str:
    dashed = " when" if box.is_conditional else ""
    rim = f'width="{_WIDE}" height="{_HIGH}" rx="10" class="box{dashed}"'
    told = " · ".join(part for part in (box.tool, box.told) if part)
    lines = [f"<g><title>{escape(f'{name}: {told}')}</title>"]
    if box.fans_out:
        # Sheets behind the box say that there are many.
        lines += [f'<rect x="{x + shift:g}" y="{y - shift:.1f}" {rim}/>' for shift in (6, 3)]
    lines.append(f'<rect x="{x:g}" y="{y:.1f}" {rim}/>')
    if box.delivers:
        lines.append(f'<circle class="accent" cx="{x + _WIDE - 16:g}" cy="{y + 16:.1f}" r="4"/>')
    lines += [
        _text("name", x + 16, y + 28, _cut(name, _WIDE - 48, _LETTER)),
        _text("told", x + 16, y + 47, _cut(told, _WIDE - 32, _SMALL)),
        "</g>",
    ]
    return "".join(lines)


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="{y:.1f}">{escape(text)}</text>'


def _cut(text: str, room: float, letter: float) -> str:
    most = int(room / letter)
    return text if len(text) <= most else f"{text[: most - 1]}…"
