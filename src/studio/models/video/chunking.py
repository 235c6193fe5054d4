"""Any provider made to work as models do: a few frames in one go, so that shots are joined from chunks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.models.video.card import FrameRule

if TYPE_CHECKING:
    from pathlib import Path

    from studio.models.video import VideoProvider
    from studio.models.video.card import CapabilityCard
    from studio.models.video.request import Request, Result


@dataclass(frozen=True)
class Chunked:
    """A provider whose chunks are short.

    Attributes:
        provider: The one that does the work.
        most: How many frames it makes in one go.
        overlap: How many of them the chunk before has made as well.
    """

    provider: VideoProvider
    most: int
    overlap: int = 0

    @property
    def card(self) -> CapabilityCard:
        """What the one that does the work can do, in short chunks."""
        return replace(self.provider.card, frames=FrameRule(most=self.most), overlap=self.overlap)

    def reads(self, request: Request) -> list[Path]:
        """What the one that does the work reads."""
        return self.provider.reads(request)

    def make(self, request: Request) -> Result:
        """Make a chunk."""
        return self.provider.make(request)
