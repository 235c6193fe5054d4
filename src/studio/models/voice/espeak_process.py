"""The conversation with eSpeak NG: one process for as long as we live, started when it is first needed."""

from __future__ import annotations

import atexit
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.core.errors import ToolFailed
from studio.host import programs

_PROGRAM = Path(__file__).with_name("espeak_program.py")
_PATIENCE = 60.0


@dataclass
class Conversation:
    """One process that speaks.

    Attributes:
        library: The library it speaks with.
        data: The folder of its voices; "" where the library knows.
    """

    library: str
    data: str
    version: str = ""
    _child: programs.Child | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def ask(self, request: Mapping[str, Any]) -> tuple[Mapping[str, Any], bytes]:
        """Have something said; one that has died since the last time is started anew.

        Raises:
            ToolFailed: It cannot be said, or takes too long.
        """
        with self._lock:
            self._ready()
            try:
                answer, sound = self._said(json.dumps(request).encode() + b"\n")
            except OSError:
                self._end()
                self._ready()
                answer, sound = self._said(json.dumps(request).encode() + b"\n")
        if "error" in answer:
            raise ToolFailed(str(answer["error"]))
        return answer, sound

    def greeted(self) -> str:
        """Its version; starts it, and tells whether it can be started at all."""
        with self._lock:
            self._ready()
        return self.version

    def _ready(self) -> None:
        if self._child and self._child.poll() is None:
            return
        self._end()
        self._child = programs.script(_PROGRAM, [self.library, self.data])
        atexit.register(self._end)
        greeting, _ = self._said(b"")
        if "error" in greeting:
            self._end()
            raise ToolFailed(f"eSpeak NG does not start: {greeting['error']}")
        self.version = str(greeting["version"])

    def _said(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        child = self._child
        assert child
        assert child.stdin
        assert child.stdout
        # A program that hangs is ended, and its answer with it.
        watch = threading.Timer(_PATIENCE, child.kill)
        watch.daemon = True
        watch.start()
        try:
            child.stdin.write(line)
            child.stdin.flush()
            head = child.stdout.readline()
            if not head:
                raise BrokenPipeError
            answer = json.loads(head)
            sound = child.stdout.read(answer.get("bytes", 0))
        finally:
            watch.cancel()
        if len(sound) < answer.get("bytes", 0):
            raise BrokenPipeError
        return answer, sound

    def _end(self) -> None:
        if not self._child:
            return
        atexit.unregister(self._end)
        programs.stop([self._child])
        self._child = None
