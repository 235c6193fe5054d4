"""What a film is on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.models.voice.speech import PITCHES, THROATS
from studio.render.grammar import Share
from studio.render.shots.grammar import Shot
from studio.story.choices import Captions, Effort, Language, Mode

__all__ = [
    "Beat", "Brief", "Cut", "Effect", "Finish", "Language", "Line", "Mix", "Mode", "Music", "Narrator",
    "Origin", "Part", "Picture", "Role", "Storyboard", "Voice",
]  # fmt: skip

Role = Literal["hook", "problem", "reveal", "benefit", "proof", "call"]
Continuity = Literal["cut", "continuous", "match"]
MOST_FRAMES = 1_000_000
"""How long a film may be: eleven hours at 24 frames a second."""
MOST_TAKES = 99
Frames = Annotated[int, Range(0, MOST_FRAMES)]

_MOST_SOUNDS = 1_000
_MOST_SPEAKERS = 500
_BITS = 2**31 - 1
_PLAIN = re.compile(r"\w[\w-]{0,47}")


class Brief(Written):
    """What was asked for, as it was understood."""

    text: str = Field(description="The brief as it was written.")
    language: Language = Field(default="en", description="The language of the film.")
    frames: Annotated[int, Range(1, MOST_FRAMES)] = Field(description="How long the film is, exactly.")
    fps: Annotated[float, Range(1, 120)] = Field(default=24, description="Frames a second.")
    length: str = Field(
        default="", description="The words of the brief that say how long; a default if empty."
    )
    mode: Mode = Field(
        default="hard", description="Whether the length is a promise, or may grow for the words."
    )
    width: Annotated[int, Range(64, 7680)] = Field(default=1280, description="Pixels across.")
    height: Annotated[int, Range(64, 7680)] = Field(default=720, description="Pixels down.")
    template: str = Field(default="product_showcase", description="How the story is told.")
    name: str = Field(default="", description="The client's name.")
    product: str = Field(default="", description="What it is about, in the words of the brief.")
    audience: str = Field(default="", description="For whom it is, in the words of the brief.")
    place: str = Field(default="", description="Where it is, in the words of the brief.")
    tone: list[str] = Field(default_factory=list, description="How it should feel.")
    claims: list[str] = Field(
        default_factory=list, description="What the brief says of the product; nothing else is claimed."
    )
    must: list[str] = Field(default_factory=list, description="What has to be in it.")
    must_not: list[str] = Field(default_factory=list, description="What may not be in it.")
    forbidden: list[str] = Field(
        default_factory=list, description="Words that are neither said nor written in it."
    )
    call: str = Field(default="", description="What the audience is asked to do, if the brief says it.")
    slogan: str = Field(default="", description="What the film ends with, said and written.")
    brand: str = Field(default="", description="The file with the brand kit.")
    seed: Annotated[int, Range(0, _BITS)] = Field(default=1, description="What chance draws from.")

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return self.frames / self.fps


class Line(Written):
    """A line of the narration."""

    text: str = Field(description="What is said; *words that matter* stand between asterisks.")
    start: Frames = Field(default=0, description="The frame of the film at which it begins.")
    end: Frames = Field(default=0, description="The frame at which it has ended.")
    voice: str = Field(
        default="", description="With which voice it is said, if not that of the narrator or the speaker."
    )
    speaker: str = Field(
        default="",
        description="Who says it in the picture: a person of the cast, by what they are called there. Where"
        " they are seen meanwhile, their lips move with the words. Empty: nobody who is seen.",
    )
    shorter: list[str] = Field(
        default_factory=list, description="Other wordings, each shorter than the last, if time is short."
    )
    optional: bool = Field(default=False, description="Whether it may go if time is short.")


class Beat(Written):
    """One step of the story."""

    id: str = Field(description="Its name, by which shots say that they belong to it.")
    role: Role = Field(description="What it is for.")
    energy: Share = Field(default=0.5, description="From still to wild.")
    weight: Annotated[float, Range(above=0)] = Field(
        default=1.0, description="How much of the time it takes, beside the others."
    )
    lines: list[Line] = Field(default_factory=list, description="What is said.")
    headline: str = Field(default="", description="What is written; *words that matter* between asterisks.")
    caption: str = Field(default="", description="A second, quieter line.")
    shows: list[str] = Field(default_factory=list, description="What it shows, in the words of the brief.")


class Cut(Written):
    """How one shot gives way to the next; a transition is centred on the cut and takes no time."""

    kind: str = Field(default="cut", description="A transition: cut, dissolve, zoom, whip, match, wipe.")
    frames: Frames = Field(default=0, description="How many frames it lasts; none for a straight cut.")

    @property
    def before(self) -> int:
        """How many frames more the shot after it has at its beginning."""
        return self.frames - self.frames // 2

    @property
    def after(self) -> int:
        """How many frames more the shot in front of it has at its end."""
        return self.frames // 2


class Effect(Written):
    """A sound that is heard once."""

    sound: str = Field(description="An effect of the sound library.")
    at: Frames = Field(default=0, description="The frame of the shot at which it is heard.")
    volume: Annotated[float, Range(-60, 12)] = Field(default=0, description="How loud, in decibels.")


class Part(Written):
    """What is seen of a shot that is longer as it is made: a version of a film shows the film's own takes."""

    first: Frames = Field(default=0, description="Which of its frames is the first that is seen.")
    frames: Annotated[int, Range(1)] = Field(description="How long the shot is as it is made.")
    before: Frames = Field(default=0, description="How many frames more its take has at its beginning.")
    after: Frames = Field(default=0, description="How many frames more its take has at its end.")


