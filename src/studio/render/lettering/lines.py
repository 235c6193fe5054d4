"""One line of type: how much room its ink takes, and the pieces it is cut into."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from studio.media import lettering, scripts
from studio.media.breaking import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.media.fontfile import Font
    from studio.media.lettering import Lettering
    from studio.render.lettering.pairings import Typeface

    Pixels = NDArray[Any]

Role = Literal["label", "headline", "text"]
Cut = Literal["letter", "word", "line", "block", "count"]
"""What a line is cut into; `count` is words, with numbers in letters."""

_RULER = 128
_FINE = 40
# Which way a line runs must not hang on what it happens to begin with.
_WAYS = {False: "\u200e", True: "\u200f"}
_HANGS_BEFORE = set("“‘„‚«‹\"'「『（([")
_HANGS_AFTER = set(".,;:!?…”’»›\"'-–。、，」』）)]،؛")


class Ink(NamedTuple):
    """Where ink lies, from where the line begins on its baseline; and what of it may hang over an edge."""

    left: float
    top: float
    right: float
    bottom: float
    before: float = 0.0
    after: float = 0.0

    def times(self, size: float) -> Ink:
        return Ink(*(part * size for part in self))


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is to be written: in which typeface, and which way."""

    typeface: Typeface
    backwards: bool = False

    def written(self, text: str) -> Written:
        """Find fonts for a line of text."""
        face = self.typeface
        if face.capitals and scripts.has_capitals(text):
            text = text.upper()
        tracking = face.tracking if scripts.stands_apart(text) else 0.0
        return Written(_composed(_WAYS[self.backwards] + text, face.font), tracking, self.backwards)

    def width(self, text: str) -> float:
        """How wide a text is, in parts of the size."""
        if not text.strip():
            # Between two letters that have no side bearings to speak of.
            return self.width("n n") - self.width("nn")
        ink = self.written(text).ink
        return ink.right - ink.left + self.typeface.tracking


