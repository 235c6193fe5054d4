"""A picture too large to hold in memory, put together from top to bottom in a file."""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from studio.core.errors import ToolFailed
from studio.media.images.faults import writing_fault
from studio.media.images.libvips import Raster, engine

if TYPE_CHECKING:
    from studio.media.images.colour import Colour

_BANDS = 3


class Canvas:
    """Takes strips of sRGB as wide as itself, and gives back the whole."""

    def __init__(self, path: Path, width: int, height: int, ground: Colour) -> None:
        self._path = path
        self._width, self._height = width, height
        self._ground = ground
        self._filled = 0
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Canvas:
        try:
            self._file = self._path.open("wb")
        except OSError as error:
            raise self._fault(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._file
        try:
            if kind is None:
                self._write(bytes(self._ground[:_BANDS]) * self._width, self._height - self._filled)
            self._file.close()
        except OSError as failure:
            raise self._fault(failure) from failure

    def add(self, strip: Raster) -> None:
        """Lay the next strip beneath those that are there; what hangs over the end is cut."""
        strip = strip.crop(0, 0, self._width, min(strip.height, self._height - self._filled))
        try:
            self._write(strip.write_to_memory())
        except OSError as error:
            raise self._fault(error) from error
        self._filled += strip.height

    def image(self) -> Raster:
        """Return the whole picture, read from the file as it is needed; what was left empty is ground."""
        with self._path.open("rb") as file:
            pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        whole = engine().Image.new_from_memory(pixels, self._width, self._height, _BANDS, "uchar")
        return whole.copy(interpretation="srgb")

    def _write(self, data: bytes, times: int = 1) -> None:
        assert self._file
        for _ in range(times):
            self._file.write(data)

    def _fault(self, error: OSError) -> Exception:
        reason = (error.strerror or os.strerror(error.errno or 0)).lower()
        return writing_fault(self._path, error) or ToolFailed(
            f"the sheet could not be put together: {reason}"
        )
