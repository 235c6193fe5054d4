"""What packs and places say on paper."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from studio.core.errors import BadInput
from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.render.colour import parsed

Time = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["clear", "rain", "snow"]
SignKind = Literal["painted", "enamel", "neon", "chalk"]
Aspect = Literal["wide", "tall", "square", "portrait"]
Share = Annotated[float, Range(0, 1)]


def _colour(text: str) -> str:
    try:
        parsed(text)
    except BadInput as refused:
        raise ValueError(refused.message) from None
    return text


Colour = Annotated[str, AfterValidator(_colour)]


class Lit(Written):
    """What light falls on things."""

    key: Colour = Field(description="The light from where it comes.")
    ambient: Colour = Field(description="The light from everywhere.")
    strength: Annotated[float, Range(0, 4)] = Field(default=1.0, description="How much light there is.")
    paper: Colour | None = Field(
        default=None,
        description="What shows through where a wash is thin; the sheet of the style if left out.",
    )


class Moment(Written):
    """One time of the day in one style."""

    sky: Annotated[list[Colour], Field(min_length=5, max_length=5)] = Field(
        description="Five colours from the top of the sky to the horizon."
    )
    sun: Colour = Field(description="The colour of the sun or the moon.")
    height: Annotated[float, Range(0, 1)] = Field(
        default=0.3, description="How high it stands above the horizon, in parts of the sky."
    )
    across: Share = Field(default=0.75, description="Where it stands across the frame.")
    size: Annotated[float, Range(0, 400)] = Field(default=58, description="How large it is, in units.")
    out: Lit = Field(description="The light outdoors.")
    indoors: Lit = Field(description="The light in a room.")
    haze: Colour = Field(description="What distance fades to.")
    thickness: Annotated[float, Range(0, 1)] = Field(default=0.12, description="How fast it fades.")
    near: Colour = Field(description="What things close to the eye fall into.")
    lamp: Colour = Field(default="#ffd27a", description="The colour of what shines.")
    glow: Annotated[float, Range(0, 3)] = Field(default=1.0, description="How far lamps are seen to glow.")
    stars: Share = Field(default=0, description="How many stars there are.")
    shadow: Colour = Field(default="#1b1430", description="The colour of shadows.")


class Finish(Written):
    """How plates are treated once they are drawn."""

    kind: Literal["flat", "paper", "ink"] = Field(default="flat", description="The way of making.")
    amount: Annotated[float, Range(0, 2)] = Field(default=1.0, description="How strongly it shows.")
    line: Annotated[float, Range(0, 12)] = Field(default=0, description="Width of outlines, in units.")
    grain: Annotated[float, Range(0, 30)] = Field(
        default=5, description="How much grain lies over all; 0 is none."
    )
    vignette: Share = Field(default=0.2, description="How much darker the corners are.")
    contrast: Annotated[float, Range(0.5, 2)] = Field(
        default=1.0, description="How far light and shade stand apart."
    )
    shading: Annotated[float, Range(0, 1)] = Field(
        default=1.0, description="How much of the light's colour things take on."
    )


class Pack(Written):
    """A style: its colours, its light, its way of making, its type."""

    title: str = Field(description="What people call it.")
    words: list[str] = Field(default_factory=list, description="Words of a brief that ask for it.")
    materials: dict[str, Colour] = Field(description="The colour of every material, in white light.")
    ink: Colour = Field(description="The colour of outlines and small writing.")
    sheet: Colour = Field(description="The colour of paper and cards.")
    times: dict[Time, Moment] = Field(description="Its four times of day.")
    finish: Finish = Field(default_factory=Finish, description="How plates are treated.")
    sky: str = Field(default="open", description="The drawing in skies/ that is its sky.")
    type: str = Field(default="", description="The pairing of typefaces it is set in.")
    light_type: Colour = Field(default="#f7ead2", description="Type on dark ground.")
    dark_type: Colour = Field(default="#241a33", description="Type on light ground.")
    transitions: list[str] = Field(default_factory=list, description="The transitions that suit it.")

    @model_validator(mode="after")
    def _whole(self) -> Pack:
        missing = sorted(MATERIALS - set(self.materials))
        if missing:
            raise ValueError(f"materials: {', '.join(missing)} have no colour")
        if lacking := sorted({"dawn", "day", "dusk", "night"} - set(self.times)):
            raise ValueError(f"times: {', '.join(lacking)} is missing")
        return self


_MATERIALS = """
wall wall2 roof wood wood2 metal brass stone brick plaster tile glass cloth cloth2 cloth3 leather paper
dark light foliage foliage2 bark grass ground sand rock path water snow food crust cream fruit leaf
accent accent2 accent3 skin hair
"""
MATERIALS = frozenset(_MATERIALS.split())


class Frame(Written):
    """How one aspect frames a place."""

    span: Annotated[float, Range(100, 10000)] = Field(description="Units across the frame.")
    horizon: Share = Field(description="Where the horizon lies, from the top.")
    focus: Share = Field(description="Where the subject stands, from the left.")
    type: tuple[Share, Share, Share, Share] = Field(
        description="The calm room for type: left, top, width, height."
    )


class Ruled(Written):
    """Something that moves by rule, and where."""

    depth: Annotated[float, Range(0.1, 1000)] = Field(default=1.0, description="How far away it is.")
    top: float = Field(default=0, description="Its upper edge, in units.")
    bottom: float = Field(default=400, description="Its lower edge.")
    left: float = Field(default=-2000, description="Its left edge.")
    right: float = Field(default=2000, description="Its right edge.")
    amount: Annotated[float, Range(0, 4)] = Field(default=1.0, description="How much of it there is.")


class Crowd(Ruled):
    """People far away who walk on a ground that reaches from its upper to its lower edge."""

    height: Annotated[float, Range(5, 400)] = Field(
        default=60, description="How high they are at its lower edge, in units; they get smaller above."
    )
    look: str = Field(default="passer-by", description="Who they are, by what they are: runner.")
    gait: Literal["stroll", "run"] = Field(
        default="stroll", description="How they go: strolling both ways, or running, all of them one way."
    )


class Layer(Written):
    """One layer of a place; exactly one of its kinds."""

    draw: str = Field(default="", description="A drawing in the folder of the place.")
    depth: Annotated[float, Range(0.1, 1000)] = Field(
        default=1.0, description="How far away it is; 1 is the plane of the subject."
    )
    params: dict[str, str | float] = Field(default_factory=dict, description="Parameters of the drawing.")
    sky: Ruled | None = Field(default=None, description="The sky: sun or moon, stars, clouds.")
    water: Ruled | None = Field(default=None, description="Moving water that mirrors what is above it.")
    grass: Ruled | None = Field(default=None, description="Blades in the wind.")
    fog: Ruled | None = Field(default=None, description="A drifting bank of mist.")
    crowd: Crowd | None = Field(default=None, description="People far away who walk.")
    dust: Ruled | None = Field(default=None, description="Motes in the light.")
    cast: Ruled | None = Field(default=None, description="Where the shot's own people and things stand.")
    aspects: list[Aspect] = Field(default_factory=list, description="Only in these aspects; all if empty.")

    @model_validator(mode="after")
    def _one(self) -> Layer:
        kinds = [name for name in RULED if getattr(self, name) is not None]
        if len(kinds) + bool(self.draw) != 1:
            raise ValueError(f"a layer is one of draw, {', '.join(RULED)}")
        return self

    @property
    def kind(self) -> str:
        """Which of its kinds it is."""
        return next((name for name in RULED if getattr(self, name) is not None), "draw")

    @property
    def ruled(self) -> Ruled:
        """What it says of something that moves by rule."""
        found: Ruled = getattr(self, self.kind)
        return found


RULED = ("sky", "water", "grass", "fog", "crowd", "dust", "cast")


class Place(Written):
    """A place: how it is framed, and its layers from far to near."""

    title: str = Field(description="What it is.")
    indoors: bool = Field(default=False, description="Whether it is a room.")
    words: dict[str, str] = Field(default_factory=dict, description="Left to the lexicon.")
    frames: dict[Aspect, Frame] = Field(description="How each aspect frames it.")
    layers: Annotated[list[Layer], Field(min_length=1)] = Field(description="From far to near.")
    weather: list[Weather] = Field(default=["clear"], description="The weathers it has.")
    sign: SignKind = Field(default="painted", description="What its sign is made of.")
    card: bool = Field(
        default=False, description="Whether an end card stands in its middle, with `card` for its `kind`."
    )
    people: Annotated[float, Range(0.2, 5)] = Field(
        default=1.0, description="How large people are drawn in it; 1 where they are 180 units high."
    )
    fitted: bool = Field(
        default=False, description="Whether things fill the room of their spot, as in a picture of a product."
    )
    params: dict[str, str | float] = Field(
        default_factory=dict, description="Parameters every drawing of it may use, with their defaults."
    )

    @model_validator(mode="after")
    def _framed(self) -> Place:
        if lacking := sorted({"wide", "tall", "square", "portrait"} - set(self.frames)):
            raise ValueError(f"frames: {', '.join(lacking)} is missing")
        return self
