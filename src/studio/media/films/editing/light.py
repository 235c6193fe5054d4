"""Light and colour of a film, changed point by point, in the depth it has."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from pathlib import Path

from studio.media.facts import VideoFacts
from studio.media.films import luts
from studio.media.films.editing import colours


@dataclass(frozen=True, slots=True)
class Light:
    """What light and colours become; done in this order.

    Attributes:
        brightness: What light is multiplied by.
        contrast: What the distance to middle grey is multiplied by.
        gamma: Above 1 lifts what is dark, below 1 lowers it; black and white stay.
        saturation: How strong colours are.
        hue: By how many degrees colours go round, from red towards yellow.
    """

    brightness: float = 1
    contrast: float = 1
    gamma: float = 1
    saturation: float = 1
    hue: float = 0

    @property
    def neutral(self) -> bool:
        return self == Light()

    def filters(self, film: VideoFacts, folder: Path) -> list[str]:
        """The filters for a film of light and colour difference (see `colours.to_light`).

        Args:
            film: What the picture is by now.
            folder: Where files may be written that ffmpeg reads.
        """
        if self.neutral:
            return []
        gain, shift = self.brightness * self.contrast, 0.5 - 0.5 * self.contrast
        if self.gamma == 1:
            chain = _straight(film, gain, shift, gain * self.saturation)
            return [*chain, *colours.in_rgb(film, [_turned(film, self.hue)])] if self.hue else chain

        def bent_light(light: float) -> list[float]:
            return [min(1.0, max(0.0, light * gain + shift)) ** (1 / self.gamma)] * 3

        bent = [luts.curved(bent_light, folder / "gamma.cube")]
        bent += [_turned(film, self.hue)] if self.hue else []
        return [*colours.in_rgb(film, bent), *_straight(film, 1, 0, self.saturation)]


def _straight(film: VideoFacts, gain: float, shift: float, colour: float) -> list[str]:
    """Light and colour multiplied: what is so for red, green and blue is so for their sums as well."""
    if (gain, shift, colour) == (1, 0, 1):
        return []
    unit = 2 ** (max(8, film.depth) - 8)
    if colours.spread(film) == "full":
        black, span, middle = 0, 256 * unit - 1, 128 * unit
    else:
        black, span, middle = 16 * unit, 219 * unit, 128 * unit
    light = f"(val-{black})*{gain:.6f}+{black}+{shift * span:.3f}+0.5"
    tint = f"(val-{middle})*{colour:.6f}+{middle}+0.5"
    return [f"lutyuv=y='{light}':u='{tint}':v='{tint}'"]


def _turned(film: VideoFacts, degrees: float) -> str:
    """The matrix that turns colours round the grey axis and leaves light alone."""
    red, green, blue = colours.weights(film)
    wide, high = 2 * (1 - blue), 2 * (1 - red)
    across, down = cos(radians(degrees)), sin(radians(degrees))
    rows = []
    for part in range(3):
        light = (red, green, blue)[part]
        first = ((1.0 if part == 2 else 0.0) - light) / wide
        second = ((1.0 if part == 0 else 0.0) - light) / high
        turned = (first * across - second * down, first * down + second * across)
        new_red, new_blue = light + high * turned[1], light + wide * turned[0]
        rows.append((new_red, (light - red * new_red - blue * new_blue) / green, new_blue))
    names = ("r", "g", "b")
    terms = [f"{names[to]}{names[of]}={rows[of][to]:.6f}" for to in range(3) for of in range(3)]
    return f"colorchannelmixer={':'.join(terms)}"
