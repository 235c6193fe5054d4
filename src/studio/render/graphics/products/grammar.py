"""What a product says on paper: its profile, what it is made of, where its label goes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, field_validator, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.render.grammar import MATERIALS

Finish = Literal["matt", "satin", "gloss", "metal", "glass", "liquid", "shining"]
Kind = Literal["label", "print", "sleeve", "leaves", "pleats"]
_LARGEST = 400.0


class Knot(NamedTuple):
    """A point of a profile.

    Attributes:
        radius: How far from the axis.
        height: How far above the ground.
        sharp: Whether it is a corner.
    """

    radius: float
    height: float
    sharp: bool = False


def _knot(given: Any) -> Any:
    if not isinstance(given, list | tuple) or len(given) not in (2, 3):
        raise ValueError("a point is a radius, a height, and sharp where it is a corner")
    if len(given) == 3 and given[2] not in ("sharp", True, False):
        raise ValueError("the third value of a point can only be sharp")
    try:
        radius, height = (float(one) for one in given[:2])
    except (TypeError, ValueError):
        raise ValueError("radius and height are numbers") from None
    if not (0 <= radius <= _LARGEST and 0 <= height <= _LARGEST):
        raise ValueError(f"radius and height lie between 0 and {_LARGEST:g}")
    return Knot(radius, height, len(given) == 3 and given[2] is not False)


class Part(Written):
    """One part: a profile turned about the axis."""

    material: str = Field(description="What it is made of: a material of the styles.")
    finish: Finish = Field(default="satin", description="How it takes the light.")
    profile: Annotated[list[Annotated[Knot, BeforeValidator(_knot)]], Field(min_length=2, max_length=80)] = (
        Field(description="Radius and height of its points, up the outside; sharp keeps a corner.")
    )

    @field_validator("material")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in MATERIALS:
            raise ValueError(f"{name} is no material")
        return name


class Wrap(Written):
    """What goes round it: a label, a print, a pattern."""

    part: Annotated[int, Range(0, 20)] = Field(default=0, description="The part it lies on, from 0.")
    low: Annotated[float, Range(0, 400)] = Field(description="How high it begins.")
    high: Annotated[float, Range(0, 400)] = Field(description="How high it ends.")
    span: Annotated[float, Range(0.05, 1)] = Field(default=1.0, description="How far round it goes.")
    kind: Kind = Field(default="label", description="label, print, sleeve, leaves or pleats.")


class Product(Written):
    """A product that is shown turning."""

    title: str = Field(description="What it is.")
    words: list[str] = Field(default_factory=list, description="Words of a brief that ask for it.")
    parts: list[Part] = Field(default_factory=list, description="Its parts, from the inside out.")
    box: tuple[float, float, float] | None = Field(
        default=None, description="Width, height and depth, if it is a carton."
    )
    material: str = Field(default="accent", description="What a carton is printed in.")
    wrap: Wrap | None = Field(default=None, description="What goes round it.")

    @model_validator(mode="after")
    def _one(self) -> Product:
        if bool(self.parts) == bool(self.box):
            raise ValueError("a product has parts, or it is a box")
        if self.box and not all(0.1 <= side <= _LARGEST for side in self.box):
            raise ValueError("the sides of a box lie between 0.1 and 400")
        if self.wrap and self.parts and self.wrap.part >= len(self.parts):
            raise ValueError(f"wrap: there is no part {self.wrap.part}")
        if self.wrap and self.wrap.high <= self.wrap.low:
            raise ValueError("wrap: high lies above low")
        return self

    @property
    def height(self) -> float:
        """How high it stands."""
        if self.box:
            return self.box[1]
        return max(knot.height for part in self.parts for knot in part.profile)

    @property
    def radius(self) -> float:
        """How far it reaches from its axis."""
        if self.box:
            return float((self.box[0] ** 2 + self.box[2] ** 2) ** 0.5) / 2
        return max(knot.radius for part in self.parts for knot in part.profile)
