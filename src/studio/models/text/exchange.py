"""One question to a server and its answer: in time, of a size we can hold, and given up when asked to."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult

from studio.core.errors import ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled

LARGEST = 4_000_000
"""The longest answer that is read, in bytes."""

_CONNECTING = 10.0
_BETWEEN_LOOKS = 0.1


class BrokeOff(ToolFailed):
    """The server hung up in the middle; another time it may not."""


@dataclass(frozen=True)
class Answer:
    """What a server said.

    Attributes:
        status: The HTTP status.
        body: The rest, as it came.
        wait: How many seconds it wants to be left alone.
    """

    status: int
    body: bytes
    wait: float = 0.0


@dataclass
class _Talk:
    """A question under way, in a thread of its own, so that we can turn away from it."""

    connection: http.client.HTTPConnection
    method: str
    path: str
    body: bytes
    headers: dict[str, str]
    there: bool = False
    answer: Answer | None = None
    failed: Exception | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            self.connection.connect()
            self.there = True
            self.connection.sock.settimeout(None)
            self.connection.request(self.method, self.path, self.body or None, self.headers)
            with self.connection.getresponse() as response:
                self.answer = _read(response)
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


def _read(response: http.client.HTTPResponse) -> Answer:
    body = response.read(LARGEST + 1)
    if response.length and len(body) <= LARGEST:
        raise http.client.IncompleteRead(body, response.length)
    return Answer(response.status, body, _seconds(response.headers.get("Retry-After")))


def exchanged(
    url: SplitResult, path: str, said: Any = None, *, headers: dict[str, str], patience: float
) -> Answer:
    """Ask a server, and wait for its answer.

    Args:
        url: The server.
        path: What of it is asked.
        said: What is sent as JSON; nothing is sent, and the path merely fetched, if None.
        headers: What is said of us.
        patience: How long to wait for all of the answer, in seconds.

    Raises:
        Unavailable: Nobody is there.
        BrokeOff: It hung up before its answer was complete.
        ToolFailed: The answer was too long, or did not come in time.
    """
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=min(_CONNECTING, patience))
    body = b"" if said is None else json.dumps(said).encode()
    told = {"Accept": "application/json", "Content-Type": "application/json", **headers}
    talk = _Talk(connection, "GET" if said is None else "POST", path, body, told)
    where = url.netloc.rpartition("@")[2]
    try:
        threading.Thread(target=talk.run, daemon=True).start()
        _await(talk, where, patience)
    finally:
        talk.end()
    if talk.answer is None and not talk.there:
        raise Unavailable(
            f"nobody answers at {where}: {_reason(talk.failed)}",
            hint="start the server of the language model, or set text_url to where it is",
        )
    if talk.answer is None:
        raise BrokeOff(
            f"{where} broke off: {_reason(talk.failed)}", hint="look at the server's own log, and try again"
        )
    if len(talk.answer.body) > LARGEST:
        raise ToolFailed(
            f"the answer of {where} is longer than {LARGEST // 1_000_000} MB", hint="is it a language model?"
        )
    return talk.answer


def _await(talk: _Talk, where: str, patience: float) -> None:
    deadline = time.monotonic() + patience
    while not talk.over.wait(_BETWEEN_LOOKS):
        stop_if_cancelled()
        if time.monotonic() > deadline:
            raise ToolFailed(
                f"{where} did not answer within {patience:g} seconds",
                hint="a smaller model answers faster",
            )


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
