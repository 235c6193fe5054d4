"""What people have made themselves, as a provider: a clip for each shot, by the shot's name."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, NotFound
from studio.models.video import bringing
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.request import Request, Result, accepted

if TYPE_CHECKING:
    from studio.models.video import Workplace

FOLDER = "given"
"""The folder in the film's folder that holds the clips."""

CARD = CapabilityCard(
    name="given",
    version="1",
    kinds=frozenset({"name"}),
    # A clip is one piece, however long it is.
    frames=FrameRule(most=1_000_000),
    takes_end=True,
    memory=400 * 2**20,
    about="clips in the film's folder, under given/",
)


def provider(workplace: Workplace) -> Given:
    """The clips of a film."""
    return Given(workplace.folder / FOLDER)


@dataclass(frozen=True)
class Given:
    """The clips.

    A clip is brought to the size, the rate and the length of its shot: what is outside its shape is cut off,
    what is too long is left out at the end, and what is a little too short is slowed. What would have to be
    slowed or enlarged until it shows is refused.

    Attributes:
        folder: Where they lie: 01.mov, or a folder 01 with numbered pictures.
        card: What it can do.
    """

    folder: Path
    card: CapabilityCard = CARD

    def reads(self, request: Request) -> list[Path]:
        """The clip of the shot, or its pictures; nothing where there is none."""
        found = self._found(request.name)
        if len(found) == 1 and found[0].is_dir():
            return sorted(path for path in found[0].iterdir() if path.is_file())
        return found

    def make(self, request: Request) -> Result:
        """Fit a clip to its shot.

        Raises:
            NotFound: There is none for this shot.
            BadInput: It cannot be fitted, or there are several.
        """
        kind = accepted(self.card, request)
        begun = time.monotonic()
        bringing.bring(self._clip(request.name), request)
        return Result(
            request.out, request.frames, self.card.name, self.card.version, kind, request.seed,
            time.monotonic() - begun,
        )  # fmt: skip

    def _found(self, name: str) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(
            path for path in self.folder.iterdir() if (path.name if path.is_dir() else path.stem) == name
        )

    def _clip(self, name: str) -> Path:
        found = self._found(name)
        if not found:
            raise NotFound(
                f"there is no clip for shot {name} in {self.folder}",
                hint=f"put {name}.mov or the like there, or a folder {name} of numbered pictures",
            )
        if len(found) > 1:
            raise BadInput(
                f"shot {name} has several clips: {', '.join(path.name for path in found)}",
                hint=f"leave one of them in {self.folder}",
            )
        return found[0]
