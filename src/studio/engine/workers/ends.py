"""What is said of calls whose worker could not be had, or came to an end over them."""

from __future__ import annotations

import signal

from studio.core.errors import ToolFailed


def unstarted(refused: OSError) -> ToolFailed:
    """Nobody could be hired for a call."""
    return ToolFailed(
        f"no worker could be started: {(refused.strerror or str(refused)).lower()}",
        hint="end other programs, or use fewer --jobs",
    )


def death(code: int | None) -> ToolFailed:
    """A worker died by itself, or was killed by somebody else."""
    how = f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code}"
    killed = code == -signal.SIGKILL
    return ToolFailed(
        f"the worker {how} in the middle of this",
        hint="there may not have been enough memory: use fewer --jobs"
        if killed
        else "try it alone to see why",
    )
