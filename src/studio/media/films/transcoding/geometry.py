"""How large a film becomes: scaled, cut, put on a canvas, and even where its codec wants that."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from studio.core.errors import BadInput
from studio.media.facts import VideoFacts
from studio.media.films.transcoding.wishes import Wishes

Size = tuple[int, int]

LARGEST = 16_384
_AS_GOOD_AS_SQUARE = 0.01


@dataclass(frozen=True, slots=True)
class Geometry:
    """The way from the picture as it is shown to the picture as it is written; all sizes in pixels.

    Attributes:
        source: What is there: width and height as stored, but upright.
        scaled: What it is scaled to.
        cropped: The part from its middle that is kept.
        canvas: What that is put on.
        square: Whether pixels become square that were not.
        smeared: Whether the canvas repeats the last row and column, rather than showing a background.
    """

    source: Size
    scaled: Size
    cropped: Size
    canvas: Size
    square: bool = False
    smeared: bool = False

    @property
    def changes(self) -> bool:
        return not self.source == self.scaled == self.cropped == self.canvas

    @property
    def scales(self) -> bool:
        return self.source != self.scaled


def geometry(film: VideoFacts, wishes: Wishes, *, even: bool, square: bool) -> Geometry:
    """Work out all sizes.

    Args:
        film: The picture.
        wishes: The size that is asked for.
        even: Whether the result's sides must be even.
        square: Whether the result's pixels must be square.
    """
    stored = (film.width, film.height)
    aspect = pixel_aspect(film)
    if not wishes.sized and not (square and aspect != 1):
        canvas = (_up(stored[0]), _up(stored[1])) if even else stored
        return Geometry(stored, stored, stored, canvas, smeared=canvas != stored)
    shown = (stored[0] * aspect, Fraction(stored[1]))
    scaled, cropped, canvas = _fitted(shown, wishes, step=2 if even else 1)
    for side in (*scaled, *canvas):
        if side > LARGEST:
            raise BadInput(
                f"a picture of {canvas[0]} × {canvas[1]} is too large", hint=f"ask for {LARGEST} at most"
            )
    return Geometry(stored, scaled, cropped, canvas, square=aspect != 1)


def pixel_aspect(film: VideoFacts) -> Fraction:
    """Width over height of a pixel as it is shown, after turning."""
    across, _, down = film.sample_aspect.partition(":")
    aspect = Fraction(int(across), int(down or 1)) if int(across) and int(down or 1) else Fraction(1)
    # Rounding to whole pixels leaves such traces; nobody means them.
    if abs(aspect - 1) < _AS_GOOD_AS_SQUARE:
        return Fraction(1)
    return 1 / aspect if film.rotation % 180 else aspect


def _fitted(shown: tuple[Fraction, Fraction], wishes: Wishes, *, step: int) -> tuple[Size, Size, Size]:
    """What is scaled to, what is kept of it, and what that is put on; sides are multiples of the step."""
    fit = wishes.fit or "inside"
    if not (wishes.width and wishes.height):
        whole = _times(shown, _limited(_factor(shown, wishes), wishes), step)
        return whole, whole, whole
    asked = (Fraction(wishes.width), Fraction(wishes.height))
    box = _times(asked, Fraction(1), step)
    if fit == "stretch":
        return box, box, box
    ratios = (asked[0] / shown[0], asked[1] / shown[1])
    wanted = max(ratios) if fit == "fill" else min(ratios)
    factor = _limited(wanted, wishes)
    whole = _times(shown, factor, step)
    if fit == "fill":
        kept = _times(asked, factor / wanted, step)
        return (max(whole[0], kept[0]), max(whole[1], kept[1])), kept, kept
    if fit == "pad":
        whole = (min(whole[0], box[0]), min(whole[1], box[1]))
        return whole, whole, box
    return whole, whole, whole


def _factor(shown: tuple[Fraction, Fraction], wishes: Wishes) -> Fraction:
    if wishes.longest:
        return Fraction(wishes.longest) / max(shown)
    if wishes.width:
        return wishes.width / shown[0]
    return wishes.height / shown[1] if wishes.height else Fraction(1)


def _limited(factor: Fraction, wishes: Wishes) -> Fraction:
    return factor if wishes.enlarge else min(factor, Fraction(1))


def _times(size: tuple[Fraction, Fraction], factor: Fraction, step: int) -> Size:
    """A size made larger or smaller, to the nearest multiple of the step."""
    width, height = (step * max(1, int(side * factor / step + Fraction(1, 2))) for side in size)
    return width, height


def _up(side: int) -> int:
    return side + side % 2
