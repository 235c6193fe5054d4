"""A worker process: takes tool calls as JSON lines, answers with JSON lines, dies with its parent."""

from __future__ import annotations

import errno
import json
import os
import queue
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from studio.core.catalogue import AnyTool, Catalogue
from studio.core.errors import DiskFull, StudioError, ToolFailed
from studio.core.run import Listener, Run, entered
from studio.core.scratch import PREFIX
from studio.engine.workers import ends, products, wire
from studio.engine.workers.calls import KEPT
from studio.host import hardware, holding, programs
from studio.host.isolation import layers
from studio.media import encode

_NO_ROOM = 0.002
_NO_FILES = 3
"""A disk with less than this share of its bytes free, or room for fewer files, counts as full."""


def serve(prepare: Callable[[dict[str, Any]], Catalogue]) -> None:
    """Work until the parent hangs up.

    Args:
        prepare: Configures this process from the parent's first message; returns the catalogue.
    """
    programs.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _private_channel()
    calls: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    start = json.loads(requests.readline() or "null")
    if start is None:
        return
    sys.path[:] = start["path"]
    hold = holding.Hold(**start["hold"])
    held = holding.hold(hold)
    encode.hold(hold.threads if hold.gives_way else 0)
    level = _keep_from_cards(start)
    answers.write(json.dumps({"kind": KEPT, "level": level, "memory": held.level}) + "\n")
    answers.flush()
    catalogue = prepare(start["settings"])
    threading.Thread(target=_listen, args=(requests, calls), daemon=True).start()
    while True:
        _carry_out(calls.get(), catalogue, hold, answers)


def _keep_from_cards(start: dict[str, Any]) -> str:
    """Stay away from GPUs, with all that is started from here, unless that is what this worker is for.

    Returns how far that goes; nothing where it is for a GPU.
    """
    programs.adopt_orphans()
    if start["cards"]:
        programs.let_see_cards()
        return ""
    return layers.enter(Path(start["dev"])).level


def _private_channel() -> tuple[IO[str], IO[str]]:
    """Keep the pipes for ourselves, so that a stray print of some library cannot garble an answer."""
    requests = os.fdopen(os.dup(0), "r", encoding="ascii")
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(line_buffering=True)
    return requests, answers


def _listen(requests: IO[str], calls: queue.SimpleQueue[dict[str, Any]]) -> None:
    for line in requests:
        calls.put(json.loads(line))
    # The parent is gone: nobody waits for what is being made, and its scratch folder is swept later.
    os.killpg(0, signal.SIGKILL)


@dataclass(frozen=True)
class _Teller:
    """Tells the parent of one call."""

    call: Mapping[str, Any]
    answers: IO[str]
    catalogue: Catalogue
    began: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, event: str, fields: dict[str, Any]) -> None:
        """Something happens on its way."""
        if not (event in ("started", "progress") and self.call.get("quiet")):
            self._send("event", event=event, fields=fields)

    def done(self, made: Mapping[str, Any]) -> None:
        """It has come to its end."""
        self._end("done", **made)

    def failed(self, error: StudioError) -> None:
        """It has come to nothing."""
        error = _of_its_disks(error, lambda: _places(self.call, self.catalogue))
        # Gone before the next call begins: what was half-made may be what has filled the disk.
        shutil.rmtree(self.call["scratch"], ignore_errors=True)
        place = {"place": str(error.place)} if isinstance(error, DiskFull) else {}
        self._end("failed", error=type(error).__name__, message=error.message, hint=error.hint, **place)

    def _end(self, kind: str, **fields: Any) -> None:
        for told in layers.refused():
            self.hear("refused", {"gpu": told})
        self._send(kind, **fields, seconds=time.monotonic() - self.began)

    def _send(self, kind: str, **fields: Any) -> None:
        line = json.dumps({"number": self.call["number"], "kind": kind, **fields}, default=str)
        with self.lock:
            self.answers.write(line + "\n")
            self.answers.flush()


def _carry_out(call: dict[str, Any], catalogue: Catalogue, hold: holding.Hold, answers: IO[str]) -> None:
    teller = _Teller(call, answers, catalogue)
    teller.hear("started", {})
    try:
        teller.done(_made(call, catalogue, hold.threads, teller.hear))
    except StudioError as error:
        teller.failed(error)
    except MemoryError as error:
        teller.failed(ends.overdrawn(call["tool"], hold.memory) if hold.memory else unforeseen(error))
    except (Exception, SystemExit) as error:  # noqa: BLE001
        teller.failed(unforeseen(error))


def _made(call: dict[str, Any], catalogue: Catalogue, threads: int, hear: Listener) -> dict[str, Any]:
    """What has come of a call, as plain values."""
    tool = catalogue.named(call["tool"])
    given = wire.unpacked(call["given"]) if call.get("checked") else tool.checked(call["given"])
    with entered(Run(Path(call["scratch"]), listener=hear, threads=threads)) as run:
        result = run.step(tool, given)
    files = products.described(result, Path(call["scratch"])) if call.get("hashed") else []
    return {"result": _plain(tool, result), "files": files}


def _of_its_disks(error: StudioError, places: Callable[[], Iterable[Path]]) -> StudioError:
    """A full disk is one only if a call works on it: more room there would not help another one.

    Where nobody says which disk it was, it is one that is full. That is asked while nothing of this call
    is cleared away yet; another call may have made room on it, though.
    """
    if not isinstance(error, DiskFull):
        return error
    for place in places():
        if _device(error.place) == _device(place) if error.place else _is_full(place):
            return DiskFull(error.message, hint=error.hint, place=place)
    return ToolFailed(error.message, hint=error.hint)


def _places(call: Mapping[str, Any], catalogue: Catalogue) -> Iterator[Path]:
    """Where a call writes: its own folder, and what it was given to change."""
    yield Path(call["scratch"])
    tool = catalogue.named(call["tool"])
    if tool.effect:
        given = wire.unpacked(call["given"]) if call.get("checked") else tool.checked(call["given"])
        yield from (value for value in given.values() if isinstance(value, Path))


def _is_full(place: Path) -> bool:
    disk = hardware.disk(place)
    return disk.free < _NO_ROOM * disk.total or (disk.inodes > 0 and disk.free_inodes < _NO_FILES)


def _device(place: Path) -> int:
    """The disk on which something lies, or would."""
    return hardware.disk(place).path.stat().st_dev


def _plain(tool: AnyTool, result: Any) -> Any:
    try:
        return wire.plain(result)
    except wire.NotPlain:
        return tool.Output.dump_python(result, mode="json")


def _refused(error: OSError) -> ToolFailed:
    # Where something was being made tells people nothing: the folder is gone when they read it.
    name = str(error.filename or "")
    where = f" {name}" if name and f"{os.sep}{PREFIX}" not in name else ""
    told = f"the system refused{where}: {(error.strerror or '').lower()}"
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        return ToolFailed(told)
    place = Path(name) if isinstance(error.filename, str) else None
    return DiskFull(told, hint="make room, or choose another place with --out", place=place)


def unforeseen(error: BaseException) -> ToolFailed:
    """What to say of an error that no tool foresaw: where it happened, in one sentence."""
    if isinstance(error, MemoryError):
        return ToolFailed("there is not enough memory for this", hint="use fewer --jobs, or a smaller input")
    if isinstance(error, OSError) and error.strerror:
        return _refused(error)
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})" if trace else ""
    text = " ".join(str(error).split())[:300]
    return ToolFailed(
        f"unexpected {type(error).__name__}: {text}{place}", hint="this is a fault of ours; please report it"
    )
