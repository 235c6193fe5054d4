"""A chart at any moment of its reveal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.render.graphics.charts.bars import bars
from studio.render.graphics.charts.figures import figure, versus
from studio.render.graphics.charts.frame import page
from studio.render.graphics.charts.lines import lines
from studio.render.graphics.charts.rings import rings
from studio.render.graphics.given import shaped

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.charts.frame import Page
    from studio.render.graphics.charts.grammar import Chart, Kind
    from studio.render.graphics.look import Look

_DRAWN: Mapping[Kind, Callable[[Page], None]] = {
    "bars": bars,
    "line": lines,
    "area": lines,
    "ring": rings,
    "number": figure,
    "versus": versus,
}


@dataclass(frozen=True)
class ChartGraphic:
    """A chart ready to be shown.

    Attributes:
        chart: The numbers.
        look: What it is drawn in.
        width: Width in units.
        height: Height in units.
        scale: Pixels per unit.
        card: Whether it lies on a card of the look's ground.
    """

    chart: Chart
    look: Look
    width: float = 1000.0
    height: float = 620.0
    scale: float = 1.0
    card: bool = True

    def at(self, share: float) -> ndarray:
        """The chart when a share of its reveal has gone, 0 to 1: straight RGBA of 8 bits."""
        share = min(1.0, max(0.0, share))
        drawn = page(self.chart, self.look, (self.width, self.height), self.scale, share, card=self.card)
        _DRAWN[self.chart.kind](drawn)
        return drawn.sheet.rgba()


def chart(given: Mapping[str, Any]) -> Chart:
    """Read a chart as it was written; what is wrong with it is told with its place."""
    from studio.render.graphics.charts.grammar import Chart

    return shaped(Chart, given, "chart")
