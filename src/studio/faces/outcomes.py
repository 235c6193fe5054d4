"""One table: what each kind of error means to a shell."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.errors import BadCall, BadInput, NotFound, Refused, StudioError, ToolFailed, Unavailable

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
    kinds = (kind for kind in UNUSABLE_CALLS if isinstance(error, kind))
    return UNUSABLE if UNUSABLE_CALLS.get(next(kinds, StudioError), False) else SOME_FAILED


def exit_code_of_many(errors: Sequence[StudioError], *, of: int) -> int:
    """The exit code for a call of that many items, some of which failed with these errors.

    Options that make no sense together are found out item by item, and yet it is the call that is wrong.
    """
    if not errors:
        return DONE
    senseless = len(errors) == of and all(isinstance(error, BadCall) for error in errors)
    return UNUSABLE if senseless else SOME_FAILED


class Parted(KeyboardInterrupt):
    """Somebody asked us to stop while runs were hosted or watched.

    Attributes:
        told: What becomes of the runs.
        code: The exit code, where it is no failure to be stopped.
    """

    def __init__(self, told: str, *signals: object, code: int | None = None) -> None:
        super().__init__(*signals)
        self.told = told
        self.code = code
