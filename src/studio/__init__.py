"""Animation AI Studio from Python.

import studio

small = studio.image.resize("photo.jpg", width=800)      # delivers photo-resize.jpg here
with studio.into("small", overwrite=True):               # or there
    studio.image.resize("photo.jpg", width=400)
for outcome in studio.many(studio.image.resize, ["photos/"], out="small", width=800):
    print(outcome.files if outcome.ok else outcome.error)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.core.errors import (
    BadCall,
    BadInput,
    Cancelled,
    DiskFull,
    NotFound,
    Refused,
    StudioError,
    ToolFailed,
    Unavailable,
)
from studio.core.needs import Needs, Resources
from studio.core.outside import into
from studio.core.run import run
from studio.core.tool import Tool, tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from os import PathLike

    from studio.engine.once.oneoff import Outcome
    from studio.productions import film as film
    from studio.tools import audio as audio
    from studio.tools import files as files
    from studio.tools import image as image
    from studio.tools import video as video
    from studio.tools import weights as weights

__version__ = "0.1.0"

__all__ = [
    "BadCall",
    "BadInput",
    "Cancelled",
    "DiskFull",
    "Needs",
    "NotFound",
    "Refused",
    "Resources",
    "StudioError",
    "Tool",
    "ToolFailed",
    "Unavailable",
    "into",
    "many",
    "run",
    "tool",
]


def many(
    called: Tool[..., Any],
    inputs: Sequence[str | PathLike[str]],
    *,
    out: str = "",
    jobs: int | None = None,
    overwrite: bool = False,
    **options: Any,
) -> Iterator[Outcome]:
    """Call a tool once for each input, over worker processes; outcomes come in the inputs' order.

    Args:
        called: A tool of the catalogue.
        inputs: Files, folders and patterns.
        out: The folder for the results; the current one when left out.
        jobs: How many inputs to work on at a time.
        overwrite: Whether files that exist may be replaced.
        **options: The tool's own options.
    """
    from studio.assembly import open_studio
    from studio.engine.once.planning import plan

    studio = open_studio([] if jobs is None else [f"--jobs={jobs}"])
    return studio.carry_out(plan(called, inputs, options, out=out, overwrite=overwrite))


def __getattr__(name: str) -> Any:
    """Materials, such as `studio.image`, with their tools as attributes."""
    from studio.assembly import catalogue, open_studio

    if name.startswith("_") or name not in catalogue().materials:
        raise AttributeError(f"module 'studio' has no attribute {name!r}")
    from types import SimpleNamespace

    open_studio()
    return SimpleNamespace(**catalogue().of(name))
