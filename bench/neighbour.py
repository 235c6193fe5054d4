"""Does our work leave a neighbour in peace, a whole night long? `python -m bench.neighbour`

A neighbour keeps half of the cores busy, and takes and frees memory in waves. Beside it a pipeline works
through pictures, recordings and films (ffmpeg) and drawings of sound (Python) under `--memory 2GiB --priority
idle`. What the neighbour gets done is counted in short windows, in turn: alone, beside one process that spins
in the idle class, and beside our pipeline; and the same again while it keeps all of the cores busy. Only
windows in which our pipeline is at work count. In the end every item must be there, once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import wave as waves
from collections import Counter as Counts
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from bench._neighbour import Counter, Wave, neighbour, spinner
from bench._paired import Answer, bustle, show, spread

from studio.host import family

ALONE, SPINNING, OURS = "alone", "beside one idle spinner", "beside our pipeline"

_PIPELINE = """\
name: Night
stages:
  pictures: {tool: image.resize, for_each: pictures/, with: {longest: 160}, out: made/}
  recordings: {tool: audio.convert, for_each: sounds/, with: {format: mp3}, out: made/}
  drawings: {tool: audio.waveform, for_each: sounds/, out: made/}
  films: {tool: video.convert, for_each: films/, with: {format: mp4}, out: made/}
"""
_FILM = "testsrc2=s=2560x1440:r=25:d=4"
_POINTS = 5.0
_RISE, _BEYOND = 15, 9
"""Points of memory above what is in use from which nothing new begins, and how far beyond that a wave goes.

They leave room for our own processes and those of others below the five points that have to be free again.
"""
_AT_WORK = 0.25
"""The share of a core that our pipeline takes while it is at work: less, and it is being held."""
_CROWDED = 3
"""Of so many rounds one is spent beside a neighbour that keeps all of the cores busy."""


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
    """What was seen of it.

    Attributes:
        rates: The neighbour's calculations a second in each company, round by round.
        crowded: The same of rounds in which it kept all cores busy.
        code: How the run ended; None if it did not.
        seconds: How long it took.
    """

    rates: list[dict[str, float]] = field(default_factory=list)
    crowded: list[dict[str, float]] = field(default_factory=list)
    code: int | None = None
    seconds: float = 0.0


def lost(rates: Sequence[Mapping[str, float]], company: str) -> list[float]:
    """Points that the neighbour fell by, against itself alone in the same round."""
    return [100.0 * (1 - one[company] / one[ALONE]) for one in rates]


def lay_out(night: Night) -> None:
    """Make the pictures and the recordings."""
    from PIL import Image

    from studio.media.encode import executable

    sounds, films = night.items // 4, night.items // 50
    for name in ("pictures", "sounds", "films"):
        (night.folder / name).mkdir()
    film = night.folder / "films" / "00.mkv"
    command = [executable(), "-v", "error", "-f", "lavfi", "-i", _FILM, "-c:v", "ffv1", str(film)]
    subprocess.run(command, check=True)
    for number in range(1, films):
        shutil.copy(film, film.with_stem(f"{number:02}"))
    for number in range(night.items - 2 * sounds - films):
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
    wave = Wave(int(memory.total * (_RISE + _BEYOND) / 100), 60.0)
    seen = Seen()
    with (
        neighbour(os.cpu_count() or 1, wave) as beside,
        spinner() as spinning,
        _pipeline(night, hold) as ours,
    ):
        began = time.monotonic()
        half = beside.workers[: len(beside.workers) // 2]
        for pid in (spinning, *half):
            _send(pid, signal.SIGSTOP)
        while ours.poll() is None and time.monotonic() - began < night.patience:
            done = len(seen.rates) + len(seen.crowded)
            if done >= night.windows:
                break
            if not _is_at_work(ours.pid):
                continue
            crowded = done % _CROWDED == 1 and bool(half)
            rates = _round(beside.counter, night, spinning, ours.pid, half if crowded else ())
            if rates:
                (seen.crowded if crowded else seen.rates).append(rates)
        with suppress(subprocess.TimeoutExpired):
            seen.code = ours.wait(max(1.0, night.patience - (time.monotonic() - began)))
        seen.seconds = time.monotonic() - began
    return seen


def _is_at_work(pid: int) -> bool:
    """Whether our pipeline does something, looked at for half a second."""
    before, began = _spent(pid), time.monotonic()
    time.sleep(0.5)
    return _spent(pid) - before >= _AT_WORK * (time.monotonic() - began)


def _spent(pid: int) -> float:
    return family.taken([pid]).seconds


def _round(counter: Counter, night: Night, spinning: int, ours: int, more: Sequence[int]) -> dict[str, float]:
    """One window in each company, in an order of chance; nothing if our pipeline was held meanwhile.

    Args:
        counter: What the neighbour has done.
        night: How long a window is.
        spinning: The process that spins.
        ours: Our pipeline.
        more: Processes that the neighbour has besides in this round.
    """
    found: dict[str, float] = {}
    for pid in more:
        _send(pid, signal.SIGCONT)
    for company in random.sample([ALONE, SPINNING, OURS], 3):
        _send(spinning, signal.SIGCONT if company == SPINNING else signal.SIGSTOP)
        for pid in _family(ours):
            _send(pid, signal.SIGCONT if company == OURS else signal.SIGSTOP)
        time.sleep(0.2)
        before, began = counter.total(), time.monotonic()
        time.sleep(night.seconds)
        found[company] = (counter.total() - before) / (time.monotonic() - began)
    for pid in (*more, spinning):
        _send(pid, signal.SIGSTOP)
    for pid in _family(ours):
        _send(pid, signal.SIGCONT)
    return found if _is_at_work(ours) else {}


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
    for rates, cores in ((seen.rates, "half of the cores"), (seen.crowded, "all cores")):
        promise = f"points lost beyond what one idle spinner costs, {cores} busy"
        if not rates:
            answer.judge(promise, "not measured", False, "our pipeline was never at work")
            continue
        spun, ours = lost(rates, SPINNING), lost(rates, OURS)
        beyond = [mine - others for mine, others in zip(ours, spun, strict=True)]
        answer.judge(promise, spread(beyond), statistics.median(beyond) <= _POINTS, "the median counts")
        alone = spread([one[ALONE] for one in rates], " calculations/s")
        answer.remark(f"{cores}: alone {alone}; {len(rates)} rounds")
        answer.remark(f"it falls by {spread(spun)} points {SPINNING}, by {spread(ours)} points {OURS}")
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
    # Whoever ends it early leaves nobody spinning.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="night-") as folder:
        night = Night(Path(folder), asked.items, asked.windows, asked.seconds, asked.patience)
        lay_out(night)
        load = bustle()
        answer = answers(night, spend(night))
        answer.remark(load)
        return show([answer], as_json=asked.json)


if __name__ == "__main__":
    raise SystemExit(main())
