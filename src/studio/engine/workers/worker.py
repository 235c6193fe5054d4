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
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from studio.core.catalogue import AnyTool, Catalogue
from studio.core.errors import StudioError, ToolFailed
from studio.core.run import Run, entered
from studio.core.scratch import PREFIX
from studio.engine.workers import ends, products, wire
from studio.host import holding, programs


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
    holding.hold(hold)
    catalogue = prepare(start["settings"])
    threading.Thread(target=_listen, args=(requests, calls), daemon=True).start()
    while True:
        _carry_out(calls.get(), catalogue, hold, answers)


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


def _carry_out(call: dict[str, Any], catalogue: Catalogue, hold: holding.Hold, answers: IO[str]) -> None:
    lock = threading.Lock()
    began = time.monotonic()

    def send(kind: str, **fields: Any) -> None:
        line = json.dumps({"number": call["number"], "kind": kind, **fields}, default=str)
        with lock:
            answers.write(line + "\n")
            answers.flush()

    def listen(event: str, fields: dict[str, Any]) -> None:
        send("event", event=event, fields=fields)

    def fail(error: StudioError) -> None:
        # Gone before the next call begins: what was half-made may be what has filled the disk.
        shutil.rmtree(call["scratch"], ignore_errors=True)
        told = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
        send("failed", **told, seconds=time.monotonic() - began)

    quiet = bool(call.get("quiet"))

    def hear(event: str, fields: dict[str, Any]) -> None:
        if not (quiet and event == "progress"):
            listen(event, fields)

    if not quiet:
        listen("started", {})
    try:
        tool = catalogue.named(call["tool"])
        given = wire.unpacked(call["given"]) if call.get("checked") else tool.checked(call["given"])
        with entered(Run(Path(call["scratch"]), listener=hear, threads=hold.threads)) as run:
            result = run.step(tool, given)
        files = products.described(result, Path(call["scratch"])) if call.get("hashed") else []
        send("done", result=_plain(tool, result), files=files, seconds=time.monotonic() - began)
    except StudioError as error:
        fail(error)
    except MemoryError as error:
        fail(ends.overdrawn(call["tool"], hold.memory) if hold.memory else unforeseen(error))
    except (Exception, SystemExit) as error:  # noqa: BLE001
        fail(unforeseen(error))


def _plain(tool: AnyTool, result: Any) -> Any:
    try:
        return wire.plain(result)
    except wire.NotPlain:
        return tool.Output.dump_python(result, mode="json")


def _refused(error: OSError) -> ToolFailed:
    # Where something was being made tells people nothing: the folder is gone when they read it.
    name = str(error.filename or "")
    where = f" {name}" if name and f"{os.sep}{PREFIX}" not in name else ""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    hint = "make room, or choose another place with --out" if full else ""
    return ToolFailed(f"the system refused{where}: {(error.strerror or '').lower()}", hint=hint)


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
