"""Captions in the picture: whether each is seen when it should be, and what its letters stand out from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from studio.media.captions.cues import Cue

if TYPE_CHECKING:
    from numpy import ndarray

Rgb = tuple[int, int, int]
Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""

Read = tuple[int, Rgb, Rgb, Rgb]
"""A frame, the colour of letters on it, the darkest and the lightest patch behind them."""

AHEAD = 12
"""How many frames before and after its time a caption is looked for."""

_SEEN, _FAINT = 0.5, 0.3
_PATCHES = 6
_LOOKS = 4


@dataclass
class Lettering:
    """One caption, as it is to be seen in the picture.

    Attributes:
        cue: The caption.
        first: The first frame it is to be seen on.
        end: The frame after its last.
        box: Where its ground lies.
        cover: How much of each pixel of the box is letter, 0 to 1.
        burned: Whether it is in the picture, or a track of its own beside it.
        likeness: How like it each frame is that was looked at, by its number: 1 is the caption itself.
        reads: What was read of it here and there.
    """

    cue: Cue
    first: int
    end: int
    box: Box
    cover: ndarray
    burned: bool = True
    likeness: dict[int, float] = field(default_factory=dict)
    reads: list[Read] = field(default_factory=list)

    def __post_init__(self) -> None:
        import numpy as np

        pattern = self.cover.astype(np.float32) - float(self.cover.mean())
        self._pattern = (pattern / max(1e-6, float(np.sqrt((pattern**2).sum())))).reshape(-1)
        count = self.end - self.first
        self._looked_at = {self.first + count * (2 * one + 1) // (2 * _LOOKS) for one in range(_LOOKS)}

    def look(self, number: int, luma: ndarray, blue: ndarray, red: ndarray) -> None:
        """Look at a frame, if it is one on which the caption may be seen."""
        import numpy as np

        if not self.first - AHEAD <= number < self.end + AHEAD:
            return
        left, top, right, bottom = self.box
        part = luma[top:bottom, left:right].astype(np.float32)
        if part.shape != self.cover.shape:
            return
        flat = part.reshape(-1) - float(part.mean())
        strength = float(np.sqrt((flat**2).sum()))
        self.likeness[number] = abs(float(flat @ self._pattern)) / strength if strength > 1 else 0.0
        if number in self._looked_at and (self.likeness[number] >= _FAINT or not self.burned):
            half = slice(top // 2, (bottom + 1) // 2), slice(left // 2, (right + 1) // 2)
            if (read := _read(part, self.cover, blue[half], red[half])) is not None:
                self.reads.append((number, *read))

    def seen(self) -> tuple[int, int] | None:
        """The first frame it is seen on, and the one after its last; None if it is not."""
        shown = sorted(number for number, like in self.likeness.items() if like >= _SEEN)
        return (shown[0], shown[-1] + 1) if shown else None


def _read(part: ndarray, cover: ndarray, blue: ndarray, red: ndarray) -> tuple[Rgb, Rgb, Rgb] | None:
    """The colour of letters, and the darkest and the lightest patch of the ground behind them.

    Few pixels of small type are nothing but letter: what letters add to the ground is told by all of them.
    """
    import cv2
    import numpy as np

    away = cover - float(cover.mean())
    if not (strength := float((away**2).sum())):
        return None
    adds = float((away * part).sum()) / strength
    ground = part - adds * cover
    side = max(2, part.shape[0] // _PATCHES)
    size = max(1, part.shape[1] // side), max(1, part.shape[0] // side)
    patches = cv2.resize(ground, size, interpolation=cv2.INTER_AREA)[1:-1, 1:-1]
    if not patches.size:
        return None
    tint = float(blue.mean()), float(red.mean())
    ink = float(np.median(ground)) + adds
    return _rgb(ink, (128.0, 128.0)), _rgb(float(patches.min()), tint), _rgb(float(patches.max()), tint)


def _rgb(luma: float, tint: tuple[float, float]) -> Rgb:
    """A colour of BT.709 video as red, green and blue."""
    light, blue, red = (luma - 16) * 255 / 219, (tint[0] - 128) * 255 / 224, (tint[1] - 128) * 255 / 224
    parts = (light + 1.5748 * red, light - 0.1873 * blue - 0.4681 * red, light + 1.8556 * blue)
    one, other, last = (min(255, max(0, round(part))) for part in parts)
    return one, other, last


def glance(letterings: list[Lettering]) -> Any:
    """Shows every frame to the captions that may be seen on it.

    Two captions with the same words look the same: while one of them is due, the other is not looked for.
    """

    def shown(number: int, luma: ndarray, blue: ndarray, red: ndarray) -> None:
        due = {one.cue.text for one in letterings if one.first <= number < one.end}
        for one in letterings:
            if one.first <= number < one.end or one.cue.text not in due:
                one.look(number, luma, blue, red)

    return shown
