"""How ways of telling, phrases and the words of a subject are written."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from studio.core.errors import NotFound
from studio.core.materials import Range
from studio.core.written.findings import nearest
from studio.core.written.loading import load
from studio.core.written.shapes import Written
from studio.render.grammar import Share
from studio.story.grammar import Role

HERE = Path(__file__).parent
Carries = Literal["image", "topic", "need", "product", "claim", "detail", "audience", "when", "quiet", "call"]


class Step(Written):
    """One beat of a way of telling."""

    role: Role = Field(description="What it is for.")
    carries: Carries = Field(description="What it tells; quiet ones are for the picture alone.")
    weight: Annotated[float, Range(above=0)] = Field(
        default=1.0, description="How much of the time it takes, beside the others."
    )
    energy: Share = Field(default=0.5, description="From still to wild.")
    since: Annotated[float, Range(0, 3600)] = Field(
        default=0, alias="from", description="How many seconds a film has to last to have it."
    )
    until: Annotated[float, Range(0, 3600)] = Field(
        default=3600, description="How many seconds a film may last to have it."
    )


class Template(Written):
    """A way of telling."""

    title: str = Field(description="What people call it.")
    steps: list[Step] = Field(min_length=1, description="Its beats, in their order.")
    chapters: list[Step] = Field(
        default_factory=list, description="Beats that longer films go round in, before the last one."
    )
    chapter: Annotated[float, Range(2, 600)] = Field(
        default=9, description="How many seconds such a beat takes."
    )
    essential: list[Role] = Field(
        default=["call", "reveal", "hook", "benefit", "proof", "problem"],
        description="What a shorter version keeps, what it can least do without first.",
    )

    @field_validator("steps")
    @classmethod
    def _ends(cls, steps: list[Step]) -> list[Step]:
        if min(step.since for step in steps) > 0:
            raise ValueError("one of the steps has to be there from 0 on")
        return steps


class Phrases(Written):
    """The sentences of a language around the words of a brief: `long | medium | short`, with {slots}."""

    reveal: list[str] = Field(description="It is named; one of those that can be said.")
    otherwise: list[str] = Field(description="The same where none of these can be; the first that can.")
    predicate: list[str] = Field(description="It does something.")
    clause: list[str] = Field(description="A clause that belongs to it.")
    audience: list[str] = Field(description="For whom it is.")
    when: list[str] = Field(description="When it is.")
    sign: list[str] = Field(description="The last words, who and where; the first that can be said.")
    rate: Annotated[float, Range(0.5, 10)] = Field(description="How many words are spoken in a second.")
    ours: str = Field(description="A pattern of how our lines address people: du, vous.")
    other: str = Field(
        description="A pattern of briefs that address them otherwise, for whom lines of `ours` are not."
    )


class Bank(Written):
    """What can be said of a subject that is true of every one of its kind: `long | medium | short`."""

    hook: list[str] = Field(description="What it begins with: a picture, or a question.")
    need: list[str] = Field(default_factory=list, description="What is missing without it.")
    detail: list[str] = Field(description="What it is like.")
    close: list[str] = Field(description="What it ends with, before the name.")
    heads: str = Field(description="A few words each to be written large: `one | another`.")


class Subject(Written):
    """One kind of thing that films are about, in five languages."""

    en: Bank
    de: Bank
    it: Bank
    es: Bank
    fr: Bank


@lru_cache(maxsize=32)
def template(name: str) -> Template:
    """A way of telling, by its name or its file.

    Raises:
        NotFound: There is none.
        BadInput: Its file is broken; says where and why.
    """
    if name.endswith((".yaml", ".yml")):
        return load(Path(name), Template)
    file = HERE / "templates" / f"{name}.yaml"
    if not name.isidentifier() or not file.is_file():
        known = sorted(each.stem for each in file.parent.glob("*.yaml"))
        hint = nearest(name, known, f"there are {', '.join(known)}, or a file of your own that ends in .yaml")
        raise NotFound(f"there is no way of telling called {name}", hint=hint)
    return load(file, Template)


@lru_cache(maxsize=8)
def phrases(language: str) -> Phrases:
    """The sentences of a language."""
    return load(HERE / "phrases" / f"{language}.yaml", Phrases)


@lru_cache(maxsize=32)
def bank(subject: str, language: str) -> Bank:
    """What can be said of a subject."""
    found: Bank = getattr(load(HERE / "subjects" / f"{subject}.yaml", Subject), language)
    return found
