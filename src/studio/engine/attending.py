"""Seeing to it that runs are carried out: by the host there is or, where there is none, by being it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from studio.core.errors import Cancelled, StudioError
from studio.engine.enlisting import Hosting

_BETWEEN_TRIES = 0.2


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

    def __exit__(self, *unused: object) -> None:
        self.leave()

    def leave(self) -> None:
        """Stop hosting, if this is what it does, and wait until that has come to its end."""
        self._leaving.set()
        if self._host:
            self._host.stop()
        self._thread.join()

    def _attend(self) -> None:
        while not self._leaving.is_set():
            try:
                if self._over():
                    return
                self._host = self._enlist()
                if self._host and not self._leaving.is_set():
                    self._host.host()
            except (StudioError, Cancelled) as error:
                self.error = error if isinstance(error, StudioError) else None
            self._host = None
            self._leaving.wait(_BETWEEN_TRIES)