@dataclass(frozen=True, slots=True)
class Written:
    """A line whose characters have found their fonts."""

    lettering: Lettering
    tracking: float
    backwards: bool

    @property
    def ink(self) -> Ink:
        """Where its ink lies, in parts of the size."""
        return _measured(self)

    @property
    def text(self) -> str:
        return self.lettering.text

    def hangs(self, edge: str) -> tuple[float, float]:
        """How far its marks hang over the left and the right edge of a block whose lines share an edge."""
        ink = self.ink
        left, right = (ink.after, ink.before) if self.backwards else (ink.before, ink.after)
        if edge == "centre":
            # Seen from the middle, a mark at one end weighs half of what it is wide.
            return left / 2, right / 2
        return (left, 0.0) if edge == "left" else (0.0, right)

    def like(self, text: str, at: int) -> Written:
        """Other text in the font a character is set in."""
        for part, font in self.lettering.runs:
            if at < len(part):
                return Written(_composed(text, font), 0.0, self.backwards)
            at -= len(part)
        raise IndexError(at)

    def spans(self, unit: Cut) -> list[tuple[int, int]]:
        """Where its pieces begin and end; scripts that join are never cut within a word."""
        text = self.text
        if unit in ("line", "block") or any(font.coloured for font in self.lettering.fonts):
            return [(0, len(text))]
        found: list[tuple[int, int]] = []
        at = 0
        for token in tokens(text):
            begin = text.index(token.text, at)
            at = begin + len(token.text)
            apart = unit == "letter" or (unit == "count" and any(map(str.isdigit, token.text)))
            if apart and scripts.stands_apart(token.text):
                found += [(begin + first, begin + last) for first, last in scripts.clusters(token.text)]
            else:
                found.append((begin, at))
        return found

    def drawn(self, size: float, begin: int, end: int) -> Drawn | None:
        """Draw some of its characters; None where there is nothing to see."""
        return _drawn(self, round(size, 3), begin, end)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Pixels, straight alpha; x and y from where the line begins on its baseline."""

    pixels: Pixels
    x: int
    y: int
    coloured: bool

    def tinted(self, colour: tuple[int, int, int]) -> Pixels:
        """The pixels in a colour; those that bring their own keep it. The same object every time."""
        return self.pixels if self.coloured else _tinted(self, colour)


@lru_cache(maxsize=1024)
def _tinted(drawn: Drawn, colour: tuple[int, int, int]) -> Pixels:
    pixels = drawn.pixels.copy()
    pixels[..., :3] = colour
    return pixels


@lru_cache(maxsize=4096)
def _composed(text: str, font: Font) -> Lettering:
    return lettering.compose(text, font, align="left")


@lru_cache(maxsize=4096)
def _measured(written: Written) -> Ink:
    size = _RULER
    traced = written.lettering.traced(size, tracking=written.tracking)
    rise = written.lettering.ascent * size
    left, right = traced.x, traced.x + traced.picture.width
    if written.tracking:
        # The engine puts the space for tracking on both sides of every letter; what ink says is the truth.
        left, right = _inked(traced.picture, traced.x)
    text = written.text.strip("\u200e\u200f")
    before = _hanging(written, text[:1] in _HANGS_BEFORE, slice(2, None), left, right, first=True)
    after = _hanging(written, text[-1:] in _HANGS_AFTER, slice(0, -1), left, right, first=False)
    return Ink(
        left / size,
        (traced.y - rise) / size,
        right / size,
        (traced.y + traced.picture.height - rise) / size,
        before / size,
        after / size,
    )


def _inked(picture: object, x: int) -> tuple[int, int]:
    import numpy as np

    shown = np.flatnonzero(np.asarray(picture)[..., 3].any(axis=0))
    return x + int(shown[0]), x + int(shown[-1]) + 1


def _hanging(written: Written, hangs: bool, rest: slice, left: float, right: float, *, first: bool) -> float:
    """How far a mark at an end of the line stands out from the letters."""
    if not hangs or len(written.text) < 4:
        return 0.0
    traced = written.lettering.traced(_RULER, rest, tracking=written.tracking)
    inner_left, inner_right = _inked(traced.picture, traced.x)
    return inner_left - left if first != written.backwards else right - inner_right


@lru_cache(maxsize=1024)
def _drawn(written: Written, size: float, begin: int, end: int) -> Drawn | None:
    import cv2
    import numpy as np

    finer = 4 if size < _FINE else 2
    traced = written.lettering.traced(size * finer, slice(begin, end), tracking=written.tracking)
    pixels: Pixels = np.asarray(traced.picture)
    rows = np.flatnonzero(pixels[..., 3].any(axis=1))
    columns = np.flatnonzero(pixels[..., 3].any(axis=0))
    if not rows.size:
        return None
    rise = round(written.lettering.ascent * size * finer)
    # Cut on the grid of the finished pixels, so that all pieces of a line lie on the same one.
    box = [int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1]
    left, top = (box[0] + traced.x) // finer - 1, (box[1] + traced.y - rise) // finer - 1
    right, bottom = -(-(box[2] + traced.x) // finer) + 1, -(-(box[3] + traced.y - rise) // finer) + 1
    whole = np.zeros(((bottom - top) * finer, (right - left) * finer, 4), np.float32)
    y, x = box[1] + traced.y - rise - top * finer, box[0] + traced.x - left * finer
    part = pixels[box[1] : box[3], box[0] : box[2]].astype(np.float32)
    coloured = any(font.coloured for font in written.lettering.fonts)
    part[..., :3] *= part[..., 3:] / 255
    whole[y : y + part.shape[0], x : x + part.shape[1]] = part
    small: Any = cv2.resize(whole, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    small[..., :3] /= np.maximum(small[..., 3:] / 255, 1 / 255)
    return Drawn(np.clip(small + 0.5, 0, 255).astype(np.uint8), left, top, coloured)
