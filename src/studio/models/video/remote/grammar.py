"""What a person writes of a prediction API: where it is, what it is asked, where its answers say what."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written

Method = Literal["GET", "POST", "PUT", "DELETE", "PATCH"]
Wait = Annotated[float, Range(0.01, 86_400)]
Money = Annotated[float, Range(0, 1_000_000)]
Count = Annotated[int, Range(1, 100_000)]


class Submit(Written):
    """How a clip is asked for."""

    path: str = Field(description="What of the server is asked, after its base.")
    method: Literal["POST", "PUT"] = Field(default="POST", description="How.")
    body: dict[str, Any] = Field(
        description="What is sent as JSON; {prompt}, {first}, {last}, {seed}, {frames}, {seconds}, {fps},"
        " {width}, {height}, {aspect} and {name} are filled in."
    )
    idempotency: str = Field(
        default="",
        description="The header by which the server knows a question it was asked before, if it does:"
        " Idempotency-Key.",
    )


class Answer(Written):
    """Where the server's answers say what, as names and numbers with dots: data.0.url."""

    id: str = Field(default="id", description="What the clip in the making is called.")
    status: str = Field(default="status", description="How far it is.")
    output: str = Field(default="output", description="Where the finished clip is.")
    error: str = Field(default="error", description="What went wrong.")
    cost: str = Field(default="", description="What it cost; its price if left out.")


class Step(Written):
    """Something else that is asked of the server, by its path or by a link that it has given."""

    path: str = Field(default="", description="What of the server is asked; {id} is filled in.")
    link: str = Field(default="", description="Where its first answer gives the link, instead of a path.")
    method: Method = Field(default="GET", description="How.")

    @model_validator(mode="after")
    def _one(self) -> Step:
        if bool(self.path) == bool(self.link):
            raise ValueError("needs either a path or a link")
        return self


class Poll(Step):
    """How it is asked whether the clip is there."""

    every: Wait = Field(default=2.0, description="How often, in seconds.")


class Cancel(Step):
    """How it is told that the clip is not wanted any more."""

    method: Method = Field(default="POST", description="How.")


class Upload(Written):
    """How a picture is brought to the server before a clip is asked for."""

    path: str = Field(description="Where it is sent to, as a form with one file.")
    field: str = Field(default="file", description="What the file is called in the form.")
    answer: str = Field(default="url", description="Where the answer says what to call the picture.")


class Download(Written):
    """Where the clip lies, if the server only says its name."""

    path: str = Field(description="What of the server is asked; {output} and {id} are filled in.")


class States(Written):
    """What the server calls the states of a clip in the making."""

    waiting: list[str] = Field(
        default=["starting", "processing", "queued", "pending", "in_queue", "in_progress", "running"],
        description="It is not there yet.",
    )
    done: list[str] = Field(default=["succeeded", "completed", "success"], description="It is there.")
    failed: list[str] = Field(
        default=["failed", "error", "canceled", "cancelled"], description="There will be none."
    )
    missing: Literal["waiting", "failed"] = Field(
        default="failed", description="What an answer without a state means."
    )


class Price(Written):
    """What the server takes. All of it is told before anything is asked."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = Field(default="USD", description="In what.")
    second: Money = Field(default=0.0, description="For a second of film.")
    frame: Money = Field(default=0.0, description="For a frame.")
    request: Money = Field(default=0.0, description="For a request, however long its clip.")
    most: Money | None = Field(
        default=None, description="The most that a request can cost, where answers say what it did cost."
    )
    failed: bool = Field(default=True, description="Whether clips are paid for that came to nothing.")


class Frames(Written):
    """How many frames a clip may have: step * n + plus, between two bounds."""

    most: Count = Field(description="The longest clip.")
    least: Count = Field(default=1, description="The shortest.")
    step: Count = Field(default=1, description="What the count goes up by.")
    plus: Annotated[int, Range(0, 100_000)] = Field(default=0, description="What is left over.")


class Sizes(Written):
    """How large frames may be."""

    multiple: Annotated[int, Range(2, 512)] = Field(default=2, description="What both sides are divided by.")
    least: Annotated[int, Range(2, 16_384)] = Field(default=64, description="The shortest side.")
    most: Annotated[int, Range(2, 16_384)] = Field(default=7680, description="The longest side.")
    pixels: Annotated[int, Range(0)] = Field(default=0, description="The most pixels; 0 for any number.")


class Timeouts(Written):
    """How long the server is waited for, in seconds."""

    answer: Wait = Field(default=30.0, description="For the answer to a question.")
    wait: Wait = Field(default=900.0, description="For a clip, from asking for it until it is there.")
    download: Wait = Field(default=300.0, description="For the clip to be fetched.")
    quiet: Wait = Field(default=30.0, description="For the next byte of it.")


class Retry(Written):
    """What is done where the server is busy or broken."""

    tries: Annotated[int, Range(1, 20)] = Field(default=4, description="How often it is asked in all.")
    first: Wait = Field(default=1.0, description="How long to wait before it is asked again, at first.")
    longest: Wait = Field(
        default=60.0, description="How long at most, also where it wishes to be left alone for longer."
    )


class Card(Written):
    """A maker of films behind an HTTP API."""

    format: Literal[1] = Field(default=1, description="How this is written.")
    about: str = Field(default="", description="What it is, in a sentence.")
    licence: str = Field(default="", description="Under which terms its films may be used.")
    version: str = Field(default="", description="What changes when it makes other pictures.")
    base: str = Field(description="Where its API begins: https://api.example.com/v1.")
    headers: dict[str, str] = Field(
        default_factory=dict,
        description="What is said of us; {secret:NAME} is STUDIO_SECRET_NAME of the environment.",
    )
    submit: Submit = Field(description="How a clip is asked for.")
    answer: Answer = Field(default_factory=Answer, description="Where its answers say what.")
    poll: Poll = Field(description="How it is asked whether the clip is there.")
    result: Step | None = Field(
        default=None, description="How the finished clip is asked for, where polling does not tell."
    )
    cancel: Cancel | None = Field(default=None, description="How it is told that the clip is not wanted.")
    pictures: Literal["data-url", "base64", "upload"] = Field(
        default="data-url", description="How pictures are given to it."
    )
    upload: Upload | None = Field(default=None, description="How pictures are uploaded.")
    download: Download | None = Field(default=None, description="Where a clip lies that it says the name of.")
    states: States = Field(default_factory=States, description="What it calls the states of a clip.")
    price: Price = Field(default_factory=Price, description="What it takes.")
    frames: Frames = Field(description="How many frames a clip may have.")
    fps: list[Annotated[float, Range(1, 120)]] = Field(
        default_factory=list, description="The rates it works at; any if left out."
    )
    sizes: Sizes = Field(default_factory=Sizes, description="How large frames may be.")
    overlap: Annotated[int, Range(0, 1000)] = Field(
        default=0, description="How many frames a clip has in common with the one before it."
    )
    chain: Annotated[int, Range(0, 100)] = Field(
        default=0, description="How many clips may follow one another; 0 for as many as are usual."
    )
    needs_first: bool = Field(default=False, description="Whether it makes nothing without a first picture.")
    at_once: Annotated[int, Range(1, 64)] = Field(
        default=2, description="How many clips are asked for at the same time."
    )
    timeouts: Timeouts = Field(default_factory=Timeouts, description="How long it is waited for.")
    retry: Retry = Field(default_factory=Retry, description="What is done where it is busy.")
    largest: Annotated[int, Range(1, 20_000)] = Field(
        default=500, description="The largest clip that is fetched, in MB."
    )
