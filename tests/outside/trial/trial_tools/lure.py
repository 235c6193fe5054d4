"""Tools that try to get at a graphics card or at all memory, and tell how far they have come."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

from studio.core.materials import AnyFile
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

OPEN = "import sys; kept = open(sys.argv[1]); print(kept.read()); sys.stdout.flush(); sys.stdin.read()"


@tool
def reach(order: AnyFile, *, below: bool = False, wait: float = 0.0) -> AnyFile:
    """Reach for the card that an order names.

    Args:
        order: The card's file.
        below: Have it done by a program.
        wait: Seconds to keep it.

    Examples:
        studio lure reach order.txt
    """
    return _told(_reached(Path(order.read_text()), below, wait))


@tool(resources=Resources(vram="2 GB"))
def compute(order: AnyFile, *, wait: float = 0.0) -> AnyFile:
    """Work on the card that an order names, which is what this is for.

    Args:
        order: The card's file.
        wait: Seconds to keep it.

    Examples:
        studio lure compute order.txt
    """
    return _told(_reached(Path(order.read_text()), below=True, wait=wait))


@tool
def load(order: AnyFile) -> AnyFile:
    """Import what an order names.

    Args:
        order: The module.

    Examples:
        studio lure load order.txt
    """
    try:
        __import__(order.read_text())
    except ImportError as refused:
        return _told(str(refused))
    return _told("loaded")


@tool
def hoard(order: AnyFile) -> AnyFile:
    """Take as much memory as an order says, and tell how this process gives way to others.

    Args:
        order: Bytes.

    Examples:
        studio lure hoard order.txt
    """
    taken = bytearray(b"1") * int(order.read_text())
    cores = len(os.sched_getaffinity(0))
    return _told(f"{len(taken)} {os.sched_getscheduler(0)} {cores} {os.environ.get('OMP_NUM_THREADS')}")


def _reached(card: Path, below: bool, wait: float) -> str:
    if not below:
        try:
            with card.open() as kept:
                time.sleep(wait)
                return kept.read() + os.environ["CUDA_VISIBLE_DEVICES"]
        except OSError as refused:
            return errno.errorcode[refused.errno or 0]
    with subprocess.Popen(
        [sys.executable, "-c", OPEN, str(card)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        time.sleep(wait)
        out, err = program.communicate()
        return out + os.environ["CUDA_VISIBLE_DEVICES"] if not err else err.splitlines()[-1]


def _told(text: str) -> Path:
    told = run().folder / "told.txt"
    told.write_text(text)
    return told
