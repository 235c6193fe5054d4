"""Films seen through a table of colours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio.media import quoting
from studio.media.facts import VideoFacts
from studio.media.films.editing import colours
from studio.media.films.luts import Table, curved

_OF_HIGH_RANGE = ("MASTERING_DISPLAY_METADATA", "CONTENT_LIGHT_LEVEL", "DYNAMIC_HDR_PLUS")


def graded(film: VideoFacts, table: Table, strength: float, folder: Path) -> list[str]:
    """The filters that send a film through a table.

    Args:
        film: What the picture is by now.
        table: The table.
        strength: How much of it: 0 leaves colours as they are, 1 makes them those of the table.
        folder: Where the table's points are written to, for ffmpeg.
    """
    file = quoting.in_graph(str(table.write(folder / "table.cube")))
    kind = "lut3d=interp=tetrahedral" if table.dimensions == 3 else "lut1d=interp=linear"
    chain = [*_spread(table, folder), f"{kind}:file={file}"]
    if strength < 1:
        mixed = f"blend=all_mode=normal:all_opacity={1 - strength:.6f}"
        chain = [f"split[own][other];[other]{','.join(chain)}[seen];[own][seen]{mixed}"]
    return colours.in_rgb(film, chain)


def _spread(table: Table, folder: Path) -> list[str]:
    """Bring the colours a table is made for to those it counts from 0 to 1."""
    if (table.low, table.high) == ((0, 0, 0), (1, 1, 1)):
        return []
    ends = list(zip(table.low, table.high, strict=True))
    return [
        curved(
            lambda light: [min(1.0, max(0.0, (light - low) / (high - low))) for low, high in ends],
            folder / "spread.cube",
        )
    ]


def standard(film: VideoFacts) -> VideoFacts:
    """What a film is once a table has brought its high dynamic range down."""
    if colours.drawn(film):
        return film
    return replace(film, primaries="bt709", transfer="bt709", matrix="bt709", hdr=False)


def told_standard() -> list[str]:
    """The filters that tag it so, and take away what was said of the screen it was made on."""
    said = [f"sidedata=delete:type={name}" for name in _OF_HIGH_RANGE]
    return ["setparams=color_primaries=bt709:color_trc=bt709", *said]
