"""Does our work leave a neighbour in peace, a whole night long? `python -m bench.neighbour`

A neighbour keeps half of the cores busy, and takes and frees memory in waves. Beside it a pipeline works
through pictures, recordings (ffmpeg) and drawings of sound (Python) under `--memory 2GiB --priority idle`.
What the neighbour gets done is counted in short windows, in turn: alone, beside one process that spins in the
idle class, and beside our pipeline. In the end every item must be there, once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import wave as waves
from collections import Counter as Counts
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from bench._neighbour import Counter, Wave, neighbour, spinner
from bench._paired import Answer, show, spread

ALONE, SPINNING, OURS = "alone", "beside one idle spinner", "beside our pipeline"

_PIPELINE = """\
name: Night
stages:
  pictures: {tool: image.resize, for_each: pictures/, with: {longest: 160}, out: made/}
  recordings: {tool: audio.convert, for_each: sounds/, with: {format: mp3}, out: made/}
  drawings: {tool: audio.waveform, for_each: sounds/, out: made/}
"""
_POINTS = 5.0
_RISE = 6


@dataclass(frozen=True)
class Night:
    """What a night is like.

    Attributes:
        folder: Where it is spent.
        items: How many calls the pipeline makes.
        windows: How often the neighbour is measured in each company.
        seconds: How long each time.
        patience: Seconds after which the night is over, whatever is left.
    """

    folder: Path
    items: int
    windows: int
    seconds: float
    patience: float


@dataclass
class Seen:
    """What was seen of it: the neighbour's calculations a second, round by round, and how the run ended."""

    rates: dict[str, list[float]] = field(default_factory=lambda: {ALONE: [], SPINNING: [], OURS: []})
    code: int | None = None
    seconds: float = 0.0

    def lost(self, company: str) -> list[float]:
        """Points that the neighbour fell by, against itself alone in the same round."""
        pairs = zip(self.rates[ALONE], self.rates[company], strict=True)
        return [100.0 * (1 - beside / alone) for alone, beside in pairs]


