"""What a map says on paper."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written

Kind = Literal["any", "coast", "river", "inland"]
Drawn = Literal["coast", "river", "road", "park"]
Spot = tuple[Annotated[float, Range(-180, 180)], Annotated[float, Range(-85, 85)]]
"""Longitude and latitude, in degrees."""


class Point(Written):
    """A place on the earth."""

    lon: Annotated[float, Range(-180, 180)] = Field(description="Degrees east.")
    lat: Annotated[float, Range(-85, 85)] = Field(description="Degrees north.")
    label: str = Field(default="", description="What is there.")


class Line(Written):
    """Something drawn below the route."""

    kind: Drawn = Field(default="road", description="coast, river, road or park; a park is an area.")
    points: Annotated[list[Spot], Field(min_length=2, max_length=2000)] = Field(
        description="Longitudes and latitudes."
    )


class Map(Written):
    """A map with a way on it."""

    kind: Kind = Field(default="any", description="coast, river or inland; as the seed has it if any.")
    goal: str = Field(default="", description="What stands at the end of the way: the client's name.")
    start: str = Field(default="", description="What stands at its beginning.")
    stops: Annotated[list[str], Field(max_length=4)] = Field(
        default_factory=list, description="What lies on the way."
    )
    points: Annotated[list[Point], Field(max_length=24)] = Field(
        default_factory=list,
        description="Real places in the order they are visited; then no town is invented.",
    )
    route: Annotated[list[Spot], Field(max_length=5000)] = Field(
        default_factory=list, description="The real way; from point to point as the crow flies if left out."
    )
    lines: Annotated[list[Line], Field(max_length=60)] = Field(
        default_factory=list, description="Coasts, rivers, roads and parks of a real place."
    )

    @field_validator("points", mode="before")
    @classmethod
    def _spelled_out(cls, points: Any) -> Any:
        if not isinstance(points, list | tuple):
            return points
        keys = ("lon", "lat", "label")
        return [
            dict(zip(keys, one, strict=False)) if isinstance(one, list | tuple) else one for one in points
        ]

    @model_validator(mode="after")
    def _whole(self) -> Map:
        if len(self.points) == 1:
            raise ValueError("points: a way needs two of them")
        if (self.route or self.lines) and not self.points:
            raise ValueError("points: say which places the way joins")
        return self
