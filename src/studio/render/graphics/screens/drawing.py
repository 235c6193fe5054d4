"""A screen at any moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.written.loading import load
from studio.render.graphics import shapes
from studio.render.graphics.given import shaped
from studio.render.graphics.screens.booking import booking
from studio.render.graphics.screens.chat import chat
from studio.render.graphics.screens.dashboard import dashboard
from studio.render.graphics.screens.kit import Ui
from studio.render.graphics.screens.player import player
from studio.render.graphics.screens.shop import shop
from studio.render.graphics.sheet import Sheet, rastered

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.graphics.look import Look
    from studio.render.graphics.screens.grammar import Kind, Language, Phrases, Screen

_DRAWN: Mapping[Kind, Callable[[Ui], None]] = {
    "shop": shop,
    "booking": booking,
    "chat": chat,
    "dashboard": dashboard,
    "player": player,
}
_PHONE, _LAPTOP = 390.0, 1080.0
_PHRASES = Path(__file__).parents[2] / "vocabulary" / "screens.yaml"


@dataclass(frozen=True)
class ScreenGraphic:
    """An interface ready to be shown.

    Attributes:
        screen: What it shows.
        look: Its colours and type.
        width: Width in pixels.
        height: Height in pixels.
        round: Radius of its corners, in parts of its width.
    """

    screen: Screen
    look: Look
    width: int
    height: int
    round: float = 0.0

    def at(self, seconds: float) -> ndarray:
        """The screen when it has been shown so long: straight RGBA of 8 bits."""
        import numpy as np

        units = _LAPTOP if self.width > self.height else _PHONE
        scale = self.width / units
        sheet = Sheet(units, self.height / scale, scale)
        sheet.draw(shapes.rect((0, 0, sheet.width, sheet.height), self.look.ground))
        _DRAWN[self.screen.kind](
            Ui(sheet, self.look, self.screen, _phrases(self.screen.language), max(0.0, seconds))
        )
        rgba = sheet.rgba()[: self.height, : self.width]
        if self.round:
            corner = shapes.rect((0, 0, self.width, self.height), "#fff", round=self.round * self.width)
            rgba[..., 3] = rastered(corner, "", (self.width, self.height), 1.0)[..., 3]
        return np.ascontiguousarray(rgba)


@lru_cache(maxsize=8)
def _phrases(language: Language) -> Phrases:
    from studio.render.graphics.screens.grammar import Languages

    return load(_PHRASES, Languages).languages[language]


def screen(given: Mapping[str, Any]) -> Screen:
    """Read a screen as it was written; what is wrong with it is told with its place."""
    from studio.render.graphics.screens.grammar import Screen

    return shaped(Screen, given, "screen")
