"""What moves of the camera say on paper."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written

Aside = Annotated[float, Range(-0.2, 0.2)]


class Key(Written):
    """Where the camera is at a moment of the shot."""

    at: Annotated[float, Range(0, 1)] = Field(description="The moment: 0 is the first picture, 1 the last.")
    x: Aside = Field(default=0.0, description="To the right, in parts of the width that is seen.")
    y: Aside = Field(default=0.0, description="Down, in parts of the same width.")
    zoom: Annotated[float, Range(1, 3)] = Field(
        default=1.0, description="How much closer; never less than 1, or edges would be seen."
    )
    focus: Annotated[float, Range(0.3, 50)] = Field(
        default=1.0, description="The depth that is sharp; 1 is the subject."
    )


class CameraMove(Written):
    """One intention."""

    title: str = Field(description="What it is for.")
    keys: Annotated[list[Key], Field(min_length=2, max_length=16)] = Field(
        description="Where the camera is, from the first picture to the last."
    )
    ease: Literal["slow", "inout"] = Field(
        default="slow", description="How it starts and stops: slow is even in between, inout is livelier."
    )

    @model_validator(mode="after")
    def _in_order(self) -> CameraMove:
        moments = [key.at for key in self.keys]
        if moments[0] != 0 or moments[-1] != 1:
            raise ValueError("keys: the first is at 0 and the last at 1")
        if any(later <= sooner for sooner, later in pairwise(moments)):
            raise ValueError("keys: each is later than the one before")
        return self


class CameraMoves(Written):
    """All moves of a file."""

    moves: dict[str, CameraMove] = Field(description="Names and what they do.")
