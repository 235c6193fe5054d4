"""SVG from outside: only what draws is kept, nothing is fetched, nothing may grow without end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from studio.core.errors import BadInput, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

_LARGEST = 8_000_000
_MOST, _MOST_DRAWN, _DEEPEST = 40_000, 60_000, 80
_HINT = "save the logo as plain SVG or as PNG with a transparent background"
_KEPT = {
    "svg",
    "g",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "use",
    "symbol",
    "style",
    "text",
    "tspan",
    "a",
    "switch",
}
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"}
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_PIXELS = {None: 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"


def drawn(path: Path, longest: int) -> ndarray:
    """Draw an SVG of unknown origin as straight RGBA.

    Args:
        path: The file.
        longest: The longer side of the picture.
    """
    import numpy as np

    from studio.media.images.libvips import engine

    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _LARGEST else b""
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {(error.strerror or '').lower()}") from None
    if not content:
        raise Refused(f"{path.name} is empty or larger than 8 MB", hint=_HINT)
    plain = cleaned(content, path.name, longest)
    try:
        image = engine().Image.svgload_buffer(plain.encode())
        pixels = np.ascontiguousarray(image.numpy())
    except engine().Error:
        raise BadInput(f"{path.name} is an SVG that cannot be drawn", hint=_HINT) from None
    if not pixels[..., 3].any():
        raise BadInput(f"there is nothing to see in {path.name}", hint=_HINT)
    return pixels


def cleaned(content: bytes, name: str, longest: int) -> str:
    """An SVG with nothing in it but what draws.

    Args:
        content: The file.
        name: How messages call it.
        longest: The longer side at which it will be drawn.
    """
    root = _Reader(name).read(content)
    if root.name != "svg":
        raise BadInput(f"{name} is no SVG: it begins with <{root.name}>", hint=_HINT)
    width, height, box = _extent(root, name)
    if _drawn_count(root, name) > _MOST_DRAWN:
        raise Refused(f"{name} draws more than {_MOST_DRAWN:,} shapes", hint=_HINT)
    factor = longest / max(width, height)
    root.given |= {
        "width": f"{max(1, round(width * factor))}",
        "height": f"{max(1, round(height * factor))}",
        "viewBox": " ".join(f"{part:g}" for part in box),
        "xmlns": _SVG,
        "xmlns:xlink": _XLINK,
    }
    return _written(root)


@dataclass
class _Node:
    name: str
    given: dict[str, str]
    inside: list[_Node] = field(default_factory=list)
    text: str = ""


class _Reader:
    """Listens to the parser; what does not draw is left out with all that is in it."""

    def __init__(self, name: str) -> None:
        from xml.parsers import expat

        self._name = name
        self._open: list[_Node] = []
        self._root: _Node | None = None
        self._dropped = 0
        self._count = 0
        self._wrong = expat.ExpatError
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._said
        self._parser.EntityDeclHandler = self._refuse_entity

    def read(self, content: bytes) -> _Node:
        try:
            self._parser.Parse(content, True)
        except self._wrong as wrong:
            told = str(wrong).partition(":")[0]
            raise BadInput(f"{self._name} is a broken SVG: {told}, line {wrong.lineno}", hint=_HINT) from None
        except (ValueError, LookupError) as wrong:
            raise BadInput(f"{self._name} is a broken SVG: {wrong}", hint=_HINT) from None
        assert self._root is not None
        return self._root

    def _refuse_entity(self, name: str, *_: Any) -> None:
        raise Refused(
            f"{self._name} declares the entity {name[:40]}, which could grow without end", hint=_HINT
        )

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        space, _, plain = name.rpartition(" ")
        self._count += 1
        if self._count > _MOST or len(self._open) + self._dropped > _DEEPEST:
            raise Refused(f"{self._name} has more elements than a logo needs", hint=_HINT)
        if self._dropped or space not in ("", _SVG) or plain not in _KEPT:
            self._dropped += 1
            return
        node = _Node(plain, _kept(attributes))
        if self._open:
            self._open[-1].inside.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        if self._dropped:
            self._dropped -= 1
        else:
            self._open.pop()
        if self._root is None and not self._dropped:
            raise BadInput(f"{self._name} is no SVG", hint=_HINT)

    def _said(self, text: str) -> None:
        if self._open and not self._dropped and self._open[-1].name in ("text", "tspan", "style"):
            self._open[-1].text += text


def _kept(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes that draw, and point nowhere outside."""
    kept = {}
    for name, value in attributes.items():
        space, _, plain = name.rpartition(" ")
        if space not in ("", _XLINK) or plain.lower().startswith("on") or _OUTSIDE.search(value):
            continue
        if plain == "href":
            if value.startswith("#"):
                kept["xlink:href"] = value
            continue
        if plain != "filter":
            kept[plain] = value
    return kept


def _extent(root: _Node, name: str) -> tuple[float, float, tuple[float, ...]]:
    """Width and height as it wants to be seen, and what of its plane that is."""
    box: tuple[float, ...] = ()
    if "viewBox" in root.given:
        try:
            box = tuple(float(part) for part in root.given["viewBox"].replace(",", " ").split())
        except ValueError:
            box = ()
    sides = [_length(root.given.get(side, "")) for side in ("width", "height")]
    if len(box) != 4:
        box = (0.0, 0.0, sides[0] or 0.0, sides[1] or 0.0)
    width, height = (side or box[at] for side, at in zip(sides, (2, 3), strict=True))
    sane = all(abs(part) < 1e7 for part in box) and all(0 < part < 1e7 for part in (width, height, *box[2:]))
    if not sane or not 1 / 200 < width / height < 200:
        raise BadInput(f"{name} does not say how large it is", hint="give its root a viewBox of four numbers")
    return width, height, box


def _length(text: str) -> float | None:
    found = _LENGTH.fullmatch(text)
    if not found:
        return None
    try:
        return float(found[1]) * _PIXELS[found[2] and found[2].lower()]
    except (ValueError, OverflowError):
        return None


def _drawn_count(root: _Node, name: str) -> int:
    """How many shapes are drawn once every use is followed."""
    named: dict[str, _Node] = {}
    todo = [root]
    while todo:
        node = todo.pop()
        if "id" in node.given:
            named.setdefault(node.given["id"], node)
        todo += node.inside
    counted: dict[int, int] = {}
    following: set[int] = set()

    def count(node: _Node) -> int:
        if id(node) in counted:
            return counted[id(node)]
        if id(node) in following:
            raise Refused(f"{name} draws itself within itself", hint=_HINT)
        following.add(id(node))
        total = int(node.name in _SHAPES) + sum(map(count, node.inside))
        target = named.get(node.given.get("xlink:href", "")[1:]) if node.name == "use" else None
        total += count(target) if target else 0
        following.discard(id(node))
        counted[id(node)] = min(total, _MOST_DRAWN + 1)
        return counted[id(node)]

    return count(root)


def _written(node: _Node) -> str:
    given = "".join(f" {name}={quoteattr(value)}" for name, value in node.given.items())
    text = "" if _OUTSIDE.search(node.text) else escape(node.text)
    return f"<{node.name}{given}>{text}{''.join(map(_written, node.inside))}</{node.name}>"
