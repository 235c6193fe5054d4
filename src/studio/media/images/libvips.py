"""The picture engine: pyvips, imported once, kept quiet and kept small."""

import sys
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

# pyvips tells type checkers nothing; a raster is a `pyvips.Image`, pixels that are computed when asked for.
Raster: TypeAlias = Any

_FONTS = Path("/etc/fonts/fonts.conf")
_threads = 0


def configure(threads: int) -> None:
    """Say how many threads one picture may use; 0 leaves it to the engine."""
    global _threads
    _threads = threads
    if threads and engine.cache_info().currsize:
        engine().concurrency_set(threads)


@cache
def engine() -> Any:
    """Return the module pyvips, ready for work on many pictures in one process."""
    _find_fonts()
    import pyvips

    vips: Any = pyvips
    # The cache of operations would keep finished pictures and their open files alive.
    vips.cache_set_max(0)
    if _threads:
        vips.concurrency_set(_threads)
    return vips


def _find_fonts() -> None:
    """A small machine has no list of fonts, and fontconfig would complain of that to everybody's face."""
    from studio.core.settings import shown_to_libraries, tell_libraries

    if sys.platform == "linux" and not _FONTS.exists() and not shown_to_libraries("FONTCONFIG_FILE"):
        tell_libraries({"FONTCONFIG_FILE": str(Path(__file__).with_name("fonts.conf"))})
