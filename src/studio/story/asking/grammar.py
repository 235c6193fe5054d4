"""What a language model answers, in shape."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from studio.story.grammar import Role


class Told(BaseModel):
    """Part of an answer: what it has besides is passed over, what is left out is empty."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Pick(Told):
    """One shot, of what there is to show."""

    place: str = ""
    props: list[str] = Field(default_factory=list, max_length=8)
    person: str = ""
    action: str = ""


class Step(Told):
    """One beat."""

    role: Role
    line: str = Field(default="", max_length=600)
    short: str = Field(default="", max_length=600)
    headline: str = Field(default="", max_length=200)
    shows: list[str] = Field(default_factory=list, max_length=12)
    shots: list[Pick] = Field(default_factory=list, max_length=8)


class Answer(Told):
    """A story."""

    beats: list[Step] = Field(min_length=1, max_length=24)
