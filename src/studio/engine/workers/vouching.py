"""Looking over the workers' shoulders: none of those who work without a GPU may touch one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from studio.host import drivers
from studio.host.isolation import devices, layers
from studio.host.isolation.proof import Proof, Witness

_PAUSE = 0.25
_BETWEEN_QUESTIONS = 120
"""Looks from one question to the driver of the cards until the next: half a minute."""


class Voucher:
    """Looks at those who are at work, again and again, in a thread of its own; vouches for them afterwards.

    Args:
        at_work: Tells who is at work at this moment, and for whom.
        dev: Where cards appear.
    """

    def __init__(self, at_work: Callable[[], Mapping[int, str]], dev: Path = devices.DEV) -> None:
        self._at_work = at_work
        self._dev = dev
        self._witness = Witness(dev=dev)
        self._served: dict[str, dict[int, str]] = {}
        self._looking = threading.Lock()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """There is somebody to look at from now on."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._look_on, name="voucher", daemon=True)
            self._thread.start()

    def serves(self, purpose: str, worker: int, level: str) -> None:
        """A worker has worked for somebody.

        Args:
            purpose: For whom.
            worker: Its number.
            level: What keeps it from the cards.
        """
        self._served.setdefault(purpose, {})[worker] = level

    def proof(self, purpose: str) -> Proof:
        """What was seen of all who worked for somebody, after a last look at those who are there."""
        served = self._served.pop(purpose, {})
        by_driver = self._on_card()
        with self._looking:
            self._witness.look(dict.fromkeys(served, purpose), by_driver=by_driver, closely=True)
            return self._witness.proof(purpose, layers.weakest(served.values()))

    def close(self) -> None:
        """Nobody is to be looked at any more."""
        self._over.set()
        if self._thread:
            self._thread.join()

    def _look_on(self) -> None:
        looks = 0
        while not self._over.wait(_PAUSE):
            if workers := self._at_work():
                looks += 1
                by_driver = self._on_card() if looks % _BETWEEN_QUESTIONS == 0 else frozenset()
                with self._looking:
                    self._witness.look(workers, by_driver=by_driver)

    def _on_card(self) -> frozenset[int]:
        return drivers.on_card().pids if devices.cards(self._dev) else frozenset()
