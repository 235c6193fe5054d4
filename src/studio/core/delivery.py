"""How a result reaches its owner: checked, named, and moved into place whole."""

from __future__ import annotations

import dataclasses
import errno
import fcntl
import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from studio.core.errors import BadInput, Refused, ToolFailed
from studio.core.materials import Media, media_of
from studio.core.scratch import make_folders, near, unwritable

if TYPE_CHECKING:
    from studio.core.tool import Tool

R = TypeVar("R")

_CLONE = 0x40049409
_PIECE = 1 << 20
_FRAME_NUMBER = re.compile(r"[._ -]?(?:#+|%0?\d*d)[._ -]?")
# File systems allow 255 bytes; the name of a part and an extension still follow.
_LONGEST_STEM = 255 - len("-unreadable.jpeg")
_SAME_KIND = {".jpeg": ".jpg", ".jpe": ".jpg", ".jfif": ".jpg", ".tif": ".tiff", ".htm": ".html"}


@dataclass(frozen=True)
class Place:
    """Where one call's results go: a folder and a name without extension, or one exact file.

    Attributes:
        folder: The folder.
        stem: What results are called, without extension.
        exact: The whole name instead, where somebody chose one.
        overwrite: Whether files that exist may be replaced.
        merge: Whether a folder that is made goes into one that exists, file by file.
    """

    folder: Path
    stem: str
    exact: str = ""
    overwrite: bool = False
    merge: bool = False

    def for_file(self, made: Path, part: str = "") -> Path:
        """The final path of a made file. The first material bears the plain name, others their field's."""
        if self.exact and not part:
            wanted, got = kind_of(self.exact), kind_of(made.name)
            if wanted != got:
                raise BadInput(
                    f"the result is a {got or 'folder'}, and {self.exact} asks for {wanted or 'a folder'}",
                    hint="name the file accordingly, or convert it afterwards",
                )
            return self.folder / self.exact
        stem = Path(self.exact).stem if self.exact else self.stem
        return self.folder / f"{stem}{'-' + part if part else ''}{'' if made.is_dir() else made.suffix}"


def kind_of(name: str) -> str:
    """The extension in the spelling that counts: .JPEG and .jpg are one kind."""
    suffix = Path(name).suffix.lower()
    return _SAME_KIND.get(suffix, suffix)


def default_stem(source: Path, tool: Tool[..., Any]) -> str:
    """`photo.jpg` resized is called `photo-resize`, `shot.####.png` converted `shot-convert`.

    A name that would be too long with what follows it is cut, never within a character.
    """
    stem = source.stem if not source.is_dir() else source.resolve().name
    if not _exists(source):
        stem = _FRAME_NUMBER.sub("", stem) or stem
    verb = f"-{tool.name}"
    while len(os.fsencode(stem + verb)) > _LONGEST_STEM:
        stem = stem[:-1]
    return f"{stem}{verb}"


def deliver(
    tool: Tool[..., R], result: R, place: Place, workshop: Path, *, copy: bool = False
) -> tuple[R, tuple[Path, ...]]:
    """Move everything material in a result to its place; returns the result as it stands there.

    Args:
        tool: The tool that made it.
        result: What the tool returned.
        place: Where it goes.
        workshop: The folder it was made in.
        copy: Leave it where it is, and put a copy in its place.
    """
    moves = targets(result, place, workshop)
    for made, target in moves.values():
        _check(tool, made, workshop)
        if found := in_the_way(target, place, made):
            raise exists(found)
    for made, target in moves.values():
        make_folders(target.parent)
        for one, there in _pieces(made, target, place):
            _into_place(one, there, overwrite=place.overwrite, copy=copy)
    if isinstance(result, Path):
        return moves[""][1], (moves[""][1],)  # type: ignore[return-value]
    settled = {field: target for field, (_, target) in moves.items()}
    if settled:
        result = dataclasses.replace(result, **settled)  # type: ignore[type-var]
    return result, tuple(settled.values())


def copy_to(kept: Path, target: Path, *, overwrite: bool) -> None:
    """Put a copy of a file or folder in a place, whole or not at all."""
    make_folders(target.parent)
    _into_place(kept, target, overwrite=overwrite, copy=True)


def material_fields(result: object) -> list[str]:
    """The fields of a result that are files or folders."""
    if not dataclasses.is_dataclass(result) or isinstance(result, type):
        return []
    return [name for name in _media_fields(type(result)) if isinstance(getattr(result, name), Path)]


