"""What tests work on and nobody changes is made once in a run, by whichever of its processes asks first."""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

_TOLD = "TESTS_MADE_ONCE"


@cache
def folder() -> Path:
    """Where it lies until the process ends that asked first; those it starts find it by their environment."""
    if told := os.environ.get(_TOLD):
        return Path(told)
    place = Path(tempfile.mkdtemp(prefix="studio-once-"))
    os.environ[_TOLD] = str(place)
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def made(name: str, make: Callable[[Path], object]) -> Path:
    """A file or folder of that name, which tests share: whoever wants to change it takes a copy.

    Args:
        name: Its place among all that is made once.
        make: Makes it at the path it is told, whose name is the same.
    """
    place = folder() / name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.parent / f".half-{place.name}" / place.name
        with place.with_name(f".lock-{place.name}").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not place.exists():
                shutil.rmtree(half.parent, ignore_errors=True)
                half.parent.mkdir()
                make(half)
                half.rename(place)
    return place
