"""Makers of films from weights that lie on this machine: what all families of them have in common."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import NotFound
from studio.models.diffusion import devices, pipes, weights
from studio.models.diffusion.devices import Room
from studio.models.sizing import SizeRule
from studio.models.video.card import CapabilityCard, FrameRule, SpeedSample
from studio.models.video.request import Request, Result, accepted

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.models.diffusion.pipes import Loaded, Recipe
    from studio.models.diffusion.weights import Weights
    from studio.models.video import Workplace

_SUSTAINED: Mapping[devices.Choice, float] = {"gpu": 6e13, "cpu": 5e10}
"""Multiplications and additions in a second that such models get out of a usual machine."""
_LOADER = 2 * 2**30
"""Bytes that the libraries take up."""
_FORGOTTEN = 20
"""How many of the latest measurements tell how fast something is."""


@dataclass(frozen=True)
class Published:
    """What is known of a model: by its files, by what its makers say of it, and by what is wished for here.

    Attributes:
        frames: How long a chunk may be.
        fps: The rates it works at.
        sizes: How large frames may be.
        overlap: How many frames chunks have in common.
        takes_end: Whether it can be given the frame to end on.
        steps: How many steps a chunk takes.
        guidance: How closely it keeps to words.
        tokens: How many places of a chunk at its largest it has in mind at the same time.
        room: What it needs besides its weights, for a chunk at its largest.
    """

    frames: FrameRule
    fps: tuple[float, ...]
    sizes: SizeRule
    overlap: int
    takes_end: bool
    steps: int
    guidance: float
    tokens: int
    room: Room


@dataclass(frozen=True)
class Family:
    """A kind of models.

    Attributes:
        name: What makes films with them, as a provider is called.
        called: What people call them.
        pipelines: What diffusers calls them.
        published: What is known of one of them.
        recipe: How one of them is loaded.
        given: What its pipeline is given for a request.
        usual: What one of them can do as it was published, for as long as there is none.
        chain: How many chunks may follow one another.
        suits: Whether one of them can begin with a picture.
    """

    name: str
    called: str
    pipelines: tuple[str, ...]
    published: Callable[[Weights], Published]
    recipe: Callable[[Weights], Recipe]
    given: Callable[[Weights, Request, Shown], Mapping[str, Any]]
    usual: CapabilityCard
    chain: int = 3
    suits: Callable[[Weights], bool] = bool


@dataclass(frozen=True)
class Shown:
    """The pictures a chunk begins and ends with, as diffusers takes them."""

    first: Any
    last: Any


def maker(family: Family, workplace: Workplace) -> Local | Absent:
    """A maker of films of a family, with the weights that are asked for or the only ones there are.

    Where there are none, it is one who can be asked what such models do, and makes nothing.

    Raises:
        BadInput: There are several, or they are of another kind.
    """
    called = workplace.called or family.name
    try:
        found = weights.chosen("video", family.pipelines, workplace.model, family.called, suits=family.suits)
    except NotFound as missing:
        told = _lacking(missing.told)
        return Absent(replace(family.usual, name=called, missing=told), missing)
    return Local(family, found, called)


@dataclass(frozen=True)
class Absent:
    """A maker of films whose weights are not there.

    Attributes:
        card: What such models can do.
        missing: What is told to whoever asks for a film.
    """

    card: CapabilityCard
    missing: NotFound

    def reads(self, request: Request) -> list[Path]:
        """What the one who stands in reads."""
        return request.shot.files if request.shot else []

    def make(self, request: Request) -> Result:
        """Make nothing.

        Raises:
            NotFound: Its weights are not there.
        """
        accepted(self.card, request)
        raise self.missing


@dataclass
class Local:
    """A maker of films.

    Attributes:
        family: What kind of model it is.
        weights: Its weights.
        called: What it is called as a provider.
    """

    family: Family
    weights: Weights
    called: str
    published: Published = field(init=False)
    card: CapabilityCard = field(init=False)
    _held: Loaded | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self.published = self.family.published(self.weights)
        self.card = _card(self)

    def reads(self, request: Request) -> list[Path]:
        """Nothing besides its weights, which its version stands for, and what keyframes are drawn from."""
        return request.shot.files if request.shot else []

    def make(self, request: Request) -> Result:
        """Make the frames of a chunk.

        Raises:
            BadInput: It is asked for what its card does not offer, or its folder is not what it should be.
            Unavailable: What runs it is not installed, or has no room for it.
            ToolFailed: It took too long, or more memory than there is.
        """
        kind = accepted(self.card, request)
        begun = time.monotonic()
        _reeled(self.frames(request), request)
        return Result(
            request.out, request.frames, self.card.name, self.card.version, kind, request.seed,
            time.monotonic() - begun,
        )  # fmt: skip

    def frames(self, request: Request) -> ndarray:
        """The frames of a chunk, from 0 to 1, before they are written.

        Args:
            request: A request that its card offers.
        """
        if self._held is None:
            self._held = pipes.loaded(self.weights, self.family.recipe(self.weights), self.published.room)
        begun = time.monotonic()
        given = self._usual(request) | dict(self.family.given(self.weights, request, _shown(request)))
        made = pipes.called(self._held, self.published.steps, request.timeout, given)
        self._note(request, time.monotonic() - begun)
        frames: ndarray = made.frames[0][: request.frames]
        return frames

    def close(self) -> None:
        """Give the memory back; asked again, it is loaded again."""
        if self._held is not None:
            held, self._held = self._held, None
            pipes.freed(held)

    def _usual(self, request: Request) -> dict[str, Any]:
        """What every pipeline is given."""
        import torch

        from studio.models.image.prompting import unwanted

        # Noise comes from the processor, whose chances are the same with every card.
        chance = torch.Generator("cpu").manual_seed(request.seed * 1_000_003 + request.first)
        return {
            "prompt": request.prompt,
            "negative_prompt": self.weights.options.negative or unwanted(request.shot),
            "width": request.width,
            "height": request.height,
            "num_frames": request.frames,
            "guidance_scale": self.published.guidance,
            "generator": chance,
            "output_type": "np",
        }

    def _note(self, request: Request, took: float) -> None:
        from studio.store import timings

        amount = request.width * request.height * request.frames * self.published.steps
        timings.note(_measured(self.weights), amount, took)


def _lacking(*before: str) -> str:
    """What is missing here to run any model, after what was found missing before."""
    from studio.host import packages

    names = pipes.lacking()
    told = [f"not installed: {', '.join(names)}; {packages.command_for(pipes.EXTRA)}"] if names else []
    return "; ".join([*before, *told])


def _card(local: Local) -> CapabilityCard:
    from studio.models.video import keyframes

    published, own = local.published, local.weights
    on_card = devices.choice() == "gpu"
    needed = devices.needed(own.parameters, published.room, kind=devices.choice())
    # What a card holds goes through the machine's memory, and stays there where the card is too small.
    loading = _LOADER + devices.needed(own.parameters, Room(0, 0, 0))
    return CapabilityCard(
        name=local.called,
        version="+".join((own.digest, keyframes.version(), *pipes.lacking())),
        kinds=frozenset({"i2v"}),
        frames=published.frames,
        fps=published.fps,
        sizes=published.sizes,
        overlap=published.overlap,
        longest_chain=local.family.chain,
        takes_end=published.takes_end,
        memory=loading if on_card else _LOADER + needed,
        vram=needed if on_card else 0,
        speed=(_speed(local),),
        licence=own.model.card.licence,
        about=local.family.usual.about,
        missing=_lacking(),
    )


def _measured(own: Weights) -> str:
    return f"steps of {own.name} on {devices.choice()}"


def _speed(local: Local) -> SpeedSample:
    """How long the longest chunk takes: as it was measured here, else as its size lets one reckon."""
    from studio.store import timings

    published = local.published
    most = published.frames.most
    side = round((published.sizes.pixels or 832 * 480) ** 0.5)
    took = [
        one.seconds / one.amount
        for one in timings.history()
        if one.kind == _measured(local.weights) and one.amount
    ][-_FORGOTTEN:]
    if took:
        seconds = statistics.median(took) * side * side * most * published.steps
        return SpeedSample("measured here", side, side, most, seconds)
    return SpeedSample("reckoned", side, side, most, _reckoned(local))


def _reckoned(local: Local) -> float:
    """What a chunk at its largest takes, by how much there is to be multiplied."""
    published, parts = local.published, local.weights.parameters
    config = local.weights.config("transformer")
    hidden = int(config.get("num_attention_heads", 1)) * int(config.get("attention_head_dim", 1))
    layers = int(config.get("num_layers", 1))
    tokens = published.tokens
    once = 2 * parts.get("transformer", 0) * tokens + 4 * tokens * tokens * hidden * layers
    passes = published.steps * (2 if published.guidance > 1 else 1)
    return once * passes / _SUSTAINED[devices.choice()]


def _shown(request: Request) -> Shown:
    """The pictures of a request at its size."""
    pictures = (request.begins_with, request.ends_with)
    return Shown(*(_picture(one, (request.width, request.height)) if one else None for one in pictures))


def _picture(path: Path, size: tuple[int, int]) -> Any:
    from PIL import Image, ImageOps

    with Image.open(path) as opened:
        return ImageOps.fit(opened.convert("RGB"), size, Image.Resampling.LANCZOS)


def _reeled(frames: ndarray, request: Request) -> None:
    """Write what a pipeline made."""
    import numpy as np

    from studio.media.films import planes
    from studio.media.films.reel import Reel
    from studio.render.video import planes_of

    with Reel(request.out, (request.width, request.height), request.fps, effort="best") as reel:
        for frame in frames:
            # What falls apart in 16 bits is black, not an error.
            rgb = np.rint(np.nan_to_num(np.clip(frame, 0, 1)) * 255).astype(np.uint8)
            reel.add(planes.whole(planes_of(rgb)))


def fitted_rule(most: int, step: int) -> FrameRule:
    """A rule of so many frames and one more, whose longest chunk is at most so long."""
    longest = max(step + 1, (most - 1) // step * step + 1)
    return FrameRule(longest, step + 1, step, 1)
