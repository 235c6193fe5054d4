"""Makes plain SVG of a drawing: parameters filled in, repeats written out, paint under its light.

What moves by itself becomes a piece of its own, what shines is noted for the glow, named places are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from studio.render.drawing import expressions, matrices
from studio.render.drawing.expressions import Unreadable, Value
from studio.render.drawing.matrices import Matrix
from studio.render.drawing.plain import Anchor, Move, Piece, Plain
from studio.render.drawing.reading import Drawing, Element, Misdrawn
from studio.render.drawing.weighing import MOST, Endless, weights

MOST_ELEMENTS = 30_000
MOVES = frozenset(("sway", "swing", "bob", "drift", "spin", "flicker", "blink", "breathe", "turn"))
_MOST_REPEATS = 400
_DEEPEST_USE = 6
_LARGEST, _FARTHEST = 1e9, 2000.0
_PAINTED = ("fill", "stroke", "stop-color")
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_PARAMETER = re.compile(r"(\w+):('[^']*'|\S+)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SKIPPED = {"title", "desc"}

Paint = Callable[[str], str]
Find = Callable[[str], Drawing]


@dataclass(frozen=True)
class Circumstances:
    """What a drawing is drawn for.

    Attributes:
        paint: The colour of a token.
        moments: What is the case: the time of day, the weather.
        find: Reads another drawing by its name.
        seed: What `rand` draws from.
        line: Width of the outline all shapes get, in units; 0 for none.
        shadows: Whether contact shadows are drawn.
        pictures: What is laid over named places, as the address of a picture.
    """

    paint: Paint
    moments: frozenset[str]
    find: Find
    seed: int = 0
    line: float = 0.0
    shadows: bool = True
    pictures: Mapping[str, str] = field(default_factory=dict)


def expanded(drawing: Drawing, given: Mapping[str, Value], around: Circumstances) -> Plain:
    """Make plain SVG of a drawing.

    Args:
        drawing: The drawing.
        given: Values for its parameters.
        around: What it is drawn for.
    """
    work = _Work(around)
    work.drawing(drawing, given)
    work.cut()
    return Plain(drawing.box, "".join(work.defs), tuple(work.pieces), work.anchors)


def parameters(drawing: Drawing) -> dict[str, Value]:
    """The parameters of a drawing with their defaults."""
    found: dict[str, Value] = {}
    for name, value in _PARAMETER.findall(drawing.root.own.get("params", "")):
        try:
            found[name] = float(value)
        except ValueError:
            found[name] = value.strip("'")
    return found


@dataclass(frozen=True)
class _Scope:
    """What holds where an element stands."""

    file: str
    names: Mapping[str, Value]
    matrix: Matrix
    prefix: str
    seed: int
    depth: int = 0
    outlined: bool = True
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass
class _Light:
    strength: float
    halo: float
    markup: list[str] = field(default_factory=list)


class _Work:
    """Writes the pieces; what is open is closed and opened again where a mover cuts through."""

    def __init__(self, around: Circumstances) -> None:
        self.around = around
        self.defs: list[str] = []
        self.pieces: list[Piece] = []
        self.anchors: dict[str, Anchor] = {}
        self._out: list[str] = []
        self._open: list[str] = []
        self._lights: list[_Light] = []
        self._lit: _Light | None = None
        self._moving = False
        self._count = 0
        self._weight = 0
        self._uses = 0

    def drawing(self, drawing: Drawing, given: Mapping[str, Value], matrix: Matrix = matrices.IDENTITY,
                depth: int = 0, seed: int | None = None) -> None:  # fmt: skip
        known = parameters(drawing)
        for name in given:
            if name not in known:
                there = f"it has {', '.join(known)}" if known else "it has none"
                raise Misdrawn.at(drawing.file, drawing.root.line, f"there is no parameter {name}", there)
        prefix = f"u{self._uses}-" if depth else ""
        self._uses += 1
        seed = self.around.seed if seed is None else seed
        try:
            known_weights = weights(drawing.root)
        except Endless as wrong:
            hint = "let no element use what it stands in"
            raise Misdrawn.at(drawing.file, drawing.root.line, str(wrong), hint) from None
        scope = _Scope(drawing.file, {**known, **given}, matrix, prefix, seed, depth, weights=known_weights)
        for element in drawing.root.inside:
            self._element(element, scope)

    def cut(self, move: Move | None = None) -> None:
        """End the piece that is being written."""
        closing = "</g>" * len(self._open)
        if any(not part.startswith(("<g", "</g")) for part in self._out):
            lights = tuple((f"{''.join(one.markup)}", one.strength, one.halo) for one in self._lights)
            self.pieces.append(Piece("".join(self._out) + closing, move, lights))
        self._out = list(self._open)
        self._lights = []

    def _element(self, element: Element, scope: _Scope) -> None:
        if element.name in _SKIPPED or not self._holds(element.own.get("when", "")):
            return
        if "shadow" in element.own and not self.around.shadows:
            return
        try:
            self._repeated(element, scope)
        except (Unreadable, ValueError) as wrong:
            if isinstance(wrong, Misdrawn):
                raise
            raise Misdrawn.at(
                scope.file, element.line, f"<{element.name}>: {wrong}", "look at its attributes"
            ) from None

    def _holds(self, when: str) -> bool:
        """Whether it is one of the moments something is drawn for."""
        wanted = when.split()
        refused = [word[1:] for word in wanted if word.startswith("!")]
        asked = [word for word in wanted if not word.startswith("!")]
        moments = self.around.moments
        return not moments & set(refused) and (not asked or bool(moments & set(asked)))

    def _repeated(self, element: Element, scope: _Scope) -> None:
        if "repeat" not in element.own:
            self._once(element, scope)
            return
        times = int(_number(self._fill(element.own["repeat"], scope)))
        if times > _MOST_REPEATS:
            raise Unreadable(f"repeated {times} times; {_MOST_REPEATS} are the most")
        dx = _number(self._fill(element.own.get("dx", "0"), scope))
        dy = _number(self._fill(element.own.get("dy", "0"), scope))
        counter = element.own.get("as", "i")
        for number in range(times):
            here = replace(
                scope,
                names={**scope.names, counter: float(number)},
                seed=scope.seed + 7919 * (number + 1),
                matrix=matrices.joined(scope.matrix, (1, 0, 0, 1, dx * number, dy * number)),
            )
            with_move = f'<g transform="translate({dx * number:g} {dy * number:g})">' if number else "<g>"
            self._begin(with_move)
            self._once(element, here)
            self._end()

    def _once(self, element: Element, scope: _Scope) -> None:
        if "anchor" in element.own:
            self._anchor(element, scope)
            return
        if "use" in element.own:
            self._wrapped(element, scope, self._used)
            return
        if element.name == "defs":
            for inner in element.inside:
                self.defs.append("".join(self._plain(inner, scope)))
            return
        if element.name in ("linearGradient", "radialGradient", "clipPath", "mask"):
            self.defs.append("".join(self._plain(element, scope)))
            return
        self._wrapped(element, scope, self._drawn)

    def _wrapped(self, element: Element, scope: _Scope, write: Callable[[Element, _Scope], None]) -> None:
        """Write an element as a piece of its own if it moves, and note it if it shines."""
        moves = "move" in element.own and not self._moving and self._lit is None
        if moves:
            self.cut()
            self._moving = True
        light = self._begin_light(element, scope)
        write(element, scope)
        if light:
            closing = "</g>" * len(self._open)
            light.markup.append(closing)
            self._lit = None
        if moves:
            self._moving = False
            self.cut(self._move(element, scope))

    def _begin_light(self, element: Element, scope: _Scope) -> _Light | None:
        if "light" not in element.own or self._lit:
            return None
        strength = _number(self._fill(element.own["light"], scope))
        halo = _number(self._fill(element.own.get("halo", "40"), scope)) * matrices.scale_of(scope.matrix)
        if not 0 <= halo <= _FARTHEST:
            raise Unreadable(f"a halo of {halo:g} units; it reaches from 0 to {_FARTHEST:,.0f}")
        self._lit = _Light(strength, halo, list(self._open))
        self._lights.append(self._lit)
        return self._lit

    def _move(self, element: Element, scope: _Scope) -> Move:
        kind, *numbers = self._fill(element.own["move"], scope).split() or [""]
        if kind not in MOVES:
            raise Unreadable(f"there is no move {kind!r}; there are {', '.join(sorted(MOVES))}")
        amount, period = ([_number(one) for one in numbers] + [3.0, 4.0][len(numbers) :])[:2]
        pivot = [_number(one) for one in self._fill(element.own.get("pivot", "0 0"), scope).split()]
        # A transform of the mover itself turns its pivot along.
        matrix = scope.matrix
        if "transform" in element.given:
            matrix = matrices.joined(matrix, matrices.parsed(self._fill(element.given["transform"], scope)))
        if "use" in element.own:
            matrix = matrices.joined(matrix, self._placed(element, scope))
        x, y = matrices.moved(matrix, *((*pivot, 0.0, 0.0)[:2]))
        return Move(kind, amount, max(0.05, period), x, y)

    def _anchor(self, element: Element, scope: _Scope) -> None:
        name = self._fill(element.own["anchor"], scope)
        given = {key: _number(self._fill(value, scope)) for key, value in element.given.items()
                 if key in ("x", "y", "width", "height", "cx", "cy", "r")}  # fmt: skip
        matrix = scope.matrix
        if "transform" in element.given:
            matrix = matrices.joined(matrix, matrices.parsed(self._fill(element.given["transform"], scope)))
        x, y = given.get("x", given.get("cx", 0.0)), given.get("y", given.get("cy", 0.0))
        left, top = matrices.moved(matrix, x, y)
        right, bottom = matrices.moved(matrix, x + given.get("width", 0.0), y + given.get("height", 0.0))
        anchor = Anchor(min(left, right), min(top, bottom), abs(right - left), abs(bottom - top))
        self.anchors.setdefault(name, anchor)
        if laid := self.around.pictures.get(name):
            box = " ".join(f'{key}="{given.get(key, 0.0):g}"' for key in ("x", "y", "width", "height"))
            turned = self._fill(element.given.get("transform", ""), scope)
            self._begin(f'<g transform="{turned}">' if turned else "<g>")
            self._put(f'<image {box} preserveAspectRatio="none" xlink:href="{laid}"/>')
            self._end()

    def _used(self, element: Element, scope: _Scope) -> None:
        if scope.depth >= _DEEPEST_USE:
            raise Unreadable("drawings that use one another without end")
        name = self._fill(element.own["use"], scope)
        given: dict[str, Value] = {}
        for key, value in element.own.items():
            if key not in _RESERVED:
                text = self._fill(value, scope)
                try:
                    given[key] = float(text)
                except ValueError:
                    given[key] = text
        placed = self._placed(element, scope)
        self._begin(f'<g transform="matrix({" ".join(f"{part:.5g}" for part in placed)})">')
        matrix = matrices.joined(scope.matrix, placed)
        inner = self.around.find(name)
        self.drawing(inner, given, matrix, scope.depth + 1, scope.seed + element.line)
        self._end()

    def _placed(self, element: Element, scope: _Scope) -> Matrix:
        given = {key: self._fill(value, scope) for key, value in element.given.items()}
        x, y = _number(given.get("x", "0")), _number(given.get("y", "0"))
        scale = _number(given.get("scale", "1"))
        matrix = matrices.parsed(given["transform"]) if "transform" in given else matrices.IDENTITY
        return matrices.joined(matrix, (scale, 0, 0, scale, x, y))

    def _drawn(self, element: Element, scope: _Scope) -> None:
        if element.name != "g":
            self._put("".join(self._plain(element, scope)))
            return
        attributes = self._attributes(element, scope)
        matrix = scope.matrix
        if "transform" in attributes:
            matrix = matrices.joined(matrix, matrices.parsed(attributes["transform"]))
        self._begin(_tag("g", attributes))
        inside = replace(scope, matrix=matrix, outlined=scope.outlined and _takes_outlines(attributes))
        for inner in element.inside:
            self._element(inner, inside)
        self._end()

    def _begin(self, tag: str) -> None:
        self._open.append(tag)
        self._put(tag)

    def _end(self) -> None:
        self._open.pop()
        self._put("</g>")

    def _put(self, text: str) -> None:
        self._out.append(text)
        if self._lit:
            self._lit.markup.append(text)

    def _plain(self, element: Element, scope: _Scope) -> Iterator[str]:
        """An element and all that is in it, as plain SVG."""
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise Unreadable(f"it grows to more than {MOST_ELEMENTS:,} elements")
        if element.name == "use":
            self._weight += scope.weights.get(element.given.get("href", "")[1:], 0)
        if self._weight > MOST:
            raise Unreadable(f"what it uses grows to more than {MOST:,} elements")
        attributes = self._attributes(element, scope)
        tag = _tag(element.name, attributes)
        if not element.inside:
            yield tag[:-1] + "/>"
            return
        yield tag
        inside = replace(scope, outlined=scope.outlined and _takes_outlines(attributes))
        for inner in element.inside:
            if inner.name not in _SKIPPED and self._holds(inner.own.get("when", "")):
                yield from self._plain(inner, inside)
        yield f"</{element.name}>"

    def _attributes(self, element: Element, scope: _Scope) -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in element.given.items():
            text = self._fill(value, scope)
            if name in _PAINTED and text.startswith("@"):
                text = self.around.paint(text[1:])
            elif name == "id":
                text = scope.prefix + text
            elif name == "href":
                found["xlink:href"] = f"#{scope.prefix}{text[1:]}"
                continue
            elif "url(#" in text:
                text = _REFERENCE.sub(lambda found: f"url(#{scope.prefix}{found[1]})", text)
            elif "nan" in text.lower() or "inf" in text.lower():
                raise Unreadable(f"{name} is {text[:40]!r}")
            found[name] = text
        if self.around.line and scope.outlined and element.name in _SHAPES and _takes_outlines(found):
            found["stroke"] = self.around.paint("ink")
            found["stroke-width"] = f"{self.around.line / _enlarged(found, scope):.4g}"
            found["stroke-linejoin"] = "round"
        return found

    def _fill(self, text: str, scope: _Scope) -> str:
        return expressions.filled(text, scope.names, scope.seed)


_RESERVED = {
    "use", "repeat", "dx", "dy", "as", "when", "light", "halo", "move", "pivot", "anchor", "shadow", "params",
}  # fmt: skip


def _enlarged(attributes: Mapping[str, str], scope: _Scope) -> float:
    """How much larger a shape becomes by all that stands around it: its outline is to stay as it is."""
    own = matrices.parsed(attributes["transform"]) if "transform" in attributes else matrices.IDENTITY
    return matrices.scale_of(matrices.joined(scope.matrix, own)) or 1.0


def _takes_outlines(attributes: Mapping[str, str]) -> bool:
    """Whether what is painted so has an edge: no line, no glow, no shadow, nothing that shines through."""
    soft = {"stroke", "fill-opacity", "opacity"} & set(attributes)
    return not soft and attributes.get("fill", "") != "none"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{given}>"


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise Unreadable(f"{text[:40]!r} is no number") from None
    if not abs(number) <= _LARGEST:
        raise Unreadable(f"{text[:40]!r} is no number a drawing can have")
    return number
