"""Tools small enough to try the house with: plain text goes in, plain text comes out."""

import ctypes
import math
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from studio.core.errors import BadCall, BadInput, Unavailable
from studio.core.materials import AnyFile, Bytes, Folder, Range
from studio.core.needs import Needs
from studio.core.run import run
from studio.core.tool import tool


@dataclass(frozen=True)
class Measured:
    """What there is to say of a text."""

    words: int
    size: Bytes
    loud: bool
    mean: float


@dataclass(frozen=True)
class Halves:
    """A text in two files."""

    first: AnyFile
    second: AnyFile
    words: int


@dataclass(frozen=True)
class Rolled:
    """What the dice show."""

    eyes: tuple[Annotated[int, Range(1, 100)], ...]


@tool
def obey(order: AnyFile, *, with_: str = "", sign: bool = False) -> AnyFile:
    """Do what a file says, line by line.

    Args:
        order: Lines such as `say hello`, `sleep 3`, `fail too dark`, `crash`, `die`, `print noise`.
        with_: A last line for the result.
        sign: Write who did it below.

    Examples:
        studio trial obey order.txt
        studio trial obey order.txt --with love --sign
    """
    made = run().folder / order.name
    with made.open("w", encoding="utf-8", errors="surrogateescape") as result:
        for line in run().track(order.read_text("utf-8", "surrogateescape").splitlines(), "Obeying"):
            what, _, rest = line.partition(" ")
            result.write(_deeds[what](rest) or "")
            result.flush()
        result.write(f"{with_}\n" if with_ else "")
        result.write(f"{os.getpid()}\n" if sign else "")
    return made


def _fail(reason: str) -> str:
    raise BadInput(reason, hint="say something else")


def _clash(reason: str) -> str:
    raise BadCall(reason, hint="say one of them")


def _lack(program: str) -> str:
    raise Unavailable(program, hint=f"apt-get install {program}")


def _crash(reason: str) -> str:
    raise RuntimeError(reason)


def _starve(_: str) -> str:
    raise MemoryError


def _eat(meal: str) -> None:
    """Hold so many MiB for so many seconds."""
    mebibytes, seconds = meal.split()
    held = b"\1" * (int(mebibytes) << 20)
    time.sleep(float(seconds))
    del held


def _gorge(_: str) -> None:
    """Hold more and more, without end."""
    held = []
    while True:
        held.append(b"\1" * (16 << 20))
        time.sleep(0.01)


def _print(words: str) -> None:
    """As libraries do: through Python, past it, and into a buffer that C empties when it likes."""
    print(words)
    os.write(1, f"{words}\n".encode())
    ctypes.CDLL(None).printf(f"{words}\n".encode())


def _flood(seconds: str) -> None:
    """Make one file after the other, as whoever takes films apart does, and never look up."""
    until, number, folder = time.monotonic() + float(seconds), 0, run().folder
    while time.monotonic() < until:
        number += 1
        (folder / f"{number}.txt").write_text("half\n")


def _deluge(seconds: str) -> None:
    """The same, asking for the folder each time."""
    until, number = time.monotonic() + float(seconds), 0
    while time.monotonic() < until:
        number += 1
        (run().folder / f"{number}.txt").write_text("half\n")


def _litter(name: str) -> None:
    (run().folder / name).write_text("left over")


_deeds: dict[str, Callable[[str], str | None]] = {
    "say": lambda words: f"{words}\n",
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "fail": _fail,
    "clash": _clash,
    "lack": _lack,
    "crash": _crash,
    "starve": _starve,
    "die": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "quit": sys.exit,
    "leave": lambda code: os._exit(int(code)),
    "eat": _eat,
    "gorge": _gorge,
    "print": _print,
    "note": lambda words: run().note("remark", text=words),
    "litter": _litter,
    "flood": _flood,
    "deluge": _deluge,
}


@tool(pure=True)
def measure(text: AnyFile) -> Measured:
    """Count words and bytes.

    Args:
        text: What to measure.

    Examples:
        studio trial measure order.txt
    """
    told = text.read_text("utf-8", "surrogateescape")
    words = told.split()
    mean = sum(map(len, words)) / len(words) if words else math.nan
    return Measured(len(words), text.stat().st_size, told.isupper(), mean)


