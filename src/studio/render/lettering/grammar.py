"""What pairings of typefaces and the moves of type say on paper."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.render.easing import Ease

Unit = Literal["letter", "word", "line", "block"]
Weight = Literal["regular", "semibold", "bold"]
Share = Annotated[float, Range(0, 1)]
Ems = Annotated[float, Range(-20, 20)]


def _scale(value: float) -> float:
    if value not in SCALES:
        raise ValueError("should be 1.25 or 1.333")
    return value


SCALES = (1.25, 1.333)
Scale = Annotated[float, AfterValidator(_scale)]


class Face(Written):
    """One typeface of a pairing."""

    font: str = Field(description="One of our fonts, or the name of a font that is installed.")
    weight: Weight = Field(default="regular", description="How bold it is: regular, semibold or bold.")
    otherwise: str = Field(default="sans", description="The font to use where this one is not installed.")
    capitals: bool = Field(default=False, description="Whether it is set in capitals.")
    tracking: Annotated[float, Range(-0.1, 0.6)] = Field(
        default=0.0, description="Space between letters, in parts of the size."
    )
    leading: Annotated[float, Range(0.8, 2.5)] = Field(
        default=1.15, description="From line to line, in parts of the size."
    )
    larger: Annotated[float, Range(0.5, 2)] = Field(
        default=1.0, description="How much larger it is set, because its letters are small for their size."
    )


class Pairing(Written):
    """Typefaces that go together, and the scale of their sizes."""

    title: str = Field(description="What people call it.")
    headline: Face = Field(description="What is said.")
    text: Face = Field(description="What is added to it.")
    label: Face = Field(description="The small line above it, in capitals.")
    scale: Scale = Field(default=1.25, description="From one size to the next: 1.25 or 1.333.")


class Pairings(Written):
    """All pairings of a file."""

    pairings: dict[str, Pairing] = Field(description="Names and what they stand for.")


class State(Written):
    """How far something is from where it rests; distances in parts of the size of its type."""

    x: Ems = Field(default=0.0, description="To the side in which the script is read.")
    y: Ems = Field(default=0.0, description="Down.")
    scale: Annotated[float, Range(0.01, 8)] = Field(default=1.0, description="How large it is.")
    turn: Annotated[float, Range(-360, 360)] = Field(default=0.0, description="Turned, in degrees.")
    opacity: Share = Field(default=1.0, description="How much of it is seen.")
    spread: Annotated[float, Range(0, 4)] = Field(
        default=0.0, description="How much wider apart its letters stand."
    )


REST = State()


class Passage(Written):
    """How type comes, or how it goes."""

    over: Annotated[float, Range(0, 4)] = Field(description="How long one unit takes, in seconds.")
    stagger: Annotated[float, Range(0, 1)] = Field(
        default=0.0, description="How much later the next one follows, in seconds."
    )
    ease: Ease = Field(default="out", description="How it speeds up and slows down.")
    state: State = Field(default=REST, description="Where it comes from, or goes to.")


class Bar(Written):
    """A bar of the accent colour behind the words that matter."""

    over: Annotated[float, Range(0.05, 4)] = Field(default=0.45, description="How long it grows.")
    after: Annotated[float, Range(0, 4)] = Field(default=0.1, description="When, once the words stand.")
    height: Annotated[float, Range(0.05, 2)] = Field(
        default=1.0, description="How high it is; 1 holds the letters, less underlines them."
    )


class Move(Written):
    """A way type comes, stands and goes."""

    title: str = Field(description="What it is for.")
    unit: Unit = Field(default="word", description="What moves as one: letter, word, line or block.")
    enter: Passage = Field(description="How it comes.")
    leave: Passage = Field(description="How it goes.")
    grows: Annotated[float, Range(0, 0.2)] = Field(
        default=0.0, description="How much it grows while it stands."
    )
    window: bool = Field(default=False, description="Whether it is seen only within the lines it stands on.")
    caret: bool = Field(default=False, description="Whether a caret writes it.")
    counts: bool = Field(default=False, description="Whether its number counts up.")
    bar: Bar | None = Field(default=None, description="A bar behind the words that matter.")

    @model_validator(mode="after")
    def _quick(self) -> Move:
        if self.leave.over > self.enter.over + 0.3:
            raise ValueError("type leaves more quickly than it comes: make leave.over shorter")
        return self


class Moves(Written):
    """All moves of a file."""

    moves: dict[str, Move] = Field(description="Names and what they do.")
