"""Does one step, and finds out after a crash whether it was done."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from studio.host import renaming
from studio.store.filing import copies, steps, trash
from studio.store.filing.copies import Seen, look
from studio.store.filing.steps import Step


class Changed(Exception):
    """Something is no longer what it was when the step was decided."""


def perform(step: Step) -> None:
    """Do a step; OSError or Changed mean that nothing happened."""
    if step.seen and step.kind not in ("remove", "part") and not _is_untouched(step.path, step.seen):
        raise Changed("was changed a moment ago")
    _DEEDS[step.kind](step)


def settle(step: Step) -> bool:
    """Bring a step that a crash interrupted to one of its two ends; returns whether it is done."""
    found = _ENDS[step.kind](step)
    if step.temporary:
        step.temporary.unlink(missing_ok=True)
    return found


def _is_untouched(path: Path, seen: Seen) -> bool:
    now = look(path)
    return now.is_same_file(seen) and now.has_same_content(seen)


def _folder(step: Step) -> None:
    step.path.mkdir()


def _unfolder(step: Step) -> None:
    step.path.rmdir()


def _move(step: Step) -> None:
    assert step.target
    if step.plain:
        step.path.rename(step.target)
        return
    try:
        renaming.rename(step.path, step.target)
    except OSError as refused:
        if refused.errno != errno.EXDEV or not step.temporary:
            raise
        _move_across(step.path, step.target, step.temporary)


def _move_across(path: Path, target: Path, temporary: Path) -> None:
    """From one device to another: copied, on disk, compared, and only then gone from here."""
    before = look(path)
    _copy_into(path, target, temporary)
    try:
        if not _is_untouched(path, before):
            raise Changed("was changed while it was copied")
        path.unlink()
    except (Changed, OSError):
        # Nothing else may undo it: stopped at this very point, the copy may be all there is.
        target.unlink()
        raise
    copies.sync_folder(path.parent)


def _copy_into(path: Path, target: Path, temporary: Path) -> None:
    copies.copy(path, temporary)
    try:
        renaming.rename(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    copies.sync_folder(target.parent)


def _trash(step: Step) -> None:
    assert step.target
    if not step.info:
        _move(step)
        return
    trash.note(step.info, step.path)
    try:
        _move(step)
    except (Changed, OSError):
        step.info.unlink(missing_ok=True)
        raise


def _untrash(step: Step) -> None:
    _move(step)
    if step.info:
        step.info.unlink(missing_ok=True)


def _copy(step: Step) -> None:
    assert step.target
    assert step.temporary
    _copy_into(step.path, step.target, step.temporary)


def _remove(step: Step) -> None:
    """Take a copy away, if what it was made from is still there and still equal."""
    assert step.twin
    if not copies.equal(step.path, step.twin):
        raise Changed("differs now from what it was copied from")
    step.path.unlink()


def _link(step: Step) -> None:
    assert step.twin
    assert step.temporary
    _compare(step)
    os.link(step.twin, step.temporary)
    _replace(step)


def _clone(step: Step) -> None:
    assert step.twin
    assert step.temporary
    _compare(step)
    copies.share(step.twin, step.temporary, step.path)
    _replace(step)


def _compare(step: Step) -> None:
    assert step.twin
    if not copies.equal(step.path, step.twin):
        raise Changed(f"is not equal to {step.twin.name}")


def _replace(step: Step) -> None:
    """Put what was made in the place of a file that did not change meanwhile."""
    assert step.temporary
    try:
        assert step.seen
        if not _is_untouched(step.path, step.seen):
            raise Changed("was changed a moment ago")
        step.temporary.replace(step.path)
    finally:
        # Where both are names of one file by now, the system lets both stay.
        step.temporary.unlink(missing_ok=True)


def _part(step: Step) -> None:
    """Make a hard link a file of its own again, as it was before."""
    assert step.temporary
    assert step.seen
    now = look(step.path)
    if (now.size, now.modified_ns) != (step.seen.size, step.twin_ns):
        raise Changed("was changed since, under one of its names")
    copies.copy(step.path, step.temporary)
    descriptor = os.open(step.temporary, os.O_RDWR)
    try:
        copies.dress(descriptor, step.seen, steps.unpacked(step.attributes))
        os.utime(descriptor, ns=(step.seen.modified_ns, step.seen.modified_ns))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    step.temporary.replace(step.path)


def _delete(step: Step) -> None:
    step.path.unlink()


def _is_folder_there(step: Step) -> bool:
    return step.path.is_dir()


def _is_gone(step: Step) -> bool:
    return not os.path.lexists(step.path)


def _moved(step: Step) -> bool:
    """Whether a move ended; one that left the file in both places is brought to its end."""
    assert step.target
    assert step.seen
    here, there = _seen(step.path), _seen(step.target)
    if there is None or not (there.is_same_file(step.seen) or there.has_same_content(step.seen)):
        return False
    if here is None or not here.is_same_file(step.seen):
        return True
    if here.is_same_file(there):
        return _one_name(step)
    if step.temporary and here.has_same_content(there) and copies.equal(step.path, step.target):
        step.path.unlink()
        return True
    return False


def _one_name(step: Step) -> bool:
    """One file under both names: renamed by a link, or a file system that thinks them the same name."""
    assert step.target
    if step.path.parent == step.target.parent:
        names = {entry.name for entry in os.scandir(step.path.parent)}
        if not {step.path.name, step.target.name} <= names:
            return step.target.name in names
    step.path.unlink()
    return True


def _trashed(step: Step) -> bool:
    done = _moved(step)
    if not done and step.info:
        step.info.unlink(missing_ok=True)
    return done


def _untrashed(step: Step) -> bool:
    done = _moved(step)
    if done and step.info:
        step.info.unlink(missing_ok=True)
    return done


def _copied(step: Step) -> bool:
    assert step.target
    assert step.seen
    there = _seen(step.target)
    return there is not None and there.has_same_content(step.seen)


def _linked(step: Step) -> bool:
    assert step.twin
    here, twin = _seen(step.path), _seen(step.twin)
    return here is not None and twin is not None and here.is_same_file(twin)


def _replaced(step: Step) -> bool:
    assert step.seen
    here = _seen(step.path)
    return here is not None and not here.is_same_file(step.seen)


def _parted(step: Step) -> bool:
    """Whether it is a file of its own, as it was; that its twin is another may be the twin's doing."""
    assert step.seen
    here = _seen(step.path)
    return here is not None and here.looks_like(step.seen) and not _linked(step)


def _seen(path: Path) -> Seen | None:
    with suppress(FileNotFoundError, NotADirectoryError):
        return look(path)
    return None


_DEEDS: dict[str, Callable[[Step], None]] = {
    "folder": _folder,
    "unfolder": _unfolder,
    "move": _move,
    "trash": _trash,
    "untrash": _untrash,
    "copy": _copy,
    "remove": _remove,
    "link": _link,
    "part": _part,
    "clone": _clone,
    "delete": _delete,
}

_ENDS: dict[str, Callable[[Step], bool]] = {
    "folder": _is_folder_there,
    "unfolder": _is_gone,
    "move": _moved,
    "trash": _trashed,
    "untrash": _untrashed,
    "copy": _copied,
    "remove": _is_gone,
    "link": _linked,
    "part": _parted,
    "clone": _replaced,
    "delete": _is_gone,
}
