"""Frames seen through a table of colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import ToolFailed
from studio.media.films.luts import curved

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.media.films.luts import Table

_TICK = Fraction(1, 1000)
_SCALE = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"


def coloured(frames: Iterable[ndarray], table: Table, folder: Path) -> Iterator[ndarray]:
    """Frames in the colours of a table.

    Args:
        frames: yuv420p as it lies in memory, luma over both chromas; BT.709, as films of ours are.
        table: The table.
        folder: Where its points are written to.
    """
    import av
    from av.error import FFmpegError

    graph: Any = None
    for number, planes in enumerate(frames):
        height, width = planes.shape[0] * 2 // 3, planes.shape[1]
        try:
            graph = graph or _graph(width, height, table, folder)
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = number, _TICK
            graph.push(frame)
            yield graph.vpull().to_ndarray(format="yuv420p")
        except FFmpegError as refused:
            raise ToolFailed(f"the grade failed at frame {number}: {refused}") from None


def _graph(width: int, height: int, table: Table, folder: Path) -> Any:
    import av

    points = table.write(folder / "grade.cube")
    kind = "lut3d" if table.dimensions == 3 else "lut1d"
    how = "tetrahedral" if table.dimensions == 3 else "linear"
    graph = av.filter.Graph()
    steps = [
        graph.add_buffer(width=width, height=height, format=av.VideoFormat("yuv420p"), time_base=_TICK),
        graph.add("scale", f"in_color_matrix=bt709:in_range=limited:out_range=full:{_SCALE}"),
        graph.add("format", "gbrp16le"),
        *_spread(graph, table, folder),
        graph.add(kind, f"interp={how}:file={_quoted(points)}"),
        graph.add("scale", f"out_color_matrix=bt709:in_range=full:out_range=limited:{_SCALE}"),
        graph.add("format", "yuv420p"),
        graph.add("buffersink"),
    ]
    graph.link_nodes(*steps).configure()
    return graph


def _spread(graph: Any, table: Table, folder: Path) -> list[Any]:
    """What brings the colours a table is made for to those it counts from 0 to 1."""
    if (table.low, table.high) == ((0, 0, 0), (1, 1, 1)):
        return []
    ends = list(zip(table.low, table.high, strict=True))
    points = folder / "spread.cube"
    curved(lambda light: [min(1.0, max(0.0, (light - low) / (high - low))) for low, high in ends], points)
    return [graph.add("lut1d", f"interp=linear:file={_quoted(points)}")]


def _quoted(path: Path) -> str:
    """A name as an option of a filter that is not part of a longer graph."""
    return re.sub(r"([\\':])", r"\\\1", str(path))
