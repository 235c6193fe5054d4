"""A small provider for tests: every frame has a grey of its own, so that each can be told from the others."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from studio.media.films.reel import Reel, unreeled
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.request import Request, Result, accepted

CARD = CapabilityCard(
    name="striped",
    version="1",
    kinds=frozenset({"t2v"}),
    frames=FrameRule(81, 5, 4, 1),
    longest_chain=3,
    overlap=1,
)


@dataclass
class Striped:
    card: CapabilityCard = CARD
    asked: list[Request] = field(default_factory=list)

    def reads(self, request: Request) -> list[Path]:
        return []

    def make(self, request: Request) -> Result:
        kind = accepted(self.card, request)
        self.asked.append(request)
        with Reel(request.out, (request.width, request.height), request.fps) as reel:
            for number in range(request.first, request.end):
                reel.add(frame(number, request.width, request.height))
        return Result(request.out, request.frames, self.card.name, self.card.version, kind, request.seed, 0.1)


def frame(number: int, width: int = 64, height: int = 64) -> np.ndarray:
    planes = np.full((height * 3 // 2, width), 128, np.uint8)
    planes[:height] = grey(number)
    return planes


def grey(number: int) -> int:
    return 40 + 2 * (number % 80)


def greys(clip: Path) -> list[float]:
    """The grey of every frame of a clip."""
    return [float(planes[: planes.shape[0] * 2 // 3].mean()) for planes in unreeled(clip)]


def request(out: Path, frames: int = 21, seed: int = 1) -> Request:
    return Request(out, 0, frames, 64, 64, 24, seed=seed, prompt="stripes")