@cache
def _media_fields(kind: type) -> tuple[str, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(field.name for field in dataclasses.fields(kind) if media_of(hints[field.name]))


def makes_files(tool: Tool[..., Any]) -> bool:
    """Whether a tool's result holds files or folders, by its return type."""
    return main_material(tool) is not None


def main_material(tool: Tool[..., Any]) -> Media | None:
    """What a tool makes in the first place, by its return type; None where it only tells."""
    if found := media_of(tool.returns):
        return found
    if not dataclasses.is_dataclass(tool.returns):
        return None
    hints = get_type_hints(tool.returns, include_extras=True)
    marks = (media_of(hints[field.name]) for field in dataclasses.fields(tool.returns))
    return next((mark for mark in marks if mark), None)


def in_the_way(target: Path, place: Place, made: Path | None = None) -> Path | None:
    """What stands where a result is to go, if it may not be replaced.

    Args:
        target: Where it is to go.
        place: What is allowed there.
        made: The result, once there is one.
    """
    folder = target.is_dir() and (made is None or made.is_dir()) and not target.is_symlink()
    if not _exists(target) or (place.overwrite and not (folder and not place.merge)):
        return None
    if not (place.merge and target.is_dir()):
        return target
    pieces = _pieces(made, target, place) if made else []
    return next((there for _, there in pieces if _exists(there)), None)


def exists(target: Path) -> Refused:
    """The refusal to replace what is there."""
    if target.is_dir():
        return Refused(
            f"{target} exists, and folders are not replaced as files are",
            hint="choose another --out, or take the folder away first",
        )
    return Refused(f"{target} exists", hint="choose another --out, or allow it with --overwrite")


def targets(result: object, place: Place, workshop: Path) -> dict[str, tuple[Path, Path]]:
    """What in a result is material, by field: where it was made and where it goes."""
    if isinstance(result, Path):
        return {"": (result, place.for_file(result))}
    moves = {}
    for position, field in enumerate(material_fields(result)):
        made: Path = getattr(result, field)
        # A picture that was only looked at may be named in a result; it stays where it is.
        if made.is_relative_to(workshop):
            moves[field] = (made, place.for_file(made, field if position else ""))
    return moves


def _check(tool: Tool[..., Any], made: Path, workshop: Path) -> None:
    if not made.is_relative_to(workshop):
        raise ToolFailed(f"{tool.id} returned {made}, which is not in its own folder")
    if not made.exists():
        raise ToolFailed(f"{tool.id} said it made {made.name}, and there is no such file")
    if made.is_file() and made.stat().st_size == 0:
        raise ToolFailed(f"{tool.id} made an empty {made.name}")


def _pieces(made: Path, target: Path, place: Place) -> list[tuple[Path, Path]]:
    """What is moved: the result as a whole, or what is in it where it joins a folder that is there."""
    if place.merge and made.is_dir() and target.is_dir():
        return [(one, target / one.name) for one in sorted(made.iterdir())]
    return [(made, target)]


def _into_place(made: Path, target: Path, *, overwrite: bool, copy: bool) -> None:
    try:
        if copy:
            _copy_into_place(made, target, overwrite=overwrite)
        elif made.is_dir():
            _folder_into_place(made, target)
        elif overwrite:
            _replace(made, target)
        else:
            _link_into_place(made, target)
    except FileExistsError:
        raise exists(target) from None
    except OSError as refused:
        if refused.errno == errno.EISDIR:
            raise Refused(f"{target} is a folder", hint="choose another --out") from None
        raise unwritable(target, refused) from None


def _link_into_place(made: Path, target: Path) -> None:
    """A rename would replace a file that came into being a moment ago; a link never does."""
    try:
        os.link(made, target)
    except OSError as refused:
        if refused.errno == errno.EXDEV:
            _copy_into_place(made, target, overwrite=False)
            return
        if refused.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS):
            raise
        made.rename(target)
    else:
        made.unlink()


def _copy_into_place(made: Path, target: Path, *, overwrite: bool) -> None:
    """A whole copy first, under a name of its own, then the last step as ever."""
    import shutil

    if made.is_dir() and _exists(target):
        raise FileExistsError(target)
    there = near(target, made.name)
    try:
        if made.is_dir():
            shutil.copytree(made, there, copy_function=_copy)
        else:
            _copy(made, there)
        if overwrite or there.is_dir():
            there.replace(target)
        else:
            _link_into_place(there, target)
    finally:
        if there.is_dir():
            shutil.rmtree(there, ignore_errors=True)
        there.unlink(missing_ok=True)


def _copy(made: str | Path, near: str | Path) -> None:
    """A clone that shares its blocks, where the file system can; else every byte."""
    import shutil

    with Path(made).open("rb") as source, Path(near).open("wb") as copy:
        try:
            fcntl.ioctl(copy.fileno(), _CLONE, source.fileno())
        except OSError:
            shutil.copyfileobj(source, copy, _PIECE)


def _replace(made: Path, target: Path) -> None:
    try:
        made.replace(target)
    except OSError as refused:
        if refused.errno != errno.EXDEV:
            raise
        _copy_into_place(made, target, overwrite=True)


def _folder_into_place(made: Path, target: Path) -> None:
    """A folder that exists is never replaced: it may hold what is not ours."""
    if _exists(target):
        raise FileExistsError(target)
    try:
        made.rename(target)
    except OSError as refused:
        if refused.errno != errno.EXDEV:
            raise
        _copy_into_place(made, target, overwrite=False)


def _exists(path: Path) -> bool:
    return os.path.lexists(path)
