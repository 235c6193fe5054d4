"""Our own renderer as a provider: no weights, no key, no network; the same pixels wherever it runs."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, ToolFailed
from studio.models.sizing import SizeRule
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.request import Request, Result, accepted
from studio.render.shelf import Shelf

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import ndarray

    from studio.models.video import Workplace
    from studio.render.shots.grammar import Shot
    from studio.render.shots.scene import Scene

CARD = CapabilityCard(
    name="builtin",
    version=version("animation-ai-studio"),
    kinds=frozenset({"plan"}),
    # A chunk is what a worker does in one go; the renderer itself could go on without end.
    frames=FrameRule(most=240),
    sizes=SizeRule(multiple=2, least=64, most=7680),
    takes_end=True,
    memory=800 * 2**20,
    about="our own renderer",
)
_PULLED = 12
"""Over how many frames a picture it is given passes into its own."""
_ALIKE = 1.5
"""How far apart, in steps of 8 bits, two pictures may be on average and still be the same one."""


def provider(workplace: Workplace) -> Builtin:
    """The renderer for a film; the film's own drawings come first."""
    from studio.render.shelf import shelf

    return Builtin(shelf(workplace.vocabulary))


@dataclass
class Builtin:
    """The renderer.

    Attributes:
        shelf: Where drawings, places and styles come from.
        card: What it can do.
    """

    shelf: Shelf = field(default_factory=Shelf)
    card: CapabilityCard = CARD
    _kept: tuple[Shot, Scene] | None = field(default=None, init=False, repr=False)

    def reads(self, request: Request) -> list[Path]:
        """The pictures, clips and logos that the plan shows."""
        return request.shot.files if request.shot else []

    def make(self, request: Request) -> Result:
        """Render the frames of a plan.

        Raises:
            BadInput: There is no plan, or it has no such frames.
            ToolFailed: It took too long.
        """
        from studio.media.films.reel import Reel

        kind = accepted(self.card, request)
        begun = time.monotonic()
        scene = self._scene(_fitted(request))
        pulls = _pulls(request, scene)
        mouth = [scene.mouth(number) for number in range(request.first, request.end)]
        with Reel(request.out, scene.size, request.fps) as reel:
            for number in range(request.first, request.end):
                _check_time(request, begun)
                reel.add(_pulled(scene.planes(number), number, pulls))
        return Result(
            clip=request.out,
            frames=request.frames,
            provider=self.card.name,
            version=self.card.version,
            kind=kind,
            seed=request.seed,
            seconds=time.monotonic() - begun,
            mouth=tuple(round(one, 3) for one in mouth if one is not None),
        )

    def _scene(self, shot: Shot) -> Scene:
        """The shot set up; kept, because its next chunk mostly follows."""
        from studio.render.shots.scene import scene

        if self._kept is None or self._kept[0] != shot:
            if self._kept:
                self._kept[1].close()
            self._kept = shot, scene(shot, self.shelf)
        return self._kept[1]


@dataclass(frozen=True)
class _Pull:
    """What a picture has that its frame has not, which frame that is, and over how many it fades."""

    at: int
    rest: ndarray
    reach: int


def _fitted(request: Request) -> Shot:
    """The plan at the size, rate and seed that are asked for."""
    assert request.shot is not None
    shot = request.shot
    frames = max(1, round(shot.frames * request.fps / shot.fps))
    if request.end > frames:
        raise BadInput(
            f"the plan has {frames} frames at {request.fps:g} a second; frame {request.end - 1} is asked for",
            hint="ask for frames that are in it",
        )
    return shot.model_copy(
        update={
            "width": request.width,
            "height": request.height,
            "fps": request.fps,
            "frames": frames,
            "seed": request.seed,
        }
    )


def _check_time(request: Request, begun: float) -> None:
    if request.timeout and time.monotonic() - begun > request.timeout:
        raise ToolFailed(
            f"the renderer was not done after {request.timeout:g} s", hint="give it more time or fewer frames"
        )


def _pulls(request: Request, scene: Scene) -> list[_Pull]:
    import numpy as np

    found = []
    # Where one picture holds, the other does not show yet.
    reach = min(_PULLED, max(1, request.frames - 1))
    for picture, at in ((request.begins_with, request.first), (request.ends_with, request.end - 1)):
        if picture:
            rest = _planes(picture, scene.size).astype(np.int16) - scene.planes(at)
            if np.abs(rest).mean() > _ALIKE:
                found.append(_Pull(at, rest, reach))
    return found


def _planes(picture: Path, size: tuple[int, int]) -> ndarray:
    """A picture as the encoder takes frames."""
    import numpy as np

    from studio.media.images import reading
    from studio.render import video

    read = reading.read(picture)
    if (read.width, read.height) != size:
        raise BadInput(
            f"{picture.name} is {read.width} × {read.height}, the film {size[0]} × {size[1]}",
            hint="give it a picture of the size of the film",
        )
    opaque = read.flatten() if read.hasalpha() else read
    whole = video.of_rgb(opaque.colourspace("srgb").cast("uchar").numpy().astype(np.float32))
    parts = [whole[:, :, 0], *(video.halved(whole[:, :, part]) for part in (1, 2))]
    flat = np.concatenate([video.whole_numbers(part).reshape(-1) for part in parts])
    return flat.reshape(-1, size[0])


def _pulled(planes: ndarray, number: int, pulls: list[_Pull]) -> ndarray:
    """A frame as near to the given pictures as it is to them in time."""
    import numpy as np

    near = [(max(0.0, 1 - abs(number - pull.at) / pull.reach), pull.rest) for pull in pulls]
    if not any(share for share, _ in near):
        return planes
    total = sum((share * share * (3 - 2 * share) * rest for share, rest in near), planes.astype(np.float32))
    made: ndarray = np.clip(np.rint(total), 0, 255).astype(np.uint8)
    return made
