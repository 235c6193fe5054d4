"""A folder as a picture: each file an area as large as what it takes, in the colour of its kind."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from studio.media.filing.extensions import Kind
from studio.media.filing.tallying import Node
from studio.media.report import spelled, weight

COLOURS: dict[Kind, str] = {
    "images": "#e0a03c", "videos": "#cf6a4c", "audio": "#5fa38a", "documents": "#7f9cc0",
    "spreadsheets": "#86a957", "presentations": "#b784b0", "archives": "#a08560", "code": "#6378c4",
    "executables": "#b3556f", "other": "#6b6e77",
}  # fmt: skip

_HEAD = 19.0
_GAP = 2.0
_SMALLEST = 3.0
_LETTER, _BOLD = 6.5, 7.3
_LINE = 15.0
_ROOMY = 150
_INK = "#15161a"


class Box(NamedTuple):
    """An area: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    def within(self, edge: float, top: float) -> Box:
        """The area inside a frame."""
        width, height = self.width - 2 * edge, self.height - edge - top
        return Box(self.x + edge, self.y + top, max(0.0, width), max(0.0, height))


@dataclass(frozen=True, slots=True)
class Area:
    """Something that takes room in a folder.

    Attributes:
        taken: Bytes on disk.
        name: What it is called.
        kind: What it is.
        detail: What there is to say about it.
        node: The folder it is, if it is one.
    """

    taken: int
    name: str
    kind: Kind
    detail: str
    node: Node | None = None


def squares(sizes: Sequence[float], box: Box) -> list[Box]:
    """Divide a box into areas in proportion to sizes, largest first, each as square as can be."""
    whole = sum(sizes)
    if not whole or box.width <= 0 or box.height <= 0:
        return [Box(box.x, box.y, 0, 0)] * len(sizes)
    scale = box.width * box.height / whole
    areas = [size * scale for size in sizes]
    found: list[Box] = []
    while len(found) < len(areas):
        row, box = _row(areas, len(found), box)
        found += row
    return found


def _row(areas: Sequence[float], first: int, box: Box) -> tuple[list[Box], Box]:
    """A row along the shorter side, as long as its areas get no narrower by one more; and what is left."""
    side = min(box.width, box.height)
    last, total, worst = first, 0.0, float("inf")
    while last < len(areas):
        more = total + areas[last]
        narrowest = _narrowest(areas[first], areas[last], more, side)
        if narrowest > worst:
            break
        last, total, worst = last + 1, more, narrowest
    # Beside something a million million times larger a remainder is mostly rounding; nothing leaves the box.
    thick = min(total / side, max(box.width, box.height)) if side else 0.0
    boxes, along = [], 0.0
    upright = box.width >= box.height
    for area in areas[first:last]:
        long = min(area / thick, side - along) if thick else 0.0
        boxes.append(
            Box(box.x, box.y + along, thick, long) if upright else Box(box.x + along, box.y, long, thick)
        )
        along += long
    if upright:
        return boxes, Box(box.x + thick, box.y, max(0.0, box.width - thick), box.height)
    return boxes, Box(box.x, box.y + thick, box.width, max(0.0, box.height - thick))


def _narrowest(largest: float, smallest: float, total: float, side: float) -> float:
    """How long the least square area of a row is for its width."""
    if not smallest or not total or not side:
        return float("inf")
    return max(side * side * largest / (total * total), total * total / (side * side * smallest))


def svg(root: Node, width: int, height: int, *, alone: bool) -> str:
    """The picture of a folder.

    Args:
        root: The folder.
        width: How wide it is drawn.
        height: How high.
        alone: Whether it is a file of its own, and so brings its ground and its key along.
    """
    key = 44 if alone else 0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + key}" role="img" '
        f'aria-label="{_text(root.name)}: {weight(root.whole.taken)}" '
        'font-family="Manrope, system-ui, sans-serif" font-size="11">'
    ]
    if alone:
        parts.append(f'<rect width="{width}" height="{height + key}" fill="#121316"/>')
    parts += _folder(root, Box(0, 0, width, height), 0)
    if alone:
        parts += _key(root, height + 27)
    return "\n".join([*parts, "</svg>"])


