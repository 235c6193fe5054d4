"""The picture engine: pyvips, imported once, kept quiet and kept small."""

from functools import cache
from typing import Any, TypeAlias

# pyvips tells type checkers nothing; a raster is a `pyvips.Image`, pixels that are computed when asked for.
Raster: TypeAlias = Any

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
    import pyvips

    vips: Any = pyvips
    # The cache of operations would keep finished pictures and their open files alive.
    vips.cache_set_max(0)
    if _threads:
        vips.concurrency_set(_threads)
    return vips