def lay_out(night: Night) -> None:
    """Make the pictures and the recordings."""
    from PIL import Image

    sounds = night.items // 4
    for name in ("pictures", "sounds"):
        (night.folder / name).mkdir()
    for number in range(night.items - 2 * sounds):
        picture = Image.effect_noise((320, 240), 20 + number % 60).convert("RGB")
        picture.save(night.folder / "pictures" / f"{number:03}.jpg")
    noise = random.Random(1).randbytes(2 * 8000)
    for number in range(sounds):
        with waves.open(str(night.folder / "sounds" / f"{number:03}.wav"), "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(noise[number:] + noise[:number])
    (night.folder / "night.yaml").write_text(_PIPELINE)


def spend(night: Night) -> Seen:
    """Let it all happen."""
    memory = psutil.virtual_memory()
    used = 100 * (1 - memory.available / memory.total)
    hold = int(used) + _RISE
    # From where we are to well beyond the share at which something of ours has to go.
    wave = Wave(int(memory.total * (_RISE + 8) / 100), 60.0)
    seen = Seen()
    with (
        neighbour(max(1, (os.cpu_count() or 1) // 2), wave) as counter,
        spinner() as spinning,
        _pipeline(night, hold) as ours,
    ):
        began = time.monotonic()
        _send(spinning, signal.SIGSTOP)
        while len(seen.rates[OURS]) < night.windows and ours.poll() is None:
            _measure(seen, counter, night, spinning, ours.pid)
        with suppress(subprocess.TimeoutExpired):
            seen.code = ours.wait(max(1.0, night.patience - (time.monotonic() - began)))
        seen.seconds = time.monotonic() - began
    return seen


def _measure(seen: Seen, counter: Counter, night: Night, spinning: int, ours: int) -> None:
    """One window in each company, in an order of chance."""
    found: dict[str, float] = {}
    for company in random.sample([ALONE, SPINNING, OURS], 3):
        _send(spinning, signal.SIGCONT if company == SPINNING else signal.SIGSTOP)
        for pid in _family(ours):
            _send(pid, signal.SIGCONT if company == OURS else signal.SIGSTOP)
        time.sleep(0.2)
        before, began = counter.total(), time.monotonic()
        time.sleep(night.seconds)
        found[company] = (counter.total() - before) / (time.monotonic() - began)
    for company, rate in found.items():
        seen.rates[company].append(rate)
    for pid in _family(ours):
        _send(pid, signal.SIGCONT)


@contextmanager
def _pipeline(night: Night, hold: int) -> Iterator[subprocess.Popen[bytes]]:
    studio = str(Path(sys.executable).with_name("studio"))
    command = [studio, "pipeline", "run", "night.yaml", "--memory", "2GiB", "--priority", "idle", "--json"]
    with (night.folder / "events.jsonl").open("wb") as events:
        child = subprocess.Popen(
            command, cwd=night.folder, stdout=events, start_new_session=True,
            env={**os.environ, "STUDIO_HOME": str(night.folder / "home"), "STUDIO_MEMORY_HOLD": str(hold)},
        )  # fmt: skip
    try:
        yield child
    finally:
        for pid in _family(child.pid):
            _send(pid, signal.SIGKILL)
        child.wait()


def _family(pid: int) -> list[int]:
    with suppress(psutil.Error):
        root = psutil.Process(pid)
        return [pid, *(child.pid for child in root.children(recursive=True))]
    return []


def _send(pid: int, sent: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, sent)


def answers(night: Night, seen: Seen) -> Answer:
    """What came of it."""
    answer = Answer(f"A night beside a neighbour: {night.items} items under 2 GiB, in the idle class")
    spun, ours = seen.lost(SPINNING), seen.lost(OURS)
    beyond = [mine - others for mine, others in zip(ours, spun, strict=True)]
    answer.remark(f"the neighbour alone: {spread(seen.rates[ALONE], ' calculations/s')}")
    answer.remark(f"it falls by {spread(spun, ' points')} {SPINNING}, by {spread(ours, ' points')} {OURS}")
    median = statistics.median(beyond)
    answer.judge(
        "points lost beyond what one idle spinner costs", f"{median:.1f}", median <= _POINTS, "median"
    )
    events = [json.loads(line) for line in (night.folder / "events.jsonl").read_text().splitlines()]
    told = Counts(event["name"] for event in events)
    answer.judge("the log shows holds and sheds", f"{told['run.held']} and {told['item.shed']}",
                 bool(told["run.held"] and told["item.shed"]))  # fmt: skip
    ended = seen.code == 0
    answer.judge(
        "the batch came to its end", f"{seen.seconds:.0f} s" if ended else f"code {seen.code}", ended
    )
    made = (
        [file.name for file in (night.folder / "made").iterdir()] if (night.folder / "made").exists() else []
    )
    settled = Counts(
        {event["stage"]: event["fields"]["done"] for event in events if event["name"] == "stage.done"}
    )
    answer.judge("every item is there, once", f"{len(made)} files, {settled.total()} in the ledger",
                 len(made) == settled.total() == night.items and not told["item.failed"])  # fmt: skip
    answer.remark(f"memory is kept to by: {_level()}")
    return answer


def _level() -> str:
    """What keeps a worker here to its memory, as it says itself."""
    script = "from studio.host.holding import Hold, hold; print(hold(Hold(0, 2 << 30, 'idle', 1)).level)"
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> int:
    """Spend a night, and say how it was."""
    reader = argparse.ArgumentParser(prog="python -m bench.neighbour", description=__doc__)
    reader.add_argument("--items", type=int, default=500)
    reader.add_argument("--windows", type=int, default=15)
    reader.add_argument("--seconds", type=float, default=2.0)
    reader.add_argument("--patience", type=float, default=3600.0)
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="night-") as folder:
        night = Night(Path(folder), asked.items, asked.windows, asked.seconds, asked.patience)
        lay_out(night)
        return show([answers(night, spend(night))], as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