def _folder(node: Node, box: Box, depth: int) -> Iterator[str]:
    told = f"{_text(node.name)}\n{weight(node.whole.taken)} in {_files(node.whole.files)}"
    yield f'<g><rect class="folder" {_place(box)} rx="3" fill="{_ground(depth)}"><title>{told}</title></rect>'
    headed = box.height > 2.2 * _HEAD and box.width > 40
    if headed:
        yield from _heading(box, node.name, weight(node.whole.taken))
    inside = box.within(_GAP, _HEAD if headed else _GAP)
    areas = sorted(_areas(node), key=lambda area: -area.taken)
    for area, there in zip(areas, squares([area.taken for area in areas], inside), strict=True):
        small = there.within(_GAP / 2, _GAP / 2)
        if min(small.width, small.height) < _SMALLEST:
            # What is too small to be told apart is still seen as a whole.
            if there.width * there.height >= 1:
                yield f'<rect {_place(there)} fill="{COLOURS[area.kind]}" opacity=".55"/>'
        elif area.node:
            yield from _folder(area.node, small, depth + 1)
        else:
            yield from _file(area, small)
    yield "</g>"


def _areas(node: Node) -> Iterator[Area]:
    for folder in node.folders.values():
        [(kind, _)] = folder.kinds.most_common(1)
        yield Area(folder.whole.taken, folder.name, kind, "", folder)
    for taken, name, kind in node.largest:
        yield Area(taken, name, kind, kind)
    for kind, (taken, count) in node.rest.items():
        yield Area(taken, f"{count:,} smaller files", kind, kind)


def _file(area: Area, box: Box) -> Iterator[str]:
    told = f"{_text(area.name)}\n{weight(area.taken)}, {area.detail}"
    yield f'<rect {_place(box)} rx="2" fill="{COLOURS[area.kind]}"><title>{told}</title></rect>'
    if box.height > _LINE + 4 and box.width > 46:
        yield from _caption(box, area.name, weight(area.taken))


def _heading(box: Box, name: str, size: str) -> Iterator[str]:
    """The name of a folder, cut to what fits, and at the right how much it takes, where there is room."""
    room, line = box.width - 12, box.y + 13
    beside = len(size) * _LETTER + 12 if room > _ROOMY else 0
    yield _written(box.x + 6, line, _cut(name, room - beside, _BOLD), 'fill="#f3f2ef" font-weight="600"')
    if beside:
        yield _written(box.x + box.width - 6, line, size, 'fill="#a7a9b1" text-anchor="end"')


def _caption(box: Box, name: str, size: str) -> Iterator[str]:
    """The name of a file, cut to what fits, and below it how much it takes, where there is room."""
    room = box.width - 10
    yield _written(box.x + 5, box.y + 14, _cut(name, room), f'fill="{_INK}"')
    if box.height > 2.2 * _LINE and len(size) * _LETTER < room:
        yield _written(box.x + 5, box.y + 28, size, f'fill="{_INK}" opacity=".65"')


def _written(x: float, y: float, text: str, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{text}</text>'


def _key(root: Node, y: float) -> Iterator[str]:
    """Which colour is which kind, those that take most first."""
    x = 8.0
    for kind, taken in root.kinds.most_common():
        label = f"{kind}  {weight(taken)}"
        yield f'<rect x="{x:.1f}" y="{y - 10:.1f}" width="11" height="11" rx="2" fill="{COLOURS[kind]}"/>'
        yield f'<text x="{x + 17:.1f}" y="{y:.1f}" fill="#c9cad0">{label}</text>'
        x += 17 + len(label) * _LETTER + 22


def _cut(name: str, room: float, letter: float = _LETTER) -> str:
    shown = spelled(name)
    most = max(1, int(room / letter))
    return html.escape(shown if len(shown) <= most else f"{shown[: most - 1]}…")


def _text(name: str) -> str:
    return html.escape(spelled(name))


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _ground(depth: int) -> str:
    """Folders get a little lighter, the deeper they lie."""
    shade = min(0x1C + 9 * depth, 0x4A)
    return f"#{shade:02x}{shade + 2:02x}{shade + 7:02x}"


def _place(box: Box) -> str:
    return f'x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
