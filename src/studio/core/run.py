"""The run a tool finds itself in: what an author may ask of it, and the seam beneath."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from studio.core.errors import Cancelled, Refused, ToolFailed

if TYPE_CHECKING:
    from studio.core.tool import Tool

T = TypeVar("T")
R = TypeVar("R")

_BETWEEN_REPORTS = 0.1

Listener = Callable[[str, dict[str, Any]], None]


class Run:
    """One call of a tool, as its author sees it."""

    def __init__(
        self,
        folder: Path,
        *,
        listener: Listener | None = None,
        cancelled: Callable[[], bool] | None = None,
        threads: int = 0,
    ) -> None:
        self._folder = folder
        self._listener = listener
        self._cancelled = cancelled
        self._threads = threads or os.cpu_count() or 1
        self._steps = 0

    @property
    def folder(self) -> Path:
        """A folder of this call's own; what the tool returns is taken from it, the rest is thrown away."""
        self._stop_if_cancelled()
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    def note(self, event: str, **fields: Any) -> None:
        """Record something that happened, in words and plain values."""
        if self._listener:
            self._listener(event, fields)

    def track(self, items: Iterable[T], label: str, *, total: int | None = None) -> Iterator[T]:
        """Go through the items, showing how far the work is; a cancelled run stops here."""
        if total is None and isinstance(items, Sized):
            total = len(items)
        done, told = 0, -_BETWEEN_REPORTS
        for item in items:
            self._stop_if_cancelled()
            if (now := time.monotonic()) - told >= _BETWEEN_REPORTS:
                told = now
                self.note("progress", label=label, done=done, total=total)
            yield item
            done += 1
        self.note("progress", label=label, done=done, total=total)

    def each(self, work: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """Do the same to every item with the threads this run may use; results in the items' order."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(self._threads) as threads:
            jobs = [threads.submit(copy_context().run, self._unless_cancelled, work, item) for item in items]
            try:
                return [job.result() for job in jobs]
            except BaseException:
                threads.shutdown(cancel_futures=True)
                raise

    def ask(self, question: str) -> str:
        """Have a person decide; only a production run that somebody watches can."""
        raise Refused(
            f"this needs a person's answer, and nobody can be asked here: {question}",
            hint="give the answer as an option",
        )

    def step(self, tool: Tool[..., R], given: dict[str, Any]) -> R:
        """Carry out one tool call within this run. An engine that keeps a journal takes this over."""
        self._stop_if_cancelled()
        self._steps += 1
        inner = Run(
            self._folder / f"{self._steps:03}-{tool.name}",
            listener=self._listener,
            cancelled=self._cancelled,
            threads=self._threads,
        )
        with entered(inner):
            return tool.function(**given)

    def _unless_cancelled(self, work: Callable[[T], R], item: T) -> R:
        self._stop_if_cancelled()
        return work(item)

    def _stop_if_cancelled(self) -> None:
        if self._cancelled and self._cancelled():
            raise Cancelled


_current: ContextVar[Run] = ContextVar("studio_run")


def current() -> Run | None:
    """The run the caller is in, if it is in one."""
    return _current.get(None)


def run() -> Run:
    """The run a tool finds itself in."""
    if (found := current()) is None:
        raise ToolFailed("there is no run here", hint="call run() only inside a tool")
    return found


def stop_if_cancelled() -> None:
    """For the layers beneath that wait for something: end here if the work was taken back."""
    if (found := current()) is not None:
        found._stop_if_cancelled()


@contextmanager
def entered(inner: Run) -> Iterator[Run]:
    """Make a run the current one for a while."""
    token = _current.set(inner)
    try:
        yield inner
    finally:
        _current.reset(token)
