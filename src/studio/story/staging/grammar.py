"""What the conventions of staging say on paper."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from studio.core.written.shapes import Written
from studio.render.grammar import Colour, Share, Time
from studio.story.grammar import Role

Scale = Literal["place", "detail", "person", "product", "graphic", "sign", "type"]


class Palette(Written):
    """Colours a film takes where the client has none of its own."""

    colours: dict[str, Colour] = Field(
        description="Materials and their colours; accent, accent2 and accent3."
    )
    trades: list[str] = Field(default_factory=list, description="Lines of business it is at home in.")
    warmth: Share = Field(default=0.5, description="From cold to warm.")
    energy: Share = Field(default=0.5, description="From still to wild.")


class Palettes(Written):
    """All palettes."""

    palettes: dict[str, Palette] = Field(description="Names and colours.")


class Script(Written):
    """The times of day of a film: what light each step of the story is told in."""

    title: str = Field(description="What it feels like.")
    times: dict[Role, Time] = Field(description="The time of day of every role.")
    moods: list[str] = Field(default_factory=list, description="The moods that ask for it.")
    warmth: Share = Field(default=0.5, description="From cold to warm.")
    energy: Share = Field(default=0.5, description="From still to wild.")


class Scripts(Written):
    """All colour scripts."""

    scripts: dict[str, Script] = Field(description="Names and times.")


class Spot(Written):
    """Where somebody may be in a place."""

    at: str = Field(description="A named place of the drawing.")
    does: list[str] = Field(description="What is believed there.")
    sizes: list[str] = Field(default=["medium", "wide"], description="How close it may be seen.")


class Setting(Written):
    """How a place is covered."""

    people: list[Spot] = Field(default_factory=list, description="Where people may be.")
    things: list[str] = Field(default_factory=list, description="Where things may stand.")
    there: list[str] = Field(default_factory=list, description="What it shows anyway.")
    goods: list[str] = Field(
        default_factory=list, description="What its window can be full of, where the film is about that."
    )
    outside: str = Field(default="", description="The place it is entered from.")
    public: bool = Field(default=True, description="Whether anybody may come in.")
    dressed: str = Field(default="", description="How anybody looks there who is seen: a friend at home.")
    front: bool = Field(default=False, description="Whether it shows a shop or a stall with a name on it.")
    bare: bool = Field(default=False, description="Whether only what is at home there stands in it.")


class Coverage(Written):
    """How places are covered, and what people do there."""

    places: dict[str, Setting] = Field(description="The places.")
    actions: dict[str, list[str]] = Field(
        description="What people do, by how they look; the most telling first."
    )
    large: list[str] = Field(description="Things too large for a table.")
    outdoors: list[str] = Field(
        description="Things that nobody believes on a podium: they are seen where they stand."
    )
    own: dict[str, str] = Field(description="Named places of things that have one of their own.")
    fronts: list[str] = Field(description="Lines of business that have a shop front or a stall.")
    symbols: list[str] = Field(description="Things that stand for something, and lie nowhere.")
    products: dict[str, str] = Field(
        description="Products that turn, and the words for them in all languages."
    )


class Craft(Written):
    """What each step of a story wants to see, and how the camera moves over it."""

    wanted: dict[Role, dict[Scale, float]] = Field(description="How much a role wants a kind of shot.")
    after: dict[Scale, Scale] = Field(description="What kind of shot likes to follow which.")
    moves: dict[Scale, list[str]] = Field(description="The moves of the camera for each kind of shot.")
    with_a_landmark: list[str] = Field(
        description="Moves over what fills the frame: none that comes closer, for it is to be seen whole."
    )
    with_somebody: list[str] = Field(description="Those that go along with somebody.")
    intended: dict[Role, list[str]] = Field(description="The moves that mean what a role means.")


class Sounds(Written):
    """What is heard where."""

    places: dict[str, str] = Field(description="Room tones by place.")
    weathers: dict[str, str] = Field(description="Room tones by weather, outdoors.")
    nights: dict[str, str] = Field(description="Room tones by place at night.")
    actions: dict[str, str] = Field(description="Effects by what somebody does.")
    things: dict[str, str] = Field(description="Effects by what is seen close.")


class Phrases(Written):
    """How pictures are put into words for models that work from words."""

    places: dict[str, str] = Field(description="Places.")
    times: dict[str, str] = Field(description="Light, by time of day; indoors and out.")
    weathers: dict[str, str] = Field(description="Weather.")
    sizes: dict[str, str] = Field(description="How close.")
    moves: dict[str, str] = Field(description="How the camera moves.")
    styles: dict[str, str] = Field(description="Styles.")
    actions: dict[str, str] = Field(description="What somebody does.")
    things: dict[str, str] = Field(description="Things whose name says too little.")
