"""Failures that say nothing of whether a provider works: somebody else may still stand in for it."""

from __future__ import annotations

from studio.core.errors import DiskFull, NotFound, StudioError, ToolFailed, Unavailable

PASSED_ON = (ToolFailed, Unavailable, NotFound)
"""Who fails so is stood in for."""


class Declined(ToolFailed):
    """It does not make this; something else it may."""


class NotSetUp(Unavailable):
    """It was not told what it needs."""


def is_counted(failed: StudioError) -> bool:
    """Whether a failure, if it comes again and again, is a reason to ask a provider no more for a while."""
    return isinstance(failed, ToolFailed | Unavailable) and not isinstance(
        failed, Declined | NotSetUp | DiskFull
    )
