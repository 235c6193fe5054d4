"""What is said of calls whose worker could not be had, or came to an end over them."""

from __future__ import annotations

import signal

from studio.core.errors import Refused, StudioError, ToolFailed


def unstarted(refused: OSError) -> ToolFailed:
    """Nobody could be hired for a call."""
    return ToolFailed(
        f"no worker could be started: {(refused.strerror or str(refused)).lower()}",
        hint="end other programs, or use fewer --jobs",
    )


def death(tool: str, code: int | None, allowed: int) -> StudioError:
    """A worker died by itself, or was killed by somebody else.

    Args:
        tool: What it was doing.
        code: How it ended.
        allowed: Bytes of memory it might have held; 0 if nobody has said.
    """
    killed = code == -signal.SIGKILL
    if killed and allowed:
        return overdrawn(tool, allowed)
    how = f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code}"
    return ToolFailed(
        f"the worker {how} in the middle of this",
        hint="there may not have been enough memory: use fewer --jobs"
        if killed
        else "try it alone to see why",
    )


def overdrawn(tool: str, allowed: int) -> Refused:
    """A call took more memory than it may have, whoever noticed it."""
    return Refused(
        f"{tool} needed more than the {allowed / (1 << 30):.3g} GiB of memory it may have",
        hint="allow it more with --memory, or give it a smaller input",
    )
