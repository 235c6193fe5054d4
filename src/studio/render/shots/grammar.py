"""What a shot says on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, field_validator, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.render.figures.grammar import Shape
from studio.render.grammar import MATERIALS, Colour, Share, Time, Weather
from studio.render.graphics.pictures.grammar import Picture

Kind = Literal["prop", "person", "product", "chart", "map", "sign", "screen", "picture"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_MOST_CAST = 500
_Place = Annotated[float, Range(-100_000, 100_000)]


class Camera(Written):
    """How the shot is taken."""

    move: str = Field(
        default="drift-right", description="A move of the camera; studio film lookbook shows them."
    )
    energy: Share = Field(default=0.4, description="How far and fast it goes.")
    size: Literal["wide", "medium", "close"] = Field(
        default="wide", description="How much of the place is seen."
    )
    on: str = Field(
        default="", description="What a closer shot looks at: a named place; the first of the cast if empty."
    )


class Thing(Written):
    """Somebody or something in the shot; exactly one of its kinds."""

    prop: str = Field(default="", description="A thing of the vocabulary.")
    person: str = Field(default="", description="Somebody, by what they are: baker, teacher, customer.")
    product: str = Field(default="", description="A product that turns: bottle, jar, can, cup, box, tube.")
    chart: dict[str, Any] = Field(default_factory=dict, description="Numbers to be drawn.")
    map: dict[str, Any] | None = Field(default=None, description="A map with a way to the client on it.")
    sign: dict[str, Any] | None = Field(
        default=None, description="A sign; it says the client's name where it says nothing else."
    )
    screen: dict[str, Any] | None = Field(
        default=None,
        description="An interface: on a screen of the cast or the place, else on a device held before it.",
    )
    picture: Picture | None = Field(
        default=None, description="A picture or a clip of the user's: its file, or more about it."
    )
    at: str | tuple[_Place, _Place] = Field(
        default="",
        description="A named place (hero, stand, sit), or x and y in units; the usual one if empty.",
    )
    size: Annotated[float, Range(0.05, 50)] = Field(
        default=1.0, description="How many times its natural size."
    )
    flip: bool = Field(default=False, description="Whether it is seen the other way round.")
    action: str = Field(default="stand", description="What somebody does.")
    seed: Annotated[int, Range(0, 2**31 - 1)] | None = Field(
        default=None, description="Who of many it is, the same in every shot; as the shot has it if left out."
    )
    label: str = Field(default="", description="What is written on a product; the client's name if empty.")
    params: dict[str, str | float] = Field(default_factory=dict, description="Parameters of the drawing.")
    mouths: list[tuple[Annotated[float, Range(0, 3600)], Shape]] = Field(
        default_factory=list,
        description="How somebody's mouth moves who speaks: each shape from A to H, or X for shut, with the"
        " second from which it is seen. A film fills it in from the lines of its storyboard.",
    )

    @field_validator("picture", mode="before")
    @classmethod
    def _by_its_file(cls, picture: Any) -> Any:
        return {"file": picture} if isinstance(picture, str) else picture

    @model_validator(mode="after")
    def _one(self) -> Thing:
        if sum(self.is_a(kind) for kind in KINDS) != 1:
            raise ValueError(f"a thing is one of {', '.join(KINDS)}")
        return self

    def is_a(self, kind: Kind) -> bool:
        """Whether it is one of a kind; a map, a sign or a screen may say nothing but that it is one."""
        return getattr(self, kind) not in (None, "", {}) or (
            kind in ("map", "sign", "screen") and getattr(self, kind) is not None
        )

    @property
    def kind(self) -> Kind:
        """Which of its kinds it is."""
        return next(kind for kind in KINDS if self.is_a(kind))


class Words(Written):
    """What is written over the picture."""

    headline: str = Field(
        default="",
        description="The line that is read first; *the words that matter* stand between asterisks.",
    )
    line: str = Field(default="", description="A second, quieter line.")
    label: str = Field(default="", description="A few small words above.")
    move: str = Field(default="rise", description="How the type comes and goes.")
    start: Annotated[float, Range(0, 3600)] = Field(default=0.3, description="When it comes, in seconds.")
    end: Annotated[float, Range(0, 3600)] | None = Field(
        default=None, description="When it has gone; with the shot if left out."
    )


class Shot(Written):
    """One shot."""

    title: str = Field(default="", description="What people call it.")
    place: str = Field(description="Where it is.")
    time: Time = Field(default="day", description="The time of day.")
    weather: Weather = Field(default="clear", description="The weather.")
    style: str = Field(default="dusk", description="The style pack.")
    type: str = Field(default="", description="The pairing of typefaces; that of the style if empty.")
    width: Annotated[int, Range(64, 7680)] = Field(default=1920, description="Pixels across.")
    height: Annotated[int, Range(64, 7680)] = Field(default=1080, description="Pixels down.")
    fps: Annotated[float, Range(1, 120)] = Field(default=30, description="Frames a second.")
    frames: Annotated[int, Range(1, 1_000_000)] = Field(default=150, description="How many frames it has.")
    seed: Annotated[int, Range(0, 2**31 - 1)] = Field(default=1, description="What chance draws from.")
    camera: Camera = Field(default_factory=Camera, description="How it is taken.")
    brand: dict[str, Colour] = Field(
        default_factory=dict, description="Colours of the client: accent, accent2, or any material."
    )
    name: str = Field(default="", description="The client's name, for signs and labels.")
    sign: dict[str, Any] | None = Field(
        default=None,
        description="What the sign of the place says, and what it is made of; the client's name if left out.",
    )
    logo: str = Field(default="", description="The file of the client's logo; with one it is an end card.")
    ending: bool = Field(
        default=False,
        description="Whether it is an end card: the logo or the name large, the words as a call to act.",
    )
    cast: list[Thing] = Field(
        default_factory=list, max_length=_MOST_CAST, description="Who and what is in it."
    )
    words: Words | None = Field(default=None, description="What is written over it.")
    params: dict[str, str | float] = Field(default_factory=dict, description="Parameters of the place.")

    @field_validator("brand")
    @classmethod
    def _known(cls, brand: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(brand) - MATERIALS):
            raise ValueError(f"{unknown[0]} is no material; accent, accent2 and accent3 are the usual ones")
        return brand

    def previewed(self) -> Shot:
        """The same shot half as large, at half its rate."""
        return self.model_copy(
            update={
                "width": max(64, self.width // 4 * 2),
                "height": max(64, self.height // 4 * 2),
                "fps": self.fps / 2,
                "frames": max(1, (self.frames + 1) // 2),
            }
        )

    @property
    def is_ending(self) -> bool:
        """Whether it is an end card."""
        return self.ending or bool(self.logo)

    @property
    def is_signed(self) -> bool:
        """Whether anything stands on the sign of its place."""
        given = {"text": self.name, **(self.sign or {})}
        return bool(given.get("text") or given.get("lines"))

    @property
    def files(self) -> list[Path]:
        """The pictures, clips and logos it shows."""
        shown = [thing.picture.path for thing in self.cast if thing.picture]
        return [*shown, Path(self.logo)] if self.logo else shown

    def within(self, folder: Path) -> Shot:
        """The same shot, its files looked for from a folder."""
        if not self.files:
            return self
        cast = [
            thing.model_copy(update={"picture": thing.picture.within(folder)}) if thing.picture else thing
            for thing in self.cast
        ]
        logo = str(folder / self.logo) if self.logo else ""
        return self.model_copy(update={"cast": cast, "logo": logo})

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.frames / self.fps

    @property
    def aspect(self) -> Literal["wide", "tall", "square", "portrait"]:
        """The framing nearest to its shape."""
        ratio = self.width / self.height
        if ratio >= 1.25:
            return "wide"
        if ratio >= 0.9:
            return "square"
        return "portrait" if ratio >= 0.68 else "tall"
