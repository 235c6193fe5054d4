"""Seeing to it that runs are carried out: by the host there is or, where there is none, by being it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.core.errors import Cancelled, StudioError
from studio.engine.hosting.enlisting import Hosting
from studio.engine.workers.worker import unforeseen

_BETWEEN_TRIES = 0.2
_HURRY = 1.7


class Attendant:
    """A thread that takes its turn as the host whenever nobody else is, until its runs are over."""

    def __init__(self, enlist: Callable[[], Hosting | None], over: Callable[[], bool]) -> None:
        self._enlist = enlist
        self._over = over
        self._leaving = threading.Event()
        self._host: Hosting | None = None
        self.error: StudioError | None = None
        self._thread = threading.Thread(target=self._attend, name="attendant", daemon=True)

    def __enter__(self) -> Attendant:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *unused: object) -> None:
        self.leave(_HURRY if kind and issubclass(kind, KeyboardInterrupt) else None)

    @property
    def hosting(self) -> bool:
        """Whether it is the host at this moment."""
        return self._host is not None

    def leave(self, patience: float | None = None) -> None:
        """Stop hosting, if this is what it does, and wait until that has come to its end.

        Args:
            patience: How many seconds to wait at most; any if None. What is still being done then ends
                with this process.
        """
        self._leaving.set()
        if host := self._host:
            host.stop()
        self._thread.join(patience)

    def _attend(self) -> None:
        while not self._leaving.is_set():
            try:
                if self._over():
                    return
                if host := self._enlist():
                    self._host = host
                    if self._leaving.is_set():
                        host.stop()
                    host.host()
            except (StudioError, Cancelled) as error:
                self.error = error if isinstance(error, StudioError) else None
            except Exception as strange:  # noqa: BLE001
                # Whoever waits must hear of it: a thread that is gone says nothing.
                self.error = unforeseen(strange)
            self._host = None
            self._leaving.wait(_BETWEEN_TRIES)
