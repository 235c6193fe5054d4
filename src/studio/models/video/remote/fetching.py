"""Fetching a clip: on from where it was cut off, of a size we can hold, and nothing that is no clip."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import SplitResult

from studio.core.errors import StudioError, ToolFailed
from studio.core.scratch import unwritable
from studio.models.exchange import Answer, BrokeOff, Late, Manners, Sink
from studio.models.video.remote.calling import Caller, rest

if TYPE_CHECKING:
    from collections.abc import Callable

_MEGA = 1_000_000
_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_LEAST = 0.1


def fetch(caller: Caller, url: SplitResult, target: Path) -> None:
    """Fetch a clip.

    Args:
        caller: Whoever asks the API that made it.
        url: Where it lies.
        target: The file it becomes, whole or not at all.

    Raises:
        ToolFailed: It did not come whole, or is no clip.
    """
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        _fetched(caller, url, part)
        _look(caller, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _fetched(caller: Caller, url: SplitResult, part: Path) -> None:
    times, retry = caller.card.timeouts, caller.card.retry
    deadline = time.monotonic() + times.download
    wait, mark = retry.first, ""
    for left in range(retry.tries - 1, -1, -1):
        failed: StudioError
        wish = 0.0
        try:
            with part.open("ab") as file:
                going = _Going(caller, file, file.tell(), mark)
                manners = _manners(caller, max(_LEAST, deadline - time.monotonic()))
                answer = caller.fetched(url, going.opened, going.headers, manners)
            if answer.status in (200, 206):
                return
            if answer.status not in _AGAIN and answer.status != 416:
                raise caller.complaint(answer)
            failed, wish = caller.complaint(replace(answer, body=answer.body or b"")), answer.wait
            if answer.status == 416:
                part.unlink()
        except (BrokeOff, Late) as cut:
            failed = cut
        except OSError as refused:
            raise unwritable(part, refused) from None
        mark = going.mark
        if not left or time.monotonic() > deadline:
            raise failed
        rest(min(retry.longest, max(wish, wait)))
        wait *= 2


def _manners(caller: Caller, patience: float) -> Manners:
    return Manners(
        patience,
        quiet=caller.card.timeouts.quiet,
        largest=caller.card.largest * _MEGA,
        slow="raise timeouts.download in the provider's file if clips are large",
        long="raise largest in the provider's file if clips are that large",
        absent="the clip may be asked for again: studio film resume",
    )


@dataclass
class _Going:
    """A clip on its way into a file.

    Attributes:
        caller: Whoever asks.
        file: The file.
        have: How much of it is there.
        mark: What tells whether the rest belongs to what is there.
    """

    caller: Caller
    file: IO[bytes]
    have: int
    mark: str

    @property
    def headers(self) -> dict[str, str]:
        """Asks for what is not there yet."""
        if not self.have:
            return {}
        return {"Range": f"bytes={self.have}-", **({"If-Range": self.mark} if self.mark else {})}

    def opened(self, head: Answer) -> Sink | None:
        """Where the body goes: behind what is there, if it goes on from there; else it begins anew."""
        if head.status not in (200, 206):
            return None
        self.mark = head.headers.get("etag", "")
        goes_on = head.headers.get("content-range", "").startswith(f"bytes {self.have}-")
        if head.status == 200 or not goes_on:
            if head.status == 206 and self.have:
                raise BrokeOff(f"{self.caller.name} goes on with a clip where nobody asked it to")
            self.file.truncate(0)
            self.have = 0
        largest = self.caller.card.largest
        if _length(head) + self.have > largest * _MEGA:
            raise ToolFailed(
                f"the clip of {self.caller.name} is larger than {largest} MB",
                hint="raise largest in the provider's file if clips are that large",
            )
        return self._sink()

    def _sink(self) -> Callable[[bytes], None]:
        room = self.caller.card.largest * _MEGA - self.have

        def sink(piece: bytes) -> None:
            nonlocal room
            room -= len(piece)
            if room < 0:
                raise OverflowError
            try:
                self.file.write(piece)
                self.file.flush()
            except OSError as refused:
                raise unwritable(Path(self.file.name), refused) from None

        return sink


def _length(head: Answer) -> int:
    told = head.headers.get("content-length", "")
    return int(told) if told.isdecimal() else 0


def _look(caller: Caller, part: Path) -> None:
    """Refuse what plainly is no clip."""
    with part.open("rb") as file:
        begins = file.read(400)
    if not begins:
        raise ToolFailed(f"{caller.name} sent an empty clip", hint="ask again, or look at its own log")
    if begins.lstrip()[:1] in (b"<", b"{", b"["):
        said = caller.quoted(begins.decode("utf-8", "replace"))
        raise ToolFailed(
            f"{caller.name} sent a text instead of a clip: {said}",
            hint="does answer.output in the provider's file say where the clip is?",
        )
