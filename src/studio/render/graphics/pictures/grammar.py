"""What a picture of the user's is to be, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from studio.core.materials import Range
from studio.core.written.shapes import Written
from studio.media.kinds import suffixes


class Picture(Written):
    """A picture or a clip of the user's."""

    file: str = Field(description="The file, looked for from where the shot is written.")
    how: Literal["best", "cutout", "print", "fill"] = Field(
        default="best",
        description="Cut out and lit, as a print, or filling the frame; the best of it if left out.",
    )
    move: Literal["push", "pull", "left", "right", "still"] | None = Field(
        default=None,
        description="How the camera moves on a picture that fills the frame; as it does in the shot.",
    )
    start: Annotated[float, Range(0, 86400)] = Field(
        default=0.0, description="Where in a clip it begins, in seconds."
    )
    height: Annotated[float, Range(1, 2000)] | None = Field(
        default=None, description="How high it stands, in units; as high as suits the place if left out."
    )

    @property
    def path(self) -> Path:
        """Its file."""
        return Path(self.file)

    @property
    def is_clip(self) -> bool:
        """Whether it is a clip, by its name."""
        return self.path.suffix.lower() in suffixes("video")

    @property
    def fills(self) -> bool:
        """Whether it takes all of the frame."""
        return self.how == "fill" or (self.how == "best" and self.is_clip)

    def within(self, folder: Path) -> Picture:
        """The same picture, its file looked for from a folder."""
        return self.model_copy(update={"file": str(folder / self.file)})
