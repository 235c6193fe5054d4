"""The stage of a shot: its place, its view, what is there from far to near, and who knows its colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.render.drawing.expanding import Circumstances, expanded, parameters
from studio.render.drawing.expressions import Value
from studio.render.drawing.plain import Plain
from studio.render.graphics.look import Look, look
from studio.render.painting import Painter
from studio.render.shots.inscriptions import inscription
from studio.render.shots.planes import Drawn, Plane
from studio.render.shots.spots import Spot
from studio.render.sprites import Area, sprites
from studio.render.view import View

if TYPE_CHECKING:
    from studio.render.drawing.reading import Drawing
    from studio.render.grammar import Place
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot

_SPARE = 0.13
"""How much wider than it is seen everything is rasterised, in parts of the frame: as far as cameras go."""
_SKY = 1000.0
_SHALLOW = 16.0
# How far what lies behind the subject is out of focus: the closer the shot, the more.
_BEHIND, _IN_FOCUS = {"wide": 0.0, "medium": 14.0, "close": 30.0}, 0.06
_SPREAD = 48.0
"""How much further out is drawn what may come out of focus, so that its edges never come into the frame."""
# An outline is never wider than this share of what it is drawn around.
_WIDEST_OUTLINE = 0.015
_FINER = 0.6


@dataclass
class Stage:
    """A shot that is being set up.

    Attributes:
        shot: The shot.
        shelf: Where drawings come from.
        place: Where it is.
        view: What the camera sees where it rests.
        closest: How much closer the camera comes than that.
        racks: Whether its focus moves, so that nothing is drawn out of focus once for all.
        planes: What is there, from far to near.
        spots: The named places.
        casts: After how many planes people and things of the shot may stand, and how far away.
        cast: Those of the planes that are the shot's own people and things.
        named_at: After how many planes each named place was known.
    """

    shot: Shot
    shelf: Shelf
    place: Place
    view: View
    closest: float = 1.0
    racks: bool = False
    planes: list[Plane] = field(default_factory=list)
    spots: dict[str, Spot] = field(default_factory=dict)
    casts: list[tuple[int, float]] = field(default_factory=list)
    cast: list[Plane] = field(default_factory=list)
    named_at: dict[str, int] = field(default_factory=dict)

    def painter(self, depth: float = 1.0, *, outdoors: bool = False) -> Painter:
        """Who knows the colours at a depth."""
        pack = self.shelf.pack(self.shot.style)
        return Painter(
            pack.model_copy(update={"type": self.shot.type}) if self.shot.type else pack,
            self.shot.time,
            self.shot.weather,
            indoors=self.place.indoors and not outdoors,
            depth=depth,
            brand=self.shot.brand,
        )

    def look(self, depth: float = 1.0) -> Look:
        """The colours and the type of what is drawn on boards and cards at a depth."""
        return look(self.painter(depth), files=self.shelf.files("pairings.yaml"))

    def scale(self, depth: float) -> float:
        """Pixels per unit at a depth where the camera is closest."""
        return self.view.scale * replace(self.view, zoom=self.closest).enlarged(depth)

    @property
    def fineness(self) -> float:
        """How much finer outlines are than in the whole place: whoever comes close takes a finer pen."""
        share: float = min(1.0, self.view.span / self.place.frames[self.shot.aspect].span) ** _FINER
        return share

    def plain(
        self,
        name: str,
        painter: Painter,
        given: Mapping[str, Value],
        seed: int,
        size: float = 1.0,
        *,
        shadows: bool = True,
        pictures: Mapping[str, str] = {},
    ) -> Plain:
        """A drawing as plain SVG; parameters it does not have are left out.

        Outlines are as wide as everywhere however large it is shown, and finer on what is small.
        """
        drawing = self.shelf.drawing(name)
        known = parameters(drawing)
        around = Circumstances(
            painter.colour,
            frozenset({self.shot.time, self.shot.weather, *(["signed"] if self.shot.is_signed else [])}),
            self.shelf.drawing,
            seed,
            line=self.fineness * outline(painter, drawing, size),
            shadows=shadows,
            pictures=pictures,
        )
        return expanded(drawing, {key: value for key, value in given.items() if key in known}, around)

    def thing(
        self, name: str, painter: Painter, given: Mapping[str, Value], seed: int, size: float, words: str
    ) -> Plain:
        """A thing as plain SVG, with words where it has its sign; as they are read best on it."""
        plain = self.plain(name, painter, given, seed, size)
        if not words or "sign" not in plain.anchors:
            return plain
        face = self.look(painter.depth).faces.headline
        written = inscription(words, face, plain, painter, self.scale(painter.depth) * size)
        return self.plain(name, painter, given, seed, size, pictures={"sign": written}) if written else plain

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
        left, top, right, bottom = self.drawn_at(depth)
        area = Area(*((edge - at[way % 2]) / size for way, edge in enumerate((left, top, right, bottom))))
        soft = self._out_of_focus(depth)
        drawn_soft = 0.0 if self.racks else soft
        scale = self.scale(depth) * size
        made = sprites(plain, painter, scale, area, soft=drawn_soft / size, smooth=smooth, size=size)
        return Drawn(made, depth, seed, *at, size, soft - drawn_soft)

    def drawn_at(self, depth: float) -> tuple[float, float, float, float]:
        """The part of the world at a depth that is drawn: left, top, right, bottom."""
        left, top, right, bottom = self.view.seen(depth, _SPARE * self.view.span)
        more = _SPREAD if self.racks else 0.0
        return left - more, top - more, right + more, bottom + more

    def sees(self, spot: Spot) -> bool:
        """Whether the middle of a named place lies in the frame while the camera rests."""
        left, top, right, bottom = self.view.seen(spot.depth, 0)
        return left < spot.x + spot.width / 2 < right and top < spot.y + spot.height / 2 < bottom

    def _out_of_focus(self, depth: float) -> float:
        """How far what stands at a depth is out of focus, in units of the subject's plane."""
        if depth <= 1:
            return _SHALLOW * max(0.0, 1 / depth - 1.15)
        return _BEHIND[self.shot.camera.size] * max(0.0, 1 - 1 / depth - _IN_FOCUS)

    def spot(self, name: str) -> Spot:
        """A named place."""
        if name not in self.spots:
            hint = nearest(name, self.spots, "it has no named places")
            raise NotFound(f"{self.shot.place} has no place called {name}", hint=hint)
        return self.spots[name]


def outline(painter: Painter, drawing: Drawing, size: float = 1.0) -> float:
    """How wide the outlines of a drawing are that is shown so many times its size, in its own units."""
    return min(painter.pack.finish.line / size, _WIDEST_OUTLINE * max(drawing.box[2:]))
