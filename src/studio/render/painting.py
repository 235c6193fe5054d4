"""What colour a token has: the material of a style under the light of a time, at its distance."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from studio.render.colour import WHITE, Rgb, adjusted, mixed, parsed, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.grammar import Lit, Moment, Pack

_TOKEN = re.compile(r"([a-z0-9]+)(?:\.([a-z0-9]+))?(?:\*(.+):([0-9.]+))?")
# How much of the key light, and of the light from everywhere, a surface gets.
_TONES: Mapping[str, tuple[float, float]] = {
    "lit": (0.86, 0.62), "": (0.52, 0.58), "shade": (0.12, 0.56), "deep": (0.0, 0.27), "rim": (1.25, 0.7),
}  # fmt: skip
# What a screen or a neon tube shows is the colour itself, at any time of the day.
_SHOWN = "shown"
_RAIN = {"rain": (0.55, 0.72), "snow": (0.4, 0.9)}


class UnknownToken(ValueError):
    """A token nobody gave a colour."""


@dataclass(frozen=True)
class Painter:
    """Knows the colour of every token.

    Attributes:
        pack: The style.
        time: The time of day.
        weather: The weather.
        indoors: Whether the light is that of a room.
        depth: How far away what is painted is.
        brand: Colours of the client in the place of the style's own.
    """

    pack: Pack
    time: str
    weather: str = "clear"
    indoors: bool = False
    depth: float = 1.0
    brand: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _known(self) -> dict[str, str]:
        """Colours that were asked for: a figure asks for the same forty hundreds of times."""
        return {}

    @cached_property
    def moment(self) -> Moment:
        """The time of day."""
        return self.pack.times[self.time]  # type: ignore[index]

    @property
    def light(self) -> Lit:
        """The light that falls on things."""
        return self.moment.indoors if self.indoors else self.moment.out

    @property
    def paper(self) -> str:
        """What shows through where colour is thin."""
        return self.light.paper or self.pack.sheet

    def colour(self, token: str) -> str:
        """The colour of a token as SVG has it."""
        found = self._known.get(token)
        if found is None:
            found = self._known[token] = written(self.rgb(token))
        return found

    def rgb(self, token: str) -> Rgb:
        """The colour of a token in linear light."""
        found = _TOKEN.fullmatch(token.strip())
        if not found:
            raise UnknownToken(f"@{token} is no token")
        name, tone, other, share = found.groups()
        if name in self.pack.materials:
            base = self._material(name)
            if other:
                base = mixed(base, self._material_of(other), float(share))
            return self._distant(base if tone == _SHOWN else self._under_light(base, tone or ""))
        colour = self._unlit(name, tone or "")
        return mixed(colour, self.rgb(other.lstrip("@")), float(share)) if other else colour

    @cached_property
    def sky(self) -> tuple[Rgb, ...]:
        """The colours of the sky from its top to the horizon."""
        return tuple(self._weathered(parsed(one)) for one in self.moment.sky)

    def _material(self, name: str) -> Rgb:
        return parsed(self.brand.get(name) or self.pack.materials[name])

    def _material_of(self, token: str) -> Rgb:
        name = token.lstrip("@").partition(".")[0]
        return self._material(name) if name in self.pack.materials else self._unlit(*_halves(token))

    def _under_light(self, base: Rgb, tone: str) -> Rgb:
        if tone not in _TONES:
            raise UnknownToken(
                f"there is no tone {tone}; there are {', '.join(filter(None, (*_TONES, _SHOWN)))}"
            )
        lit = self.light
        key, ambient = _TONES[tone]
        apart = self.pack.finish.contrast
        middle = _TONES[""][0]
        key = max(0.0, middle + (key - middle) * apart)
        dull, dim = (1.0, 1.0) if self.indoors else _RAIN.get(self.weather, (1.0, 1.0))
        light = (
            parsed(lit.key)
            .scaled(key * dull)
            .plus(parsed(lit.ambient).scaled(ambient))
            .scaled(lit.strength * dim)
        )
        neutral = WHITE.scaled(key * 0.9 + ambient * 0.8)
        seen = base.times(light)
        shading = self.pack.finish.shading
        return seen if shading >= 1 else mixed(base.times(neutral), seen, shading)

    def _distant(self, colour: Rgb) -> Rgb:
        if self.depth > 1 and not self.indoors:
            thick = self.moment.thickness * (2.0 if self.weather != "clear" else 1.0)
            gone = 1 - math.exp(-thick * (self.depth - 1))
            return mixed(colour, self._weathered(parsed(self.moment.haze)), min(0.92, gone))
        if self.depth < 1:
            return mixed(colour, parsed(self.moment.near), min(0.85, (1 - self.depth) * 1.5))
        return colour

    def _unlit(self, name: str, tone: str) -> Rgb:
        if name == "sky" and tone in ("1", "2", "3", "4", "5"):
            return self.sky[int(tone) - 1]
        lamp = parsed(self.moment.lamp)
        plain = {
            "sun": lambda: parsed(self.moment.sun),
            "haze": lambda: self._weathered(parsed(self.moment.haze)),
            "lamp": lambda: (
                mixed(lamp, WHITE, 0.25) if not tone else mixed(lamp, parsed(self.moment.haze), 0.3)
            ),
            "screen": lambda: mixed(parsed("#dfeaf5"), lamp, 0.12),
            "ink": lambda: parsed(self.pack.ink),
            "sheet": lambda: parsed(self.pack.sheet),
            "shadow": lambda: parsed(self.moment.shadow),
            "star": lambda: parsed("#fff6e0"),
        }
        if name not in plain:
            raise UnknownToken(f"there is no colour called {name}")
        return plain[name]()

    def _weathered(self, colour: Rgb) -> Rgb:
        if self.weather == "clear":
            return colour
        grey = adjusted(colour, lightness=0.86 if self.weather == "rain" else 0.97, chroma=0.45)
        return mixed(grey, adjusted(parsed(self.moment.haze), lightness=0.8, chroma=0.4), 0.35)


def _halves(token: str) -> tuple[str, str]:
    name, _, tone = token.lstrip("@").partition(".")
    return name, tone
