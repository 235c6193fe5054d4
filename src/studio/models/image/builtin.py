"""Our own renderer as a maker of pictures: one frame of a shot, without what is written over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.models.image import Card, Still, accepted
from studio.models.sizing import SizeRule
from studio.render.shelf import Shelf

if TYPE_CHECKING:
    from studio.models.image import Studio
    from studio.render.shots.grammar import Shot
    from studio.render.shots.scene import Scene


def provider(studio: Studio) -> Builtin:
    """The renderer; the user's own drawings come first."""
    from studio.render.shelf import shelf

    return Builtin(shelf(studio.vocabulary))


@cache
def _card() -> Card:
    from importlib.metadata import version

    return Card(
        "builtin", version("animation-ai-studio"), frozenset({"plan"}), SizeRule(2, 64, 7680), 800 * 2**20
    )


@dataclass
class Builtin:
    """The renderer.

    Attributes:
        shelf: Where drawings, places and styles come from.
    """

    shelf: Shelf = field(default_factory=Shelf)
    _kept: tuple[Shot, Scene] | None = field(default=None, init=False, repr=False)

    @property
    def card(self) -> Card:
        """What it can do."""
        return _card()

    def make(self, still: Still) -> Path:
        """Draw a frame of a shot."""
        from studio.media.images import writing
        from studio.media.images.libvips import engine

        accepted(self.card, still)
        assert still.shot is not None
        shot = still.shot.model_copy(
            update={"width": still.width, "height": still.height, "seed": still.seed, "words": None}
        )
        frame = self._scene(shot).frame(min(still.frame, shot.frames - 1))
        picture = engine().Image.new_from_array(frame.rgb()).copy(interpretation="srgb")
        return writing.write(picture, still.out)

    def close(self) -> None:
        """Give the scene back."""
        if self._kept:
            self._kept[1].close()
            self._kept = None

    def _scene(self, shot: Shot) -> Scene:
        """The shot set up; kept, because its next keyframe mostly follows."""
        from studio.render.shots.scene import scene

        if self._kept is None or self._kept[0] != shot:
            self.close()
            self._kept = shot, scene(shot, self.shelf)
        return self._kept[1]
