"""Where the calls of a stage are carried out: in a folder of their own, for as long as it takes."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import replace
from pathlib import Path

from studio.core import scratch
from studio.engine.stages.settling import Piece
from studio.engine.stages.spread import Done, Spread


@asynccontextmanager
async def at_work(
    spread: Spread, pieces: AsyncGenerator[Piece], beside: Path | None
) -> AsyncIterator[tuple[Spread, AsyncGenerator[list[Done]]]]:
    """The calls on their way, and what comes of them; whoever leaves early ends them.

    Args:
        spread: Carries them out.
        pieces: What is to be done.
        beside: The folder of the results, where these do not stay with the run.
    """
    async with AsyncExitStack() as stack:
        if beside is not None:
            folder = stack.enter_context(scratch.beside(beside))
            spread = replace(spread, manner=replace(spread.manner, scratch=folder))
        await stack.enter_async_context(aclosing(pieces))
        yield spread, await stack.enter_async_context(aclosing(spread.bursts(pieces)))
