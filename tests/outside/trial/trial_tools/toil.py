"""Tools that leave a trace of every execution: whoever counts the lines of a tally knows how often."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studio.core.errors import ToolFailed
from studio.core.materials import AnyFile, Folder
from studio.core.run import run
from studio.core.tool import tool
from studio.host import programs
from studio.media import encode


@dataclass(frozen=True)
class Pair:
    """A text, twice."""

    left: AnyFile
    right: AnyFile


@tool
def write(order: AnyFile, *, tally: str = "", size: int = 0, wait: float = 0.0) -> AnyFile:
    """Write what an order says, many times over.

    Args:
        order: What to write.
        tally: The file that gets a line for every execution.
        size: How many bytes at least.
        wait: Seconds to rest in the middle.

    Examples:
        studio toil write order.txt
    """
    return _written(order, run().folder / order.name, tally, size, wait)


@tool(pure=True)
def echo(order: AnyFile, *, tally: str = "", loud: bool = False) -> AnyFile:
    """Repeat what an order says; the same order has the same echo.

    Args:
        order: What to repeat.
        tally: The file that gets a line for every execution.
        loud: In capitals.

    Examples:
        studio toil echo order.txt
    """
    made = _written(order, run().folder / order.name, tally, 0, 0.0)
    if loud:
        made.write_text(made.read_text().upper())
    return made


@tool
def pair(order: AnyFile, *, tally: str = "", size: int = 0, wait: float = 0.0) -> Pair:
    """Write what an order says into two files.

    Args:
        order: What to write.
        tally: The file that gets a line for every execution.
        size: How many bytes at least.
        wait: Seconds to rest in the middle.

    Examples:
        studio toil pair order.txt
    """
    left = _written(order, run().folder / "left.txt", tally, size, wait)
    return Pair(left, _written(order, run().folder / "right.txt", "", size, 0.0))


@tool
def fill(order: AnyFile, *, tally: str = "", files: int = 5, wait: float = 0.0) -> Folder:
    """Fill a folder with what an order says.

    Args:
        order: What to write.
        tally: The file that gets a line for every execution.
        files: How many files.
        wait: Seconds to rest in the middle.

    Examples:
        studio toil fill order.txt
    """
    folder = run().folder / "filled"
    folder.mkdir()
    for number in range(files):
        _written(order, folder / f"{number}.txt", "" if number else tally, 0, wait / files)
    return folder


@tool
def linger(
    order: AnyFile, *, seconds: float = 60.0, by: Literal["python", "sleep", "shell", "ffmpeg"] = "python"
) -> AnyFile:
    """Take a long time over something.

    Args:
        order: What is handed on at last.
        seconds: How long.
        by: Who takes the time: this process, a program, a program's own child, or an encoder.

    Examples:
        studio toil linger order.txt
    """
    made = run().folder / order.name
    made.write_text("half\n")
    if by == "python":
        time.sleep(seconds)
    else:
        for _ in programs.lines(_long(by, seconds, run().folder / "film.mkv"), ended=_well):
            pass
    made.write_bytes(order.read_bytes())
    return made


@tool
def waver(order: AnyFile, *, tally: str, good: int = 3, die: bool = False) -> AnyFile:
    """Fail until it was tried often enough.

    Args:
        order: What is handed on at last.
        tally: The file that gets a line for every execution.
        good: The execution that goes well.
        die: Take the process along instead of failing.

    Examples:
        studio toil waver order.txt --tally tally.txt
    """
    made = _written(order, run().folder / order.name, tally, 0, 0.0)
    if len(Path(tally).read_text().splitlines()) < good:
        if die:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ToolFailed("it wavers")
    return made


@tool
def gather(texts: list[AnyFile]) -> AnyFile:
    """Put texts one after the other.

    Args:
        texts: What to gather.

    Examples:
        studio toil gather order.txt order.txt
    """
    made = run().folder / "gathered.txt"
    made.write_text("".join(text.read_text() for text in texts))
    return made


@tool
def saga(
    orders: list[AnyFile],
    *,
    tally: str = "",
    size: int = 0,
    wait: float = 0.0,
    turn: str = "",
    hopeless: bool = False,
) -> AnyFile:
    """Write many orders side by side and join them: a production, which calls other tools.

    Args:
        orders: What to write.
        tally: The file that gets a line for every execution.
        size: How many bytes at least.
        wait: Seconds each rests in the middle.
        turn: A file; while it is there the way is another one.
        hopeless: Begin with something that fails, and make do without it.

    Examples:
        studio toil saga order.txt
    """
    if hopeless:
        try:
            waver(orders[0], tally=f"{tally}.waver", good=2)
        except ToolFailed:
            run().note("made do")
    first = write(orders[0], tally=tally, size=size, wait=wait)
    if turn and Path(turn).exists():
        pair(orders[0])

    def part(order: Path) -> Path:
        return write(write(order, tally=tally, size=size, wait=wait), tally=tally, wait=wait)

    return gather([first, *run().each(part, orders[1:])])


def _written(order: Path, made: Path, tally: str, size: int, wait: float) -> Path:
    if tally:
        with Path(tally).open("a", errors="surrogateescape") as lines:
            lines.write(f"{order.name}\n")
    text = order.read_text()
    half = text * (1 + size // (2 * len(text)))
    with made.open("w") as file:
        file.write(half)
        file.flush()
        time.sleep(wait)
        file.write(half)
    return made


def _long(by: str, seconds: float, film: Path) -> list[str | Path]:
    if by == "sleep":
        return ["sleep", f"{seconds}"]
    if by == "shell":
        return ["sh", "-c", f"sleep {seconds}; true"]
    source = f"testsrc2=size=320x180:rate=25:duration={seconds * 25}"
    return [encode.executable(), "-v", "error", "-re", "-f", "lavfi", "-i", source, film]


def _well(ended: programs.Finished) -> None:
    if ended.code:
        raise ToolFailed(f"it ended with {ended.code}")
