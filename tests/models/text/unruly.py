"""A little server on this machine that speaks as OpenAI's does, and misbehaves as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests import local

Behaviour = Callable[["Answering"], None]


@dataclass
class Unruly:
    """A server, what it was asked, and what it does next; the last behaviour is kept up.

    Attributes:
        url: Where it answers.
        behaviours: What it does, call by call.
        asked: The bodies of the questions.
        headers: What was said of those who asked.
        gone: Set when the test is over, for behaviours that wait.
    """

    url: str
    behaviours: list[Behaviour] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)


class Answering(local.Answer, BaseHTTPRequestHandler):
    """One call."""

    unruly: Unruly

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._behave(json.loads(body))

    def do_GET(self) -> None:
        self._behave(self.path)

    def _behave(self, asked: Any) -> None:
        self.unruly.asked.append(asked)
        self.unruly.headers.append(dict(self.headers))
        number = min(len(self.unruly.asked), len(self.unruly.behaviours)) - 1
        with suppress(OSError):
            self.unruly.behaviours[number](self)


@contextmanager
def server(*behaviours: Behaviour) -> Iterator[Unruly]:
    """A server that is gone afterwards."""

    class Its(Answering):
        """The calls of this server."""

    gone = threading.Event()
    with local.listening(Its, gone) as url:
        Its.unruly = Unruly(f"{url}/v1", list(behaviours), gone=gone)
        yield Its.unruly


def saying(text: str, reason: str = "stop") -> Behaviour:
    """Answer as a model does."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
    return lambda handler: handler.say(json.dumps({"choices": [choice]}).encode())


def failing(status: int, message: str = "", **headers: str) -> Behaviour:
    """Refuse."""
    body = json.dumps({"error": {"message": message}}).encode()
    return lambda handler: handler.say(body, status, **headers)


def raw(body: bytes, status: int = 200) -> Behaviour:
    """Answer anything."""
    return lambda handler: handler.say(body, status)


def hanging(handler: Answering) -> None:
    """Take the question and never answer."""
    handler.unruly.gone.wait(30)


def trickling(handler: Answering) -> None:
    """Answer a letter at a time, for ever."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.unruly.gone.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def breaking_off(handler: Answering) -> None:
    """Promise more than comes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def endless(handler: Answering) -> None:
    """Answer more than anybody can hold."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20_000):
        if handler.unruly.gone.is_set():
            return
        handler.wfile.write(b"x" * 65_536)
