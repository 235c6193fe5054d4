"""One table: what each kind of error means to a shell."""

from __future__ import annotations

from studio.core.errors import BadInput, NotFound, Refused, StudioError, ToolFailed, Unavailable

DONE = 0
SOME_FAILED = 1
UNUSABLE = 2
STOPPED = 128
"""To which the number of the signal is added: 130 after Ctrl-C."""

UNUSABLE_CALLS: dict[type[StudioError], bool] = {
    BadInput: True,
    NotFound: True,
    Refused: True,
    Unavailable: False,
    ToolFailed: False,
}
"""Whether an error that ends a call before any work was begun means that the call itself was wrong."""


def exit_code(error: StudioError) -> int:
    """The exit code for an error that ended the whole call."""
    return UNUSABLE if UNUSABLE_CALLS.get(type(error), False) else SOME_FAILED
