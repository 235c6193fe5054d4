"""Work that would keep everything else waiting, done in a thread beside the loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from studio.core.run import Run, entered

P = ParamSpec("P")
R = TypeVar("R")


async def wholly(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do some work that must not be left half done: who is cancelled meanwhile waits for its end."""
    return await _finished(lambda: work(*args, **kwargs), threading.Event())


async def until_cancelled(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do some work that looks up now and then, such as reading large files, and ends early when cancelled."""
    leaving = threading.Event()

    def inside() -> R:
        with entered(Run(Path(), cancelled=leaving.is_set)):
            return work(*args, **kwargs)

    return await _finished(inside, leaving)


async def _finished(work: Callable[[], R], leaving: threading.Event) -> R:
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        leaving.set()
        await asyncio.wait([task])
        raise
