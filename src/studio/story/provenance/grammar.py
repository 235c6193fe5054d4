"""What a finished film says of itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.story.grammar import Storyboard


class Source(Written):
    """Somebody who made a shot."""

    shot: str = Field(description="The number of the shot.")
    take: Annotated[int, Range(1)] = Field(default=1, description="Which of its takes is seen.")
    provider: str = Field(description="Who made it.")
    version: str = Field(description="Which version of it.")
    seed: int = Field(description="What chance drew from.")
    instead: str = Field(default="", description="Who was asked first and did not get it done.")


class Speaker(Written):
    """Who speaks."""

    provider: str = Field(default="", description="What speaks; nobody if empty.")
    voice: str = Field(default="", description="With which voice, or which recording.")


class Manifest(Written):
    """All that is needed to make a film again, and to know whether that came out."""

    format: Literal[1] = Field(default=1, description="How this is written.")
    program: str = Field(description="The version of the program.")
    code: str = Field(description="The fingerprint of the code that decides pictures and sounds.")
    libraries: dict[str, str] = Field(description="The versions of what it is built on.")
    storyboard: Storyboard = Field(description="The film on paper.")
    takes: list[Source] = Field(description="Who made each shot.")
    speaker: Speaker = Field(default_factory=Speaker, description="Who speaks.")
    files: dict[str, str] = Field(
        default_factory=dict, description="The files of others that are in it: their hashes, by their places."
    )
    pictures: str = Field(description="The hash of the pictures as they are stored in the film.")
    sound: str = Field(
        default="", description="The hash of the sound as it is stored; nothing if there is none."
    )
