"""Servers on this machine for a test: what answers a call, and how long they are there."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answer(BaseHTTPRequestHandler):
    """One call, of which nothing is logged."""

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Answer anything."""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(answer: type[Answer], gone: threading.Event) -> Iterator[str]:
    """A server that is gone afterwards; yields its address.

    Args:
        answer: What its calls are answered by.
        gone: Set when it goes, for answers that wait.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        gone.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