@tool
def halve(text: AnyFile) -> Halves:
    """Cut a text in the middle.

    Args:
        text: What to cut.

    Examples:
        studio trial halve order.txt
    """
    words = text.read_text("utf-8").split()
    first, second = run().folder / "first.txt", run().folder / "second.txt"
    first.write_text(" ".join(words[: len(words) // 2]))
    second.write_text(" ".join(words[len(words) // 2 :]))
    return Halves(first, second, len(words))


@tool
def join(
    texts: list[AnyFile], *, between: str = "\n", format: Literal["auto", "txt", "md"] = "auto"
) -> AnyFile:
    """Put texts one after the other.

    Args:
        texts: What to join.
        between: What stands between two of them, such as [red], [/] or `---`.
        format: The extension of the result; that of the first text if auto.

    Examples:
        studio trial join order.txt order.txt --between "; "
    """
    suffix = texts[0].suffix if format == "auto" else f".{format}"
    made = run().folder / f"joined{suffix}"
    made.write_text(between.join(text.read_text("utf-8").strip() for text in texts) + "\n")
    return made


@tool
def pack(folder: Folder, *, empty: bool = False) -> Folder:
    """Copy the names of a folder's files into a new folder.

    Args:
        folder: The folder to look into.
        empty: Put nothing in.

    Examples:
        studio trial pack texts/
    """
    made = run().folder / "packed"
    made.mkdir()
    for file in run().track(sorted(folder.iterdir()), "Packing"):
        if not empty:
            (made / file.name).write_text(file.name)
    return made


@tool
def swap(text: AnyFile, *, with_: AnyFile) -> AnyFile:
    """Put another text in place of one.

    Args:
        text: What is replaced.
        with_: What replaces it.

    Examples:
        studio trial swap order.txt --with other.txt
    """
    made = run().folder / text.name
    made.write_bytes(with_.read_bytes())
    return made


@tool(needs=Needs(programs=("sh",)))
def recast(text: AnyFile, *, format: Literal["txt", "md"] = "txt") -> AnyFile:
    """Give a text another extension.

    Args:
        text: What to write again.
        format: The new extension.

    Examples:
        studio trial recast order.txt --format md
    """
    made = run().folder / f"{text.stem}.{format}"
    made.write_bytes(text.read_bytes())
    return made


@tool
def roll(sides: Annotated[int, Range(1, 1_000_000)], *, times: int = 1, seed: int = 0) -> Rolled:
    """Roll dice.

    Args:
        sides: How many sides a die has.
        times: How often it is rolled.
        seed: Where chance begins.

    Examples:
        studio trial roll 6 --times 3
    """
    dice = random.Random(seed)
    return Rolled(tuple(run().each(lambda _: dice.randint(1, sides), range(times))))


Colour = Literal["red", "green", "blue"]
COLOURS: list[Colour] = ["red", "green", "blue"]


@tool
def paint(colours: list[Colour] = COLOURS, *, coats: int = 1) -> AnyFile:
    """Write down colours.

    Args:
        colours: Which ones; all of them when left out.
        coats: How often each is written.

    Examples:
        studio trial paint
        studio trial paint red blue --coats 2
    """
    made = run().folder / "paint.txt"
    made.write_text("".join(f"{colour}\n" * coats for colour in colours))
    return made


@tool
def count(text: AnyFile, *, ledger: AnyFile, rest: float = 0) -> AnyFile:
    """Copy a text, and write down in a ledger beside that it was done.

    Args:
        text: What to copy.
        ledger: Where a line is added for every time.
        rest: Seconds to rest before.

    Examples:
        studio trial count order.txt --ledger ledger.txt
    """
    time.sleep(rest)
    with ledger.open("a") as lines:
        lines.write(f"{text.name}\n")
    made = run().folder / text.name
    made.write_bytes(text.read_bytes())
    return made


@tool(production=True)
def revue(order: AnyFile, *, ledger: AnyFile, numbers: int = 4, rest: float = 0) -> AnyFile:
    """Have a text counted several times side by side, and the results joined.

    Args:
        order: What to begin with.
        ledger: Where every count is written down.
        numbers: How often it is counted.
        rest: Seconds to rest before each count.

    Examples:
        studio trial revue order.txt --ledger ledger.txt --numbers 3
    """
    first = count(order, ledger=ledger)
    counted = run().each(lambda number: count(first, ledger=ledger, rest=rest), range(numbers))
    run().note("curtain", numbers=len(counted))
    return join(counted, between=" ")
