"""Puts a shot on its stage: the layers of its place, its people and things, the weather, from far to near."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, NotFound
from studio.core.written.findings import nearest
from studio.render.drawing.expanding import Circumstances, Plain, expanded, parameters
from studio.render.drawing.expressions import Value
from studio.render.painting import Painter
from studio.render.shots.planes import Drawn, Plane
from studio.render.shots.signs import sign
from studio.render.shots.spots import Spot
from studio.render.sprites import Area, sprites
from studio.render.view import View

if TYPE_CHECKING:
    from studio.render.grammar import Layer, Place
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot

_SPARE = 0.13
"""How much wider than it is seen everything is rasterised, in parts of the frame: as far as cameras go."""
_SKY = 1000.0
_SHALLOW = 16.0


@dataclass
class Stage:
    """A shot that is being set up.

    Attributes:
        shot: The shot.
        shelf: Where drawings come from.
        place: Where it is.
        view: What the camera sees where it rests.
        closest: How much closer the camera comes than that.
        planes: What is there, from far to near.
        spots: The named places.
        casts: After how many planes people and things of the shot may stand, and how far away.
        named_at: After how many planes each named place was known.
    """

    shot: Shot
    shelf: Shelf
    place: Place
    view: View
    closest: float = 1.0
    planes: list[Plane] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    casts: list[tuple[int, float]] = field(default_factory=list)
    named_at: dict[str, int] = field(default_factory=dict)

    def painter(self, depth: float = 1.0, *, outdoors: bool = False) -> Painter:
        """Who knows the colours at a depth."""
        return Painter(
            self.shelf.pack(self.shot.style),
            self.shot.time,
            self.shot.weather,
            indoors=self.place.indoors and not outdoors,
            depth=depth,
            brand=self.shot.brand,
        )

    def plain(self, name: str, painter: Painter, given: Mapping[str, Value], seed: int) -> Plain:
        """A drawing as plain SVG; parameters it does not have are left out."""
        drawing = self.shelf.drawing(name)
        known = parameters(drawing)
        around = Circumstances(
            painter.colour,
            frozenset({self.shot.time, self.shot.weather}),
            self.shelf.drawing,
            seed,
            line=painter.pack.finish.line,
        )
        return expanded(drawing, {key: value for key, value in given.items() if key in known}, around)

    def drawn(
        self,
        plain: Plain,
        painter: Painter,
        seed: int,
        *,
        at: tuple[float, float] = (0.0, 0.0),
        size: float = 1.0,
        smooth: bool = False,
    ) -> Drawn:
        """A drawing as pixels, where it stands in the world."""
        depth = painter.depth
        near = replace(self.view, zoom=self.closest)
        left, top, right, bottom = self.view.seen(depth, _SPARE * self.view.span)
        area = Area(*((edge - at[way % 2]) / size for way, edge in enumerate((left, top, right, bottom))))
        soft = _SHALLOW * max(0.0, 1 / depth - 1.15) / size
        scale = self.view.scale * near.enlarged(depth) * size
        made = sprites(plain, painter, scale, area, soft=soft, smooth=smooth)
        return Drawn(made, depth, seed, *at, size)

    def spot(self, name: str) -> Spot:
        """A named place."""
        if name not in self.spots:
            hint = nearest(name, self.spots, "it has no named places")
            raise NotFound(f"{self.shot.place} has no place called {name}", hint=hint)
        return self.spots[name]


def wide(shot: Shot, place: Place) -> View:
    """The place as it is seen wide, by a camera at rest."""
    frame = place.frames[shot.aspect]
    return View(shot.width, shot.height, frame.span, frame.horizon, frame.focus)


def surveyed(shot: Shot, shelf: Shelf) -> Stage:
    """A stage on which nothing stands yet, but on which every named place is known."""
    place = shelf.place(shot.place)
    stage = Stage(shot, shelf, place, wide(shot, place))
    for number, layer in enumerate(_layers(stage)):
        if layer.kind == "draw":
            _plain(stage, layer, stage.painter(layer.depth), shot.seed + 101 * number)
        elif layer.kind == "cast":
            stage.casts.append((number, layer.ruled.depth))
    return stage


def staged(shot: Shot, shelf: Shelf, view: View | None = None, closest: float = 1.0) -> Stage:
    """Set a shot up: its place, as far as it is drawn; the cast comes later.

    Args:
        shot: The shot.
        shelf: Where drawings come from.
        view: What the camera sees where it rests; the whole place if None.
        closest: How much closer it comes than that.
    """
    place = shelf.place(shot.place)
    if shot.weather not in place.weather:
        there = " and ".join(place.weather)
        raise BadInput(f"{shot.place} has no {shot.weather}", hint=f"its weather is {there}")
    stage = Stage(shot, shelf, place, view or wide(shot, place), closest)
    for number, layer in enumerate(_layers(stage)):
        _LAID.get(layer.kind, _later)(stage, layer, shot.seed + 101 * number)
    return stage


def _layers(stage: Stage) -> list[Layer]:
    """What is there in the shape of the shot."""
    aspect = stage.shot.aspect
    return [layer for layer in stage.place.layers if not layer.aspects or aspect in layer.aspects]


def _sky(stage: Stage, _layer: Layer, seed: int) -> None:
    painter = stage.painter(_SKY, outdoors=True)
    left, top, right, bottom = stage.view.seen(_SKY, _SPARE * stage.view.span)
    moment = painter.moment
    given: dict[str, Value] = {
        "left": left, "top": top, "right": right, "bottom": bottom, "sunr": moment.size,
        "sunx": left + (right - left) * moment.across, "suny": top * moment.height,
    }  # fmt: skip
    plain = stage.plain(f"skies/{painter.pack.sky}", painter, given, seed)
    stage.planes.append(stage.drawn(plain, painter, seed, smooth=painter.pack.finish.kind == "flat"))


def _drawing(stage: Stage, layer: Layer, seed: int) -> None:
    painter = stage.painter(layer.depth)
    plain = _plain(stage, layer, painter, seed)
    stage.planes.append(stage.drawn(plain, painter, seed))
    if stage.shot.name and "sign" in plain.anchors:
        near = replace(stage.view, zoom=stage.closest).enlarged(layer.depth)
        made = sign(stage.shot.name, stage.spots["sign"], painter, stage.view.scale * near, seed)
        stage.planes += [made] if made else []


def _plain(stage: Stage, layer: Layer, painter: Painter, seed: int) -> Plain:
    name = f"places/{stage.shot.place}/{layer.draw.removesuffix('.svg')}"
    given = {**stage.place.params, **layer.params, **stage.shot.params}
    plain = stage.plain(name, painter, given, seed)
    for called, anchor in plain.anchors.items():
        stage.spots.setdefault(called, Spot(*anchor, layer.depth))
        stage.named_at.setdefault(called, len(stage.planes))
    return plain


def _cast(stage: Stage, layer: Layer, _seed: int) -> None:
    stage.casts.append((len(stage.planes), layer.ruled.depth))


def _later(stage: Stage, layer: Layer, seed: int) -> None:
    """Laid by others."""


_LAID: Mapping[str, Callable[[Stage, Layer, int], None]] = {"sky": _sky, "draw": _drawing, "cast": _cast}