class Picture(Written):
    """One shot of the film."""

    id: str = Field(description="Its number, as its folder is called: 01, 02 …")
    beat: str = Field(description="The beat it belongs to.")
    frames: Annotated[int, Range(1, MOST_FRAMES)] = Field(description="How long it is in the film.")
    shot: Shot = Field(description="The shot, for our own renderer; size, rate and length are the film's.")
    prompt: str = Field(default="", description="The shot in words, for models that work from words.")
    entities: list[str] = Field(default_factory=list, description="Who and what comes again in other shots.")
    continuity: Continuity = Field(default="cut", description="How it goes with the one before.")
    cut: Cut = Field(default_factory=Cut, description="How it gives way to the next.")
    atmosphere: str = Field(default="none", description="What is heard all the time.")
    effects: list[Effect] = Field(
        default_factory=list, max_length=_MOST_SOUNDS, description="What is heard once."
    )
    provider: str = Field(default="builtin", description="Who makes it.")
    take: Annotated[int, Range(1, MOST_TAKES)] = Field(
        default=1, description="Which of its takes is seen; each has chances of its own."
    )
    part: Part | None = Field(
        default=None, description="Of which longer shot this is a part; it is made as it is seen if left out."
    )

    @field_validator("id")
    @classmethod
    def _names_a_folder(cls, told: str) -> str:
        if not _PLAIN.fullmatch(told):
            raise ValueError("should be letters, figures, - and _, 48 at most, for a folder is called so")
        return told


class Music(Written):
    """What is played."""

    mood: str = Field(default="warm", description="How it feels.")
    bars: Annotated[float, Range(0.5, 10_000)] = Field(default=12, description="How many bars the film has.")
    seed: Annotated[int, Range(0, _BITS)] = Field(default=1, description="What chance draws from.")
    file: str = Field(default="", description="A recording that is played instead.")


class Narrator(Written):
    """Who speaks."""

    provider: str = Field(default="", description="What speaks; nobody if empty.")
    voice: str = Field(default="", description="With which voice.")
    speed: Annotated[float, Range(0.5, 2)] = Field(default=1.0, description="How fast, 1 being natural.")
    pauses: Annotated[float, Range(0, 4)] = Field(
        default=1.0, description="How long its pauses are, 1 being natural."
    )
    pronunciations: dict[str, str] = Field(default_factory=dict, description="How names are said.")
    file: str = Field(default="", description="A recording that is heard instead.")


class Voice(Written):
    """With which voice somebody of the picture speaks."""

    provider: str = Field(default="", description="What speaks; what speaks for the narrator if empty.")
    voice: str = Field(
        default="",
        description="With which of its voices; with that of the narrator, else its best, if empty.",
    )
    pitch: Annotated[float, Range(*PITCHES)] = Field(
        default=1.0, description="How many times as high as that voice."
    )
    throat: Annotated[float, Range(*THROATS)] = Field(
        default=1.0, description="How many times as long their throat is; a child's is shorter, and brighter."
    )
    speed: Annotated[float, Range(0.5, 2)] = Field(
        default=1.0, description="How many times as fast as the narrator."
    )


class Mix(Written):
    """How it is heard."""

    loudness: Annotated[float, Range(-40, -5)] = Field(default=-14, description="In LUFS.")
    peak: Annotated[float, Range(-20, 0)] = Field(default=-1, description="The highest true peak, in dBTP.")
    duck: Annotated[float, Range(0, 40)] = Field(
        default=12, description="How far music makes room for speech, in dB."
    )


class Finish(Written):
    """How it is put together."""

    captions: Captions = Field(
        default="burned", description="Whether captions are in the picture, beside it as a track, or nowhere."
    )
    effort: Effort = Field(default="good", description="How hard the encoder tries.")
    metadata: bool = Field(
        default=True, description="Whether the film itself says what it was made of and by whom."
    )
    match: bool = Field(
        default=True, description="Whether takes of others are brought to the colours of ours beside them."
    )
    smoothing: Share = Field(default=0, description="How much of the flicker of light goes.")
    grade: str = Field(
        default="", description="A table of colours, a .cube file; or a grade of ours, such as warm or mono."
    )
    strength: Share = Field(default=1, description="How much of the grade.")
    rate: Annotated[float, Range(0, 120)] = Field(
        default=0, description="Frames a second, those between made up; as it was made if 0."
    )
    upscale: Annotated[int, Range(0, 4320)] = Field(
        default=0, description="Pixels of the shorter side, enlarged; as it was made if 0."
    )
    upscaler: str = Field(default="builtin", description="Who enlarges it.")
    grain: Share = Field(default=0, description="How much grain lies over the whole.")


