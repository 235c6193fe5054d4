"""Writes frames that were made here as a film: H.264, 4:2:0, tagged BT.709, every frame at its time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from studio.core.errors import ToolFailed

if TYPE_CHECKING:
    from numpy import ndarray

Effort = Literal["draft", "good", "best"]

_PRESETS = {"draft": ("ultrafast", "23"), "good": ("veryfast", "18"), "best": ("slow", "16")}
_BT709 = 1
_LIMITED = 1


class Reel:
    """A film that is being written, frame by frame."""

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        fps: float | Fraction,
        *,
        effort: Effort = "good",
        threads: int = 0,
    ) -> None:
        """Open it.

        Args:
            path: The file to write.
            size: Pixels across and down, both even.
            fps: Frames a second.
            effort: How hard the encoder tries.
            threads: How many threads it may use; 0 leaves it to the encoder.
        """
        self._path = path
        self._size = size
        self._rate = Fraction(fps).limit_denominator(1001)
        self._preset, self._quality = _PRESETS[effort]
        self._threads = threads
        self._container: Any = None
        self._stream: Any = None
        self._count = 0

    def __enter__(self) -> Reel:
        import av

        try:
            # The library opens the file only when it has something to write.
            self._path.open("wb").close()
            self._container = av.open(str(self._path), "w", options={"movflags": "+faststart"})
        except (OSError, ValueError) as refused:
            raise ToolFailed(f"{self._path.name} cannot be written: {_told(refused)}") from None
        stream = self._container.add_stream("libx264", rate=self._rate)
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        stream.options = {"preset": self._preset, "crf": self._quality}
        if -(-self._size[0] // 16) % 8:
            # At such widths its look ahead reads past the rows it keeps: the same film came out different.
            stream.options |= {"x264-params": "mbtree=0"}
        codec = stream.codec_context
        codec.time_base = 1 / self._rate
        codec.thread_count = self._threads
        codec.color_range, codec.colorspace = _LIMITED, _BT709
        codec.color_primaries, codec.color_trc = _BT709, _BT709
        self._stream = stream
        return self

    def add(self, planes: ndarray) -> None:
        """Add a frame.

        Args:
            planes: Luma over both chromas, as yuv420p lies in memory: height * 3/2 rows.
        """
        import av

        frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = self._count, 1 / self._rate
        frame.colorspace, frame.color_range = _BT709, _LIMITED
        self._count += 1
        self._write(frame)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._write(None)
        finally:
            try:
                self._container.close()
            except OSError as refused:
                if kind is None:
                    raise ToolFailed(f"{self._path.name} cannot be finished: {_told(refused)}") from None

    def _write(self, frame: Any) -> None:
        try:
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
        except OSError as refused:
            raise ToolFailed(
                f"{self._path.name} cannot be written: {_told(refused)}", hint="look for space on the disk"
            ) from None


def unreeled(path: Path) -> Iterator[ndarray]:
    """The frames of a film as they are written: yuv420p, luma over both chromas."""
    import av

    try:
        with av.open(str(path)) as film:
            for frame in film.decode(video=0):
                yield frame.to_ndarray(format="yuv420p")
    except (OSError, av.error.FFmpegError) as refused:
        raise ToolFailed(f"{path.name} cannot be read back: {_told(refused)}") from None


def _told(refused: BaseException) -> str:
    return (getattr(refused, "strerror", None) or str(refused)).lower()
