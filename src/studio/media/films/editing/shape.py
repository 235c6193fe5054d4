"""The shape of a film's picture: cut, turned, mirrored, put on a larger canvas."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import cos, pi, radians, sin

from studio.core.errors import BadInput
from studio.media.facts import VideoFacts
from studio.media.films.editing import pixels
from studio.media.films.transcoding.geometry import LARGEST, pixel_aspect

Size = tuple[int, int]


@dataclass(slots=True)
class Shape:
    """A picture on its way through filters that change its shape.

    Attributes:
        film: What it is by now; its size is that of the picture as it stands upright.
        filters: The filters so far.
        changes: What was done that nobody asked for.
    """

    film: VideoFacts
    filters: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    @property
    def size(self) -> Size:
        return self.film.width, self.film.height

    def crop(self, box: str, name: str) -> None:
        """Cut a part out, exact to the pixel.

        Args:
            box: Its left, top, width and height.
            name: What the film is called in sentences.
        """
        left, top, width, height = map(int, box.split(","))
        if not (width and height):
            raise BadInput(f"the box {box} is empty", hint="give it a width and a height of 1 or more")
        if left + width > self.size[0] or top + height > self.size[1]:
            raise BadInput(
                f"the box {box} leaves {name}: it reaches to {left + width} × {top + height}, "
                f"and the picture is {self.size[0]} × {self.size[1]}",
                hint="left + width and top + height must lie within the picture",
            )
        whole = pixels.even(self.film.pixel_format)
        if any(side % 2 and even for side, even in zip((left, top), whole, strict=True)):
            self._colour_everywhere()
        self._take(f"crop={width}:{height}:{left}:{top}:exact=1", (width, height))

    def turn(self, degrees: float, *, cut: bool, ground: str) -> None:
        """Turn it clockwise.

        Args:
            degrees: By how much.
            cut: Keep the largest part of the same aspect that has no empty corners, rather than all of it.
            ground: The colour of empty corners, as ffmpeg writes it.
        """
        degrees %= 360
        if not degrees:
            return
        if degrees % 90 == 0:
            self._quarter_turns(int(degrees // 90))
            return
        self._square()
        width, height = (_kept if cut else _holding)(self.size, degrees)
        # Light and colour would end in different places where one colour serves four pixels.
        self._colour_everywhere()
        if self.film.alpha:
            ground = "black@0"
        elif not cut:
            # With a border of the ground's own the edges are mixed with it, and not jagged.
            self.filters.append(f"pad=iw+4:ih+4:2:2:color={ground}")
        angle = degrees * pi / 180
        self._take(f"rotate={angle:.9f}:{width}:{height}:c={ground}:bilinear=1", (width, height))

    def flip(self, direction: str) -> None:
        """Mirror it: horizontally, vertically or both."""
        names = {"horizontal": ("hflip",), "vertical": ("vflip",), "both": ("hflip", "vflip")}
        self.filters += names[direction]

    def pad(self, canvas: str, ground: str) -> None:
        """Put it in the middle of a larger canvas.

        Args:
            canvas: The aspect of the canvas, "16:9", or its size, "1920x1080".
            ground: The colour of what is empty, as ffmpeg writes it.
        """
        width, height = self._canvas(canvas)
        if (width, height) == self.size:
            return
        for side in (width, height):
            if side > LARGEST:
                raise BadInput(
                    f"a picture of {width} × {height} is too large", hint=f"ask for {LARGEST} at most"
                )
        place = "(ow-iw)/2:(oh-ih)/2"
        self._take(f"pad={width}:{height}:{place}:color={ground}", (width, height))

    def _canvas(self, canvas: str) -> Size:
        own = self.size
        if "x" in canvas:
            width, height = map(int, canvas.split("x"))
            if width < own[0] or height < own[1]:
                raise BadInput(
                    f"a canvas of {width} × {height} cannot hold the picture, which is {own[0]} × {own[1]}",
                    hint="crop it first, make it smaller with studio video convert, or give an aspect",
                )
            return width, height
        wanted = _ratio(canvas) / pixel_aspect(self.film)
        even = pixels.even(self.film.pixel_format)
        if wanted * own[1] > own[0]:
            return _at_least(wanted * own[1], own[0], even[0]), own[1]
        return own[0], _at_least(own[0] / wanted, own[1], even[1])

    def _quarter_turns(self, turns: int) -> None:
        if turns == 2:
            self.filters += ["hflip", "vflip"]
            return
        if pixels.sampling(self.film.pixel_format) not in ("444", "420"):
            self._colour_everywhere()
        self._take("transpose=clock" if turns == 1 else "transpose=cclock", (self.size[1], self.size[0]))
        across, _, down = self.film.sample_aspect.partition(":")
        self.film = replace(self.film, sample_aspect=f"{down or 1}:{across}")

    def _square(self) -> None:
        """Give every pixel the same width and height: others would be bent when turned."""
        aspect = pixel_aspect(self.film)
        if aspect == 1:
            return
        width = max(2, 2 * round(self.film.width * aspect / 2))
        self._take(f"scale={width}:{self.size[1]}:flags=lanczos+accurate_rnd,setsar=1", (width, self.size[1]))
        self.film = replace(self.film, sample_aspect="1:1")
        self.changes.append("pixels made square")

    def _colour_everywhere(self) -> None:
        self.film = pixels.with_colour_everywhere(self.film)
        self.filters.append(f"format={self.film.pixel_format}")

    def _take(self, filter: str, size: Size) -> None:
        self.filters.append(filter)
        self.film = replace(
            self.film, width=size[0], height=size[1], coded_width=size[0], coded_height=size[1], rotation=0
        )


def upright(film: VideoFacts) -> VideoFacts:
    """What a film is once its frames have been turned as the file asks for; ffmpeg does that by itself."""
    if not film.rotation:
        return film
    aspect = film.sample_aspect
    if film.rotation % 180:
        across, _, down = aspect.partition(":")
        aspect = f"{down or 1}:{across}"
    return replace(film, rotation=0, coded_width=film.width, coded_height=film.height, sample_aspect=aspect)


def _ratio(text: str) -> Fraction:
    across, _, down = text.partition(":")
    return Fraction(across) / Fraction(down or 1)


def _at_least(side: Fraction, least: int, even: bool) -> int:
    found = max(least, round(side))
    return found + found % 2 if even else found


def _holding(size: Size, degrees: float) -> Size:
    """The size that holds a turned picture with all its corners."""
    across, down = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    width, height = size[0] * across + size[1] * down, size[0] * down + size[1] * across
    return 2 * round(width / 2 + 0.25), 2 * round(height / 2 + 0.25)


def _kept(size: Size, degrees: float) -> Size:
    """The size of the largest upright part of a turned picture that has its aspect and no empty corner."""
    across, down = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    width, height = size
    share = min(
        width / (width * across + height * down),
        height / (width * down + height * across),
    )
    # One pixel less on every side: the edge itself is mixed with what lies beyond it.
    kept = [max(2, 2 * int((side * share - 2) / 2)) for side in size]
    return kept[0], kept[1]