class Origin(Written):
    """The film that a film is a version of."""

    film: str = Field(default="", description="Its folder, as it is found from that of the version.")
    name: str = Field(description="What it is called.")
    frames: Annotated[int, Range(1)] = Field(description="How long it is.")


class Storyboard(Written):
    """A film before it is made."""

    brief: Brief = Field(description="What was asked for.")
    planner: str = Field(
        default="rules", description="Who planned it: rules, or a language model by its name."
    )
    beats: list[Beat] = Field(description="The steps of the story.")
    pictures: list[Picture] = Field(description="The shots, in their order.")
    narrator: Narrator = Field(default_factory=Narrator, description="Who speaks.")
    speakers: dict[str, Voice] = Field(
        default_factory=dict,
        max_length=_MOST_SPEAKERS,
        description="The voice of whoever says a line in the picture, by what they are called in the cast;"
        " that of the narrator where nothing is said of them.",
    )
    music: Music = Field(default_factory=Music, description="What is played.")
    mix: Mix = Field(default_factory=Mix, description="How it is heard.")
    finish: Finish = Field(default_factory=Finish, description="How it is put together.")
    vocabulary: str = Field(
        default="", description="A folder of the user's own styles, places and props, looked into first."
    )
    fallback: str = Field(
        default="",
        description="Who makes a shot that its provider does not get done; the film stops there if empty.",
    )
    notes: list[str] = Field(default_factory=list, description="What was done to make it fit.")
    origin: Origin | None = Field(default=None, description="The film that this is a version of.")

    @model_validator(mode="after")
    def _sound(self) -> Storyboard:
        known = [beat.id for beat in self.beats]
        if len(set(known)) < len(known):
            raise ValueError("two beats have the same id")
        if len({picture.id.casefold() for picture in self.pictures}) < len(self.pictures):
            raise ValueError("two shots have the same id")
        places = [known.index(picture.beat) if picture.beat in known else -1 for picture in self.pictures]
        if -1 in places:
            raise ValueError(f"shot {self.pictures[places.index(-1)].id} belongs to a beat that is not there")
        if any(after < before for before, after in pairwise(places)):
            raise ValueError("the shots are not in the order of their beats")
        if (lasts := sum(picture.frames for picture in self.pictures)) != self.brief.frames:
            raise ValueError(f"the shots have {lasts} frames in all, the film {self.brief.frames}")
        for one, other in pairwise(self.pictures):
            if one.cut.frames > min(one.frames, other.frames):
                raise ValueError(f"the transition after shot {one.id} is longer than a shot beside it")
        if self.pictures and self.pictures[-1].cut.frames:
            raise ValueError("the last shot gives way to nothing")
        return self

    @model_validator(mode="after")
    def _within_parts(self) -> Storyboard:
        for number, picture in enumerate(self.pictures):
            before, after = self.handles(number)
            if before < self.into(number) or after < picture.cut.after:
                raise ValueError(f"shot {picture.id} shows frames that it does not have as it is made")
        return self

    @property
    def starts(self) -> list[int]:
        """The frame at which each shot begins."""
        return [0, *accumulate(picture.frames for picture in self.pictures)][:-1]

    def span(self, beat: str) -> tuple[int, int]:
        """The frame at which a beat begins, and the one after its last."""
        mine = [
            (start, start + picture.frames)
            for start, picture in zip(self.starts, self.pictures, strict=True)
            if picture.beat == beat
        ]
        return (mine[0][0], mine[-1][1]) if mine else (0, 0)

    def handles(self, number: int) -> tuple[int, int]:
        """How many frames more a take has before and after what is seen of its shot alone."""
        picture = self.pictures[number]
        if part := picture.part:
            return part.before + part.first, part.frames + part.after - part.first - picture.frames
        return self.into(number), picture.cut.after

    def into(self, number: int) -> int:
        """How many frames of a take are seen before its shot alone is."""
        return self.pictures[number - 1].cut.before if number else 0

    def made(self, number: int) -> tuple[int, int, int]:
        """The frames of a shot as it is made: those more at its beginning, its own, those more at its end."""
        picture = self.pictures[number]
        if part := picture.part:
            return part.before, part.frames, part.after
        return self.into(number), picture.frames, picture.cut.after

    @property
    def lines(self) -> Iterator[Line]:
        """All that is said, in its order."""
        return (line for beat in self.beats for line in beat.lines)
