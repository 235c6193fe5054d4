"""One question to a server and its answer: in time, of a size we can hold, and given up when asked to."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import SplitResult

from studio.core.errors import StudioError, ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled

LARGEST = 4_000_000
"""The longest answer that is read, in bytes."""

_CONNECTING = 10.0
_BETWEEN_LOOKS = 0.1
_PIECE = 1 << 16

Sink = Callable[[bytes], None]


class BrokeOff(ToolFailed):
    """The server hung up in the middle; another time it may not."""


class Late(ToolFailed):
    """The answer did not come in time."""


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Attributes:
        status: The HTTP status.
        body: The rest, as it came; nothing where it was passed on.
        wait: How many seconds it wants to be left alone.
        headers: What it said of its answer, by names in small letters.
    """

    status: int
    body: bytes
    wait: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)


Opened = Callable[[Answer], "Sink | None"]
"""Told the head of an answer, returns where its body is passed on to; None if it is to be held."""


@dataclass(frozen=True)
class Manners:
    """How long a server is waited for, how much of it is read, and what is advised where it misbehaves.

    Attributes:
        patience: How long to wait for all of the answer, in seconds.
        quiet: How long it may say nothing in the middle; 0 for as long as there is patience.
        largest: The longest answer that is read, in bytes.
        absent: What to do where nobody answers.
        slow: What to do where the answer is late.
        long: What to do where it is too long.
        stop: Raises if the answer is wanted no more; called many times.
    """

    patience: float
    quiet: float = 0.0
    largest: int = LARGEST
    absent: str = ""
    slow: str = ""
    long: str = ""
    stop: Callable[[], None] = stop_if_cancelled


@dataclass(frozen=True)
class Question:
    """What a server is asked.

    Attributes:
        method: GET, POST and the like.
        path: What of it is asked.
        body: What is sent.
        headers: What is said of us and of the body.
    """

    method: str
    path: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Talk:
    """A question under way, in a thread of its own, so that we can turn away from it."""

    connection: http.client.HTTPConnection
    question: Question
    manners: Manners
    opened: Opened | None
    there: bool = False
    answer: Answer | None = None
    failed: Exception | None = None
    heard: float = field(default_factory=time.monotonic)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        asked = self.question
        try:
            self.connection.connect()
            self.there = True
            self.connection.sock.settimeout(None)
            self.connection.request(asked.method, asked.path, asked.body or None, dict(asked.headers))
            with self.connection.getresponse() as response:
                self.answer = self._read(response)
        except Exception as failed:  # noqa: BLE001 - raised where it is waited for
            self.failed = failed
        finally:
            self.connection.close()
            self.over.set()

    def end(self) -> None:
        """Hang up, which wakes whoever reads."""
        with suppress(OSError):
            if self.connection.sock:
                self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.over.wait(_BETWEEN_LOOKS)

    def _read(self, response: http.client.HTTPResponse) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        head = Answer(response.status, b"", _seconds(headers.get("retry-after")), headers)
        pieces: list[bytes] = []
        sink = (self.opened(head) if self.opened else None) or pieces.append
        read = 0
        while read <= self.manners.largest and (piece := response.read1(_PIECE)):
            self.heard = time.monotonic()
            read += len(piece)
            sink(piece)
        if read > self.manners.largest:
            raise OverflowError
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        return replace(head, body=b"".join(pieces))


def exchanged(
    url: SplitResult, path: str, said: Any = None, *, headers: dict[str, str], manners: Manners
) -> Answer:
    """Ask a server something in JSON, and wait for its answer.

    Args:
        url: The server.
        path: What of it is asked.
        said: What is sent as JSON; nothing is sent, and the path merely fetched, if None.
        headers: What is said of us.
        manners: How long it is waited for, and what else is asked of it.

    Raises:
        Unavailable: Nobody is there.
        BrokeOff: It hung up before its answer was complete.
        ToolFailed: The answer was too long, or did not come in time.
    """
    body = b"" if said is None else json.dumps(said).encode()
    told = {"Accept": "application/json", "Content-Type": "application/json", **headers}
    return answered(url, Question("GET" if said is None else "POST", path, body, told), manners)


def answered(url: SplitResult, question: Question, manners: Manners, opened: Opened | None = None) -> Answer:
    """Ask a server anything, and wait for its answer.

    Args:
        url: The server.
        question: What it is asked.
        manners: How long it is waited for, and what else is asked of it.
        opened: Where the body goes that is not to be held.

    Raises:
        Unavailable: Nobody is there.
        BrokeOff: It hung up before its answer was complete.
        Late: The answer did not come in time.
        ToolFailed: It was too long.
    """
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=min(_CONNECTING, manners.patience))
    talk = _Talk(connection, question, manners, opened)
    where = url.netloc.rpartition("@")[2]
    try:
        threading.Thread(target=talk.run, daemon=True).start()
        _await(talk, where)
    finally:
        talk.end()
    if talk.answer is None:
        raise _told(talk, where)
    return talk.answer


def _told(talk: _Talk, where: str) -> StudioError:
    """Why there is no answer."""
    if isinstance(talk.failed, OverflowError):
        size = f"{talk.manners.largest / 1_000_000:g} MB"
        return ToolFailed(f"the answer of {where} is longer than {size}", hint=talk.manners.long)
    if isinstance(talk.failed, StudioError):
        return talk.failed
    if not talk.there:
        return Unavailable(f"nobody answers at {where}: {_reason(talk.failed)}", hint=talk.manners.absent)
    return BrokeOff(
        f"{where} broke off: {_reason(talk.failed)}", hint="look at the server's own log, and try again"
    )


def _await(talk: _Talk, where: str) -> None:
    manners = talk.manners
    deadline = time.monotonic() + manners.patience
    while not talk.over.wait(_BETWEEN_LOOKS):
        manners.stop()
        now = time.monotonic()
        if now > deadline or (manners.quiet and now > talk.heard + manners.quiet):
            waited = manners.patience if now > deadline else manners.quiet
            raise Late(f"{where} did not answer within {waited:g} seconds", hint=manners.slow)


def _reason(failed: Exception | None) -> str:
    if isinstance(failed, socket.gaierror):
        return "there is no such host"
    if isinstance(failed, TimeoutError):
        return "it takes too long"
    if isinstance(failed, OSError) and failed.strerror:
        return failed.strerror.lower()
    return str(failed).lower() or type(failed).__name__


def _seconds(header: str | None) -> float:
    try:
        return max(0.0, float(header or 0))
    except ValueError:
        return 0.0
