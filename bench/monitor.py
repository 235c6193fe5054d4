"""Does watching cost next to nothing? `python -m bench.monitor`

Peer: the same figures read with psutil as its manual shows it, by going through all processes to find
one's own. Both run side by side on one machine; what counts is the processor time each takes meanwhile.
"""

from __future__ import annotations

import argparse
import os
import pty
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
from bench._paired import Answer, Grid, bustle, show, spread

_BAR = 1.0
_SETTLED = 8.0
_PEER = Path(__file__).parent / "peers" / "watching.py"
_STUDIO = (sys.executable, "-m", "studio")


def watched(seconds: float, rounds: int) -> Answer:
    """What the log costs at its own pace and at that of the live view, and what the live view costs."""
    answer = Answer("the machine watched, with a host of runs on it")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _hosting(Path(folder)) as environment:
        logs = slow, quick = Path(folder, "slow.csv"), Path(folder, "quick.csv")
        questions: dict[str, Sequence[str]] = {
            "the log, every 10 s": _monitor(slow, 10),
            "the log, every second": _monitor(quick, 1),
            "psutil by hand, every second": (sys.executable, str(_PEER), str(os.getpid())),
        }
        shares = _shares(questions, environment, seconds, rounds, logs)
        drawn = _shares({"the live view": (*_STUDIO, "monitor")}, environment, seconds, rounds, drawn=True)
    answer.grid = Grid(
        ("", "% of a core"), [[name, spread(found)] for name, found in {**shares, **drawn}.items()]
    )
    for name in ("the log, every 10 s", "the log, every second"):
        found = shares[name]
        answer.judge(f"{name}: ≤ {_BAR:g} % of a core", spread(found, " %"), max(found) <= _BAR)
    ratios = [
        theirs / ours
        for ours, theirs in zip(
            shares["the log, every second"], shares["psutil by hand, every second"], strict=True
        )
    ]
    answer.at_least("cheaper than psutil by hand", 1.0, ratios)
    answer.remark(
        f"{rounds} × {seconds:g} s each, side by side; {len(psutil.pids())} processes on the machine"
    )
    return answer


def _monitor(log: Path, interval: int) -> Sequence[str]:
    return (*_STUDIO, "monitor", "--csv", str(log), "--interval", str(interval))


@contextmanager
def _hosting(folder: Path) -> Iterator[Mapping[str, str]]:
    """A host of runs in a home of its own, so that there is something of ours to find."""
    environment = {**os.environ, "STUDIO_HOME": str(folder / "home")}
    with subprocess.Popen(
        [*_STUDIO, "serve"], env=environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as host:
        time.sleep(_SETTLED)
        try:
            yield environment
        finally:
            host.terminate()


def _shares(
    questions: Mapping[str, Sequence[str]],
    environment: Mapping[str, str],
    seconds: float,
    rounds: int,
    logs: Sequence[Path] = (),
    *,
    drawn: bool = False,
) -> dict[str, list[float]]:
    """Percent of a core each takes, once it has begun, in each round."""
    with _at_work(questions, environment, drawn=drawn) as processes:
        time.sleep(_SETTLED)
        # Whoever has written a row has started up; what that cost is another question.
        while not all(log.exists() and log.read_bytes().count(b"\n") > 1 for log in logs):
            time.sleep(0.1)
        found: dict[str, list[float]] = {name: [] for name in questions}
        for _ in range(rounds):
            before = {name: _spent(process) for name, process in processes.items()}
            began = time.perf_counter()
            time.sleep(seconds)
            passed = time.perf_counter() - began
            for name, process in processes.items():
                found[name].append(100 * (_spent(process) - before[name]) / passed)
    return found


@contextmanager
def _at_work(
    questions: Mapping[str, Sequence[str]], environment: Mapping[str, str], *, drawn: bool
) -> Iterator[dict[str, psutil.Process]]:
    outer, inner = pty.openpty()
    threading.Thread(target=_drain, args=(outer,), daemon=True).start()
    out = inner if drawn else subprocess.DEVNULL
    told = {**environment, "TERM": "xterm-256color", "COLUMNS": "140", "LINES": "50"}
    children = {
        name: subprocess.Popen(argv, env=told, stdin=subprocess.DEVNULL, stdout=out)
        for name, argv in questions.items()
    }
    try:
        yield {name: psutil.Process(child.pid) for name, child in children.items()}
    finally:
        for child in children.values():
            child.kill()
            child.wait()
        os.close(inner)


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:
        os.close(terminal)


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--seconds", type=float, default=30)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args()
    load = bustle()
    answer = watched(given.seconds, given.rounds)
    answer.remark(load)
    return show([answer], as_json=given.json)


if __name__ == "__main__":
    sys.exit(main())
