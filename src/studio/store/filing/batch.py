"""Steps that are written down together, and then taken one by one."""

from __future__ import annotations

import errno
from collections.abc import Hashable, Iterable

from studio.core.errors import StudioError
from studio.store.filing.journal import Journal
from studio.store.filing.outlook import Outlook
from studio.store.filing.performing import Changed, perform
from studio.store.filing.steps import Step

_MOST = 256
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Batch:
    """What was decided and not yet done.

    Writing many steps at once spares the disk: a step waits for it once in a batch, not each alone.
    """

    def __init__(self, journal: Journal) -> None:
        self.outlook = Outlook()
        self.full = ""
        self._serial = 0
        self._journal = journal
        self._steps: list[tuple[Hashable, Step]] = []

    def serial(self) -> int:
        """The number of one more step."""
        self._serial = max(self._serial, self._journal.next_serial()) + 1
        return self._serial - 1

    @property
    def is_due(self) -> bool:
        """Whether it should be carried out before anything more is decided."""
        return len(self._steps) >= _MOST or any(step.temporary for _, step in self._steps[-1:])

    def add(self, unit: Hashable, planned: Iterable[Step]) -> None:
        """Take steps in that belong together."""
        for step in planned:
            self._steps.append((unit, step))

    def flush(self) -> dict[Hashable, tuple[Step, str]]:
        """Do everything; returns the units that failed, with the step that did and why."""
        planned, self._steps = self._steps, []
        failed: dict[Hashable, tuple[Step, str]] = {}
        if planned:
            self._journal.intend(step for _, step in planned)
        for unit, step in planned:
            if unit in failed or self.full:
                self._journal.note_not(step)
                failed.setdefault(unit, (step, self.full))
            elif why := self._try(step):
                failed[unit] = (step, why)
        self.outlook = Outlook()
        return failed

    def _try(self, step: Step) -> str:
        """Take a step; returns why it failed, if it did."""
        try:
            perform(step)
        except (Changed, StudioError, OSError) as error:
            self._journal.note_not(step)
            if isinstance(error, FileExistsError) and step.kind == "folder" and step.path.is_dir():
                return ""
            if isinstance(error, OSError) and error.errno in _FULL:
                self.full = in_words(error)
            return in_words(error)
        self._journal.note_done(step)
        return ""


def in_words(error: BaseException) -> str:
    """What went wrong, as the end of a sentence that begins with the file's name."""
    if isinstance(error, FileExistsError):
        return "something came to be in its place a moment ago"
    if isinstance(error, OSError):
        return f"could not be touched: {(error.strerror or str(error)).lower()}"
    return error.message if isinstance(error, StudioError) else str(error)
