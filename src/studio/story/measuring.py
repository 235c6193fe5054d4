"""How long lines take to say, found out for several of them at a time while the rest is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Voice

Speaking = Callable[[str, float, "Voice | None"], float]
"""How many seconds a text is spoken at a speed with somebody's voice: the narrator's where it is None."""
Measure = Callable[[str, float, str], float]
"""How many seconds a text is spoken at a speed by somebody of the picture, or by the narrator if empty."""

_AT_A_TIME = 2


class _Ahead:
    """Measures lines of the narrator before they are asked for; each line once."""

    def __init__(self, measure: Speaking, threads: ThreadPoolExecutor) -> None:
        self._measure = measure
        self._threads = threads
        self._begun: dict[tuple[str, float], Future[float]] = {}

    def begin(self, texts: Iterable[str], speed: float) -> None:
        for text in texts:
            if (text, speed) not in self._begun:
                # The voice knows by the context whether the run it speaks for was cancelled.
                work = self._threads.submit(copy_context().run, self._measure, text, speed, None)
                self._begun[text, speed] = work

    def __call__(self, text: str, speed: float, voice: Voice | None) -> float:
        begun = None if voice else self._begun.get((text, speed))
        return begun.result() if begun else self._measure(text, speed, voice)


@contextmanager
def ahead(measure: Speaking, texts: Iterable[str], speed: float) -> Iterator[Speaking]:
    """The same measure, which begins at once with lines of the narrator that are sure to be asked for.

    Voices are programs of their own: they speak on other cores than the one that plans.

    Args:
        measure: How long a text takes at a speed, with a voice; called from several threads.
        texts: The lines.
        speed: How fast they are spoken.
    """
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        begun = _Ahead(measure, threads)
        begun.begin(texts, speed)
        try:
            yield begun
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
