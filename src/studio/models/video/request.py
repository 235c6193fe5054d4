"""What a provider is asked for and what it answers, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.models.video.card import CapabilityCard, Kind
    from studio.render.shots.grammar import Shot


@dataclass(frozen=True)
class Request:
    """Some frames of a shot.

    Attributes:
        out: The file to write.
        first: The first frame, counted from the beginning of the shot.
        end: The frame after the last.
        width: Pixels across.
        height: Pixels down.
        fps: Frames a second.
        seed: What chance draws from.
        name: What the shot is called.
        shot: The plan of the shot, for providers that work from plans.
        prompt: The shot in words, for those that work from words.
        begins_with: The picture the first frame is to be.
        ends_with: The picture the last frame is to be.
        timeout: How many seconds it may take; 0: as long as it needs.
    """

    out: Path
    first: int
    end: int
    width: int
    height: int
    fps: float
    seed: int = 1
    name: str = ""
    shot: Shot | None = None
    prompt: str = ""
    begins_with: Path | None = None
    ends_with: Path | None = None
    timeout: float = 0.0

    @property
    def frames(self) -> int:
        """How many frames are asked for."""
        return self.end - self.first

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it can be made from, the best first."""
        found: list[Kind] = []
        if self.shot:
            found.append("plan")
        if self.prompt and self.begins_with:
            found.append("i2v")
        if self.prompt:
            found.append("t2v")
        if self.name:
            found.append("name")
        return tuple(found)


@dataclass(frozen=True)
class Result:
    """What was made.

    Attributes:
        clip: The film, without sound.
        frames: How many frames it has.
        provider: Who made it.
        version: Which version of it.
        kind: From what.
        seed: The seed that was used.
        seconds: How long it took.
        price: What it cost.
        faults: Faults that were planted in it on purpose.
        mouth: How far the mouth of who is seen is open on each frame for what they say, 0 to 1; empty where
            nobody is seen, or nobody knows.
    """

    clip: Path
    frames: int
    provider: str
    version: str
    kind: Kind
    seed: int
    seconds: float
    price: float = 0.0
    faults: tuple[str, ...] = ()
    mouth: tuple[float, ...] = ()


def accepted(card: CapabilityCard, request: Request) -> Kind:
    """What a provider is to make a request from.

    Raises:
        BadInput: Its card does not offer it; says what to ask for instead.
    """
    for wrong, told, hint in _misfits(card, request):
        if wrong:
            raise BadInput(f"{card.name}: {told}", hint=hint)
    return next(kind for kind in request.kinds if kind in card.kinds)


def _misfits(card: CapabilityCard, request: Request) -> list[tuple[bool, str, str]]:
    rates = ", ".join(f"{rate:g}" for rate in card.fps)
    sizes = card.sizes
    return [
        (
            request.first < 0 or request.frames < 1,
            f"frames {request.first} to {request.end} are none",
            "ask for at least one, counted from 0",
        ),
        (
            not set(request.kinds) & card.kinds,
            f"it works from {_listed(card.kinds)}, and is given {_listed(request.kinds) or 'nothing'}",
            "give it a plan, words or a first picture, as its card says",
        ),
        (
            not card.frames.allows(request.frames),
            f"a chunk of {request.frames} frames is not among {card.frames}",
            "let its card divide the shot",
        ),
        (
            bool(card.fps) and request.fps not in card.fps,
            f"it does not work at {request.fps:g} frames a second",
            f"it works at {rates}",
        ),
        (
            not sizes.allows(request.width, request.height),
            f"it makes no frames of {request.width} × {request.height}",
            f"sides are {sizes.least} to {sizes.most} and can be divided by {sizes.multiple}",
        ),
        (
            request.ends_with is not None and not card.takes_end,
            "it cannot be told what to end on",
            "leave the last picture away, or choose a provider that takes one",
        ),
    ]


def _listed(kinds: object) -> str:
    names = {"plan": "plans", "t2v": "words", "i2v": "a first picture", "name": "names of shots"}
    return " or ".join(names[kind] for kind in names if kind in kinds)  # type: ignore[operator]
