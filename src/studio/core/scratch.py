"""Scratch folders: where results come into being, on the file system they are meant for."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

from studio.core.errors import BadInput, DiskFull, ToolFailed

PREFIX = ".studio-"
"""How the names of scratch folders begin."""

_MARK = b"animation-ai-studio: results in the making\n"


@contextmanager
def beside(results: Path) -> Iterator[Path]:
    """A hidden folder on the file system of the results, gone afterwards.

    What a killed process left there is swept first: its lock has died with it.
    """
    # These two would make up a tenth of what help costs beyond the command line's own library.
    import tempfile

    made = make_folders(results)
    sweep(results)
    with ExitStack() as afterwards:
        afterwards.callback(_remove_empty, made)
        try:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=results))
            afterwards.callback(_remove, folder)
            afterwards.callback(os.close, _locked(folder))
        except OSError as refused:
            raise unwritable(results, refused) from None
        yield folder


def anywhere() -> AbstractContextManager[Path]:
    """A folder for what nobody keeps, gone afterwards; what killed processes left is swept first."""
    import tempfile

    return beside(Path(tempfile.gettempdir()))


def make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns the new ones, deepest first."""
    missing = []
    for candidate in (folder, *folder.parents):
        if candidate.exists():
            break
        missing.append(candidate)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise BadInput(f"{folder} is a file, not a folder", hint="choose another --out") from None
    except OSError as refused:
        _remove_empty(missing)
        raise unwritable(folder, refused) from None
    return missing


def unwritable(target: Path, refused: OSError) -> ToolFailed:
    """Why something cannot be written, and what to do about it."""
    if refused.errno == errno.ENAMETOOLONG:
        return ToolFailed(f"{target.name} is too long a name here", hint="name the result with --out")
    reason = (refused.strerror or str(refused)).lower()
    told = f"cannot write {target}: {reason}"
    if refused.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(told, hint="make room there, or choose another place with --out", place=target)
    return ToolFailed(told, hint="choose a folder you may write to with --out")


def _remove(folder: Path) -> None:
    """Under another name first, so that a thread still deep in a library finds it no more."""
    import shutil

    with suppress(OSError):
        folder = folder.rename(folder.with_name(f"{folder.name}-gone"))
    shutil.rmtree(folder, ignore_errors=True)


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def sweep(folder: Path) -> None:
    """Take away what killed processes have left half-made in a folder."""
    import shutil

    with suppress(OSError):
        for left in folder.glob(f"{PREFIX}*"):
            if left.is_symlink() or not (_is_orphan(left) if left.is_dir() else _is_forsaken(left)):
                continue
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _locked(folder: Path) -> int:
    """The lock gets its name only once it is held, so that no sweep can take a folder just made."""
    lock = os.open(folder / "lock.new", os.O_CREAT | os.O_RDWR, 0o600)
    os.write(lock, _MARK)
    with suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX)
    (folder / "lock.new").rename(folder / "lock")
    return lock


def near(target: Path, name: str) -> Path:
    """A name beside a target for what is copied there, by which it is known whose it is."""
    return target.with_name(f"{PREFIX}{os.getpid()}-{name}"[:200])


def _is_forsaken(copy: Path) -> bool:
    """Whether it is a copy in the making whose maker is gone."""
    pid, dash, _ = copy.name.removeprefix(PREFIX).partition("-")
    if not (dash and pid.isdecimal()):
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _is_orphan(folder: Path) -> bool:
    """Whether a folder is one of ours whose owner is gone: it has our mark, and nobody holds its lock."""
    try:
        # Where everybody may write, somebody may have left what is no file, and never answers.
        lock = os.open(folder / "lock", os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return _is_forsaken(folder)
    except OSError:
        return False
    if not stat.S_ISREG(os.fstat(lock).st_mode) or os.read(lock, len(_MARK)) != _MARK:
        os.close(lock)
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True
